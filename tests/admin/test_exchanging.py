"""The buttons beside a turn: everything typed is saved, then the turn is moved, cut, joined, or asks and answers."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.test import Client
from pytest_django import DjangoAssertNumQueries as AssertNumQueries

from core.models import Answer, AuditEntry, Conference, Participant, Question, Turn
from tests.admin.browser import errors_of, form_of, prefix_of
from tests.admin.conftest import address


def said(response: Any) -> str:
    return " ".join(str(each) for each in get_messages(response.wsgi_request))


def turn_at(conference: Conference, position: int) -> Turn:
    return conference.turns.get(position=position)


def notes(conference: Conference) -> list[tuple[str, str]]:
    entries = AuditEntry.objects.filter(conference=conference.slug).order_by("pk")
    return list(entries.values_list("action", "noun"))


@pytest.mark.parametrize(("verb", "place"), [("up", 5), ("down", 7)])
def test_a_turn_moves_in_one_revision(page: Any, save: Any, tokyo: Conference, verb: str, place: int) -> None:
    turn, other = turn_at(tokyo, 6), turn_at(tokyo, place)
    response = save(tokyo, page(tokyo), _turn=f"{verb}:{turn.pk}")
    assert response["Location"] == f"{address(tokyo)}#turn-{turn.pk}"
    turn.refresh_from_db()
    other.refresh_from_db()
    assert (turn.position, other.position) == (place, 6)
    assert list(tokyo.turns.order_by("position").values_list("position", flat=True)) == list(range(1, 27))
    assert tokyo.revisions.count() == 2
    assert notes(tokyo) == [("changed", "turn")]


def test_the_first_turn_goes_nowhere_and_says_so(page: Any, save: Any, tokyo: Conference) -> None:
    response = save(tokyo, page(tokyo), _turn=f"up:{turn_at(tokyo, 1).pk}")
    assert said(response) == "Everything else is saved. There are 26 turns: none can stand at 0."
    assert tokyo.revisions.count() == 1


def test_a_turn_is_split_at_the_cursor_in_the_text_that_was_typed(page: Any, save: Any, tokyo: Conference) -> None:
    turn = turn_at(tokyo, 3)
    fields = page(tokyo)
    typed = {prefix_of(fields, "turns", turn.pk) + "text": "Welcome 😀.\r\nAnd now begin."}
    response = save(tokyo, fields, **typed, _turn=f"split:{turn.pk}", _cursor=str(len("Welcome 😀.\n")))
    assert response.status_code == 302, errors_of(response)
    assert [turn_at(tokyo, n).text for n in (3, 4)] == ["Welcome 😀.", "And now begin."]
    assert response["Location"].endswith(f"#turn-{turn_at(tokyo, 4).pk}")
    assert tokyo.turns.count() == 27
    assert tokyo.revisions.count() == 2


def test_a_split_without_a_cursor_saves_the_rest_and_says_so(page: Any, save: Any, tokyo: Conference) -> None:
    turn = turn_at(tokyo, 3)
    fields = page(tokyo)
    typed = {prefix_of(fields, "turns", turn.pk) + "text": "Welcome."}
    response = save(tokyo, fields, **typed, _turn=f"split:{turn.pk}", _cursor="")
    assert "Put the cursor where the text is to be split" in said(response)
    assert turn_at(tokyo, 3).text == "Welcome."


def test_a_turn_is_joined_with_the_next_and_what_is_lost_is_noted(page: Any, save: Any, tokyo: Conference) -> None:
    turn, following = turn_at(tokyo, 3), turn_at(tokyo, 4)
    save(tokyo, page(tokyo), _turn=f"join:{turn.pk}")
    assert turn_at(tokyo, 3).text == f"{turn.text}\n{following.text}"
    assert tokyo.turns.count() == 25
    lost = AuditEntry.objects.get(action="deleted", noun="turn")
    assert lost.details["text"]["from"] == following.text


def test_words_become_a_question_to_those_that_are_ticked(page: Any, save: Any, tokyo: Conference) -> None:
    turn = turn_at(tokyo, 8)
    ticked = list(tokyo.participants.order_by("pk")[:2])
    words = turn.text.split(".")[0]
    asked = {"_ask_words": words, "_ask_start": "", "_ask_to": [str(each.pk) for each in ticked]}
    response = save(tokyo, page(tokyo), _turn=f"ask:{turn.pk}", **asked)
    assert response.status_code == 302, errors_of(response)
    question = turn.questions.get(excerpt=words)
    assert [each.participant for each in question.addressees.order_by("position")] == ticked
    assert question.basis == "editor"
    assert notes(tokyo) == [("created", "question")]
    assert tokyo.revisions.count() == 2


def test_refused_words_come_back_with_all_that_was_ticked(page: Any, save: Any, tokyo: Conference) -> None:
    turn, ticked = turn_at(tokyo, 8), tokyo.participants.earliest("pk")
    asked = {"_ask_words": "Words that <nobody> said", "_ask_start": "7", "_ask_to": [str(ticked.pk)]}
    response = save(tokyo, page(tokyo), _turn=f"ask:{turn.pk}", **asked)
    content = response.content.decode()
    assert response.status_code == 200
    assert "does not hold the words" in content
    assert f'data-again="ask:{turn.pk}"' in content
    assert "Words that &lt;nobody&gt; said</textarea>" in content
    assert f'name="_ask_to" value="{ticked.pk}" checked' in content
    assert tokyo.revisions.count() == 1


def test_a_question_is_not_put_to_a_stranger(page: Any, save: Any, tokyo: Conference, other: Conference) -> None:
    turn, stranger = turn_at(tokyo, 8), Participant.objects.get(conference=other)
    words = turn.text.split(".")[0]
    save(tokyo, page(tokyo), _turn=f"ask:{turn.pk}", _ask_words=words, _ask_to=[str(stranger.pk)])
    assert not turn.questions.get(excerpt=words).addressees.exists()


def test_the_page_offers_the_participants_of_its_own_conference(
    staff: Client, tokyo: Conference, other: Conference
) -> None:
    assert "A stranger" not in staff.get(address(tokyo)).content.decode()
    offered = staff.get(address(other)).content.decode().partition('<template id="participants">')[2]
    assert "A stranger</option>" in offered.partition("</template>")[0]


def test_a_turn_of_another_conference_is_out_of_reach(
    page: Any, save: Any, tokyo: Conference, other: Conference
) -> None:
    turn = turn_at(other, 1)
    response = save(tokyo, page(tokyo), _turn=f"ask:{turn.pk}", _ask_words="Hello.")
    assert "gone meanwhile" in said(response)
    assert not turn.questions.exists()


@pytest.mark.parametrize("button", ["", "up", "up:", "up:x", "fly:1", "up:99999999999999999999", "up:²"])
def test_an_impossible_button_saves_and_does_nothing_more(page: Any, save: Any, tokyo: Conference, button: str) -> None:
    assert save(tokyo, page(tokyo), _turn=button).status_code == 302
    assert tokyo.revisions.count() == 1


def test_a_question_is_reworded_and_put_to_others(page: Any, save: Any, tokyo: Conference) -> None:
    question = Question.objects.filter(conference=tokyo).earliest("turn__position", "start")
    words = question.excerpt[: len(question.excerpt) // 2].rstrip()
    asked = {"_ask_words": words, "_ask_start": str(question.start), "_ask_open": "on"}
    save(tokyo, page(tokyo), _turn=f"reword:{question.pk}", **asked)
    question.refresh_from_db()
    assert (question.excerpt, question.open) == (words, True)
    assert not question.addressees.exclude(participant=None).exists()


def test_a_turn_answers_the_questions_that_are_ticked(page: Any, save: Any, tokyo: Conference) -> None:
    turn = turn_at(tokyo, 26)
    questions = list(tokyo.questions.order_by("pk")[:2])
    given = {"_reply_words": "", "_reply_start": "", "_reply_to": [str(each.pk) for each in questions]}
    save(tokyo, page(tokyo), _turn=f"answer:{turn.pk}", **given)
    assert set(turn.answers.values_list("question", flat=True)) == {each.pk for each in questions}
    assert notes(tokyo) == [("created", "answer")] * 2
    assert tokyo.revisions.count() == 2


def test_a_removed_question_takes_its_answers_along_and_each_is_noted(page: Any, save: Any, tokyo: Conference) -> None:
    answer = Answer.objects.filter(conference=tokyo).earliest("pk")
    answers, addressees = answer.question.answers.count(), answer.question.addressees.count()
    save(tokyo, page(tokyo), _turn=f"unask:{answer.question_id}")
    assert not Question.objects.filter(pk=answer.question_id).exists()
    gone = [("deleted", "answer")] * answers + [("deleted", "addressee")] * addressees
    assert notes(tokyo)[0] == ("deleted", "question")
    assert sorted(notes(tokyo)[1:]) == sorted(gone)


def test_an_answer_is_removed(page: Any, save: Any, tokyo: Conference) -> None:
    answer = Answer.objects.filter(conference=tokyo).earliest("pk")
    save(tokyo, page(tokyo), _turn=f"unanswer:{answer.pk}")
    assert not Answer.objects.filter(pk=answer.pk).exists()
    assert tokyo.revisions.count() == 2


def test_a_button_pressed_on_a_stale_page_does_nothing_and_keeps_what_was_typed(
    page: Any, save: Any, tokyo: Conference
) -> None:
    turn = turn_at(tokyo, 3)
    mine, theirs = page(tokyo), page(tokyo)
    save(tokyo, theirs, **{prefix_of(theirs, "turns", turn.pk) + "text": "Theirs."})
    asked = {"_ask_words": "Mine", "_ask_start": "0"}
    response = save(
        tokyo, mine, **{prefix_of(mine, "turns", turn.pk) + "text": "Mine."}, _turn=f"ask:{turn.pk}", **asked
    )
    content = response.content.decode()
    assert "Nothing was saved yet: editor changed this" in content
    assert ">Mine</textarea>" in content.replace("\n", "")
    assert ">Mine.</textarea>" in content.replace("\n", "")
    assert turn_at(tokyo, 3).text == "Theirs."
    assert tokyo.revisions.count() == 2


def test_who_may_not_ask_changes_texts_only(other: Conference) -> None:
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["change_conference", "change_turn"]))
    client = Client()
    client.force_login(clerk)
    turn = turn_at(other, 1)
    fields = form_of(client.get(address(other)))
    typed = {prefix_of(fields, "turns", turn.pk) + "text": "Hello. Who is there?"}
    response = client.post(
        address(other), {**fields, **typed, "_turn": f"ask:{turn.pk}", "_ask_words": "Who is there?"}
    )
    assert "You may not do what this button does." in response.content.decode()
    assert turn_at(other, 1).text == "Hello. Who is there?"
    assert not turn.questions.exists()


def test_who_may_only_look_presses_no_button(other: Conference) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_conference", "view_turn"]))
    client = Client()
    client.force_login(reader)
    content = client.get(address(other)).content.decode()
    assert 'name="_turn"' not in content
    turn = turn_at(other, 1)
    response = client.post(address(other), {"_turn": f"ask:{turn.pk}", "_ask_words": "Hello."})
    assert response.status_code == 403
    assert not turn.questions.exists()


# For the page, some 30; what quotes the turns (4, twice), their texts (4), the excerpts of two nouns out of the way and
# back (4), all else that was changed, and the audit trail. As many for one turn.
def test_all_of_150_turns_are_saved_at_once(
    page: Any, save: Any, other: Conference, django_assert_max_num_queries: AssertNumQueries
) -> None:
    speakers = [Participant.objects.create(conference=other, name=f"Speaker {n}") for n in range(30)]
    Turn.objects.bulk_create(
        Turn(conference=other, position=n, kind="answer", participant=speakers[n % 15], text=f"Words {n}. " * 90)
        for n in range(2, 151)
    )
    turns = list(other.turns.order_by("position"))
    asked = Question.objects.bulk_create(
        Question(conference=other, turn=each, start=2, excerpt=each.text[2:6]) for each in turns[1:]
    )
    Answer.objects.bulk_create(
        Answer(conference=other, turn=each, question=asked[-1], start=0, excerpt="Words") for each in turns[50:]
    )
    fields = page(other)
    for n in range(150):
        fields[f"turns-{n}-text"] = [f"{n}: {fields[f'turns-{n}-text'][0]}"]
        fields[f"turns-{n}-label"] = [f"LABEL {n}"]
        fields[f"turns-{n}-participant"] = [str(speakers[29 - n % 15].pk)]
    with django_assert_max_num_queries(60):
        response = save(other, fields)
    assert response.status_code == 302, errors_of(response)
    for n, turn in enumerate(other.turns.order_by("position").prefetch_related("questions", "answers")):
        assert turn.text == f"{n}: {turns[n].text}"
        assert (turn.label, turn.participant_id, turn.basis) == (f"LABEL {n}", speakers[29 - n % 15].pk, "editor")
        for quote in (*turn.questions.all(), *turn.answers.all()):
            assert turn.text.startswith(quote.excerpt, quote.start)
            assert quote.start == len(f"{n}: ") + (2 if isinstance(quote, Question) else 0)
    assert AuditEntry.objects.filter(action="changed", noun="turn").count() == 150
