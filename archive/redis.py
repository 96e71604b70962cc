"""The Redis that processes and machines share, when REDIS_URL names one, for whoever can go on without it."""

from functools import cache

from django.conf import settings

from archive.breaker import Breaker

# Each client has errors of its own, and what stands there may be no answer of ours. So a fault of ours is taken for
# Redis's too, and is in the log.
_breaker = Breaker("Redis", Exception)


def ask(question, otherwise=None):
    """What `question()` is answered by Redis; `otherwise` when there is none, or none that answers."""
    return _breaker.ask(question, otherwise) if settings.REDIS_URL else otherwise


@cache
def client():
    from redis import Redis

    return Redis.from_url(settings.REDIS_URL, **settings.REDIS_TIMEOUTS)
