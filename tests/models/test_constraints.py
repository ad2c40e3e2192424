"""What must never be false is refused by the database itself, whoever writes it and however."""

import contextlib
import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core.models import (
    Addressee,
    Annotation,
    Answer,
    Conference,
    Introduction,
    Organization,
    OrganizationName,
    Participant,
    Person,
    PersonName,
    Question,
    Revision,
    SourcePart,
    Turn,
)
from tests.api.make import draft_like

# SQLite calls a foreign key that, PostgreSQL by its name.
ANOTHER = "(?i)foreign key|_conference"
TRIGGER = "the excerpt does not occur in its turn at that start"


@contextlib.contextmanager
def refused(because: str = ANOTHER) -> Iterator[None]:
    """The database refuses what is written here, naming the constraint where it knows its name."""
    with pytest.raises(IntegrityError, match=because), transaction.atomic():
        yield
        connection.check_constraints()  # composite foreign keys are looked at when a transaction ends


@pytest.fixture
def other(tokyo: Conference) -> Conference:
    """A second conference with people, turns and questions of its own."""
    return draft_like(tokyo, "other", "-other")


def first(rows: Any) -> Any:
    row = rows.order_by("pk").first()
    assert row is not None
    return row


def test_what_is_right_is_not_refused(tokyo: Conference, other: Conference) -> None:
    turn = tokyo.turns.get(position=23)
    with transaction.atomic():
        Question.objects.create(conference=tokyo, turn=turn, start=1, excerpt=turn.text[1:9])
        Answer.objects.create(conference=tokyo, turn=turn, question=first(tokyo.questions))
        Annotation.objects.create(turn=turn, kind="pause", start=3, excerpt=turn.text[3:4])
        Turn.objects.filter(pk=turn.pk).update(text=turn.text + " And more.")
        connection.check_constraints()


class TestPositions:
    def test_a_position_stands_once_in_a_conference(self, tokyo: Conference) -> None:
        participant = first(tokyo.participants)
        new = {"conference": tokyo, "kind": "remarks", "participant": participant, "position": 5}
        with refused("turn_position_once|core_turn.position"):
            Turn.objects.create(**new)
        with refused("turn_position_once|core_turn.position"):
            Turn.objects.bulk_create([Turn(**new)])
        with refused("turn_position_once|core_turn.position"):
            tokyo.turns.filter(position=6).update(position=5)

    def test_a_position_counts_from_1(self, tokyo: Conference) -> None:
        with refused("turn_position_from_1"):
            tokyo.turns.filter(position=1).update(position=0)

    def test_a_revision_number_stands_once_and_counts_from_1(self, tokyo: Conference) -> None:
        new = {"conference": tokyo, "document": "{}", "sha256": "0", "made_at": tokyo.published_at}
        with refused("revision_number_once|core_revision.number"):
            Revision.objects.create(number=1, **new)
        with refused("revision_number_from_1"):
            Revision.objects.create(number=0, **new)

    def test_a_person_takes_part_in_a_conference_once(self, tokyo: Conference) -> None:
        person = Person.objects.get(slug="antony-blinken")
        with refused("participant_person_once|core_participant.person"):
            Participant.objects.create(conference=tokyo, person=person)

    def test_two_unnamed_speakers_are_possible(self, tokyo: Conference) -> None:
        Participant.objects.bulk_create([Participant(conference=tokyo), Participant(conference=tokyo)])


