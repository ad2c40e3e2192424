"""From the source to turns: whose words stand where, and which parts are nobody's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.parsing.doubts import Doubt, Notebook
from core.parsing.errors import ParseError
from core.parsing.turns import labels as labelling
from core.parsing.turns import layout
from core.parsing.turns.labels import Label
from core.parsing.turns.lines import ENDLESS, Line, Wrapping, find_wrapping, join_words, make_line, split_lines
from core.parsing.turns.standing_labels import find_standing
from core.records import PartRecord, Span
from core.vocabulary import PartKind

MOST_TURNS = 5_000  # the longest of the corpus has 216
# "…thank you. QUESTION: What …" in one endless line: where a sentence ends and capitals lead to a colon.
_INLINE = re.compile(r"[.?!”\")\]—–-]\s+(?=(?:\[\d{1,3}[.\-]\]\s)?([A-Z][^a-z:\n]{2,60}|Q|Moderator|Question):\s)")
_INLINE_Q = re.compile(r"[.?!”\")\]—–-]\s+(?=(?:\[\d{1,3}[.\-]?\]\s)?(?:Q|THE PRESIDENT|The President)\.\s)")


@dataclass(slots=True)
class RawTurn:
    """A turn before anything is known of it but its place and its words."""

    label: Label
    note: str
    paragraphs: list[str]
    spans: tuple[Span, ...] = ()
    text: str = field(default="", init=False)

    @property
    def start(self) -> int:
        return self.spans[0][0]


@dataclass(frozen=True, slots=True)
class Page:
    """How the source is laid out: lines of metadata at the top, repeated page headers, the wrapping."""

    front: int
    headers: set[int]
    wrapping: Wrapping


@dataclass(frozen=True, slots=True)
class Division:
    """The source divided: turns and parts, whose spans tile it, and the lines above the first turn."""

    turns: tuple[RawTurn, ...]
    parts: tuple[PartRecord, ...]
    header: tuple[Line, ...]
    trailer: tuple[Line, ...]


def divide(source: str, notebook: Notebook) -> Division:
    """Cut the source into turns and nobody's parts. Raises ParseError where no label is found."""
    lines = split_lines(source)
    page = _read_page(lines)
    judged = _find_labels(lines, page)
    if len(judged.labels) <= 3 and any(len(line.text) > ENDLESS for line in lines):
        cut = _cut_inline(source, lines)
        inside = _read_page(cut) if len(cut) > len(lines) else page
        found = _find_labels(cut, inside) if len(cut) > len(lines) else judged
        if len(found.labels) > len(judged.labels) + 2:
            lines, judged, page = cut, found, inside
            notebook.warn(Doubt.INLINE_TURNS, 0, "Turns were cut out of the middle of long lines: check each label.")
    if not judged.labels:
        raise ParseError(_no_label(source, lines))
    headed = _cut_heading(source, lines, judged.labels)
    if len(headed) > len(lines):
        lines, page = headed, _read_page(headed)
        judged = _find_labels(lines, page)
    if len(judged.labels) > MOST_TURNS:
        raise ParseError(
            f"The text has {len(judged.labels):,} speakers' labels; a transcript may have {MOST_TURNS:,}. "
            "Is it the transcript of one conference?"
        )
    if judged.labels[0].style == "alone":
        start = lines[judged.labels[0].first].start
        notebook.warn(Doubt.DOUBTFUL_LABEL, start, "Labels were read without a colon: does each of them begin a turn?")
    for label in judged.doubtful:
        notebook.warn(
            Doubt.DOUBTFUL_LABEL,
            lines[label.first].start,
            f"“{label.printed}:” looks like a label and was read as text. Is it a speaker?",
        )
    division = _Divider(source, lines, judged.labels, page).divide()
    _doubt_labels_inside(division, notebook)
    return division


