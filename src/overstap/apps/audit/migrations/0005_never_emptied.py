# SPDX-License-Identifier: EUPL-1.2
"""The trail is not emptied either: TRUNCATE fires no trigger for its rows."""

from django.db import migrations

NEVER_EMPTIED = migrations.RunSQL(
    """
    CREATE TRIGGER events_are_never_emptied BEFORE TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION overstap_event_stays();
    """,
    "DROP TRIGGER events_are_never_emptied ON audit_event;",
)


class Migration(migrations.Migration):
    dependencies = (("audit", "0004_members"),)
    operations = (NEVER_EMPTIED,)
