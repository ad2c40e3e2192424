"""Edits that touch several rows at once: the order of turns, their splitting and joining, texts that are quoted,
who asks whom and what answers it.

Call them inside `publishing.revising`: the conference is locked then, and revised after.
"""

from core.editing.exchanges import answer, ask, put_to
from core.editing.refusing import EditRefusedError
from core.editing.rewriting import rewrite
from core.editing.turns import arrange, delete, insert, join, move, split

__all__ = [
    "EditRefusedError",
    "answer",
    "arrange",
    "ask",
    "delete",
    "insert",
    "join",
    "move",
    "put_to",
    "rewrite",
    "split",
]
