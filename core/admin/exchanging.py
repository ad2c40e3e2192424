"""What the buttons beside a turn do once everything typed on the page of its conference is saved: divide it, join it,
move it, and make questions and answers of its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.text import Truncator

from core import auditing, editing
from core.admin.choosing import is_key
from core.admin.revising import actor
from core.editing import EditRefusedError
from core.models import Answer, Conference, Question, Turn
from core.vocabulary import AuditAction

# The names of the buttons; their values are a verb and the key of a row: "up:17".
ACT = "_turn"


@dataclass(slots=True)
class Act:
    """What was done, or why nothing was, and the turn at which the page opens again."""

    said: str
    turn: int
    done: bool = True


def act(request: HttpRequest, conference: Conference) -> Act | None:
    """Do what the button that was pressed says; None when none was. Inside the transaction that saves the page."""
    verb, _, key = request.POST.get(ACT, "").partition(":")
    if verb not in VERBS or not is_key(key):
        return None
    noun, do, permission = VERBS[verb]
    row: Any = noun._default_manager.filter(conference=conference, pk=key).first()
    if row is None:
        return Act("What this button was for is gone meanwhile.", 0, done=False)
    turn = row if isinstance(row, Turn) else row.turn
    if not request.user.has_perm(permission):
        return Act("You may not do what this button does.", turn.pk, done=False)
    try:
        with transaction.atomic():
            done: Act = do(request, row)
            return done
    except EditRefusedError as error:
        return Act(str(error), turn.pk, done=False)


def again(request: HttpRequest) -> dict[str, Any] | None:
    """What was typed into the panel of a question or an answer, for a page that comes back."""
    button, sent = request.POST.get(ACT, ""), request.POST
    verb = button.partition(":")[0]
    if verb not in {"ask", "reword", "answer"}:
        return None
    return {
        "act": button,
        "ask_act": button if verb != "answer" else "",
        "reply_act": button if verb == "answer" else "",
        "ask_words": sent.get("_ask_words", ""),
        "ask_start": sent.get("_ask_start", ""),
        "ask_to": _keys(sent.getlist("_ask_to")),
        "ask_open": "_ask_open" in sent,
        "reply_words": sent.get("_reply_words", ""),
        "reply_start": sent.get("_reply_start", ""),
        "reply_to": _keys(sent.getlist("_reply_to")),
    }


def _note(request: HttpRequest, action: AuditAction, row: Any, **details: Any) -> None:
    auditing.note(action, row, by=actor(request), conference=row.conference, details=details)


def _move(request: HttpRequest, turn: Turn, by: int) -> Act:
    before = turn.position
    editing.move(turn, before + by)
    _note(request, AuditAction.CHANGED, turn, position={"from": before, "to": turn.position})
    return Act(f"Turn {before} is turn {turn.position} now.", turn.pk)


def _up(request: HttpRequest, turn: Turn) -> Act:
    return _move(request, turn, -1)


def _down(request: HttpRequest, turn: Turn) -> Act:
    return _move(request, turn, 1)


def _split(request: HttpRequest, turn: Turn) -> Act:
    cursor = request.POST.get("_cursor", "")
    if not is_key(cursor):
        raise EditRefusedError("Put the cursor where the text is to be split, then split.")
    whole = turn.text
    new = editing.split(turn, min(int(cursor), len(whole)))
    _note(request, AuditAction.CHANGED, turn, text={"from": whole, "to": turn.text})
    _note(request, AuditAction.CREATED, new, text={"from": None, "to": new.text})
    return Act(f"Turn {turn.position} is split: what follows is turn {new.position}.", new.pk)


def _join(request: HttpRequest, turn: Turn) -> Act:
    before = turn.text
    following = turn.conference.turns.filter(position=turn.position + 1).first()
    if following is not None:
        _note(request, AuditAction.DELETED, following, **auditing.contents_of(following))
    editing.join(turn)
    _note(request, AuditAction.CHANGED, turn, text={"from": before, "to": turn.text})
    return Act(f"Turn {turn.position} and the one after it are one turn now.", turn.pk)


def _words(request: HttpRequest, prefix: str) -> tuple[str, int | None]:
    words = request.POST.get(f"{prefix}words", "").replace("\r\n", "\n")
    start = request.POST.get(f"{prefix}start", "")
    return words, int(start) if is_key(start) else None


def _keys(values: Iterable[str]) -> list[int]:
    return [int(each) for each in values if is_key(each)]


def _ask(request: HttpRequest, turn: Turn, question: Question | None = None) -> Act:
    words, start = _words(request, "_ask_")
    if not words.strip():
        raise EditRefusedError("Select the words of the turn that ask, then make them a question.")
    named = turn.conference.participants.filter(pk__in=_keys(request.POST.getlist("_ask_to")))
    is_open = "_ask_open" in request.POST
    before = question.excerpt if question else None
    action = AuditAction.CHANGED if question else AuditAction.CREATED
    question = editing.ask(turn, words, start, question)
    editing.put_to(question, named, is_open=is_open)
    to = ", ".join(str(each) for each in named) or ("nobody in particular" if is_open else "nobody yet")
    _note(request, action, question, excerpt={"from": before, "to": words}, addressees={"to": to})
    return Act(f"Turn {turn.position} asks “{Truncator(words).chars(60)}”, put to {to}.", turn.pk)


def _reword(request: HttpRequest, question: Question) -> Act:
    return _ask(request, question.turn, question)


def _answer(request: HttpRequest, turn: Turn) -> Act:
    words, start = _words(request, "_reply_")
    questions = turn.conference.questions.filter(pk__in=_keys(request.POST.getlist("_reply_to")))
    if not questions:
        raise EditRefusedError("Tick the questions that this turn answers.")
    new = editing.answer(turn, questions, words if words.strip() else "", start)
    for each in new:
        _note(request, AuditAction.CREATED, each, question={"to": each.question.excerpt}, excerpt={"to": each.excerpt})
    if not new:
        raise EditRefusedError(f"Turn {turn.position} answers that already.")
    noun = "question" if len(new) == 1 else "questions"
    return Act(f"Turn {turn.position} answers {len(new)} {noun} more.", turn.pk)


def _remove(request: HttpRequest, row: Question | Answer) -> Act:
    turn, said = row.turn, f"The {row._meta.verbose_name} is removed from turn {row.turn.position}."
    auditing.note_deleted(row, by=actor(request), conference=row.conference)
    row.delete()
    return Act(said, turn.pk)


# By verb: what its key is the key of, what it does, and the permission it takes beside that to change the conference.
VERBS: dict[str, tuple[type[Any], Any, str]] = {
    "up": (Turn, _up, "core.change_turn"),
    "down": (Turn, _down, "core.change_turn"),
    "split": (Turn, _split, "core.add_turn"),
    "join": (Turn, _join, "core.delete_turn"),
    "ask": (Turn, _ask, "core.add_question"),
    "reword": (Question, _reword, "core.change_question"),
    "answer": (Turn, _answer, "core.add_answer"),
    "unask": (Question, _remove, "core.delete_question"),
    "unanswer": (Answer, _remove, "core.delete_answer"),
}