class TestOneConference:
    """What hangs together hangs on the same conference."""

    @pytest.mark.parametrize(
        ("model", "field"),
        [
            (Turn, "participant"),
            (Question, "turn"),
            (Answer, "question"),
            (Answer, "turn"),
            (Addressee, "question"),
            (Addressee, "participant"),
            (Introduction, "participant"),
            (Introduction, "turn"),
        ],
    )
    def test_an_update_cannot_point_elsewhere(
        self, tokyo: Conference, other: Conference, model: Any, field: str
    ) -> None:
        row = first(model.objects.filter(conference=tokyo, **({"start": None} if model is Answer else {})))
        target = type(getattr(row, field))
        elsewhere = target.objects.filter(conference=other)
        if field == "turn":  # the same words, so that only the conference is wrong
            elsewhere = elsewhere.filter(position=row.turn.position)
        there = first(elsewhere)
        if model is Question:
            there.questions.all().delete()  # or the start would be taken there
        further = {"position": 9} if model is Addressee else {}
        with refused():
            model.objects.filter(pk=row.pk).update(**{field: there}, **further)

    def test_a_row_cannot_move_to_another_conference(self, tokyo: Conference, other: Conference) -> None:
        for model in (Participant, Turn, Question, Answer, Addressee, Introduction):
            rows = model.objects.filter(conference=tokyo).order_by("-pk")
            busy = rows.filter(turns__isnull=False) if model is Participant else rows
            with refused():
                # A position of its own, so that only the conference is wrong.
                further = {"position": 900} if model is Turn else {}
                model.objects.filter(pk=busy[:1].get().pk).update(conference=other, **further)

    def test_an_insert_cannot_point_elsewhere(self, tokyo: Conference, other: Conference) -> None:
        question, turn = first(tokyo.questions), other.turns.get(position=2)
        with refused():
            Answer.objects.create(conference=tokyo, question=question, turn=turn)
        with refused():
            Answer.objects.bulk_create([Answer(conference=other, question=question, turn=turn)])
        with refused():
            Turn.objects.create(
                conference=tokyo, position=99, kind="remarks", participant=first(other.participants), text="Hello."
            )
        with refused():
            Question.objects.create(conference=tokyo, turn=turn, start=0, excerpt=turn.text[:5])
        with refused():
            Addressee.objects.create(
                conference=tokyo, question=question, position=9, participant=first(other.participants)
            )
        with refused():
            Introduction.objects.create(
                conference=tokyo,
                participant=first(tokyo.participants),
                turn=turn,
                start=0,
                excerpt=turn.text[:5],
                basis="call",
            )

    @pytest.mark.parametrize("model", [Turn, Question, Answer, Addressee, Introduction])
    def test_nothing_points_at_what_is_not_there(self, tokyo: Conference, model: Any) -> None:
        row = first(
            model.objects.filter(conference=tokyo).exclude(**{"participant": None} if model is Addressee else {})
        )
        for field in model._meta.concrete_fields:
            if field.is_relation:
                with refused(f"{ANOTHER}|{TRIGGER}"):
                    model.objects.filter(pk=row.pk).update(**{field.attname: 999_999})

    def test_full_clean_says_it_in_words(self, tokyo: Conference, other: Conference) -> None:
        answer = first(tokyo.answers)
        answer.question = first(other.questions)
        with pytest.raises(ValidationError) as caught:
            answer.full_clean()
        assert caught.value.message_dict == {"question": ["The question belongs to another conference."]}

        turn = tokyo.turns.get(position=1)
        turn.participant = first(other.participants)
        with pytest.raises(ValidationError) as caught:
            turn.full_clean()
        assert caught.value.message_dict == {"participant": ["The participant belongs to another conference."]}

    def test_full_clean_accepts_what_stands(self, tokyo: Conference) -> None:
        for model in (Participant, Turn, Question, Answer, Addressee, Introduction):
            first(model.objects.filter(conference=tokyo)).full_clean()


@pytest.mark.django_db(transaction=True)
def test_a_commit_is_refused_too(tokyo: Conference) -> None:
    other = draft_like(tokyo, "other", "-other")
    with pytest.raises(IntegrityError), transaction.atomic():
        tokyo.turns.filter(position=1).update(participant=first(other.participants))
    assert tokyo.turns.get(position=1).participant.conference == tokyo


