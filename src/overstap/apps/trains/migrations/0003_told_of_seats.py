# SPDX-License-Identifier: EUPL-1.2

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mobility', '0002_plans'),
        ('passports', '0003_looks_for_an_opening'),
        ('trains', '0002_proposals'),
    ]

    operations = [
        migrations.AddField(
            model_name='rider',
            name='email',
            field=models.EmailField(blank=True, default='', max_length=254),
        ),
        migrations.AddField(
            model_name='rider',
            name='language',
            field=models.TextField(default='nl'),
        ),
        migrations.AddField(
            model_name='rider',
            name='told',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddConstraint(
            model_name='rider',
            constraint=models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2}$')), name='rider_language_is_a_code'),
        ),
        migrations.AddConstraint(
            model_name='rider',
            constraint=models.CheckConstraint(condition=models.Q(('told__in', ['', 'offered', 'last-days', 'gone'])), name='rider_told_is_known'),
        ),
    ]
