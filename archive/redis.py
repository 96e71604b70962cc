"""The Redis that processes and machines share, when REDIS_URL names one, for whoever can go on without it.

One that does not answer is let be for some seconds: who asks meanwhile is told at once that there is none, so that a
dead Redis costs a process one short wait (see `env_redis`) in these seconds, and not one for each request.
"""

import logging
import time
from functools import cache

from django.conf import settings

#: So many seconds one that did not answer is let be.
REST = 5

logger = logging.getLogger(__name__)
_rests_until = 0.0


def ask(question, otherwise=None):
    """What `question(client)` answers; `otherwise` when there is no Redis, or none that answers."""
    global _rests_until
    if not settings.REDIS_URL or time.monotonic() < _rests_until:
        return otherwise
    from redis import RedisError

    try:
        answer = question(_client())
    except RedisError as error:
        if not _rests_until:
            logger.warning("Redis does not answer, and the site goes on without it: %s", error)
        _rests_until = time.monotonic() + REST
        return otherwise
    if _rests_until:
        _rests_until = 0.0
        logger.warning("Redis answers again.")
    return answer


@cache
def _client():
    from redis import Redis

    return Redis.from_url(settings.REDIS_URL, **settings.REDIS_TIMEOUTS)