def _doubt_labels_inside(division: Division, notebook: Notebook) -> None:
    """ "… to address this. MR PRICE: Thanks": a label of this document in the middle of a paragraph."""
    known = {turn.label.printed for turn in division.turns}
    for position, turn in enumerate(division.turns, 1):
        for paragraph in turn.paragraphs:
            if ":" not in paragraph:
                continue
            for match in _INLINE.finditer(paragraph):
                if match[1] in known:
                    notebook.warn(
                        Doubt.LABEL_INSIDE_TEXT,
                        turn.start,
                        f"“{match[1]}:” stands in the middle of this turn. Does somebody else begin to speak there?",
                        position,
                    )


def _read_page(lines: Sequence[Line]) -> Page:
    return Page(layout.find_front(lines), layout.find_page_headers(lines), find_wrapping(lines))


def _find_labels(lines: Sequence[Line], page: Page) -> labelling.Judged:
    blank = Line(0, 0, "", 0)
    seen = [blank if position < page.front or position in page.headers else line for position, line in enumerate(lines)]
    judged = labelling.judge(labelling.find_candidates(seen), seen)
    if not judged.labels:
        return labelling.Judged(find_standing(seen), judged.doubtful)
    wrapping = page.wrapping
    if not wrapping.width:
        return judged
    # Where blank lines part the paragraphs, a label stands at the head of one, never at a wrapped line's head.
    after_blank = [label for label in judged.labels if label.first == 0 or not seen[label.first - 1].text]
    if len(after_blank) * 2 < len(judged.labels):
        return judged
    known = {label.key for label in after_blank if label.style == "upper"}
    kept = tuple(
        label
        for label in judged.labels
        if label.first == 0
        or not seen[label.first - 1].text
        or not wrapping.continues(seen[label.first - 1], seen[label.first])
        # "… your trip next week?", and right below "THE PRESIDENT:  Yes, I am." (Rehoboth Beach, 3 September 2023)
        or (label.key in known and _ENDS.search(seen[label.first - 1].text))
    )
    return labelling.Judged(kept, judged.doubtful)


_ENDS = re.compile(r"[.?!—]+[\"”’)]*\s*$")


def _cut_inline(source: str, lines: Sequence[Line]) -> list[Line]:
    cut: list[Line] = []
    for line in lines:
        if len(line.text) <= ENDLESS or source.count(":", line.start, line.end) * 20 > line.end - line.start:
            cut.append(line)
            continue
        joints = sorted(
            {
                match.end()
                for pattern in (_INLINE, _INLINE_Q)
                for match in pattern.finditer(source, line.start, line.end)
            }
        )
        start = line.start
        for joint in joints:
            cut.append(make_line(source, start, joint))
            start = joint
        cut.append(make_line(source, start, line.end))
    return cut


# "Doorstop interview - Parliament House,  Canberra  JOURNALIST: This programme" (Canberra, 8 August 2006)
_HEADED = re.compile(r"[ \u00a0\t]{2,}(?=([A-Z][^:\n]{1,60}):[ \u00a0\t])")


def _cut_heading(source: str, lines: Sequence[Line], labels: Sequence[Label]) -> list[Line]:
    """The lines, with the first label cut off from a heading that a wide gap parts it from."""
    keys = {label.key for label in labels}
    position = next((n for n in range(labels[0].first - 1, -1, -1) if lines[n].text), None)
    if position is not None:
        line = lines[position]
        for match in _HEADED.finditer(source, line.start, line.end):
            if labelling.label_key(match[1]) in keys:
                heading = make_line(source, line.start, match.end())
                return [*lines[:position], heading, make_line(source, match.end(), line.end), *lines[position + 1 :]]
    return list(lines)


def _no_label(source: str, lines: Sequence[Line]) -> str:
    words = len(source.split())
    where = f"{words:,} words" if words > 1 else "one word"
    if words > 100 and sum(1 for line in lines if line.text) == 1:
        where = "one endless line"
    return (
        f"No speaker's label was found in {where}. A transcript has labels at the heads of its lines, such as "
        "“SECRETARY BLINKEN:”, “QUESTION:”, “Q.” or “**PREGUNTA:**”."
    )


