"""What cannot be one, or be called so."""


class IdentityError(Exception):
    """Two rows that cannot be merged, or a slug that cannot be had; the message says why, and what to do.

    Nothing was changed.
    """


class SomethingNewError(IdentityError):
    """Something was written since the plan was shown, and the merge would do something else."""
