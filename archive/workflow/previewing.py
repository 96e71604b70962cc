"""The archive as it would be with an entry public, for as long as a transaction lasts: what a preview is made in."""

from collections import defaultdict
from contextlib import ExitStack, contextmanager
from time import monotonic

from django.db import OperationalError, connection, transaction

from archive.choices import PublicationStatus
from archive.following import not_following
from archive.models import Debate, Entry, Resolution
from archive.workflow import private, snapshots
from archive.workflow.locking import lock

#: How long a preview waits for those who write, in milliseconds; they do not wait for it any longer than a page takes.
PATIENCE = 5_000
#: Of it, for rows on PostgreSQL before it lets go of its own and tries again. It ends before a deadlock is looked for
#: (after a second), else whoever writes might lose.
PATIENCE_FOR_ROWS = 800
#: Of what an entry refers to and readers will not see, so many are named.
MOST_NAMED = 20


class Busy(Exception):
    """Somebody was writing for longer than a preview waits."""


@contextmanager
def as_public(entry, change=None):
    """Within, the entry is public, with its private change if one is given; afterwards the database is as it was.

    Gives the entry as it is within. Nothing else becomes public but what the entry stands in, and the search index
    hears of nothing. Raises `Busy`, and `private.Unopenable` when the archive cannot hold the change.
    """
    give_up_at = monotonic() + PATIENCE / 1000
    with not_following():
        while True:
            with ExitStack() as stack:
                try:
                    within = _enter(stack, entry, change)
                except OperationalError as error:
                    if connection.vendor == "sqlite" or monotonic() > give_up_at:
                        raise Busy from error
                    continue
                yield within
                return


def _enter(stack, entry, change):
    """Begin the transaction that the stack takes back, and make the entry public in it."""
    stack.enter_context(_short_patience())
    stack.enter_context(transaction.atomic())
    stack.callback(transaction.set_rollback, True)
    _wait_no_longer()
    lock(entry)
    if change is not None:
        private.apply_change(change)
    within = type(entry)._base_manager.get(pk=entry.pk)
    _keep_hidden(within)
    for record in stands_in(within):
        _publish(record)
    return within


def stands_in(entry):
    """The entry and the entries it stands in: all that has to be public for it to be."""
    records = []
    for gate in type(entry)._default_manager.none().gates:
        record = entry
        for step in filter(None, gate.split("__")):
            record = getattr(record, step)
        records.append(record)
    return records


def is_public(entry):
    return type(entry)._default_manager.public().filter(pk=entry.pk).exists()


def hidden_references(entry):
    """What the entry and its parts refer to and readers do not see, by kind and name; and how many more there are."""
    wanted = defaultdict(set)
    for key, values in snapshots.take(entry).items():
        for field in snapshots.fields_of(snapshots.model_of(key)[0]):
            value = values[field.name]
            if field.is_relation and issubclass(field.related_model, Entry) and value:
                wanted[field.related_model].update(value if field.many_to_many else [value])
    hidden = []
    for model, keys in wanted.items():
        public = set(model._default_manager.public().filter(pk__in=keys).values_list("pk", flat=True))
        hidden += model._base_manager.filter(pk__in=keys - public).order_by("pk")
    return hidden[:MOST_NAMED], len(hidden[MOST_NAMED:])


def _keep_hidden(entry):
    """What waits for the same congress goes on waiting, though the congress is public within."""
    if not hasattr(entry, "congress_id"):
        return
    for model in (Debate, Resolution):
        seen = model._default_manager.public().filter(congress=entry.congress_id).values("pk")
        waiting = model._base_manager.filter(congress=entry.congress_id, status=PublicationStatus.PUBLISHED)
        waiting.exclude(pk__in=seen).update(status=PublicationStatus.DRAFT)


def _publish(record):
    """Past `save`, so that nothing is told, versioned or dated anew."""
    public = {"status": PublicationStatus.PUBLISHED, "publish_at": None, "withdraw_at": None}
    type(record)._base_manager.filter(pk=record.pk).update(**public)


@contextmanager
def _short_patience():
    """On SQLite the transaction itself has the one write lock, so the wait is for its beginning."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    database = connection.connection
    usual = database.execute("PRAGMA busy_timeout").fetchone()[0]
    database.execute(f"PRAGMA busy_timeout = {PATIENCE}").fetchone()
    try:
        yield
    finally:
        database.execute(f"PRAGMA busy_timeout = {usual}").fetchone()


def _wait_no_longer():
    """On PostgreSQL the wait is for rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE_FOR_ROWS}")
