# SPDX-License-Identifier: EUPL-1.2
"""Lists of ids hold ids that exist."""

from django.db import migrations

from overstap.apps.listed_ids import listed_ids


class Migration(migrations.Migration):
    dependencies = (("region", "0002_listed_ids"), ("training", "0001_tables"))
    operations = (
        listed_ids("training_course", "certificates", "region_certificate"),
    )
