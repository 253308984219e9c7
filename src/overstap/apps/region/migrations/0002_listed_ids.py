# SPDX-License-Identifier: EUPL-1.2
"""The functions that hold lists of ids to ids that exist."""

from django.db import migrations

from overstap.apps.listed_ids import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = (("region", "0001_tables"),)
    operations = (FUNCTIONS,)
