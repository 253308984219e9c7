# SPDX-License-Identifier: EUPL-1.2
"""Lists of ids hold ids that exist."""

from django.db import migrations

from overstap.apps.listed_ids import listed_ids


class Migration(migrations.Migration):
    dependencies = (
        ("funds", "0001_tables"),
        ("region", "0002_listed_ids"),
        ("taxonomy", "0001_tables"),
        ("organisations", "0001_tables"),
    )
    operations = (
        listed_ids("funds_instrument", "sectors", "region_sector"),
        listed_ids("funds_instrument", "occupations", "taxonomy_occupation"),
        listed_ids("funds_instrument", "providers", "organisations_organisation"),
        listed_ids("funds_instrument", "places", "region_place"),
    )
