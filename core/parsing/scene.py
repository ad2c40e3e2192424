"""What the stages pass on to each other: the speakers and turns of a document while they are worked out."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from core.parsing.sentences import Sentence, sentences
from core.parsing.turns.names import LabelKind
from core.records import Span
from core.vocabulary import Basis, Role, TurnKind

LONGEST_SPEECH = 6000  # code points
_LETTER = re.compile(r"[^\W_]")
_BRACKETED = re.compile(r"[(\[][^()\[\]\n]{0,120}[)\]]")


@dataclass(slots=True, eq=False)
class Introduction:
    """Words of turn `turn` that say who asks; `start` is their place in its text."""

    turn: int
    start: int
    excerpt: str
    basis: Basis
    name: str = ""
    outlet: str = ""


@dataclass(slots=True, eq=False)
class Speaker:
    """Somebody who speaks in the document."""

    kind: LabelKind
    name: str = ""
    title: str = ""
    name_words: tuple[str, ...] = ()  # levelled, as in the labels
    title_words: frozenset[str] = frozenset()  # levelled, of all labels and the header
    role: Role = Role.UNKNOWN
    basis: Basis = Basis.LABEL
    is_in_header: bool = False
    nation: str = ""  # "french", where the header says whose office it is: "President Macron of France"
    person: str | None = None
    organization: str | None = None
    introductions: list[Introduction] = field(default_factory=list)
    briefs: bool = False  # gives the briefing, as its title says
    hosts: bool = False  # moderates, as the header says
    also_answers: bool = False  # a moderator who is asked too: the spokesman beside those he presents

    @property
    def surname(self) -> str:
        """The last word of the name, levelled; "" for the unnamed."""
        return self.name_words[-1] if self.name_words and self.kind is not LabelKind.NUMBERED else ""


@dataclass(eq=False)
class Turn:
    """A turn while it is worked out. `position` counts from 1."""

    position: int
    label: str
    key: str
    note: str
    text: str
    spans: tuple[Span, ...]
    speaker: Speaker | None = None
    kind: TurnKind = TurnKind.PROCEDURAL
    basis: Basis = Basis.CONTENT
    calls: bool = False  # its last words call on somebody who asks next
    is_assumed: bool = False  # its asker is known only from the order of turns

    @property
    def role(self) -> Role:
        return self.speaker.role if self.speaker else Role.PRESS

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @cached_property
    def sentences(self) -> list[Sentence]:
        return sentences(self.text)

    @cached_property
    def speech(self) -> str:
        """The text without what stands in brackets: "(Laughter.)", "(inaudible)". The middle of a very long one is
        left out, so that looking for phrases takes no longer for a speech than for a page."""
        text = self.text
        if len(text) > LONGEST_SPEECH:
            text = f"{text[: LONGEST_SPEECH * 2 // 3]} {text[-LONGEST_SPEECH // 3 :]}"
        return " ".join(_BRACKETED.sub(" ", text).split()) if "(" in text or "[" in text else text

    @cached_property
    def length(self) -> int:
        """Words spoken."""
        text = _BRACKETED.sub(" ", self.text) if len(self.text) < LONGEST_SPEECH else self.text
        pieces = text.replace("—", " ").replace("–", " ").split()
        return len(pieces) - len([1 for piece in pieces if not piece[0].isalnum() and not _LETTER.search(piece)])

    @cached_property
    def asks(self) -> bool:
        return "?" in self.text
