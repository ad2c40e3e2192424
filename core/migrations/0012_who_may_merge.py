"""Merging is the publishers' and the administrators': it changes what is public wherever the two are named."""

from typing import Any

from django.db import migrations

NAMES = {"merge_person": "Can merge two people", "merge_organization": "Can merge two organizations"}


def grant(apps: Any, schema_editor: Any) -> None:
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for codename, name in NAMES.items():
        kind, _ = ContentType.objects.get_or_create(app_label="core", model=codename.split("_", 1)[1])
        # Django makes permissions only after all migrations, and would make these as they are made here.
        made, _ = Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})
        for group in Group.objects.filter(name__in=["Publishers", "Administrators"]):
            group.permissions.add(made)


def withdraw(apps: Any, schema_editor: Any) -> None:
    apps.get_model("auth", "Permission").objects.filter(codename__in=NAMES).delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0011_turns_can_be_searched")]

    operations = [
        migrations.AlterModelOptions(
            name="person",
            options={
                "ordering": ["sort_name", "id"],
                "permissions": [("merge_person", NAMES["merge_person"])],
                "verbose_name_plural": "people",
            },
        ),
        migrations.AlterModelOptions(
            name="organization",
            options={
                "ordering": ["name", "id"],
                "permissions": [("merge_organization", NAMES["merge_organization"])],
            },
        ),
        migrations.RunPython(grant, withdraw),
    ]
