import django.db.models
from django.db import migrations, models

import core.vocabulary


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_roles_and_what_was_public"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', core.vocabulary.Status['WITHDRAWN']), _negated=True), ('withdrawn_at__isnull', False), _connector='OR'), name='conference_withdrawn_has_date'),
        ),
    ]
