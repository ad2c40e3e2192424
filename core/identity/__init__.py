"""Who is who: two rows that are one are merged, a slug is changed, and likely duplicates are found.

Each verb is one transaction: rows, slugs that redirect, revisions of every conference that names them, the change
sequence and the audit trail.
"""

from core.identity.distinguishing import tell_apart
from core.identity.duplicates import Suggestion, find_duplicates
from core.identity.merging import merge
from core.identity.plans import Plan, plan_merge
from core.identity.refusing import IdentityError, SomethingNewError
from core.identity.renaming import rename

__all__ = [
    "IdentityError",
    "Plan",
    "SomethingNewError",
    "Suggestion",
    "find_duplicates",
    "merge",
    "plan_merge",
    "rename",
    "tell_apart",
]
