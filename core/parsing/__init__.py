"""From the text of a transcript to the record of a press conference. No Django.

A room a stage, in order: `formats` (what a file holds), `turns` (lines, labels, the header), `speakers` (who they are),
`askers` (who asks), `kinds` (what each turn does), `links` (questions, whom they are put to, what answers them).
`calls` hears names in what is said, for all of them, and `words` holds the lists. `pipeline` runs the stages over the
speakers and turns of `scene`. What is uncertain is a warning with a code of `Doubt`.
"""

from core.parsing.decoding import MAXIMUM_BYTES, Decoded, decode
from core.parsing.doubts import Doubt
from core.parsing.errors import ParseError
from core.parsing.pipeline import ParsedTranscript, parse

__all__ = ["MAXIMUM_BYTES", "Decoded", "Doubt", "ParseError", "ParsedTranscript", "decode", "parse"]
