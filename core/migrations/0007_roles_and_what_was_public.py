"""The three groups of staff; and, for what was published before there was a change sequence, its first entries."""

from typing import Any

from django.db import migrations
from django.utils import timezone

RECORD = (
    "addressee",
    "annotation",
    "answer",
    "conference",
    "conferencelanguage",
    "introduction",
    "organization",
    "organizationname",
    "participant",
    "person",
    "personname",
    "question",
    "sourcepart",
    "turn",
)
LOOKED_AT = ("auditentry", "change", "importwarning", "revision", "sourcetext")
ACCOUNTS = (("auth", "user"), ("auth", "group"))

EDITORS = [
    *(f"{verb}_{noun}" for noun in RECORD for verb in ("view", "add", "change")),
    # What hangs on a draft may go; conferences, people and organizations are the administrators' to delete.
    *(f"delete_{noun}" for noun in RECORD if noun not in {"conference", "person", "organization"}),
    *(f"view_{noun}" for noun in LOOKED_AT),
    "change_importwarning",
]
PUBLISHERS = [
    *EDITORS,
    "publish_conference",
    "withdraw_conference",
    "revise_conference",
    "restore_conference",
]
ADMINISTRATORS = [
    *PUBLISHERS,
    "delete_conference",
    "delete_person",
    "delete_organization",
    "view_token",
    "delete_token",
]
NAMES = {
    "publish_conference": "Can publish a conference",
    "withdraw_conference": "Can withdraw a conference",
    "revise_conference": "Can change what is public",
    "restore_conference": "Can restore an earlier revision",
}


def make_groups(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    for name, codenames in (("Editors", EDITORS), ("Publishers", PUBLISHERS), ("Administrators", ADMINISTRATORS)):
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, "core", codename) for codename in codenames))
    for app, noun in ACCOUNTS:
        for verb in ("view", "add", "change", "delete"):
            group.permissions.add(permission(apps, app, f"{verb}_{noun}"))


def permission(apps: Any, app: str, codename: str) -> Any:
    """Django makes permissions only after all migrations, and would make these as they are made here."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    verb, noun = codename.split("_", 1)
    kind, _ = ContentType.objects.get_or_create(app_label=app, model=noun)
    name = NAMES.get(codename) or f"Can {verb} {apps.get_model(app, noun)._meta.verbose_name}"
    made, _ = Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})
    return made


def remove_groups(apps: Any, schema_editor: Any) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Publishers", "Administrators"]).delete()


def begin_sequence(apps: Any, schema_editor: Any) -> None:
    Change, Conference, Participant, Person, Organization = (
        apps.get_model("core", name) for name in ("Change", "Conference", "Participant", "Person", "Organization")
    )
    now = timezone.now().replace(microsecond=0)
    published = Conference.objects.filter(status="published")
    taking_part = Participant.objects.filter(conference__in=published)
    people = Person.objects.filter(pk__in=taking_part.exclude(person=None).values("person"))
    spoken_for = Organization.objects.filter(pk__in=taking_part.exclude(organization=None).values("organization"))
    hosting = Organization.objects.filter(hosted_conferences__in=published)
    entries = [("person", slug, None) for slug in people.order_by("slug").values_list("slug", flat=True)]
    organizations = {*spoken_for.values_list("slug", flat=True), *hosting.values_list("slug", flat=True)}
    entries += [("organization", slug, None) for slug in sorted(organizations)]
    entries += [("conference", *each) for each in published.order_by("published_at", "id").values_list("slug", "revision")]
    Change.objects.bulk_create(
        Change(made_at=now, action="created", noun=noun, slug=slug, revision=revision)
        for noun, slug, revision in entries
    )
    withdrawn = Conference.objects.filter(status="withdrawn")
    apps.get_model("core", "Revision").objects.filter(conference__in=withdrawn).update(withdrawn_at=now)
    withdrawn.update(withdrawn_at=now)


def end_sequence(apps: Any, schema_editor: Any) -> None:
    apps.get_model("core", "Change").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_changes_and_audit"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_groups, remove_groups),
        migrations.RunPython(begin_sequence, end_sequence),
    ]
