"""From the text of a transcript to the record of a press conference. No Django.

In order: decoding (bytes to text), lines and layout (what is nobody's speech), labels and turns, speakers and
header (who they are), roles, askers, press and introductions (who asks), kinds, questions, addressing and roster (what
is asked of whom), answers, matching; pipeline runs them. What is uncertain is a warning with a code of `Doubt`.
"""

from core.parsing.decoding import MAXIMUM_BYTES, Decoded, decode
from core.parsing.doubts import Doubt
from core.parsing.errors import ParseError
from core.parsing.pipeline import ParsedTranscript, parse

__all__ = ["MAXIMUM_BYTES", "Decoded", "Doubt", "ParseError", "ParsedTranscript", "decode", "parse"]
