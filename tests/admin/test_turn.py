"""The page of a turn: its text, and all that quotes it, corrected together."""

from typing import Any

import pytest
from django.test import Client

from core.models import Annotation, Answer, Conference, Introduction, Question, Turn
from tests.admin.browser import add_row, errors_of, prefix_of
from tests.admin.conftest import address, everything


@pytest.fixture
def gordon(tokyo: Conference) -> Turn:
    """Gordon's turn, with seven questions."""
    return Turn.objects.get(position=14)


@pytest.fixture
def command(gordon: Turn) -> Question:
    return gordon.questions.get(excerpt__startswith="And lastly, it’s a three star command.")


def test_untouched_page_changes_nothing(page: Any, save: Any, tokyo: Conference) -> None:
    before = everything()
    for turn in tokyo.turns.filter(position__in=[5, 10, 14, 15, 20]):
        response = save(turn, page(turn))
        assert response.status_code == 302, (turn, errors_of(response))
    assert everything() == before


def test_text_and_excerpt_are_corrected_together(page: Any, save: Any, gordon: Turn, command: Question) -> None:
    fields = page(gordon)
    corrected = command.excerpt.replace("ruled that out", "excluded it")
    others = list(gordon.questions.exclude(pk=command.pk).values_list("pk", "excerpt"))
    text = "Well. " + gordon.text.replace(command.excerpt, corrected)
    excerpt = prefix_of(fields, "questions", command.pk) + "excerpt"
    response = save(gordon, fields, text=text, label="GORDON", **{excerpt: corrected})
    assert response.status_code == 302, errors_of(response)
    gordon.refresh_from_db()
    command.refresh_from_db()
    assert (gordon.text, gordon.label) == (text, "GORDON")
    assert (command.excerpt, command.start) == (corrected, text.index(corrected))
    assert list(gordon.questions.exclude(pk=command.pk).values_list("pk", "excerpt")) == others
    for quote in [*gordon.questions.all(), *gordon.introductions.all()]:
        assert text[quote.start :].startswith(quote.excerpt)
    assert gordon.conference.revisions.count() == 2


def test_text_that_loses_an_excerpt_is_refused(page: Any, save: Any, gordon: Turn, command: Question) -> None:
    before = everything()
    text = gordon.text.replace("ruled that out", "excluded it")
    response = save(gordon, page(gordon), text=text)
    assert "These words do not occur in the text of the turn" in errors_of(response)
    assert everything() == before


def test_words_are_removed_with_the_question_that_quotes_them(
    page: Any, save: Any, gordon: Turn, command: Question
) -> None:
    fields = page(gordon)
    text = gordon.text.replace(command.excerpt, "")
    response = save(gordon, fields, text=text, **{prefix_of(fields, "questions", command.pk) + "DELETE": "on"})
    assert response.status_code == 302, errors_of(response)
    gordon.refresh_from_db()
    assert gordon.text == text
    assert gordon.questions.count() == 6


def test_words_said_twice_stay_apart(page: Any, save: Any, other: Conference) -> None:
    turn = other.turns.get()
    Turn.objects.filter(pk=turn.pk).update(text="Why? Why? Because.")
    for start in (0, 5):
        Question.objects.create(conference=other, turn=turn, start=start, excerpt="Why?")
    response = save(turn, page(turn), text="So. Why? And why? Why? As.")
    assert response.status_code == 302, errors_of(response)
    assert list(turn.questions.values_list("start", flat=True)) == [4, 18]


def test_excerpts_are_found_in_the_turn(page: Any, save: Any, gordon: Turn) -> None:
    fields = page(gordon)
    participant = gordon.participant
    add_row(fields, "questions", excerpt="All right.", start="", basis="editor")
    add_row(fields, "annotations", excerpt="sir", start="", kind="other")
    add_row(fields, "introductions", excerpt="All right. Michael", start="", basis="editor", participant=participant.pk)
    add_row(fields, "answers", excerpt="", start="", basis="editor", question=Question.objects.earliest("pk").pk)
    response = save(gordon, fields)
    assert response.status_code == 302, errors_of(response)
    question = gordon.questions.get(excerpt="All right.")
    assert (question.start, question.conference) == (0, gordon.conference)
    assert Annotation.objects.get(turn=gordon).start == gordon.text.index("sir")
    assert gordon.introductions.filter(start=0, conference=gordon.conference).exists()
    assert gordon.answers.get().start is None


