"""The order of a conference's turns, which has no gap and no double, and turns made of others."""

from collections.abc import Sequence

from django.db.models import F

from core.editing.refusing import EditRefusedError
from core.editing.rewriting import quotes_of
from core.mapping import OUT_OF_THE_WAY
from core.models import Answer, Conference, SourceText, Turn
from core.vocabulary import Basis


def insert(turn: Turn, position: int | None = None) -> Turn:
    """Save a new turn of a conference at that position, those from there on after it; without one at the end.

    Raises EditRefusedError for a position that would leave a gap.
    """
    turns = turn.conference.turns
    last = turns.count()
    position = last + 1 if position is None else position
    if not 1 <= position <= last + 1:
        raise EditRefusedError(f"A new turn can stand at 1 to {last + 1}, not at {position}.")
    _shift(turn.conference, position, by=1)
    turn.position = position
    turn.save()
    return turn


def move(turn: Turn, position: int) -> None:
    """Let a turn stand at that position, those between moving up. Raises EditRefusedError if there is none."""
    turns = list(turn.conference.turns.order_by("position").values_list("pk", flat=True))
    if not 1 <= position <= len(turns):
        raise EditRefusedError(f"There are {len(turns)} turns: none can stand at {position}.")
    turns.remove(turn.pk)
    turns.insert(position - 1, turn.pk)
    arrange(turn.conference, turns)
    turn.position = position


def arrange(conference: Conference, keys: Sequence[int]) -> bool:
    """Let the turns with those keys stand in that order, from 1, and any others after them. Whether one moved."""
    turns = Turn.objects.filter(conference=conference)
    stood = {turn.pk: turn for turn in turns.only("position").order_by("position")}
    order = list(dict.fromkeys([*(key for key in keys if key in stood), *stood]))
    moved = [(stood[key], place) for place, key in enumerate(order, start=1) if stood[key].position != place]
    if not moved:
        return False
    turns.filter(pk__in=[turn.pk for turn, _ in moved]).update(position=F("position") + OUT_OF_THE_WAY)
    for turn, place in moved:
        turn.position = place
    Turn.objects.bulk_update([turn for turn, _ in moved], ["position"], batch_size=500)
    return True


def delete(turn: Turn) -> None:
    """Delete a turn with the questions and answers in it, and close the gap."""
    turn.delete()
    _shift(turn.conference, turn.position + 1, by=-1)


def split(turn: Turn, at: int) -> Turn:
    """Cut a turn in two at that offset of its text (code points, from 0): what follows becomes a turn of its own,
    without a label, after it. White space at the cut is dropped. What quotes the second part goes with it, and so
    does its part of the source, where the text is as the source has it.

    Raises EditRefusedError when one of the parts would be empty, or a quoted excerpt lies across the cut.
    """
    head, tail = turn.text[:at].rstrip(), turn.text[at:].lstrip()
    if not 0 < at < len(turn.text) or not head or not tail:
        raise EditRefusedError(f"Turn {turn.position} has words on both sides of no cut at {at}.")
    cut = len(turn.text) - len(tail)
    quotes = quotes_of(turn)
    for each in quotes:
        if each.start < cut and each.start + len(each.excerpt) > len(head):
            noun = each._meta.verbose_name
            raise EditRefusedError(f"The cut would divide the {noun} “{each.excerpt}”: change or remove it first.")
    spans, new_spans = _divided(turn, tail)
    new = insert(
        Turn(
            conference=turn.conference,
            participant=turn.participant,
            kind=turn.kind,
            text=tail,
            spans=new_spans,
            basis=Basis.EDITOR,
        ),
        turn.position + 1,
    )
    for each in quotes:
        if each.start >= cut:
            each.turn, each.start = new, each.start - cut
            each.save(update_fields=["turn", "start"])
    turn.text, turn.spans = head, spans
    turn.save(update_fields=["text", "spans"])
    return new


def join(turn: Turn) -> Turn:
    """Make the next turn the end of this one, as a paragraph of its own; its label and speaker are dropped. What
    quotes it goes with it. Gives the joined turn.

    Raises EditRefusedError for the last turn.
    """
    following = turn.conference.turns.filter(position=turn.position + 1).first()
    if following is None:
        raise EditRefusedError(f"Turn {turn.position} is the last one: there is none to join to it.")
    quotes = quotes_of(following)
    shift = len(turn.text) + 1
    turn.text = f"{turn.text}\n{following.text}"
    turn.spans = _touching([list(each) for each in (*turn.spans, *following.spans)])
    turn.save(update_fields=["text", "spans"])
    # One turn answers a question once.
    twice = set(Answer.objects.filter(turn=turn).values_list("question", flat=True))
    Answer.objects.filter(turn=turn, question__answers__turn=following).update(start=None, excerpt="")
    Answer.objects.filter(turn=following, question__in=twice).delete()
    Answer.objects.filter(turn=following, start=None).update(turn=turn)
    for each in quotes:
        if not (isinstance(each, Answer) and each.question_id in twice):
            each.turn, each.start = turn, each.start + shift
            each.save(update_fields=["turn", "start"])
    delete(following)
    return turn


def _divided(turn: Turn, tail: str) -> tuple[list[list[int]], list[list[int]]]:
    """The spans of a turn before and from the place in the source where `tail` begins.

    Only line wrapping parts a text from its source, so that from the end both have the same characters but for
    white space; where an editor has corrected the text, all spans stay with the first part.
    """
    spans = [list(span) for span in turn.spans]
    source = SourceText.objects.filter(conference=turn.conference).values_list("text", flat=True).first()
    if source is None:
        return spans, []
    left = "".join(tail.split())
    for index in range(len(spans) - 1, -1, -1):
        start, end = spans[index]
        for place in range(end - 1, start - 1, -1):
            character = source[place]
            if character.isspace():
                continue
            if not left.endswith(character):
                return spans, []
            left = left[:-1]
            if not left:
                first = [*spans[:index], *([[start, place]] if place > start else [])]
                return (first, [[place, end], *spans[index + 1 :]]) if first else (spans, [])
    return spans, []


def _touching(spans: Sequence[list[int]]) -> list[list[int]]:
    """The spans in the order of the source, those that touch as one."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and joined[-1][1] == start:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    return joined


def _shift(conference: Conference, first: int, *, by: int) -> None:
    """Move all turns from a position on; out of the way and back, since no two may stand in one place."""
    turns = Turn.objects.filter(conference=conference)
    turns.filter(position__gte=first).update(position=F("position") + OUT_OF_THE_WAY)
    turns.filter(position__gte=OUT_OF_THE_WAY).update(position=F("position") - OUT_OF_THE_WAY + by)
