# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_mandates'),
        ('tokens', '0004_desks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='token',
            name='token_scopes_suit_whom_it_is_for',
        ),
        migrations.AddConstraint(
            model_name='token',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('scopes__contained_by', ['passport:read', 'passport:write', 'passport:share', 'account:read', 'contacts:read', 'contacts:write', 'trail:read'])), models.Q(('organisation__isnull', False), ('scopes__contained_by', ['members:read', 'members:write', 'shared-passports:read', 'proofs:write', 'openings:write', 'people:read', 'people:write', 'caseload:read', 'rounds:read', 'trains:read'])), _connector='OR'), name='token_scopes_suit_whom_it_is_for'),
        ),
    ]
