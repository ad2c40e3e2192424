"""What lists can be narrowed by. A value that cannot be is an error, never an empty list."""

import re
from typing import Any, ClassVar

import django_filters
import pycountry
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict

from core.api import references
from core.api.errors import BadParameters, NotThere
from core.api.references import IdFilter, SlugFilter
from core.models import (
    Addressee,
    Answer,
    Conference,
    ConferenceLanguage,
    Organization,
    OrganizationName,
    Participant,
    Person,
    PersonName,
    Question,
)
from core.models.constraints import choices
from core.models.question import AddresseeQuerySet
from core.vocabulary import Judgement, OrganizationKind, Response, Role, Status, TurnKind

COUNTRIES = sorted((each.alpha_2, each.name) for each in pycountry.countries)
LANGUAGES = sorted((each.alpha_2, each.name) for each in pycountry.languages if hasattr(each, "alpha_2"))
Schema = dict[str, Any]
DAYS = {"date": "date", "date_after": "date__gte", "date_before": "date__lte"}
FEW = 200  # conferences
BY_WAY = "conference_by_way"  # the conference of a row, as the participant has it by which the row was found


class WordField(forms.ChoiceField):
    def validate(self, value: Any) -> None:
        if value and not self.valid_value(value):
            words: Any = self.choices
            known = [key for key, _ in words]
            meant = [key for key in known if key.casefold() == value.casefold()]
            raise forms.ValidationError(f"{value[:80]!r} is not possible. Possible: {', '.join(meant or known)}.")


class WordFilter(django_filters.Filter):
    """A word of a closed list."""

    field_class = WordField

    def __init__(self, words: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "choices": words})
        self.schema: Schema = {"type": "string", "enum": [key for key, _ in words]}


