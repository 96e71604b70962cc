"""Reading from replicas: which database a public page is read from, and what happens when a replica is gone or late.

Whoever reads without an account is served by any replica that has replayed all that the primary had written when this
process asked it last, a second ago at most; if none has, by the primary. Everything else is done on the primary: what
writes, what staff see, whatever stands in a transaction, and every command.
"""

import logging
import random
import time
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from archive.breaker import REST, Breaker

#: Seconds after which the primary is asked again how far it is.
FRESH = 1
#: Seconds that a replica has for an answer. A machine may go on taking questions when nobody there answers them.
PATIENCE = 5

#: Namespaces, and names of addresses that have none.
_FOR_READERS = {"archive", "api", "sitemap", "django.contrib.sitemaps.views.sitemap"}
_GONE = (OperationalError, InterfaceError)
# Not the place that is written to the disk: a transaction may be seen before it is there.
_WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
#: Null where nothing is replayed, as on a primary that somebody took for a replica.
_REPLAYED = "SELECT coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint, 0)"

logger = logging.getLogger(__name__)
_reads_from = ContextVar("reads_from", default=DEFAULT_DB_ALIAS)


@dataclass
class _Replica:
    alias: str
    breaker: Breaker
    #: What of the primary it has replayed all of. Asked anew each time: after a crash it may be behind where it was.
    has: "_Primary | None" = None


@dataclass(frozen=True, eq=False)
class _Primary:
    """How far the primary was at a moment."""

    written: int = 0
    at: float = -FRESH


_replicas = [_Replica(alias, Breaker(alias, _GONE)) for alias in settings.DATABASES if alias != DEFAULT_DB_ALIAS]
_primary = _Primary()
_not_before = 0.0


@receiver(connection_created)
def _be_impatient(connection, **kwargs):
    """Have each question to a replica fail that is not answered in time; libpq waits for ever."""
    if connection.alias != DEFAULT_DB_ALIAS:
        asked = connection.connection
        asked.wait = partial(type(asked).wait, asked, timeout=PATIENCE)


class ReplicaRouter:
    """Reads go where the request is read from; in a transaction, and for writes, to the primary."""

    def db_for_read(self, model, **hints):
        return _read_alias()

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, alias, app_label, **hints):
        return alias == DEFAULT_DB_ALIAS


class ReplicaMiddleware:
    """Answers a public GET from a replica, and again from the primary when the replica goes away in the midst of it.

    The innermost middleware: what is before it asks no database but the primary.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            look_again()
        return response

    def process_view(self, request, view, args, kwargs):
        """The answer read from a replica, rendered; None leaves it to Django, and so to the primary."""
        replica = _is_for_readers(request) and _caught_up()
        if not replica:
            return None
        with reading_from(replica.alias):
            try:
                response = view(request, *args, **kwargs)
                if hasattr(response, "render"):
                    response.render()
            except _GONE as error:
                if _reads_from.get() != replica.alias:
                    # The view has left it, and it is the primary that is gone.
                    raise
                replica.has = None
                replica.breaker.trip(error)
                _drop(replica.alias)
                return None
        if response.streaming:
            response.streaming_content = _within(replica.alias, response.streaming_content)
        return response


def look_again():
    """What this process knows of the primary is too old from here on: something has been written since."""
    global _not_before
    _not_before = time.monotonic()


def leave():
    """Read from the primary for the rest of the request: it has to see what it writes, or what only the primary has."""
    _reads_from.set(DEFAULT_DB_ALIAS)


@contextmanager
def reading_from(alias):
    """Within, what is read outside of transactions is read from this database."""
    token = _reads_from.set(alias)
    try:
        yield
    finally:
        _reads_from.reset(token)


def cursor_for_reading():
    """For SQL by hand that only reads."""
    return connections[_read_alias()].cursor()


def _read_alias():
    return DEFAULT_DB_ALIAS if connections[DEFAULT_DB_ALIAS].in_atomic_block else _reads_from.get()


def _is_for_readers(request):
    """Whether anybody would get the same answer: a public address, and nobody who may just have written."""
    return (
        request.method in {"GET", "HEAD"}
        and (request.resolver_match.namespace or request.resolver_match.url_name) in _FOR_READERS
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
    )


def _caught_up():
    """A replica that has all that the primary had when it was asked; None when there is none."""
    awake = [replica for replica in _replicas if not replica.breaker.is_resting]
    if not awake:
        return None
    known = _known()
    for replica in random.sample(awake, len(awake)):
        if replica.has is known or _has_replayed(replica, known):
            return replica
    return None


def _known():
    """How far the primary was, a second ago at most. When it does not answer, how far it was when it last did."""
    global _primary
    known, now = _primary, time.monotonic()
    if known.at < max(now - FRESH, _not_before):
        # The moment before the question: what is written while it is asked may not be in the answer.
        try:
            known = _Primary(_ask(DEFAULT_DB_ALIAS, _WRITTEN), now)
        except _GONE as error:
            # Readers are served all the same; how late a replica is, nobody can tell meanwhile.
            logger.warning("The primary does not say how far it is: %s", error)
            known = _Primary(known.written, time.monotonic() + REST)
        _primary = known
    return known


def _has_replayed(replica, known):
    replayed = replica.breaker.ask(lambda: _ask(replica.alias, _REPLAYED), otherwise=-1)
    replica.has = known if replayed >= known.written else None
    return replica.has is known


def _ask(alias, question):
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]
    except _GONE:
        _drop(alias)
        raise


def _drop(alias):
    """Have whoever comes next begin anew; what the server still works at, for nobody, is stopped."""
    connection = connections[alias]
    if connection.connection is not None:
        with suppress(connection.Database.Error):
            connection.connection.cancel_safe(timeout=1)
    connection.close()


def _within(alias, parts):
    """The parts of a stream, each made while reading from the database."""
    parts = iter(parts)
    while True:
        with reading_from(alias):
            part = next(parts, None)
        if part is None:
            return
        yield part
