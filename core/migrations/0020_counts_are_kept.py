"""Counts of people and organizations get a place where they are kept: no time at all. The next one fills it."""

import django.db.models.deletion
from django.db import migrations, models

from core.models import totals


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0019_what_is_searched_settles_together'),
    ]

    operations = [
        migrations.CreateModel(
            name='OrganizationTotal',
            fields=[
                ('organization', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='total', serialize=False, to='core.organization')),
                ('hosted', models.IntegerField()),
                ('participants', models.IntegerField()),
                ('asked', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='PersonTotal',
            fields=[
                ('person', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='total', serialize=False, to='core.person')),
                ('conferences', models.IntegerField()),
                ('turns', models.IntegerField()),
                ('asked', models.IntegerField()),
                ('addressed', models.IntegerField()),
                ('unanswered', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='OrganizationShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hosted', models.IntegerField()),
                ('participants', models.IntegerField()),
                ('asked', models.IntegerField()),
                ('conference', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.conference')),
                ('organization', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.organization')),
            ],
            options={
                'ordering': ['conference', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('conference', 'organization'), name='organization_share_once')],
            },
        ),
        migrations.CreateModel(
            name='PersonShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('conferences', models.IntegerField()),
                ('turns', models.IntegerField()),
                ('asked', models.IntegerField()),
                ('addressed', models.IntegerField()),
                ('unanswered', models.IntegerField()),
                ('conference', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.conference')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.person')),
            ],
            options={
                'ordering': ['conference', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('conference', 'person'), name='person_share_once')],
            },
        ),
        totals.create_operation(),
    ]
