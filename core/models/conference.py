"""Conferences: one press conference each."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q

from core.models.base import SlugQuerySet, count_of, sees_drafts
from core.models.constraints import choices, one_of
from core.models.organization import Organization
from core.models.validators import (
    validate_country,
    validate_field_names,
    validate_language,
    validate_slug,
    validate_timezone,
)
from core.vocabulary import Status


def _staff() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )


class ConferenceQuerySet(SlugQuerySet):
    def published(self) -> Self:
        """The one definition of public: everything else that is public hangs on one of these."""
        return self.filter(status=Status.PUBLISHED)

    def visible_to(self, reader: Any) -> Self:
        """What `reader` (a user, or None) may see: everybody what is public, staff what they may view as well."""
        return self.all() if sees_drafts(reader) else self.published()

    def naming(self, named: Any) -> Self:
        """Those whose record names a person or an organization: as participant, outlet or host."""
        from core.models import Participant, Person

        taking_part = Participant.objects.filter(conference=OuterRef("pk"))
        if isinstance(named, Person):
            return self.filter(Exists(taking_part.filter(person=named)))
        hosting = self.model.hosts.through._default_manager.filter(conference=OuterRef("pk"), organization=named)
        return self.filter(Exists(taking_part.filter(organization=named)) | Exists(hosting))

    def with_counts(self) -> Self:
        """Adds `participant_count`, `turn_count`, `question_count`, `answer_count` and `unanswered_count`: the
        questions that somebody they were put to did not answer."""
        from core.models import Addressee, Answer, Participant, Question, Turn

        me = OuterRef("pk")
        silent = Addressee.objects.without_own_answer().filter(question=OuterRef("pk"))
        return self.annotate(
            participant_count=count_of(Participant.objects.filter(conference=me)),
            turn_count=count_of(Turn.objects.filter(conference=me)),
            question_count=count_of(Question.objects.filter(conference=me)),
            answer_count=count_of(Answer.objects.filter(conference=me)),
            unanswered_count=count_of(Question.objects.filter(Exists(silent), conference=me)),
        )


class Conference(models.Model):
    slug = models.CharField(max_length=100, unique=True, validators=[validate_slug])
    title = models.CharField(max_length=300)
    date = models.DateField(null=True, blank=True, help_text="Where it was held")
    starts_at = models.DateTimeField(null=True, blank=True)
    timezone = models.CharField(
        "time zone", max_length=50, blank=True, validators=[validate_timezone], help_text="IANA"
    )
    place = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True, validators=[validate_country], help_text="ISO 3166-1 alpha-2")
    hosts = models.ManyToManyField(
        Organization, blank=True, related_name="hosted_conferences", limit_choices_to={"merged_into": None}
    )
    source_name = models.CharField(max_length=200, blank=True, help_text="Who published the transcript")
    source_url = models.URLField(max_length=500, blank=True)
    source_licence = models.CharField(max_length=200, blank=True)
    editorial = models.JSONField(
        "supplied by an editor",
        default=list,
        blank=True,
        validators=[validate_field_names],
        help_text="Names of the fields that the transcript does not say.",
    )
    status = models.CharField(max_length=20, choices=choices(Status), default=Status.DRAFT, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False, help_text="The newest; 0 before it was public")
    version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counts every write to the record, public or not"
    )
    # Who brought it where it stands, and when. Emptied when it goes back.
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = _staff()
    published_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="For the first time")
    published_by = _staff()
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = _staff()

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-id"]
        constraints = [
            one_of("status", Status, "conference_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED)
                | Q(revision__gte=1, published_at__isnull=False, date__isnull=False),
                name="conference_published_has_revision_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="conference_withdrawn_has_date",
            ),
        ]
        permissions = [
            ("publish_conference", "Can publish a conference"),
            ("withdraw_conference", "Can withdraw a conference"),
            ("revise_conference", "Can change what is public"),
            ("restore_conference", "Can restore an earlier revision"),
        ]
        indexes = [
            models.Index(fields=["status", "date", "id"], name="conference_by_date"),
            models.Index(fields=["status", "title", "id"], name="conference_by_title"),
            models.Index(fields=["country", "date", "id"], name="conference_by_country"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        from core.models import FormerSlug

        former = FormerSlug.objects.filter(slug=self.slug).exclude(conference=self.pk)
        if former.exists():
            raise ValidationError({"slug": "Another conference had this slug; links to it lead there still."})

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED


class ConferenceLanguageQuerySet(models.QuerySet[Any]):
    def get_by_natural_key(self, conference: str, tag: str) -> Any:
        return self.get(conference__slug=conference, tag=tag)


class ConferenceLanguage(models.Model):
    """A language that was spoken or is transcribed, the transcript's own first."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="languages", db_index=False)
    position = models.PositiveSmallIntegerField()
    tag = models.CharField(max_length=35, validators=[validate_language], help_text="BCP 47")

    objects = ConferenceLanguageQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "tag"], name="conference_language_once"),
            models.UniqueConstraint(fields=["conference", "position"], name="conference_language_position_once"),
        ]

    def __str__(self) -> str:
        return self.tag

    def natural_key(self) -> tuple[str, str]:
        return (self.conference.slug, self.tag)
