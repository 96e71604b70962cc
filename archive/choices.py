"""Vocabularies used by models, filters, files and the API. This module imports nothing of ours.

The stored values are public: the API and the congress file show them, so a value once
released is never renamed.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PublicationStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class VersionAction(models.TextChoices):
    """What made a new version of an entry."""

    FOUND = "found", _("Found when the history began")
    CREATE = "create", _("Added")
    CHANGE = "change", _("Changed")
    SUBMIT = "submit", _("Submitted for review")
    RETURN_TO_DRAFT = "return_to_draft", _("Returned to draft")
    PUBLISH = "publish", _("Published")
    WITHDRAW = "withdraw", _("Withdrawn")
    RELEASE = "release", _("Private change released")
    RESTORE = "restore", _("Restored")
    IMPORT = "import", _("Loaded from a file")
    DELETE = "delete", _("Deleted")


class AuditAction(models.TextChoices):
    """What the audit log holds."""

    SIGN_IN = "sign_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Failed to sign in")
    LOCKED_OUT = "locked_out", _("Locked out for a time")
    SIGN_OUT = "sign_out", _("Signed out")
    SESSIONS_ENDED = "sessions_ended", _("Signed out everywhere")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    FACTOR_SET_UP = "factor_set_up", _("Second factor set up")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    CODES_RENEWED = "codes_renewed", _("Recovery codes renewed")
    ACCOUNT_ADDED = "account_added", _("Account added")
    ACCOUNT_CHANGED = "account_changed", _("Account changed")
    ACCOUNT_DELETED = "account_deleted", _("Account deleted")
    GROUP_ADDED = "group_added", _("Group added")
    GROUP_CHANGED = "group_changed", _("Group changed")
    GROUP_DELETED = "group_deleted", _("Group deleted")
    PUBLISH = "publish", _("Published")
    WITHDRAW = "withdraw", _("Withdrawn")
    DELETE = "delete", _("Deleted")
    SCHEDULE = "schedule", _("Times of publication changed")
    RELEASE = "release", _("Private change released")
    DISCARD = "discard", _("Private change discarded")
    RESTORE = "restore", _("Restored")
    SHARE = "share", _("Shared by a link")
    UNSHARE = "unshare", _("Share link revoked")
    IMPORT = "import", _("Loaded from a file")
    EXPORT = "export", _("Exported")


class ChangeState(models.TextChoices):
    """How far a private change to a public entry is."""

    OPEN = "open", _("Being worked on")
    IN_REVIEW = "in_review", _("In review")


class SearchedKind(models.TextChoices):
    """What a search may be narrowed to: the kinds of entry, and speeches."""

    CONGRESS = "congress", _("Congresses")
    DEBATE = "debate", _("Debates")
    SPEECH = "speech", _("Speeches")
    RESOLUTION = "resolution", _("Resolutions")
    SPEAKER = "speaker", _("Speakers")
    TOPIC = "topic", _("Topics")
    SOURCE = "source", _("Sources")


class SearchOrder(models.TextChoices):
    RELEVANCE = "relevance", _("By relevance")
    EARLIEST = "date", _("Earliest first")
    LATEST = "-date", _("Latest first")


class DebateKind(models.TextChoices):
    REPORT = "report", _("Report")
    DISCUSSION = "discussion", _("Discussion")
    ELECTION = "election", _("Election")
    COMMISSION = "commission", _("Commission")
    CLOSED_SESSION = "closed_session", _("Closed session")
    OTHER = "other", _("Other")


class PartOfDay(models.TextChoices):
    MORNING = "morning", _("morning")
    DAY = "day", _("day")
    EVENING = "evening", _("evening")
    NIGHT = "night", _("night")


class Openness(models.TextChoices):
    OPEN = "open", pgettext_lazy("sitting", "Open")
    CLOSED = "closed", pgettext_lazy("sitting", "Closed")
    PARTLY = "partly", pgettext_lazy("sitting", "Partly closed")


class RecordState(models.TextChoices):
    KEPT = "kept", _("Record kept")
    PARTIAL = "partial", _("Record kept in part")
    NONE_KEPT = "none_kept", _("No record was kept")
    LOST = "lost", _("Record lost")


class Vote(models.TextChoices):
    DECISIVE = "decisive", _("Decisive vote")
    CONSULTATIVE = "consultative", _("Consultative vote")
    GUEST = "guest", _("Guest")


class Body(models.TextChoices):
    """Bodies chosen by a congress or by the plenum after it, 1898 to 1990."""

    CENTRAL_COMMITTEE = "central_committee", _("Central Committee")
    POLITBURO = "politburo", _("Politburo")
    PRESIDIUM = "presidium", _("Presidium of the Central Committee")
    ORGBURO = "orgburo", _("Organisational Bureau")
    SECRETARIAT = "secretariat", _("Secretariat")
    CONTROL_COMMISSION = "control_commission", _("Central Control Commission")
    AUDITING_COMMISSION = "auditing_commission", _("Central Auditing Commission")
    PARTY_CONTROL = "party_control", _("Party Control Commission")
    PARTY_COUNCIL = "party_council", _("Party Council")
    EDITORIAL_BOARD = "editorial_board", _("Editorial board of the party organ")
    COMMISSION = "commission", _("Commission of the congress")
    OTHER = "other", _("Another body")


class Office(models.TextChoices):
    MEMBER = "member", _("Member")
    CANDIDATE = "candidate", _("Candidate member")
    GENERAL_SECRETARY = "general_secretary", _("General Secretary")
    FIRST_SECRETARY = "first_secretary", _("First Secretary")
    SECRETARY = "secretary", _("Secretary")
    CHAIR = "chair", _("Chair")
    DEPUTY_CHAIR = "deputy_chair", _("Deputy chair")
    OTHER = "other", _("Another office")


class ElectedBy(models.TextChoices):
    CONGRESS = "congress", _("The congress")
    PLENUM = "plenum", _("A plenum of the Central Committee")


class ParticipationRole(models.TextChoices):
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    CO_RAPPORTEUR = "co_rapporteur", _("Co-rapporteur")
    IN_FAVOUR = "in_favour", _("In favour")
    AGAINST = "against", _("Against")
    CRITICISED = "criticised", _("Criticised")
    COMMISSION = "commission", _("For the commission")
    CHAIR = "chair", _("In the chair")
    SPEAKER = "speaker", _("Speaker")


class SpeechKind(models.TextChoices):
    SPEECH = "speech", _("Speech")
    REPORT = "report", _("Report")
    CLOSING_WORD = "closing_word", _("Closing word")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")
    INTERJECTION = "interjection", _("Interjection")
    REACTION = "reaction", _("Reaction")
    NARRATIVE = "narrative", _("Narrative")


class Certainty(models.TextChoices):
    """How sure it is that the linked speaker said it."""

    PRINTED = "printed", _("Named in print")
    INFERRED = "inferred", _("Inferred by the editors")
    DISPUTED = "disputed", _("Disputed")


class Rendering(models.TextChoices):
    """What a text is; a summary is never shown as a quotation."""

    VERBATIM = "verbatim", _("Verbatim")
    TRANSLATION = "translation", _("Translation")
    SUMMARY = "summary", _("Summary")


class ResolutionKind(models.TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    DECISION = "decision", pgettext_lazy("resolution", "Decision")
    RULES = "rules", _("Party rules")
    STATUTE = "statute", _("Statute")
    APPEAL = "appeal", _("Appeal")


class ResolutionResult(models.TextChoices):
    ADOPTED = "adopted", _("Adopted")
    REJECTED = "rejected", _("Rejected")
    REFERRED = "referred", _("Referred")
    WITHDRAWN = "withdrawn", _("Withdrawn by its movers")


class Secrecy(models.TextChoices):
    OPEN = "open", pgettext_lazy("resolution", "Open")
    SECRET = "secret", pgettext_lazy("resolution", "Secret")
    PARTLY = "partly", pgettext_lazy("resolution", "Partly secret")


class LinkKind(models.TextChoices):
    CONFIRMS = "confirms", _("Confirms")
    AMENDS = "amends", _("Amends")
    REPEALS = "repeals", _("Repeals")
    IMPLEMENTS = "implements", _("Implements")
    CITES = "cites", _("Cites")


class NameKind(models.TextChoices):
    LEGAL = "legal", _("Legal name")
    PSEUDONYM = "pseudonym", _("Pseudonym")
    TRANSLITERATION = "transliteration", _("Transliteration")
    AS_PRINTED = "as_printed", _("As printed")


class SourceKind(models.TextChoices):
    BOOK = "book", _("Book")
    ARTICLE = "article", _("Article")
    ARCHIVE_FILE = "archive_file", _("Archive file")
    WEB_PAGE = "web_page", _("Web page")
    REFERENCE_WORK = "reference_work", _("Reference work")
    OTHER = "other", _("Other")


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("Supports")
    DISPUTES = "disputes", _("Disputes")


class NoteKind(models.TextChoices):
    EXPLANATION = "explanation", _("Explanation")
    CORRECTION = "correction", _("Correction")
    CONFLICT = "conflict", _("Conflict of sources")
    TRANSLATION = "translation", _("Note on the translation")


class SharedText(models.TextChoices):
    STORED = "stored", _("The entry as it is saved")
    CHANGE = "change", _("The private change to the entry")


class LinkState(models.TextChoices):
    WORKS = "works", pgettext_lazy("link", "Works")
    EXPIRED = "expired", pgettext_lazy("link", "Its time is over")
    REVOKED = "revoked", pgettext_lazy("link", "Revoked")
    ENDED = "ended", pgettext_lazy("link", "The private change has been released or discarded")
    WITHDRAWN = "withdrawn", pgettext_lazy("link", "Leads nowhere while the entry is withdrawn")


class LedgerChange(models.TextChoices):
    """Words of the API, which speaks English alone."""

    CREATED = "created"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
    RENAMED = "renamed"
