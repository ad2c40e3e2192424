"""Writing a turn's text anew while rows quote it: each excerpt follows its words to where they stand now.

The database refuses, at every moment, an excerpt that its turn does not hold (core/models/excerpts.py). So the
new text and the old stand one behind the other for a while: `lift` moves the excerpts over into the old text,
behind; then they can be saved, one after the other, at their places in the new text, in front; `settle` saves
those that remain and cuts the old text off. Both belong in one transaction.
"""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

from django.db import models
from django.db.models import F

from core.auditing import key_of
from core.editing.refusing import EditRefusedError
from core.models import Annotation, Answer, Introduction, Question, Turn

QUOTING: tuple[type[models.Model], ...] = (Question, Answer, Annotation, Introduction)

# A row that quotes the turn, and where its excerpt starts in the new text.
Move = tuple[type[models.Model], int, int]


def quotes_of(turn: Turn, besides: Iterable[type[models.Model]] = ()) -> list[Any]:
    """The rows that quote the turn: a query for each noun that quotes, except those of `besides`."""
    nouns = [noun for noun in QUOTING if noun not in set(besides)]
    return [row for noun in nouns for row in noun._default_manager.filter(turn=turn, start__isnull=False)]


def stored_text(turn: Turn) -> str:
    """The turn's text as the database has it."""
    return str(Turn.objects.values_list("text", flat=True).get(pk=turn.pk))


def starts_of(excerpt: str, text: str) -> Iterator[int]:
    """Every place where the excerpt starts in the text, in code points; one that is empty starts nowhere."""
    start = text.find(excerpt) if excerpt else -1
    while start >= 0:
        yield start
        start = text.find(excerpt, start + 1)


def follow(old: str, new: str, start: int, excerpt: str) -> int | None:
    """Where an excerpt that started at `start` of the old text starts in the new one. None: it can't be told."""
    same_head = _length_in_common(old, new)
    if start + len(excerpt) <= same_head:
        return start
    longest_tail = min(len(old), len(new)) - same_head
    same_tail = min(longest_tail, _length_in_common(old[::-1], new[::-1]))
    if start >= len(old) - same_tail:
        return start + len(new) - len(old)
    before, after = list(starts_of(excerpt, old)), list(starts_of(excerpt, new))
    if start in before and len(before) == len(after):
        return after[before.index(start)]
    return None


def rewrite(turn: Turn, text: str) -> None:
    """Save a turn that stands with another text. What quotes it follows its words.

    Raises EditRefusedError, naming the excerpt, when the new text does not hold one any longer.
    """
    old = stored_text(turn)
    moves: list[Move] = []
    for quote in quotes_of(turn):
        start = follow(old, text, quote.start, quote.excerpt)
        if start is None:
            noun = quote._meta.verbose_name
            raise EditRefusedError(
                f"The new text does not hold the words “{quote.excerpt}”, which the {noun} {key_of(quote)} quotes:"
                " change or delete that first."
            )
        moves.append((type(quote), quote.pk, start))
    turn.text = text
    lift(turn)
    settle(turn, moves)


def _length_in_common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def lift(turn: Turn) -> None:
    """Save all of the turn but its text, and let its excerpts stand in the old text, behind the new one."""
    old, new = stored_text(turn), turn.text
    room = max(len(old), len(new))
    row = Turn.objects.filter(pk=turn.pk)
    row.update(text=old.ljust(room) + old)
    for noun in QUOTING:
        noun._default_manager.filter(turn=turn, start__isnull=False).update(start=F("start") + room)
    row.update(text=new.ljust(room) + old)
    turn.save(update_fields=[f.name for f in Turn._meta.concrete_fields if f.name not in {"id", "text"}])


def settle(turn: Turn, moves: Iterable[Move]) -> None:
    """Let the excerpts of `moves` start where they do in the new text, and save that text."""
    for noun, key, start in moves:
        noun._default_manager.filter(pk=key).update(start=start)
    Turn.objects.filter(pk=turn.pk).update(text=turn.text)
