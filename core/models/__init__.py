"""The record as tables: a module per noun, its queryset above it."""

from core.models.answer import Answer
from core.models.audit_entry import AuditEntry
from core.models.change import Change
from core.models.conference import Conference, ConferenceLanguage
from core.models.copying import copy, reserve_keys
from core.models.counts import OrganizationShare, OrganizationTotal, PersonShare, PersonTotal
from core.models.distinct import DistinctOrganizations, DistinctPeople
from core.models.former_slug import FormerSlug
from core.models.import_warning import ImportWarning
from core.models.organization import Organization, OrganizationName
from core.models.participant import Introduction, Participant
from core.models.person import Person, PersonName
from core.models.question import Addressee, Question
from core.models.revision import Revision
from core.models.source import SourcePart, SourceText
from core.models.statistics import renew_statistics
from core.models.token import Token
from core.models.turn import Annotation, Turn

__all__ = [
    "Addressee",
    "Annotation",
    "Answer",
    "AuditEntry",
    "Change",
    "Conference",
    "ConferenceLanguage",
    "DistinctOrganizations",
    "DistinctPeople",
    "FormerSlug",
    "ImportWarning",
    "Introduction",
    "Organization",
    "OrganizationName",
    "OrganizationShare",
    "OrganizationTotal",
    "Participant",
    "Person",
    "PersonName",
    "PersonShare",
    "PersonTotal",
    "Question",
    "Revision",
    "SourcePart",
    "SourceText",
    "Token",
    "Turn",
    "copy",
    "renew_statistics",
    "reserve_keys",
]
