"""The closed word lists of the record: roles, kinds, statuses and how a thing is known.

No Django here: parsers, exporters, models and the API schema all read the same lists.
"""

from enum import StrEnum


class Role(StrEnum):
    """The part a participant has in one conference."""

    PRINCIPAL = "principal"  # gives the conference: makes remarks, is asked, answers
    MODERATOR = "moderator"  # opens, calls on people, closes
    PRESS = "press"  # asks
    INTERPRETER = "interpreter"  # speaks for somebody else in another language
    STAFF = "staff"  # operators, aides: keeps the event running
    UNKNOWN = "unknown"


class TurnKind(StrEnum):
    """What a turn does in the conference."""

    REMARKS = "remarks"  # a statement that nobody asked for
    QUESTION = "question"  # asks something
    ANSWER = "answer"  # responds to a question
    PROCEDURAL = "procedural"  # runs the event: calls, thanks, opens, closes
    INTERJECTION = "interjection"  # too short or too broken to ask, answer or state anything


class Status(StrEnum):
    """Where a conference stands on its way to the public. Only `published` is public."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ChangeAction(StrEnum):
    """What happened to something public."""

    CREATED = "created"  # it is public from now on
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"  # it is public no longer, and may come back
    DELETED = "deleted"  # it is gone
    MERGED = "merged"  # it is another one now, to which its address redirects


class ChangeNoun(StrEnum):
    """What an entry of the change sequence is about."""

    CONFERENCE = "conference"
    PERSON = "person"
    ORGANIZATION = "organization"


class Door(StrEnum):
    """How a write came in."""

    ADMIN = "admin"
    API = "api"
    COMMAND = "command"


class AuditAction(StrEnum):
    """What somebody did."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    IMPORTED = "imported"
    SUBMITTED = "submitted"  # for review
    RETURNED = "returned"  # from review, as a draft
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"  # to what an earlier revision said
    MERGED = "merged"


class Response(StrEnum):
    """What a question got from one of those it was put to. Derived from the answers, never typed in."""

    ANSWERED = "answered"  # the addressee has an answer to it
    ANSWERED_BY_OTHER = "answered_by_other"  # the addressee has none; somebody who was not asked has
    UNANSWERED = "unanswered"  # neither


class Judgement(StrEnum):
    """An editor's opinion of an answer; empty until a person sets it."""

    SUBSTANTIVE = "substantive"
    PARTIAL = "partial"
    DECLINED = "declined"


class AnnotationKind(StrEnum):
    """A span of a turn's text that is not speech."""

    INAUDIBLE = "inaudible"
    LAUGHTER = "laughter"
    APPLAUSE = "applause"
    CROSSTALK = "crosstalk"
    INTERPRETATION = "interpretation"  # "(Via interpreter)", "(In English)" within a turn
    OFF_MIKE = "off_mike"
    PAUSE = "pause"
    CORRECTION = "correction"  # "[sic]", a transcriber's correction
    OTHER = "other"


class PartKind(StrEnum):
    """What a part of the source is that is nobody's speech."""

    TITLE = "title"
    FRONT_MATTER = "front_matter"  # who, what, metadata before the first turn
    PLACE = "place"
    CLOCK = "clock"  # "1:23 P.M. EDT", "END 2:44 P.M."
    PAGE_HEADER = "page_header"  # repeated by a paginated source, also within a turn
    NOTE = "note"  # a publisher's note, a correction, a closing remark of the transcriber
    BLANK = "blank"  # white space that belongs to no turn


class OrganizationKind(StrEnum):
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    MEDIA = "media"
    INTERNATIONAL = "international"
    OTHER = "other"


class NameKind(StrEnum):
    """Why a person or organization has a further name."""

    NATIVE = "native"  # in the bearer's own language and script
    TRANSLITERATION = "transliteration"
    ALIAS = "alias"
    FORMER = "former"


class Basis(StrEnum):
    """How something that the transcript does not spell out is known."""

    EDITOR = "editor"  # a person decided
    LABEL = "label"  # the printed label says so
    HEADER = "header"  # the lines before the first turn say so
    CALL = "call"  # somebody called on the speaker, usually the moderator just before
    OWN_WORDS = "own_words"  # the speaker says so of themselves
    ANSWER_WORDS = "answer_words"  # the one who answers says so ("Well, Bob, ...")
    ADDRESS = "address"  # called by name, title or "both" in the words of the question
    ORDER = "order"  # follows from the order of the turns
    SOLE = "sole"  # nobody else it could be
    CONTENT = "content"  # the words of the turn itself (a question mark, a thank-you)
