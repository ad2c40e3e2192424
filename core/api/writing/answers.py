"""Writing what answers a question."""

from typing import Any, ClassVar

from core.api import views
from core.api.serializers import START
from core.api.strict import StrictSerializer, Text, Uid, Whole, Word
from core.api.writing.base import taken
from core.api.writing.belonging import BelongingViewSet, decide, found, place_or_whole, standing_place
from core.models import Answer, Conference, Question
from core.vocabulary import Judgement


class AnswerToChangeSerializer(StrictSerializer):
    kept: ClassVar[tuple[str, ...]] = ("conference", "participant", "text", "basis", "answering_turn")
    fixed: ClassVar[tuple[str, ...]] = ("id", "question", "turn")

    start = Whole(required=False, allow_null=True, help_text=START + " Without it, the words must occur once.")
    excerpt = Text(
        max_length=100_000,
        allow_null=True,
        allow_blank=True,
        required=False,
        help_text="What of the turn's text answers; null: all of it.",
    )
    judgement = Word(Judgement, allow_null=True, required=False, help_text="An editor's; null: not judged.")


class AnswerToMakeSerializer(AnswerToChangeSerializer):
    fixed: ClassVar[tuple[str, ...]] = ()

    id = Uid(required=False, help_text="A UUID of your own; without it, the service gives one.")
    question = Uid(help_text="Id of the question that is answered.")
    turn = Uid(help_text="Id of the turn that answers.")


class AnswerWritingViewSet(BelongingViewSet, views.AnswerViewSet):
    __doc__ = views.AnswerViewSet.__doc__

    inputs = {"create": AnswerToMakeSerializer, "partial_update": AnswerToChangeSerializer, "destroy": None}

    def conference_for(self, values: dict[str, Any]) -> Conference:
        question: Question = self.known(Question, values["question"], "/question")
        return question.conference

    def make(self, conference: Conference, values: dict[str, Any]) -> Answer:
        question = found(conference.questions.all(), values["question"], "/question")
        turn = found(conference.turns.all(), values["turn"], "/turn")
        if Answer.objects.filter(question=question, turn=turn).exists():
            raise taken("/turn", "It answers this question already: the place")
        row = Answer(conference=conference, question=question, turn=turn, **self.new_id(values))
        self._quote(row, values)
        row.judgement = values.get("judgement") or None
        row.save()
        return row

    def change(self, row: Answer, values: dict[str, Any]) -> None:
        if "judgement" in values:  # an opinion: it says nothing of how the answer is known
            row.judgement = values["judgement"] or None
        if "excerpt" in values or "start" in values:
            self._quote(row, {**standing_place(row, values), **values})
        row.save()

    def _quote(self, row: Answer, values: dict[str, Any]) -> None:
        excerpt = values.get("excerpt", "")
        decide(row, {"excerpt": excerpt, "start": place_or_whole(excerpt, values.get("start"), row.turn.text)})
