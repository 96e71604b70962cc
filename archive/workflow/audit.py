"""The audit log: `note` puts on record that something was done, in the transaction in which it is done."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.contrib.contenttypes.models import ContentType

from archive.choices import AuditAction
from archive.models import AuditEvent

#: Who acts when no account does.
COMMAND_LINE = "command line"
#: The steps of publication that readers notice.
NOTED_STEPS = {"publish": AuditAction.PUBLISH, "withdraw": AuditAction.WITHDRAW}


@dataclass(frozen=True)
class Origin:
    """Where what is done comes from: the network address, and the name of the token when a script does it."""

    address: str | None = None
    token: str = ""


_origin = ContextVar("origin")


def _here():
    return _origin.get(Origin())


@contextmanager
def acting_from(address):
    """Say where all that is noted within comes from."""
    before = _origin.set(Origin(address))
    try:
        yield
    finally:
        _origin.reset(before)


def act_through(token):
    """Say that the rest of this request, of which `acting_from` knows, is done by a script with the token."""
    _origin.set(replace(_here(), token=token.name))


def token_in_use():
    """The name of the token by which a script acts; "" when none does."""
    return _here().token


def note(action, *, actor=None, request=None, about=None, **details):
    """Put on record that `action` (an `AuditAction`) was done to `about`: any saved record, a name, or nothing.

    `actor` is an account, or COMMAND_LINE; None takes who is signed in to `request`, or nobody. `details` are plain
    values. Never hand over a password, a secret or a code.
    """
    if actor is None and request is not None and request.user.is_authenticated:
        actor = request.user
    if through := token_in_use():
        details["token"] = through
    event = AuditEvent(action=action, address=_here().address, details=details)
    if isinstance(actor, str):
        event.actor_name = actor
    elif actor is not None:
        event.actor_id, event.actor_name = actor.pk, actor.get_username()
    if isinstance(about, str):
        event.title = about
    elif about is not None:
        event.content_type = ContentType.objects.get_for_model(about)
        event.object_id, event.title = str(about.pk), str(about)[:500]
    event.save(force_insert=True)
    return event


def note_step(entry, user, name):
    """Put on record a step of publication that readers notice."""
    if name in NOTED_STEPS:
        note(NOTED_STEPS[name], actor=user, about=entry)
