"""Edits that touch several rows at once: the order of turns, their splitting and joining, texts that are quoted.

Call them inside `publishing.revising`: the conference is locked then, and revised after.
"""

from core.editing.refusing import EditRefusedError
from core.editing.turns import delete, insert, join, move, split

__all__ = ["EditRefusedError", "delete", "insert", "join", "move", "split"]