class _Divider:
    """Gives every line an owner, a turn or a kind of part, and reads spans and paragraphs off that."""

    def __init__(self, source: str, lines: Sequence[Line], labels: Sequence[Label], page: Page) -> None:
        self.source = source
        self.lines = lines
        self.labels = labels
        self.front = page.front
        self.page_headers = page.headers
        self.wrapping = page.wrapping
        self.owners: list[int | PartKind | None] = [None] * len(lines)

    def divide(self) -> Division:
        lines, labels = self.lines, self.labels
        first = labels[0].first
        trailer = max(layout.find_trailer(lines, labels[-1].last), labels[-1].last + 1)
        self._own_header(first)
        turns = []
        for index, label in enumerate(labels):
            end = labels[index + 1].first if index + 1 < len(labels) else trailer
            turns.append(self._own_turn(index, label, end))
        for position in range(trailer, len(lines)):
            if lines[position].text:
                self.owners[position] = layout.tail_kind(lines[position])
        parts = self._read_spans(turns)
        return Division(
            tuple(turns),
            parts,
            tuple(line for line in lines[self.front : first] if line.text),
            tuple(line for line in lines[trailer:] if line.text),
        )

    def _own_header(self, first: int) -> None:
        seen = 0
        for position in range(first):
            line = self.lines[position]
            if not line.text:
                continue
            if position < self.front:
                self.owners[position] = PartKind.FRONT_MATTER
            elif position in self.page_headers:
                self.owners[position] = PartKind.PAGE_HEADER
            else:
                self.owners[position] = layout.head_kind(line, seen)
                seen += 1

    def _own_turn(self, index: int, label: Label, end: int) -> RawTurn:
        paragraphs: list[str] = []
        pieces = [label.body] if label.body else []
        before: Line | None = self.lines[label.last] if label.body else None
        self.owners[label.first] = index
        for position in range(label.first + 1, label.last + 1):
            self.owners[position] = index
        parted = False  # by a blank line
        turned = False  # by the foot or head of a page
        for position in range(label.last + 1, end):
            line = self.lines[position]
            if not line.text:
                parted = True
                continue
            kind = PartKind.PAGE_HEADER if position in self.page_headers else layout.inner_kind(line)
            if kind is not None:
                self.owners[position] = kind
                turned = turned or kind is PartKind.PAGE_HEADER
                continue
            self.owners[position] = index
            if (
                before is not None
                and (turned or not parted)
                and (self.wrapping.continues(before, line) or self.wrapping.stops_short(before))
            ):
                pieces.append(line.text)
            else:
                if pieces:
                    paragraphs.append(join_words(pieces))
                pieces = [line.text]
            before, parted, turned = line, False, False
        if pieces:
            paragraphs.append(join_words(pieces))
        note = ""
        if paragraphs:
            note, paragraphs[0] = labelling.split_note(paragraphs[0])
        note = note or _note_in_label(label)
        return RawTurn(label, note, paragraphs)

    def _read_spans(self, turns: Sequence[RawTurn]) -> tuple[PartRecord, ...]:
        """Runs of lines with one owner; blank lines go with what stands above them."""
        parts: list[PartRecord] = []
        spans: list[list[Span]] = [[] for _ in turns]

        def close(owner: int | PartKind, start: int, end: int) -> None:
            if isinstance(owner, PartKind):
                parts.append(PartRecord(kind=owner, start=start, end=end))
            else:
                spans[owner].append((start, end))

        current: int | PartKind = PartKind.BLANK
        start = 0
        for line, owner in zip(self.lines, self.owners, strict=True):
            if owner is not None and owner != current:
                if line.start > start:
                    close(current, start, line.start)
                current, start = owner, line.start
        if len(self.source) > start:
            close(current, start, len(self.source))
        for turn, own in zip(turns, spans, strict=True):
            turn.spans = tuple(own)
        return tuple(parts)


def _note_in_label(label: Label) -> str:
    """ "SECRETARY BLINKEN (via translation):" carries its note inside the label."""
    match = re.search(r"\(([^()]{2,80})\)", label.printed)
    return match[1] if match and labelling.split_note(f"({match[1]}) x")[0] else ""