class TestAnswers:
    def test_an_answer_stands_once_per_question_and_turn(self, tokyo: Conference) -> None:
        answer = first(tokyo.answers)
        with refused("answer_once_per_question_and_turn|core_answer.turn"):
            Answer.objects.create(conference=tokyo, question=answer.question, turn=answer.turn)
        with refused("answer_once_per_question_and_turn|core_answer.turn"):
            Answer.objects.bulk_create([Answer(conference=tokyo, question=answer.question, turn=answer.turn)])

    def test_an_excerpt_and_its_start_come_together(self, tokyo: Conference) -> None:
        question, turn = first(tokyo.questions), tokyo.turns.get(position=2)
        for start, excerpt in ((None, turn.text[:5]), (0, "")):
            with refused("answer_excerpt_has_start"):
                Answer.objects.create(conference=tokyo, question=question, turn=turn, start=start, excerpt=excerpt)

    def test_an_addressee_stands_once_per_question(self, tokyo: Conference) -> None:
        addressee = first(Addressee.objects.filter(conference=tokyo))
        again = {"conference": tokyo, "question": addressee.question}
        with refused("addressee_once|core_addressee.participant"):
            Addressee.objects.create(participant=addressee.participant, position=9, **again)
        with refused("addressee_position_once|core_addressee.position"):
            Addressee.objects.create(words="the minister", position=addressee.position, **again)

    def test_an_addressee_is_somebody_or_words(self, tokyo: Conference) -> None:
        with refused("addressee_is_somebody_or_words"):
            Addressee.objects.create(conference=tokyo, question=first(tokyo.questions), position=9)


class TestExcerpts:
    """An excerpt occurs in its turn, at its start, to the letter."""

    @pytest.fixture
    def quoting(self, tokyo: Conference) -> dict[str, Any]:
        """One row of each table that quotes a turn."""
        return {
            "question": first(tokyo.questions.filter(start__gt=0)),
            "answer": first(tokyo.answers.filter(start__gt=0)),
            "annotation": first(Annotation.objects.filter(turn__conference=tokyo, start__gt=0)),
            "introduction": first(Introduction.objects.filter(conference=tokyo, start__gt=0)),
        }

    @pytest.mark.parametrize("noun", ["question", "answer", "annotation", "introduction"])
    @pytest.mark.parametrize(
        "wrong",
        [
            {"excerpt": "words that nobody said"},
            {"start": 0},
            {"start": 2_000_000},
            {"start": 0, "excerpt": "words that nobody said"},
        ],
        ids=["excerpt", "start", "start-beyond-the-end", "both"],
    )
    def test_an_update_that_does_not_occur_is_refused(
        self, quoting: dict[str, Any], noun: str, wrong: dict[str, Any]
    ) -> None:
        row = quoting[noun]
        with refused(TRIGGER):
            type(row).objects.filter(pk=row.pk).update(**wrong)
        for name, value in wrong.items():
            setattr(row, name, value)
        with refused(TRIGGER):
            row.save()

    @pytest.mark.parametrize("noun", ["question", "answer", "annotation", "introduction"])
    @pytest.mark.parametrize("how", ["create", "bulk_create"])
    def test_an_insert_that_does_not_occur_is_refused(self, quoting: dict[str, Any], noun: str, how: str) -> None:
        standing = quoting[noun]
        model = type(standing)
        turn = standing.turn
        values: dict[str, Any] = {"turn": turn, "start": 1, "excerpt": turn.text[:9]}
        assert turn.text[1:10] != turn.text[:9]
        for field in ("conference", "participant", "question", "kind"):
            if hasattr(standing, field):
                values[field] = getattr(standing, field)
        values |= {"basis": "call"} if noun == "introduction" else {}
        standing.delete()
        with refused(TRIGGER):
            model.objects.create(**values) if how == "create" else model.objects.bulk_create([model(**values)])
        right = {**values, "start": 0}
        model.objects.create(**right)

    @pytest.mark.parametrize("noun", ["question", "answer", "annotation", "introduction"])
    def test_a_turn_cannot_lose_the_words_that_are_quoted(self, quoting: dict[str, Any], noun: str) -> None:
        row = quoting[noun]
        turn = row.turn
        with refused(TRIGGER):
            Turn.objects.filter(pk=turn.pk).update(text="Something else.")
        with refused(TRIGGER):
            Turn.objects.filter(pk=turn.pk).update(text=" " + turn.text)
        turn.text = turn.text.replace(row.excerpt, row.excerpt.swapcase())
        with refused(TRIGGER):
            turn.save()

    def test_a_turn_can_change_beside_what_is_quoted(self, quoting: dict[str, Any]) -> None:
        turn = quoting["question"].turn
        turn.text += " Thank you."
        turn.save()

    def test_an_excerpt_cannot_move_to_another_turn(self, tokyo: Conference, quoting: dict[str, Any]) -> None:
        silent = tokyo.turns.get(position=3)
        for row in quoting.values():
            with refused(TRIGGER):
                type(row).objects.filter(pk=row.pk).update(turn=silent)

    @pytest.mark.parametrize("noun", ["question", "annotation", "introduction"])
    def test_an_excerpt_is_not_empty(self, quoting: dict[str, Any], noun: str) -> None:
        row = quoting[noun]
        with refused("_has_words"):
            type(row).objects.filter(pk=row.pk).update(excerpt="")

    def test_letters_beyond_latin_are_counted_as_code_points(self, tokyo: Conference) -> None:
        turn = Turn.objects.create(
            conference=tokyo,
            position=99,
            kind="question",
            participant=first(tokyo.participants),
            text="𠮷野家 — 牛丼 😀 ですか？",
        )
        start = turn.text.index("😀")
        Question.objects.create(conference=tokyo, turn=turn, start=start, excerpt="😀 ですか？")
        with refused(TRIGGER):
            Question.objects.create(conference=tokyo, turn=turn, start=start + 1, excerpt="😀 ですか？")

    def test_a_start_stands_once(self, quoting: dict[str, Any]) -> None:
        question, annotation = quoting["question"], quoting["annotation"]
        with refused("question_start_once|core_question.start"):
            Question.objects.create(
                conference=question.conference, turn=question.turn, start=question.start, excerpt=question.excerpt
            )
        with refused("annotation_start_once|core_annotation.start"):
            Annotation.objects.create(
                turn=annotation.turn, kind="other", start=annotation.start, excerpt=annotation.excerpt
            )


