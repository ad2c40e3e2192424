"""The record written back into the form of its source.

A turn that says what its span of the source says is written as it stands there, to the byte; a turn that was
corrected is written from the record, in the same place. So an untouched record gives its source back.
"""

import re

from core.records import ConferenceRecord, TurnRecord

# What may stand around a label, a note and words: brackets, colons, full stops, dashes, marks of bold and lists, and
# the paragraph numbers of the Public Papers: "[3-] Q. Mr. President, in the furor over the Supreme Court's".
# Other letters and digits are somebody's words.
_AROUND = re.compile(r"\W*(?:(?<=\[)\d+[-.]?\]\W*)?")
_SPACE = re.compile(r"\s+")


def source_text(record: ConferenceRecord) -> str:
    """The text of the source with the record's corrections in it.

    Costs time linear in the text. Raises ValueError when the spans do not tile the source: a record whose
    spans were lost cannot be written in the form of its source.
    """
    text = record.source.text
    tiles: list[tuple[int, int, TurnRecord | None]] = [
        (start, end, turn) for turn in record.turns for start, end in turn.spans
    ]
    tiles += [(part.start, part.end, None) for part in record.source.parts]
    tiles.sort(key=lambda tile: tile[0])
    written: list[str] = []
    reached = 0
    corrected = {turn.id for turn in record.turns if not is_as_printed(turn, text)}
    done: set[object] = set()
    for start, end, turn in tiles:
        if start != reached:
            raise ValueError(f"The spans do not tile the source: {reached} is in none or in two.")
        reached = end
        if turn is None or turn.id not in corrected:
            written.append(text[start:end])
        elif turn.id not in done:
            done.add(turn.id)
            written.append(_plain(turn, text[start:end]))
    if reached != len(text):
        raise ValueError(f"The spans do not tile the source: {reached} is in none.")
    return "".join(written)


def is_as_printed(turn: TurnRecord, text: str) -> bool:
    """Whether the turn's label, note and paragraphs are the words of its spans in `text`, all of them, in their order.

    White space does not count: a line may be wrapped within "the—continuing".
    """
    printed = _SPACE.sub("", "".join(text[start:end] for start, end in turn.spans))
    position = 0
    for words in (turn.label, turn.delivery_note, *turn.paragraphs):
        for word in words.split():
            found = printed.find(word, position)
            if found < 0 or not _AROUND.fullmatch(printed, position, found):
                return False
            position = found + len(word)
    return _AROUND.fullmatch(printed, position) is not None


def _plain(turn: TurnRecord, printed: str) -> str:
    """A corrected turn, ending in the white space with which its span ends."""
    note = f"({turn.delivery_note}) " if turn.delivery_note else ""
    label = f"{turn.label}: " if turn.label else ""
    return f"{label}{note}{turn.text}{printed[len(printed.rstrip()) :]}"
