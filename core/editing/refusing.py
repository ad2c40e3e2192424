"""Edits that would leave the record untrue."""


class EditRefusedError(Exception):
    """An edit that cannot be made; the message says why, and what to do. Nothing was changed."""