class TestWords:
    """Closed word lists are closed to everybody."""

    @pytest.mark.parametrize(
        ("model", "field"),
        [
            (Conference, "status"),
            (Organization, "kind"),
            (OrganizationName, "kind"),
            (PersonName, "kind"),
            (Participant, "role"),
            (Participant, "basis"),
            (Turn, "kind"),
            (Turn, "basis"),
            (Annotation, "kind"),
            (Question, "basis"),
            (Addressee, "basis"),
            (Answer, "basis"),
            (Answer, "judgement"),
            (Introduction, "basis"),
            (SourcePart, "kind"),
        ],
    )
    @pytest.mark.usefixtures("tokyo")
    def test_an_unknown_word_is_refused(self, model: Any, field: str) -> None:
        if model is OrganizationName:
            OrganizationName.objects.create(organization=first(Organization.objects), text="外務省")
        if model is SourcePart:
            SourcePart.objects.create(conference=first(Conference.objects), kind="title", start=0, end=9)
        row = first(model.objects)
        for wrong in ("shouted", "", getattr(row, field) and getattr(row, field).upper()):
            if wrong is not None:
                with refused("_is_known"):
                    model.objects.filter(pk=row.pk).update(**{field: wrong})


class TestConferences:
    @pytest.mark.parametrize("lacking", [{"revision": 0}, {"published_at": None}, {"date": None}])
    @pytest.mark.usefixtures("tokyo")
    def test_what_is_published_has_a_revision_and_dates(self, lacking: dict[str, Any]) -> None:
        with refused("conference_published_has_revision_and_date"):
            Conference.objects.update(**lacking)

    @pytest.mark.django_db
    def test_publishing_by_hand_is_refused(self) -> None:
        draft = Conference.objects.create(slug="draft", title="A draft", date=datetime.date(2024, 7, 28))
        draft.status = "published"
        with refused("conference_published_has_revision_and_date"):
            draft.save()
        with refused("conference_published_has_revision_and_date"):
            Conference.objects.create(slug="another", title="Another", status="published")

    def test_a_slug_stands_once(self, tokyo: Conference) -> None:
        for model in (Conference, Person, Organization):
            with refused("slug"):
                model.objects.bulk_create([model(slug=first(model.objects).slug)])

    @pytest.mark.parametrize("model", [Person, Organization])
    @pytest.mark.usefixtures("tokyo")
    def test_nobody_is_merged_into_themselves(self, model: Any) -> None:
        row = first(model.objects)
        with refused("_not_merged_into_itself"):
            model.objects.filter(pk=row.pk).update(merged_into=row)

    def test_a_part_of_the_source_is_not_empty(self, tokyo: Conference) -> None:
        with refused("source_part_not_empty"):
            SourcePart.objects.create(conference=tokyo, kind="title", start=5, end=5)
