"""The one door to the models: ``from archive.models import Speech``."""

from archive.models.accounts import AccountSession
from archive.models.audit import AuditEvent
from archive.models.cdn import PurgedUpTo
from archive.models.colleagues import Assignment, ColleagueNote
from archive.models.congresses import Congress, Mandate, Sitting
from archive.models.debates import Debate, Participation, Speech
from archive.models.elections import Election
from archive.models.ledger import ContentVersion, Ledger, LedgerMark, LedgerRow
from archive.models.limits import RequestCount
from archive.models.mirrors import MirrorState
from archive.models.presence import OpenForm
from archive.models.publication import Attachment, Entry, FormerSlug, Part, Record
from archive.models.repeats import AnsweredRequest
from archive.models.resolutions import Clause, Resolution, ResolutionLink
from archive.models.search import SearchDocument, SearchName, SearchWord
from archive.models.sharing import ShareLink
from archive.models.sources import Citation, EditorialNote, Source
from archive.models.speakers import Speaker, SpeakerName
from archive.models.tokens import ApiToken
from archive.models.topics import Topic
from archive.models.versions import PendingChange, RecordState, Version

#: Every kind of entry, in the order in which one can refer to another.
ENTRIES = (Topic, Source, Speaker, Congress, Debate, Resolution)
#: Every kind of part.
PARTS = (SpeakerName, Sitting, Mandate, Election, Participation, Speech, Clause, ResolutionLink)

__all__ = [
    "ENTRIES",
    "PARTS",
    "AccountSession",
    "AnsweredRequest",
    "ApiToken",
    "Assignment",
    "Attachment",
    "AuditEvent",
    "Citation",
    "Clause",
    "ColleagueNote",
    "Congress",
    "ContentVersion",
    "Debate",
    "EditorialNote",
    "Election",
    "Entry",
    "FormerSlug",
    "Ledger",
    "LedgerMark",
    "LedgerRow",
    "Mandate",
    "MirrorState",
    "OpenForm",
    "Part",
    "Participation",
    "PendingChange",
    "PurgedUpTo",
    "Record",
    "RecordState",
    "RequestCount",
    "Resolution",
    "ResolutionLink",
    "SearchDocument",
    "SearchName",
    "SearchWord",
    "ShareLink",
    "Sitting",
    "Source",
    "Speaker",
    "SpeakerName",
    "Speech",
    "Topic",
    "Version",
]
