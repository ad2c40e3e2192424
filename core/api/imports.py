"""POST /api/v1/imports/: a raw transcript to a draft, for staff."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.bodies import BoundedJSONParser
from core.api.parameters import flag, refuse_unknown
from core.api.serializers import problems
from core.api.staff import StaffMay
from core.api.strict import StrictSerializer
from core.auditing import Actor
from core.exporting.annotation import annotation
from core.importing import ImportRefusedError, Metadata, ParseError, import_source, preview
from core.mapping import read
from core.models.validators import validate_country, validate_language, validate_slug, validate_timezone
from core.records import ConferenceRecord, WarningRecord
from core.vocabulary import Door


class UnreadableError(APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


class ConflictError(APIException):
    status_code = status.HTTP_409_CONFLICT


class TranscriptToImportSerializer(StrictSerializer):
    """A raw transcript, and what an editor knows beyond it."""

    slug = serializers.CharField(max_length=100, validators=[validate_slug], help_text="Of the conference.")
    text = serializers.CharField(trim_whitespace=False, help_text="As published: plain text or Markdown.")
    title = serializers.CharField(required=False, max_length=300)
    date = serializers.DateField(required=False, help_text="Where it was held.")
    timezone = serializers.CharField(required=False, validators=[validate_timezone], help_text="IANA.")
    place = serializers.CharField(required=False, max_length=200)
    country = serializers.CharField(required=False, validators=[validate_country], help_text="ISO 3166-1 alpha-2.")
    languages = serializers.ListField(
        child=serializers.CharField(validators=[validate_language]), required=False, help_text="BCP 47."
    )
    source_name = serializers.CharField(required=False, max_length=200, help_text="Who published the transcript.")
    source_url = serializers.URLField(required=False, max_length=500)
    source_licence = serializers.CharField(required=False, max_length=200)
    speakers = serializers.DictField(
        child=serializers.CharField(),
        required=False,
        help_text="Corrections: who speaks, by a label as printed. The slug or whole name of a known person, or the "
        "full name of somebody else, who speaks under another label or whom nobody knows yet.",
    )


class ImportedWarningSerializer(serializers.Serializer[Any]):
    """A doubt of the parser."""

    code = serializers.CharField()
    line = serializers.IntegerField(help_text="In the source, from 1.")
    turn = serializers.IntegerField(allow_null=True, help_text="Its position.")
    message = serializers.CharField(help_text="What a person should look at.")


class ImportedTurnSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    speaker = serializers.CharField(allow_null=True)
    role = serializers.CharField()
    kind = serializers.CharField()
    delivery_note = serializers.CharField()
    paragraphs = serializers.ListField(child=serializers.CharField())


class ImportedQuestionSerializer(serializers.Serializer[Any]):
    turn = serializers.IntegerField(help_text="The number of the turn that asks.")
    excerpt = serializers.CharField()
    asker = serializers.CharField(allow_null=True)
    outlet = serializers.CharField(allow_null=True)
    addressees = serializers.ListField(child=serializers.CharField())
    answers = serializers.ListField(child=serializers.IntegerField(), help_text="Numbers of turns.")


class ImportSerializer(serializers.Serializer[Any]):
    """What an import did, or would do."""

    outcome = serializers.ChoiceField(choices=["preview", "created", "updated", "unchanged"])
    conference = serializers.CharField(help_text="The slug of the draft.")
    title = serializers.CharField()
    date = serializers.DateField(allow_null=True)
    turns = ImportedTurnSerializer(many=True)
    questions = ImportedQuestionSerializer(many=True)
    warnings = ImportedWarningSerializer(many=True)
    dropped = serializers.ListField(
        child=serializers.CharField(), help_text="What of an earlier draft the new source has no place for."
    )
    new_people = serializers.ListField(child=serializers.CharField(), help_text="Slugs.")
    new_organizations = serializers.ListField(child=serializers.CharField(), help_text="Slugs.")


REQUEST = OpenApiExample(
    "A short briefing",
    value={
        "slug": "noon-briefing-2024-07-29",
        "text": "MODERATOR: Good morning. Ms. Lee, please.\nQUESTION: Is the bridge open?\nMAYOR DIAZ: It is.",
        "date": "2024-07-29",
    },
    request_only=True,
)


class ImportView(APIView):
    """Imports of raw transcripts."""

    permission_classes = (StaffMay,)
    permissions_required: ClassVar[dict[str, str]] = {"POST": "core.add_conference"}
    parser_classes = (BoundedJSONParser,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        refuse_unknown(request.query_params, ["dry_run"])

    @extend_schema(
        operation_id="imports_create",
        tags=["imports"],
        summary="Import a transcript as a draft",
        parameters=[
            OpenApiParameter("dry_run", bool, description="Only say what the import would do; nothing is stored.")
        ],
        request=TranscriptToImportSerializer,
        examples=[REQUEST],
        responses={
            200: OpenApiResponse(
                ImportSerializer, description="A preview, a draft brought up to date, or nothing new."
            ),
            201: OpenApiResponse(ImportSerializer, description="A new draft."),
            **problems(
                {
                    400: "A field or parameter that is not possible.",
                    401: "Nobody is signed in.",
                    403: "Not among the staff who may do this.",
                    405: "Another method.",
                    406: "The format that was asked for is not to be had.",
                    409: "The slug belongs to a conference that is not a draft.",
                    413: "Too large.",
                    415: "Not JSON.",
                    422: "The text cannot be read as a transcript.",
                }
            ),
        },
    )
    def post(self, request: Request) -> Response:
        """Reads a raw transcript, and makes a draft of it: turns, speakers, questions, addressees, answers, and what
        the reading was not sure of. The slug of a draft that stands brings that draft up to the new text: ids and what
        an editor made survive. The same text again changes nothing.
        """
        dry_run = flag(request.query_params, "dry_run")
        serializer = TranscriptToImportSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        slug, text = values.pop("slug"), values.pop("text")
        languages = tuple(values.pop("languages", ()))
        metadata = Metadata(**values, languages=languages) if values or languages else None
        try:
            data = text.encode()
            if dry_run:
                seen = preview(data, slug=slug, metadata=metadata)
                body = _body("preview", slug, seen.record, seen.warnings, (), seen.new_people, seen.new_organizations)
                return Response(body)
            user: Any = request.user
            imported = import_source(data, slug=slug, metadata=metadata, by=Actor(user, Door.API))
        except ParseError as error:
            raise UnreadableError(str(error)) from error
        except ImportRefusedError as error:
            raise ConflictError(str(error)) from error
        body = _body(
            imported.outcome,
            imported.conference.slug,
            read(imported.conference),
            imported.warnings,
            imported.dropped,
            imported.new_people,
            imported.new_organizations,
        )
        return Response(body, status=201 if imported.outcome == "created" else 200)


def _body(
    outcome: str,
    slug: str,
    record: ConferenceRecord,
    warnings: tuple[WarningRecord, ...],
    dropped: tuple[str, ...],
    new_people: tuple[str, ...],
    new_organizations: tuple[str, ...],
) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "conference": slug,
        "title": record.title,
        "date": record.date,
        **annotation(record),
        "warnings": [
            {"code": each.code, "line": each.line, "turn": each.turn, "message": each.message} for each in warnings
        ],
        "dropped": list(dropped),
        "new_people": list(new_people),
        "new_organizations": list(new_organizations),
    }