class DateField(forms.DateField):
    """ISO 8601 and nothing else."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise forms.ValidationError(f"{value[:80]!r} is not a date: give YYYY-MM-DD.")
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(f"{value!r} is not a day of the calendar.") from error


class DateFilter(django_filters.DateFilter):
    field_class = DateField
    schema: ClassVar[Schema] = {"type": "string", "format": "date"}


class FlagField(forms.CharField):
    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        if value not in {"true", "false"}:
            raise forms.ValidationError(f"{value[:80]!r} is neither true nor false.")
        return value == "true"


class FlagFilter(django_filters.Filter):
    field_class = FlagField
    schema: ClassVar[Schema] = {"type": "boolean"}


class NameFilter(django_filters.CharFilter):
    """A part of a name, in any script, whatever its case."""

    schema: ClassVar[Schema] = {
        "type": "string",
        "minLength": 1,
        "maxLength": 200,
        "pattern": r"^[^\u0000]+$",
    }

    def __init__(self, names: Any, owner: str, **kwargs: Any) -> None:
        self.names, self.owner = names, owner
        super().__init__(strip=False, max_length=200, **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        further = self.names.objects.filter(**{self.owner: OuterRef("pk")}, text__icontains=value)
        return qs.filter(Q(name__icontains=value) | Exists(further))


class PositionField(forms.CharField):
    """ASCII digits and nothing else."""

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,10}", value) or not 1 <= int(value) <= 2_147_483_647:
            raise forms.ValidationError(f"{value[:80]!r} is not a whole number from 1 to 2147483647.")
        return int(value)


class PositionFilter(django_filters.Filter):
    schema: ClassVar[Schema] = {"type": "integer", "minimum": 1, "maximum": 2_147_483_647}

    field_class = PositionField


class RecordFilterSet(django_filters.FilterSet):
    def __init__(self, data: QueryDict, queryset: QuerySet[Any], reader: Any = None) -> None:
        self.reader = reader
        # Copying filters that nobody asked for, with their lists of all countries, took longer than the query.
        self.__dict__["base_filters"] = {name: each for name, each in self.base_filters.items() if name in data}
        super().__init__(data, queryset)

    def checked(self) -> QuerySet[Any]:
        """Raises BadParameters for values that no row could have, NotThere for a reference to what is not public."""
        if not self.is_valid():
            raise BadParameters({name: [str(text) for text in texts] for name, texts in self.errors.items()})
        self._look_up_references()
        return self.qs

    def _look_up_references(self) -> None:
        """Puts the key of the row in the place of each slug and id, with one query for all of them."""
        cleaned = self.form.cleaned_data
        fields = {
            name: field
            for name, field in self.form.fields.items()
            if isinstance(field, references.ReferenceField) and cleaned[name]
        }
        if not fields:
            return
        keys = references.keys_of(fields, cleaned, self.reader)
        for name, field in fields.items():
            if name not in keys:
                raise NotThere(str(field.model._meta.verbose_name), field.key, cleaned[name][:200])
        cleaned.update(keys)


class OfConferences(RecordFilterSet):
    """For what hangs on a conference.

    Who is looked for stands among the participants, a few or tens of thousands of a million rows. Their indexes hold
    them in the order of conferences: a list that is ordered by way of them is read from its first row on, and neither
    sorted nor searched through, however rare or common they are.
    """

    # By which filters participants are looked for, and how rows lead to them.
    ways: ClassVar[dict[str, str]] = {}

    conference = SlugFilter(Conference, field_name="conference", label="Slug of the conference.")
    date = DateFilter(method="held", label="Held on that day.")
    date_after = DateFilter(method="held", label="Held on that day or later.")
    date_before = DateFilter(method="held", label="Held on that day or earlier.")

    def held(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return queryset  # `filter_queryset` looks at all days together

    @property
    def way(self) -> str:
        """How the rows that were found lead to the participants they were found by; "" when by none."""
        cleaned = self.form.cleaned_data
        return next((way for name, way in self.ways.items() if cleaned.get(name)), "")

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().filter_queryset(queryset)
        days = {column: day for name, column in DAYS.items() if (day := self.form.cleaned_data.get(name))}
        if days:
            found = self.of_conferences_held(found, days)
        return found.annotate(**{BY_WAY: F(f"{self.way}__conference_id")}) if self.way else found

    def of_conferences_held(self, queryset: QuerySet[Any], days: dict[str, Any]) -> QuerySet[Any]:
        """Of few conferences what hangs on them is found by their keys; of many, one after another comes by. One
        query."""
        held = Conference.objects.visible_to(self.reader).filter(**days).order_by().values_list("pk", flat=True)
        few = list(held[: FEW + 1])
        if len(few) <= FEW:
            return queryset.filter(conference__in=few)
        return queryset.filter(**{f"conference__{column}": day for column, day in days.items()})


class ConferenceFilters(RecordFilterSet):
    date = DateFilter(label="Held on that day.")
    date_after = DateFilter(field_name="date", lookup_expr="gte", label="Held on that day or later.")
    date_before = DateFilter(field_name="date", lookup_expr="lte", label="Held on that day or earlier.")
    participant = IdFilter(Participant, field_name="participants", label="Id of a participant.")
    person = SlugFilter(Person, field_name="participants__person", label="Slug of a person who takes part.")
    organization = SlugFilter(
        Organization, method="of_organization", label="Slug of an organization that hosts or is spoken for."
    )
    host = SlugFilter(Organization, field_name="hosts", label="Slug of an organization that hosts.")
    country = WordFilter(COUNTRIES, label="Where it was held: ISO 3166-1 alpha-2.")
    language = WordFilter(LANGUAGES, method="in_language", label="ISO 639-1; `en` also finds `en-GB`.")
    status = WordFilter(choices(Status), label="Where it stands. For staff: others see what is `published`.")

    def of_organization(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        # Not asked of each conference: SQLite would look through all of the organization's again for each.
        spoken_for = Participant.objects.filter(organization=value).order_by().values("conference")
        hosted = Conference.hosts.through.objects.filter(organization=value).order_by().values("conference")
        return queryset.filter(Q(pk__in=spoken_for) | Q(pk__in=hosted))

    def in_language(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        spoken = ConferenceLanguage.objects.filter(conference=OuterRef("pk"))
        return queryset.filter(Exists(spoken.filter(Q(tag=value) | Q(tag__startswith=f"{value}-"))))


class PersonFilters(RecordFilterSet):
    name = NameFilter(PersonName, "person", label="A part of a name, in any script.")
    country = WordFilter(COUNTRIES, label="ISO 3166-1 alpha-2.")
    conference = SlugFilter(Conference, method="in_conference", label="Slug of a conference they took part in.")
    organization = SlugFilter(Organization, method="for_organization", label="Slug of one they spoke for.")
    role = WordFilter(choices(Role), method="in_role", label="A role they had.")

    def _taking_part(self, queryset: QuerySet[Any], **how: Any) -> QuerySet[Any]:
        taking_part = Participant.objects.visible_to(self.reader).filter(**how, person__isnull=False)
        return queryset.filter(pk__in=taking_part.order_by().values("person"))

    def in_conference(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return self._taking_part(queryset, conference=value)

    def for_organization(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return self._taking_part(queryset, organization=value)

    def in_role(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        # Half of all participants have the same role: whether somebody had it is asked of each person of a page.
        taking_part = Participant.objects.visible_to(self.reader).filter(person=OuterRef("pk"), role=value)
        return queryset.filter(Exists(taking_part))


class OrganizationFilters(RecordFilterSet):
    name = NameFilter(OrganizationName, "organization", label="A part of a name, in any script.")
    kind = WordFilter(choices(OrganizationKind), label="What it is.")
    country = WordFilter(COUNTRIES, label="ISO 3166-1 alpha-2.")


class ParticipantFilters(OfConferences):
    person = SlugFilter(Person, field_name="person", label="Slug of the person.")
    organization = SlugFilter(Organization, field_name="organization", label="Slug of the organization spoken for.")
    role = WordFilter(choices(Role), label="Their part.")


class TurnFilters(OfConferences):
    ways: ClassVar[dict[str, str]] = dict.fromkeys(("person", "organization", "role"), "participant")

    participant = IdFilter(Participant, field_name="participant", label="Id of the participant who speaks.")
    person = SlugFilter(Person, field_name="participant__person", label="Slug of the person who speaks.")
    organization = SlugFilter(
        Organization, field_name="participant__organization", label="Slug of the organization spoken for."
    )
    role = WordFilter(choices(Role), field_name="participant__role", label="The part of who speaks.")
    kind = WordFilter(choices(TurnKind), label="What the turn does.")
    position = PositionFilter(label="In its conference, from 1.")


class SearchFilters(OfConferences):
    person = SlugFilter(Person, field_name="participant__person", label="Slug of the person who speaks.")
    organization = SlugFilter(
        Organization, field_name="participant__organization", label="Slug of the organization spoken for."
    )
    role = WordFilter(choices(Role), field_name="participant__role", label="The part of who speaks.")
    kind = WordFilter(choices(TurnKind), label="What the turn does.")

    def of_conferences_held(self, queryset: QuerySet[Any], days: dict[str, Any]) -> QuerySet[Any]:
        """One look-up for all dates, before the turns: SQLite would look at every turn for the few of a year."""
        return queryset.filter(conference__in=Conference.objects.filter(**days))


class QuestionFilters(OfConferences):
    ways: ClassVar[dict[str, str]] = {
        "addressee": "addressees__participant",
        **dict.fromkeys(("asker", "outlet"), "turn__participant"),
    }

    participant = IdFilter(Participant, field_name="turn__participant", label="Id of the participant who asks.")
    asker = SlugFilter(Person, field_name="turn__participant__person", label="Slug of the person who asks.")
    outlet = SlugFilter(
        Organization,
        field_name="turn__participant__organization",
        label="Slug of the organization that asks.",
    )
    addressee = SlugFilter(Person, method="put_to", label="Slug of a person the question was put to.")
    response = WordFilter(
        choices(Response),
        method="put_to",
        label=(
            "What an addressee (the one of `addressee=`, when given) gave: `answered`; `unanswered`, no answer of their"
            " own, whether or not somebody answered in their place; `answered_by_other`, only those where somebody did."
        ),
    )
    answered = FlagFilter(method="having_answers", label="Whether anybody answered at all.")

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """`addressee` and `response` speak of the same addressee: together they make one condition."""
        person, response = (self.form.cleaned_data.get(name) for name in ("addressee", "response"))
        addressees: AddresseeQuerySet = Addressee.objects.all()
        if response:
            addressees = (
                addressees.without_own_answer()
                if response == Response.UNANSWERED
                else addressees.responding(Response(response))
            )
        if person:
            # A question is put to a person once: to a participant once, which they are once.
            queryset = queryset.filter(addressees__participant__person=person)
        if person and response:
            addressees = addressees.filter(pk=OuterRef("put_to"))
            queryset = queryset.annotate(put_to=F("addressees__pk")).filter(Exists(addressees))
        elif response:
            queryset = queryset.filter(Exists(addressees.filter(question=OuterRef("pk"))))
        return super().filter_queryset(queryset)

    def put_to(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return queryset  # `filter_queryset` has seen to it

    def having_answers(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        any_answer = Exists(Answer.objects.filter(question=OuterRef("pk")))
        return queryset.filter(any_answer if value else ~any_answer)


class AnswerFilters(OfConferences):
    ways: ClassVar[dict[str, str]] = dict.fromkeys(("person", "organization"), "turn__participant")

    question = IdFilter(Question, field_name="question", label="Id of the question it responds to.")
    participant = IdFilter(Participant, field_name="turn__participant", label="Id of the participant who answers.")
    person = SlugFilter(Person, field_name="turn__participant__person", label="Slug of the person who answers.")
    organization = SlugFilter(
        Organization,
        field_name="turn__participant__organization",
        label="Slug of the organization spoken for.",
    )
    judgement = WordFilter(choices(Judgement), label="An editor's.")
