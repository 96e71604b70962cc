"""Where answers are kept: Django's cache. With Redis it may be gone at any time, which is a miss.

With Redis a process has what it sent last in its own memory too, since to fetch a page takes longer than to send it.
"""

import time
from contextlib import contextmanager
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache, caches
from django.http.response import ResponseHeaders

from archive import redis

#: The cache in a process's own memory, where `default` is elsewhere.
NEAR = "near" if "near" in settings.CACHES else None
#: The coding in which every answer that can be coded is kept first: it is the smallest, and what browsers ask for.
BASE = "br"
#: An answer is kept so long at most, and no answer of more bytes.
LONGEST, LARGEST = 24 * 3600, 1024 * 1024
#: Whoever waits for another to render waits so many seconds, and looks so often whether it is done.
PATIENCE, STEP = 2, 0.01


class Kept(NamedTuple):
    """An answer in one coding, ready to send."""

    epoch: str
    #: What the ledger had placed before it was rendered.
    place: int
    #: What it shows, as the keys of `archive.ledger.stale`, with spaces between.
    keys: str
    tag: str
    #: Whether it may be had in other codings.
    is_codable: bool
    #: Those of the identity, without what depends on the coding.
    headers: ResponseHeaders
    coding: str
    body: bytes


def find(key, coding, is_right):
    """What is kept in a coding, if `is_right(kept)` says that it may still be sent; else None."""
    name = f"page:{key}:{coding}"
    if NEAR:
        kept = caches[NEAR].get(name)
        if kept is not None and is_right(kept):
            return kept
    kept = _ask(lambda: cache.get(name))
    if kept is None or not is_right(kept):
        return None
    if NEAR:
        caches[NEAR].set(name, kept, LONGEST)
    return kept


def keep(key, kept):
    name = f"page:{key}:{kept.coding if kept.is_codable else BASE}"
    if len(kept.body) <= LARGEST:
        if NEAR:
            caches[NEAR].set(name, kept, LONGEST)
        _ask(lambda: cache.set(name, kept, LONGEST))


@contextmanager
def taking_turns(key):
    """Whether we are the one who renders the answer now; if not, whoever was has had time to."""
    lock = f"page:{key}:turn"
    is_ours = _ask(lambda: cache.add(lock, True, 5 * PATIENCE), otherwise=True)
    until = time.monotonic() + PATIENCE
    while not is_ours and time.monotonic() < until and _ask(lambda: cache.has_key(lock)):
        time.sleep(STEP)
    try:
        yield is_ours
    finally:
        if is_ours:
            _ask(lambda: cache.delete(lock))


def _ask(question, otherwise=None):
    """What the cache that is shared answers; `otherwise` when it does not. One in our own memory always does."""
    return redis.ask(question, otherwise) if NEAR else question()
