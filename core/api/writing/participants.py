"""Writing who takes part in a conference."""

from typing import Any, ClassVar

from core.api import views
from core.api.errors import Refusal, wrong
from core.api.serializers import UNNAMED
from core.api.strict import Flag, StrictSerializer, Uid, Word, line_or_null, slug
from core.api.writing.base import taken
from core.api.writing.belonging import BelongingViewSet, decide
from core.api.writing.names import editorial
from core.models import Conference, Organization, Participant, Person
from core.vocabulary import Role


class ParticipantToChangeSerializer(StrictSerializer):
    kept: ClassVar[tuple[str, ...]] = ("basis", "introductions")
    fixed: ClassVar[tuple[str, ...]] = ("id", "conference")

    role = Word(Role, required=False)
    name = line_or_null(200, required=False, help_text="As far as the conference tells; null for an unnamed speaker.")
    unnamed = Flag(required=False, help_text=UNNAMED)
    title = line_or_null(200, required=False, help_text="Held that day.")
    person = slug(allow_null=True, required=False, help_text="Slug.")
    organization = slug(allow_null=True, required=False, help_text="Slug of the one spoken for.")
    editorial = editorial(["role", "name", "title", "person", "organization"])


class ParticipantToMakeSerializer(ParticipantToChangeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ()

    id = Uid(required=False, help_text="A UUID of your own; without it, the service gives one.")
    conference = slug()


class ParticipantWritingViewSet(BelongingViewSet, views.ParticipantViewSet):
    __doc__ = views.ParticipantViewSet.__doc__

    inputs = {
        "create": ParticipantToMakeSerializer,
        "partial_update": ParticipantToChangeSerializer,
        "destroy": None,
    }

    def conference_for(self, values: dict[str, Any]) -> Conference:
        return self.visible_conference(values.pop("conference"))

    def make(self, conference: Conference, values: dict[str, Any]) -> Participant:
        row = Participant(conference=conference, **self.new_id(values))
        self._fill(row, values)
        row.save()
        return row

    def change(self, row: Participant, values: dict[str, Any]) -> None:
        self._fill(row, values)
        row.save()

    def remove(self, row: Participant) -> None:
        # Nothing else would say that a question is put to one fewer.
        if row.addressed_questions.exists() and not row.turns.exists():
            raise Refusal(409, "It cannot be deleted: addressees point at it.")
        row.delete()

    def _fill(self, row: Participant, values: dict[str, Any]) -> None:
        for name, model in (("person", Person), ("organization", Organization)):
            if values.get(name):
                values[name] = named(model, values[name], f"/{name}")
            elif name in values:
                values[name] = None
        person = values.get("person")
        others = Participant.objects.filter(conference=row.conference).exclude(pk=row.pk)
        if person is not None and others.filter(person=person).exists():
            raise taken("/person", f"{person.slug!r} takes part already; their place in this conference")
        decide(row, values)


def named(model: Any, slug: str, pointer: str) -> Any:
    """The person or organization with that slug; of one that was merged, who it is now. Raises Refusal (400)."""
    row = model.objects.select_related("merged_into").filter(slug=slug).first()
    if row is None:
        raise wrong(pointer, f"There is no {model._meta.verbose_name} {slug!r}.")
    return row.merged_into or row
