"""A congress file that somebody sends: loaded as that person's work, if the archive is as he has seen it."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from archive.choices import AuditAction
from archive.interchange.congress_file.exporting import fetch_held, state_of
from archive.interchange.congress_file.loading import load
from archive.interchange.congress_file.permission import check_allowed
from archive.interchange.congress_file.problems import CongressFileError, Problem, quoted
from archive.interchange.congress_file.reading import line_of
from archive.interchange.congress_file.report import Report
from archive.interchange.congress_file.versions import entries_of
from archive.models import Congress
from archive.workflow import audit

_UNSEEN = (
    "is in the archive, and the file would change it without saying from which version (as_of); leave out what is not "
    "to be changed (--overwrite loads it all the same)"
)


@dataclass(frozen=True)
class Received:
    """What came of it: the `Report`, the state after (see `state_of`), and whether the congress was made."""

    report: Report
    state: str
    is_new: bool


class Unseen(Exception):
    """The congress is there, and the sender does not say in which state he has seen it."""


class MovedOn(Exception):
    """The congress is not in the state in which the sender has seen it; its text is the state now, "" for none."""


@transaction.atomic
def receive(document, number, user, *, seen=None, replace=False, overwrite=False, dry_run=False, reason=""):
    """Load a document as `read` or `read_json` gives it, of congress `number`; return what came of it.

    `seen` are the states (see `state_of`) that the sender takes it to be in: {"*"} for any in which it is there, the
    empty set for none, so that it is made, None when he says nothing. Raises `Unseen`, `MovedOn`, `NotAllowed`, and
    `CongressFileError`; in each case nothing is written. The rest is as in `load`.
    """
    _check_number(document, number)
    held = _held(number)
    before = state_of(held) if held else ""
    _check_seen(before, seen)

    def approve(matching):
        check_allowed(matching, user, reason)
        if not overwrite:
            _check_unseen(document, matching, entries_of(held) if held else ())

    options = {"replace": replace, "overwrite": overwrite, "dry_run": dry_run, "reason": reason}
    try:
        with transaction.atomic():
            report = load(document, user=user, approve=approve, **options)
    except IntegrityError as error:
        # Somebody else made the congress at the same moment; nothing was there that could have been locked.
        if before:
            raise
        raise MovedOn("") from error
    if not dry_run:
        about = Congress.objects.get(number=number)
        audit.note(AuditAction.IMPORT, actor=user, about=about, loaded=report.totals)
    held = _held(number)
    return Received(report, state_of(held) if held else "", is_new=not before and not dry_run)


def _held(number):
    try:
        return fetch_held(number)
    except Congress.DoesNotExist:
        return None


def _check_unseen(document, matching, seen):
    """What the congress does not use yet has no part in its state: such an entry says by `as_of` how it was seen."""
    unseen = [
        match.row.path
        for match in matching.entries_to_write()
        if not match.created and not match.row.as_of and match.record not in seen
    ]
    if unseen:
        raise CongressFileError(Problem(path, _UNSEEN, line_of(document, path)) for path in unseen)


def _check_seen(before, seen):
    if before and seen is None:
        raise Unseen
    is_as_seen = bool(seen & {before, "*"}) if before else not seen
    if not is_as_seen:
        raise MovedOn(before)


def _check_number(document, number):
    """What is no number at all is left to the loader, which says more."""
    block = document.get("congress") if isinstance(document, dict) else None
    given = block.get("number") if isinstance(block, dict) else None
    # As texts: a number may be longer than Python reads.
    if isinstance(given, int | str) and str(given).isdecimal() and str(given).lstrip("0") != str(number):
        path = ("congress", "number")
        message = f"{quoted(given)} is not the congress of this address, which is {number}"
        raise CongressFileError([Problem(path, message, line_of(document, path))])
