"""The audit log: `note` puts on record that something was done, in the transaction in which it is done."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.contenttypes.models import ContentType

from archive.choices import AuditAction
from archive.models import AuditEvent

#: Who acts when no account does.
COMMAND_LINE = "command line"
#: The steps of publication that readers notice.
NOTED_STEPS = {"publish": AuditAction.PUBLISH, "withdraw": AuditAction.WITHDRAW}

_address = ContextVar("address", default=None)


@contextmanager
def acting_from(address):
    """Say where all that is noted within comes from."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def note(action, *, actor=None, request=None, about=None, **details):
    """Put on record that `action` (an `AuditAction`) was done to `about`: any saved record, a name, or nothing.

    `actor` is an account, or COMMAND_LINE; None takes who is signed in to `request`, or nobody. `details` are plain
    values. Never hand over a password, a secret or a code.
    """
    if actor is None and request is not None and request.user.is_authenticated:
        actor = request.user
    event = AuditEvent(action=action, address=_address.get(), details=details)
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
