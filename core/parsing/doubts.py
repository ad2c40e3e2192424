"""The closed list of what the parser can be unsure of, and the notebook it writes its doubts in."""

from bisect import bisect_right
from enum import StrEnum

from core.records import WarningRecord


class Doubt(StrEnum):
    """Codes of warnings. Each says what a person should look at."""

    DOUBTFUL_LABEL = "doubtful-label"  # looks like a label and was read as text, or the reverse
    LABEL_INSIDE_TEXT = "label-inside-text"  # a known label in the middle of a paragraph
    WRONG_LABEL = "wrong-label"  # the words do not fit the label: an answer printed as a question
    NEAR_EQUAL_LABEL = "near-equal-label"  # two labels that differ by little: one person or two?
    SAME_SURNAME = "same-surname"  # two labels of one surname that were kept apart
    OFFICE_HOLDER = "office-holder"  # a name known only from the office and the date
    MATCHED_BY_SURNAME = "matched-by-surname"  # linked to a known person by surname alone
    SEVERAL_MATCHES = "several-matches"  # more than one known person or organization fits
    UNKNOWN_ROLE = "unknown-role"  # what the speaker is in this conference cannot be told
    UNKNOWN_ASKER = "unknown-asker"  # nobody says who asks
    ASSUMED_ASKER = "assumed-asker"  # taken to be the asker of the question before
    DIFFERING_INTRODUCTIONS = "differing-introductions"  # sources contradict each other on name or outlet
    DOUBTFUL_QUESTION = "doubtful-question"  # a question without a question mark, or broken off
    AMBIGUOUS_ADDRESSEE = "ambiguous-addressee"  # the words fit several speakers
    UNKNOWN_ADDRESSEE = "unknown-addressee"  # the words call somebody who is not there
    UNANSWERED_QUESTION = "unanswered-question"  # no turn was found that answers
    ASSUMED_ANSWER = "assumed-answer"  # somebody answers who was not asked
    READ_OUT_QUESTION = "read-out-question"  # a moderator reads somebody else's question
    EMPTY_TURN = "empty-turn"  # a label with nothing said
    DATE_FROM_NAME = "date-from-name"  # the text gives no date; the document's name does
    UNREAD_MARKUP = "unread-markup"  # elements of an XML file whose meaning is not known here
    UNLISTED_SPEAKER = "unlisted-speaker"  # somebody speaks whom the list of people of the file lacks
    INLINE_TURNS = "inline-turns"  # turns had to be cut out of the middle of lines


class Notebook:
    """Collects warnings, and knows the line of an offset. Lines end where Python's splitlines ends them."""

    def __init__(self, line_starts: list[int]) -> None:
        self._line_starts = line_starts
        self._warnings: list[WarningRecord] = []

    def warn(self, doubt: Doubt, offset: int, message: str, turn: int | None = None) -> None:
        line = max(1, bisect_right(self._line_starts, offset))
        self._warnings.append(WarningRecord(code=doubt.value, line=line, message=message, turn=turn))

    def warnings(self) -> tuple[WarningRecord, ...]:
        """In the order of the source."""
        return tuple(sorted(self._warnings, key=lambda warning: (warning.line, warning.code)))
