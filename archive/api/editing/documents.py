"""An entry as staff reads and writes it: its document, with how it stands. What of it a request may see."""

import hashlib
import json
from http import HTTPStatus

from django.core.exceptions import PermissionDenied

from archive.api.problems import Refused
from archive.interchange.congress_file.fetching import hold
from archive.interchange.entry_documents import KINDS, document_of, fetch_entries, kinds_in
from archive.selectors.addresses import NotPublic
from archive.workflow import rights, transitions, versions
from archive.workflow.previewing import is_public

CONGRESS = KINDS["congress"]
#: What an answer says beside the document; sent back, it is not looked at.
BESIDE = ("address", "version", "updated_at", "steps", "as_of", "dry_run")
#: A step of publication by its name in the API.
STEPS = {"submit": "submit", "return": "return_to_draft", "publish": "publish", "withdraw": "withdraw"}


def condition_for(kind, address):
    """The condition for the entry of a kind at an address: the arguments of its path."""
    if kind is CONGRESS or "number" not in address:
        return address
    return {"congress__number": address["number"], "slug": address["slug"]}


def find(kind, address, user):
    """The entry at an address with all it holds. Raises `NotPublic` where nothing stands that the user may see.

    Whoever may not see entries of the kind in the admin hears of one that readers see, and of no other.
    """
    entry = next(iter(fetch_entries(kind, **condition_for(kind, address))), None)
    if entry is not None and rights.may_view(user, kind.model):
        check_sees_whole(kind, user)
        return entry
    if entry is not None and is_public(entry):
        raise PermissionDenied
    raise NotPublic("Nothing that you may see stands at this address.")


def check_sees_whole(kind, user):
    """Refuse who may not see all that a document holds and names: to read it, or to learn by naming what is there."""
    hidden = sorted(each.many for each in kinds_in(kind) if not rights.may_view(user, each.model))
    if hidden:
        raise Refused(HTTPStatus.FORBIDDEN, f"You may not see all that {kind.many} hold or name: {', '.join(hidden)}.")


def hold_at(kind, address):
    """Lock what stands at an address, its congress first, as a load does."""
    if "number" in address:
        hold(CONGRESS, number=address["number"])
    hold(kind, **condition_for(kind, address))


class Answer:
    """What is said of an entry as it is stored: its body, the version it is of, and its ETag."""

    def __init__(self, kind, entry, user, address):
        self.version = versions.last_of(kind.model, [entry.pk]).get(entry.pk)
        self.document = {"status": entry.status, **document_of(kind, entry)}
        number = self.version.number if self.version else 0
        stands = {"version": number, "updated_at": entry.updated_at.isoformat(), **self.document}
        self.body = {"address": address, "steps": _steps_for(entry, user), **stands}
        self.etag = f'"{hashlib.sha256(json.dumps(stands).encode()).hexdigest()[:32]}"'


def _steps_for(entry, user):
    available = {step.name for step in transitions.available(entry, user)}
    return [name for name, step in STEPS.items() if step in available]
