"""Writing a turn's text anew while rows quote it: each excerpt follows its words to where they stand now.

The database refuses, at every moment, an excerpt that its turn does not hold (core/models/excerpts.py). So the
new text and the old stand one behind the other for a while: `lift` moves the excerpts over into the old text,
behind; then they can be saved, one after the other, at their places in the new text, in front; `settle` saves
those that remain and cuts the old text off. Both belong in one transaction, and take some ten queries together,
however many turns are written anew.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any

from django.db import models

from core.auditing import key_of
from core.editing.refusing import EditRefusedError
from core.models import Annotation, Answer, Introduction, Question, Turn

QUOTING: tuple[type[models.Model], ...] = (Question, Answer, Annotation, Introduction)

BESIDE_THE_TEXT = [field.name for field in Turn._meta.concrete_fields if field.name not in {"id", "text"}]

# A row that quotes the turn, and where its excerpt starts in the new text.
Move = tuple[type[models.Model], int, int]


def quotes_of(turn: Turn, besides: Iterable[type[models.Model]] = ()) -> list[Any]:
    """The rows that quote the turn: a query for each noun that quotes, except those of `besides`."""
    return quotes_by_turn([turn], besides)[turn.pk]


def quotes_by_turn(turns: Iterable[Turn], besides: Iterable[type[models.Model]] = ()) -> dict[int, list[Any]]:
    """The same of many turns, by their keys. No more queries."""
    found: dict[int, list[Any]] = {turn.pk: [] for turn in turns}
    for noun in QUOTING:
        if noun not in set(besides):
            rows: Iterable[Any] = noun._default_manager.filter(turn__in=list(found), start__isnull=False)
            for row in rows:
                found[row.turn_id].append(row)
    return found


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
    settle(lift([turn]), moves)
    turn.save(update_fields=BESIDE_THE_TEXT)


def _length_in_common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def lift(turns: Collection[Turn]) -> list[Turn]:
    """Let the excerpts of the turns stand in the old texts, behind the new ones. Gives the turns that are to be
    settled; those that nothing quotes just have their new text."""
    keys = [turn.pk for turn in turns]
    stored = dict(Turn.objects.filter(pk__in=keys).order_by().values_list("pk", "text"))
    quotes = quotes_by_turn(turns)
    quoted = [turn for turn in turns if quotes[turn.pk]]
    room = {turn.pk: max(len(stored[turn.pk]), len(turn.text)) for turn in quoted}
    _write({key: stored[key].ljust(room[key]) + stored[key] for key in room})
    _move((type(each), each.pk, each.start + room[key]) for key in room for each in quotes[key])
    behind = {turn.pk: turn.text.ljust(room[turn.pk]) + stored[turn.pk] for turn in quoted}
    _write({**{turn.pk: turn.text for turn in turns}, **behind})
    return quoted


def settle(turns: Iterable[Turn], moves: Iterable[Move]) -> None:
    """Let the excerpts of `moves` start where they do in the new texts, and save nothing but these."""
    _move(moves)
    _write({turn.pk: turn.text for turn in turns})


def _move(moves: Iterable[Move]) -> None:
    rows: dict[type[models.Model], list[Any]] = {}
    for noun, key, start in moves:
        row: Any = noun(pk=key)
        row.start = start
        rows.setdefault(noun, []).append(row)
    for noun, found in rows.items():
        noun._default_manager.bulk_update(found, ["start"], batch_size=500)


def _write(texts: Mapping[int, str]) -> None:
    Turn.objects.bulk_update([Turn(pk=key, text=text) for key, text in texts.items()], ["text"], batch_size=500)
