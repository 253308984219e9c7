# SPDX-License-Identifier: EUPL-1.2
"""The revision of everything but openings beside that of everything."""

from django.db import migrations, models

from overstap.apps.constraints import in_order


class Migration(migrations.Migration):
    dependencies = [("region", "0003_more_of_certificates_and_editions")]

    operations = [
        migrations.AddField("revision", "structure", models.BigIntegerField(default=0, db_default=0)),
        migrations.RunSQL("UPDATE region_revision SET structure = number", migrations.RunSQL.noop),
        migrations.AddConstraint("revision", in_order("revision_structure_is_no_later", "structure", "number")),
    ]
