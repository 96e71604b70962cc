"""How many requests a client has made, counted in Redis or else in the database, so that all processes count together.

Spans of time are fixed and the same for all: with 600 a minute, whoever asks for the 601st time between 12:00:00 and
12:01:00 waits until 12:01:00, and asking on does not make the wait longer.
"""

import logging
import math
import random
import time
from dataclasses import dataclass
from functools import partial

from django.db import Error, connections, router

from archive import redis
from archive.models import RequestCount
from archive.patience import impatient

SECONDS = {"sec": 1, "min": 60, "hour": 3600, "day": 24 * 3600}

#: One in so many clients that begin to count anew clears away what is over, so that no job has to.
SWEPT_ONE_IN = 200

#: Seconds that counting waits for a writer of SQLite: a long load must not hold up readers, who wait for none.
PATIENCE = 0.1

# No method of a queryset adds to what is there and gives the sum back, and anything in two steps would lose requests
# that come at the same time. A process that is late by a moment must not bring a span back that is over.
_COUNT = """
    INSERT INTO archive_requestcount AS kept (client, began_at, count) VALUES (%s, %s, 1)
    ON CONFLICT (client) DO UPDATE SET
        count = CASE WHEN excluded.began_at > kept.began_at THEN 1 ELSE kept.count + 1 END,
        began_at = CASE WHEN excluded.began_at > kept.began_at THEN excluded.began_at ELSE kept.began_at END
    RETURNING count, began_at
"""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Usage:
    """What a client may still ask for: `remaining` of `limit` requests; all of them again in `reset` whole seconds."""

    limit: int
    used: int
    reset: int

    @property
    def remaining(self):
        return max(0, self.limit - self.used)

    @property
    def is_exceeded(self):
        return self.used > self.limit


def count_request(client, rate):
    """Count one request of the client under a rate such as "600/min"; its `Usage`, or None when it cannot be counted.

    With a Redis that answers, one round trip there. Without, one query, and for one in some hundred clients a second. A
    database that is locked or takes no writes still answers readers, so what cannot be counted is let through.
    """
    number, _slash, unit = rate.partition("/")
    limit, span, now = int(number), SECONDS[unit], time.time()
    began_at = int(now // span * span)
    used = redis.ask(partial(_count_in_redis, client, began_at, span))
    if used is None:
        try:
            used, began_at = _count_in_database(client, began_at, now)
        except Error as error:
            logger.warning("a request was not counted: %s", error)
            return None
    return Usage(limit, used, max(1, math.ceil(began_at + span - now)))


def _count_in_redis(client, began_at, span):
    """Each span has a key of its own, which goes when no clock can be in the span any more."""
    key = f"congress-archive:requests:{client}:{began_at}"
    used, _set = redis.client().pipeline(transaction=False).incr(key).expire(key, 2 * span).execute()
    return used


def _count_in_database(client, began_at, now):
    connection = connections[router.db_for_write(RequestCount)]
    with impatient(connection, PATIENCE), connection.cursor() as cursor:
        cursor.execute(_COUNT, [client, began_at])
        used, began_at = cursor.fetchone()
        if used == 1 and not random.randrange(SWEPT_ONE_IN):  # noqa: S311
            _sweep(now)
    return used, began_at


def _sweep(now):
    """Remove what is over; and what is to come, which a clock has left that was wrong for a while."""
    now, longest = int(now), max(SECONDS.values())
    RequestCount.objects.exclude(began_at__range=(now - longest, now + longest)).delete()
