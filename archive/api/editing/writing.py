"""Write a document for a person: what it may say, who may write what of it, and the loader that does it."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from archive.api.editing.documents import BESIDE, CONGRESS, check_sees_whole
from archive.api.editing.refusals import error_at, wrong
from archive.api.problems import Refused
from archive.choices import PublicationStatus, VersionAction
from archive.interchange.congress_file import CongressFileError
from archive.interchange.congress_file.schema import KINDS as ALL_KINDS
from archive.interchange.entry_documents import write_entry
from archive.workflow import editing, rights
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import entry_of

#: So many uses of an entry are named.
NAMED = 20
TIMES = ("publish_at", "withdraw_at")
ELSEWHERE = {
    "status": "is changed by steps: POST to steps/ below the address of the entry",
    "former_slugs": "are kept by the archive: an address that was given up redirects for ever",
    "congress": "is fixed once the entry has an address",
}


def create(kind, data, user, reason):
    """Make an entry of a document. Raises `Refused`: to who may not add any, before anything is looked at."""
    if not rights.may_add(user, kind.model):
        raise Refused(HTTPStatus.FORBIDDEN, f"You may not add {kind.many}.")
    check_sees_whole(kind, user)
    data = _of_the_entry(data)
    _keep(data, {"status": PublicationStatus.DRAFT.value, "former_slugs": None})
    if not kind.is_shared and kind is not CONGRESS and data.get("position") is None and data.get("congress"):
        data["position"] = _last_position(kind, data["congress"])
    _write(kind, data, user, reason, None)


def change(kind, entry, data, user, reason, before):
    """Make the stored entry say what a document says, all of it. `before` is its present document."""
    if not rights.may_change(user, entry):
        raise Refused(HTTPStatus.FORBIDDEN, _why_not(entry, user))
    data = _of_the_entry(data)
    for key in (kind.identity, "congress"):
        if key in before:
            data.setdefault(key, before[key])
    _keep(data, {key: before.get(key) for key in ELSEWHERE})
    _write(kind, data, user, reason, entry)


def _of_the_entry(data):
    return {key: value for key, value in data.items() if key not in BESIDE}


def _keep(data, fixed):
    """Have the document say what it cannot change; refuse one that says it otherwise."""
    errors = [
        error_at((key,), ELSEWHERE[key], data)
        for key, value in fixed.items()
        if data.get(key) not in (None, value) and str(data[key]) != str(value)
    ]
    if errors:
        raise wrong(errors)
    data.update({key: value for key, value in fixed.items() if value is not None})


def _write(kind, data, user, reason, entry):
    at = entry and getattr(entry, kind.identity)
    try:
        write_entry(
            kind,
            data,
            at=at if entry and str(data.get(kind.identity)) != str(at) else None,
            replace=True,
            user=user,
            reason=reason,
            action=VersionAction.CHANGE if entry else VersionAction.CREATE,
            approve=_Approval(kind, data, user, entry),
        )
    except CongressFileError as error:
        raise wrong([error_at(problem.path, problem.message, data) for problem in error.problems]) from error
    except IntegrityError as error:
        raise Refused(HTTPStatus.CONFLICT, "Somebody else has taken its address or its position. Try again.") from error


class _Approval:
    """Asks of everything that is about to be written whether this person may, as the admin would."""

    def __init__(self, kind, data, user, entry):
        self.kind, self.data, self.user, self.entry = kind, data, user, entry

    def __call__(self, matching):
        (match,) = matching.matches[self.kind]
        if self.entry is None and not match.created:
            raise Refused(HTTPStatus.CONFLICT, f"There is a {self.kind.name} with this {self.kind.identity} already.")
        entry = self.entry or self.kind.model(created_by=self.user)
        self._approve_times(match, entry)
        errors = [*self._parts(matching, entry)]
        if errors:
            raise Refused(HTTPStatus.FORBIDDEN, "You may not write all of this.", errors=errors)

    def _parts(self, matching, entry):
        for kind in ALL_KINDS:
            if kind.is_entry:
                continue
            for match in matching.matches[kind]:
                if match.created and not self._may("add", kind, entry):
                    yield error_at(match.row.path, f"you may not add {kind.many}", self.data)
                elif match.changes and not self._may("change", kind, entry):
                    yield error_at(match.row.path, f"you may not change {kind.many}", self.data)
            if matching.extras[kind] and not self._may("delete", kind, entry):
                yield error_at((), f"you may not delete {kind.many}, and some are left out")

    def _may(self, action, kind, entry):
        if action == "add":
            return rights.may_add_to(self.user, kind.model, entry)
        return rights.may_change_in(self.user, entry, kind.model, action)

    def _approve_times(self, match, entry):
        names = TIMES if match.created else match.changes
        changed = {name: match.values.get(name) for name in TIMES if name in names}
        if match.created:
            changed = {name: value for name, value in changed.items() if value is not None}
        try:
            editing.check_times(entry, self.user, changed)
        except PermissionDenied as error:
            raise Refused(HTTPStatus.FORBIDDEN, "Only who may publish it says when an entry appears.") from error
        except WorkflowError as error:
            raise wrong([error_at((name,), str(error), self.data) for name in changed]) from error


def _last_position(kind, number):
    try:
        return editing.next_position(kind.model, int(str(number)))
    except (ValueError, OverflowError):
        return None


def why_not_delete(entry):
    if entry.status in rights.UNPUBLISHED:
        return "You may not delete it."
    return "Its address has been given to readers and is a promise: withdraw it."


def uses(users, asker):
    """What keeps an entry from being deleted, in a sentence; without what the asker may not see."""
    seen = [user for user in users if rights.may_view(asker, type(entry_of(user) or user))]
    words = sorted({f"{user._meta.verbose_name} of “{entry_of(user) or user}”" for user in seen})
    more = len(words) - NAMED if len(words) > NAMED else 0
    said = "; ".join(words[:NAMED]) or "something that you may not see"
    return f"It is used by: {said}{f'; and {more} more' if more else ''}."


def _why_not(entry, user):
    if rights.may_change_privately(user, entry):
        return "It is published: change it privately in the admin, and a publisher releases the change."
    return "You may not change it as it stands."
