"""The only ways in which what the public sees changes: publish, withdraw, revise, restore, delete.

Each is one transaction that stores the revision, appends to the change sequence and notes who did it. Whoever
writes rows of a record does so inside `revising`.
"""

from core.publishing.changes import Moved, append, wait_in_the_queue
from core.publishing.flow import StatusError, delete, publish, return_to_draft, submit, withdraw
from core.publishing.founding import publish_new
from core.publishing.readiness import Lack, NotReadyError, lacks
from core.publishing.reading import ReadRevision, read_revision
from core.publishing.restoring import NoSuchRevisionError, restore, restored
from core.publishing.revising import lock, preview, revise, revise_all_with, revising

__all__ = [
    "Lack",
    "Moved",
    "NoSuchRevisionError",
    "NotReadyError",
    "ReadRevision",
    "StatusError",
    "append",
    "delete",
    "lacks",
    "lock",
    "preview",
    "publish",
    "publish_new",
    "read_revision",
    "restore",
    "restored",
    "return_to_draft",
    "revise",
    "revise_all_with",
    "revising",
    "submit",
    "wait_in_the_queue",
    "withdraw",
]