def test_excerpts_that_do_not_occur_are_refused(page: Any, save: Any, gordon: Turn) -> None:
    refused = [
        ("all right.", "", "do not occur in the text"),
        ("Joint Forces Command", "", "say which"),
        ("All right.", "7", "these words start at 0: say which"),
        ("Thank", "99999999", "say which"),
        ("", "3", "This field is required"),
    ]
    fields = page(gordon)
    for excerpt, start, _ in refused:
        add_row(fields, "questions", excerpt=excerpt, start=start, basis="editor")
    response = save(gordon, fields)
    forms = response.context["inline_admin_formsets"][0].formset.forms
    for form, (_, _, told) in zip(forms[-5:], refused, strict=True):
        assert told in str(form.errors)


def test_question_asked_twice_at_one_start_is_refused(page: Any, save: Any, gordon: Turn, command: Question) -> None:
    fields = page(gordon)
    add_row(fields, "questions", excerpt="And lastly", start=command.start, basis="editor")
    assert errors_of(save(gordon, fields))


def test_answer_to_a_question_of_another_conference_is_refused(
    page: Any, save: Any, gordon: Turn, other: Conference
) -> None:
    foreign = Question.objects.create(conference=other, turn=other.turns.get(), start=0, excerpt="Hello")
    fields = page(gordon)
    add_row(fields, "answers", excerpt="", start="", basis="editor", question=foreign.pk)
    assert "The question belongs to another conference." in errors_of(save(gordon, fields))


def test_taken_position_is_refused(page: Any, save: Any, gordon: Turn) -> None:
    response = save(gordon, page(gordon), position="13")
    assert "already exists" in errors_of(response)


def test_participant_of_another_conference_is_refused(page: Any, save: Any, gordon: Turn, other: Conference) -> None:
    response = save(gordon, page(gordon), participant=str(other.participants.get().pk))
    assert "The participant belongs to another conference." in errors_of(response)


def test_turn_is_added_to_its_conference(page: Any, save: Any, staff: Client, tokyo: Conference) -> None:
    content = staff.get(address(Turn), {"conference": str(tokyo.pk), "position": "27"}).content.decode()
    assert f'<option value="{tokyo.pk}" selected>' in content
    empty = {
        f"{rows}-{form}": ["0"]
        for rows in ("questions", "answers", "annotations", "introductions")
        for form in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    add_row(empty, "questions", excerpt="Why?", start="", basis="editor")
    response = save(
        Turn,
        empty,
        conference=str(tokyo.pk),
        position="27",
        kind="question",
        participant=str(tokyo.participants.earliest("pk").pk),
        text="And Why?",
        basis="editor",
    )
    assert response.status_code == 302, errors_of(response)
    question = tokyo.turns.get(position=27).questions.get()
    assert (question.start, question.conference) == (4, tokyo)
    assert tokyo.revisions.count() == 2


def test_deleted_turn_makes_a_revision(staff: Client, tokyo: Conference) -> None:
    turn = Turn.objects.get(position=26)
    staff.post(address(turn).replace("/change/", "/delete/"), {"post": "yes"})
    assert not Turn.objects.filter(pk=turn.pk).exists()
    assert tokyo.revisions.count() == 2


def test_reader_of_questions_who_may_change_turns_is_told_too(client: Client, gordon: Turn) -> None:
    from django.contrib.auth.models import Permission, User

    user = User.objects.create_user("turner", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(
            codename__in=["revise_conference", "change_turn", "view_turn", "view_question", "view_participant"]
        )
    )
    client.force_login(user)
    from tests.admin.browser import form_of

    fields = form_of(client.get(address(gordon)))
    lost = client.post(address(gordon), {**fields, "text": gordon.text.replace("Have you ruled that out?", "")})
    assert "The text no longer holds the words that a question quotes" in errors_of(lost)
    moved = client.post(address(gordon), {**fields, "text": "Well. " + gordon.text})
    assert moved.status_code == 302, errors_of(moved)
    assert Introduction.objects.get(turn=gordon).start == 17
    assert Answer.objects.count() == 19
