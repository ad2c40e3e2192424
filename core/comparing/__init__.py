"""What is different between two revisions of a conference, part by part and word by word. No Django here."""

from core.comparing.documents import compare
from core.comparing.words import compare_words

__all__ = ["compare", "compare_words"]
