# SPDX-License-Identifier: EUPL-1.2
"""The table in which all web processes together count how often something was tried."""

from django.db import migrations

TABLE = migrations.RunSQL(
    """
    CREATE TABLE IF NOT EXISTS overstap_cache (
        cache_key varchar(255) PRIMARY KEY,
        value text NOT NULL,
        expires timestamp with time zone NOT NULL
    );
    CREATE INDEX IF NOT EXISTS overstap_cache_expires ON overstap_cache (expires);
    """,
    "DROP TABLE overstap_cache;",
)


class Migration(migrations.Migration):
    dependencies = (("accounts", "0001_tables"),)
    operations = (TABLE,)
