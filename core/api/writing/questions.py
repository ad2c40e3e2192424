"""Writing what was asked, of whom."""

from typing import Any, ClassVar

from core.api import views
from core.api.errors import wrong
from core.api.serializers import OPEN, START
from core.api.strict import Flag, StrictSerializer, Text, Uid, Whole
from core.api.writing.base import taken
from core.api.writing.belonging import BelongingViewSet, decide, found, place_of, standing_place
from core.models import Addressee, Conference, Participant, Question, Turn
from core.vocabulary import Basis


class AddresseeInputSerializer(StrictSerializer):
    """A participant, or words that fit nobody."""

    kept: ClassVar[tuple[str, ...]] = ("basis", "response", "answered_in_place_by")

    participant = Uid(allow_null=True, required=False, help_text="Id; null: the words fit nobody.")
    words = Text(
        max_length=300, allow_blank=True, allow_null=True, required=False, help_text="By which they were called."
    )


class QuestionToChangeSerializer(StrictSerializer):
    kept: ClassVar[tuple[str, ...]] = ("asker", "basis", "answers", "asking_turn", "conference")
    fixed: ClassVar[tuple[str, ...]] = ("id", "turn")

    start = Whole(required=False, allow_null=True, help_text=START + " Without it, the words must occur once.")
    excerpt = Text(max_length=100_000, required=False, help_text="Exactly what is asked, of the turn's text.")
    open = Flag(required=False, help_text=OPEN)
    addressees = AddresseeInputSerializer(
        many=True, required=False, help_text="All whom it was put to, in their order."
    )


class QuestionToMakeSerializer(QuestionToChangeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ()

    id = Uid(required=False, help_text="A UUID of your own; without it, the service gives one.")
    turn = Uid(help_text="Id of the turn that asks.")
    excerpt = Text(max_length=100_000, help_text="Exactly what is asked, of the turn's text.")


class QuestionWritingViewSet(BelongingViewSet, views.QuestionViewSet):
    __doc__ = views.QuestionViewSet.__doc__

    inputs = {"create": QuestionToMakeSerializer, "partial_update": QuestionToChangeSerializer, "destroy": None}

    def conference_for(self, values: dict[str, Any]) -> Conference:
        turn: Turn = self.known(Turn, values["turn"], "/turn")
        return turn.conference

    def make(self, conference: Conference, values: dict[str, Any]) -> Question:
        turn = found(conference.turns.all(), values["turn"], "/turn")
        row = Question(conference=conference, turn=turn, **self.new_id(values), open=values.get("open", False))
        row.excerpt = values["excerpt"]
        row.start = place_of(row.excerpt, values.get("start"), turn.text)
        self._refuse_taken(row)
        row.save()
        self._put_to(row, values.get("addressees", []))
        return row

    def change(self, row: Question, values: dict[str, Any]) -> None:
        addressees = values.pop("addressees", None)
        if "excerpt" in values or "start" in values:
            values = {**standing_place(row, values), **values}
            values["start"] = place_of(values["excerpt"], values["start"], row.turn.text)
        decide(row, values)
        self._refuse_taken(row)
        row.save()
        if addressees is not None:
            self._put_to(row, addressees)

    def _refuse_taken(self, row: Question) -> None:
        if Question.objects.filter(turn=row.turn, start=row.start).exclude(pk=row.pk).exists():
            raise taken("/start", f"{row.start}, where another question starts,")

    def _put_to(self, question: Question, addressees: list[dict[str, Any]]) -> None:
        """Let the question be put to those; what is known of how they were called stays with those who stay."""
        known = {(each.participant_id, each.words): each.basis for each in question.addressees.all()}
        rows, seen = [], set()
        for index, each in enumerate(addressees):
            pointer = f"/addressees/{index}"
            uid, words = each.get("participant"), each.get("words", "")
            participant: Participant | None = None
            if uid is not None:
                participant = found(question.conference.participants.all(), uid, f"{pointer}/participant")
                if participant.pk in seen:
                    raise wrong(f"{pointer}/participant", "It is put to them already.")
                seen.add(participant.pk)
            elif not words:
                raise wrong(pointer, "Say who they are, or the words by which they were called.")
            key = participant.pk if participant else None
            rows.append(
                Addressee(
                    conference=question.conference,
                    question=question,
                    position=index + 1,
                    participant=participant,
                    words=words,
                    basis=known.get((key, words), Basis.EDITOR),
                )
            )
        question.addressees.all().delete()
        Addressee.objects.bulk_create(rows)
