"""Print a conference: as an annotation, as a fixture, or in the form of its source."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.core import serializers
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models

from core import mapping
from core.exporting.akoma_ntoso import akoma_ntoso
from core.exporting.annotation import annotation
from core.exporting.publication import Publication
from core.exporting.record import record_json
from core.exporting.source_text import source_text
from core.exporting.tei import tei
from core.models import (
    Addressee,
    Annotation,
    Answer,
    Change,
    Conference,
    ConferenceLanguage,
    Introduction,
    Organization,
    OrganizationName,
    OrganizationShare,
    Participant,
    Person,
    PersonName,
    PersonShare,
    Question,
    Revision,
    SourcePart,
    SourceText,
    Turn,
)
from core.vocabulary import ChangeAction, ChangeNoun

# Who did something is an account of this installation; elsewhere nobody has them.
STAFF = ("made_by", "submitted_by", "published_by", "withdrawn_by")


def _as_annotation(conference: Conference) -> str:
    return json.dumps(annotation(mapping.read(conference)), ensure_ascii=False, indent=1) + "\n"


def _as_source(conference: Conference) -> str:
    return source_text(mapping.read(conference))


def _as_fixture(conference: Conference) -> str:
    rows = serializers.serialize(
        "json",
        _rows(conference),
        indent=1,
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
    )
    fixture: list[dict[str, Any]] = json.loads(rows)
    for row in fixture:
        for field in STAFF:
            row["fields"].pop(field, None)
    return json.dumps(fixture, ensure_ascii=False, indent=1) + "\n"


def _rows(conference: Conference) -> Iterator[models.Model]:
    """Every row of the conference, each after those it points at."""
    organizations = Organization.objects.filter(
        models.Q(participants__conference=conference) | models.Q(hosted_conferences=conference)
    ).distinct()
    people = Person.objects.filter(participations__conference=conference)
    here = {"conference": conference}
    yield from organizations.order_by("slug")
    yield from OrganizationName.objects.filter(organization__in=organizations)
    yield from people.order_by("slug")
    yield from PersonName.objects.filter(person__in=people)
    yield conference
    yield from ConferenceLanguage.objects.filter(**here)
    yield from SourceText.objects.filter(**here)
    yield from SourcePart.objects.filter(**here)
    yield from Participant.objects.filter(**here)
    yield from Turn.objects.filter(**here)
    yield from Annotation.objects.filter(turn__conference=conference).order_by("turn__position", "start")
    yield from Introduction.objects.filter(**here)
    yield from Question.objects.filter(**here)
    yield from Addressee.objects.filter(**here).order_by("question__turn__position", "question__start", "position")
    yield from Answer.objects.filter(**here).order_by("question__turn__position", "question__start", "turn__position")
    yield from Revision.objects.filter(**here)
    yield from PersonShare.objects.filter(**here).order_by("person__slug")
    yield from OrganizationShare.objects.filter(**here).order_by("organization__slug")
    # That they became public; what happened since is an account of this installation.
    public = Change.objects.filter(action=ChangeAction.CREATED).order_by("number")
    yield from public.filter(noun=ChangeNoun.PERSON, slug__in=people.values("slug"))
    yield from public.filter(noun=ChangeNoun.ORGANIZATION, slug__in=organizations.values("slug"))
    yield from public.filter(noun=ChangeNoun.CONFERENCE, slug=conference.slug)


def _as_record(conference: Conference) -> str:
    return record_json(mapping.read(conference))


def _as_akoma_ntoso(conference: Conference) -> str:
    return akoma_ntoso(mapping.read(conference), _publication(conference)).decode()


def _as_tei(conference: Conference) -> str:
    return tei(mapping.read(conference), _publication(conference)).decode()


def _publication(conference: Conference) -> Publication:
    newest = conference.revisions.filter(number=conference.revision).first()
    return Publication(revision=conference.revision, revised_at=newest.made_at if newest else None)


FORMATS: dict[str, Callable[[Conference], str]] = {
    "akn": _as_akoma_ntoso,
    "tei": _as_tei,
    "json": _as_annotation,
    "txt": _as_source,
    "record": _as_record,
    "fixture": _as_fixture,
}


class Command(BaseCommand):
    help = (
        "Print a conference: as an annotation (json), as its corrected source (txt), for loaddata, or whole: as JSON"
        " (record), Akoma Ntoso (akn) or TEI."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="of the conference, draft or published")
        parser.add_argument("--format", choices=sorted(FORMATS), default="json")

    def handle(self, *args: Any, slug: str, format: str, **options: Any) -> None:
        try:
            conference = Conference.objects.get(slug=slug)
        except Conference.DoesNotExist as error:
            raise CommandError(f"There is no conference with the slug {slug!r}.") from error
        self.stdout.write(FORMATS[format](conference), ending="")
