"""A made-up archive for trials: as large as wanted, and the same for everybody who gives the same seed."""

from core.corpus.conference import LICENCE, Made, make
from core.corpus.words import COMMON, ONLY_IN_DRAFTS, RARE

__all__ = ["COMMON", "LICENCE", "ONLY_IN_DRAFTS", "RARE", "Made", "make"]
