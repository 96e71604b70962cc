"""Telling a CDN what has gone stale: everything at least once, in the order in which it became visible."""

import json
import time
from collections import deque

from django.conf import settings
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from archive.cdn.keys import ALL, joined, short
from archive.ledger import settle
from archive.models import ContentVersion, Ledger, PurgedUpTo

#: Keys of one request: the CDNs that are known take a hundred.
MOST = 100
#: When more have gone stale, all of the CDN is, as far as it is worth counting.
MANY = 5000
#: Seconds after which the same keys are purged once more. A process may make an answer of what was for a second after
#: it has changed, and the answer is some time on its way; a CDN would keep it.
AGAIN_AFTER = 5
#: How often a request that fails is made again; urllib3 waits between, longer each time or as Retry-After says.
TRIES = 6

_KEY = 1
_RETRIES = Retry(TRIES, backoff_factor=0.5, status_forcelist=(408, 429, 500, 502, 503, 504), allowed_methods=None)
_http = PoolManager(timeout=Timeout(10), retries=_RETRIES)


class NotPurged(Exception):
    """The CDN did not take the keys, however often they were sent."""


class Purger:
    """Follows the content versions. What the CDN has been told twice is remembered in the database."""

    def __init__(self, send, clock=time.monotonic):
        self.send, self.clock = send, clock
        #: What has been told once: (when, epoch, place).
        self.told = deque()

    def purge(self):
        """Give places to what waits or came due, and tell of what is new; the number of keys. Raises `NotPurged`."""
        settle()
        now, found = self.clock(), Ledger.objects.get()
        keys = self._stale(found, PurgedUpTo.objects.filter(pk=_KEY).first())
        for start in range(0, len(keys), MOST):
            self.send(keys[start : start + MOST])
        while self.told and self.told[0][0] <= now - AGAIN_AFTER:
            _when, epoch, place = self.told.popleft()
            PurgedUpTo.objects.update_or_create(pk=_KEY, defaults={"epoch": epoch, "place": place})
        if keys and not any(place == found.content_place for _when, _epoch, place in self.told):
            self.told.append((now, found.epoch, found.content_place))
        return len(keys)

    def _stale(self, found, done):
        """The keys to tell of: those that changed since, or the one of all when that is not known."""
        if done is None or done.epoch != found.epoch:
            return [ALL]
        rows = ContentVersion.objects.filter(place__gt=done.place, place__lte=found.content_place).order_by("place")
        keys = list(rows.values_list("key", flat=True)[: MANY + 1])
        return [ALL] if len(keys) > MANY else [*dict.fromkeys(map(short, keys))]


def send(keys):
    """Tell the CDN of one request's keys, in the ways that Fastly, Cloudflare and the like understand."""
    name = settings.CDN_KEY_HEADER
    field = "tags" if name == "Cache-Tag" else "surrogate_keys"
    headers = {"Content-Type": "application/json", name: joined(name, keys), **settings.CDN_PURGE_HEADER}
    try:
        answer = _http.request("POST", settings.CDN_PURGE_URL, body=json.dumps({field: keys}), headers=headers)
    except HTTPError as error:
        raise NotPurged(str(error)) from error
    if not 200 <= answer.status < 300:
        raise NotPurged(f"The CDN answers {answer.status}: {answer.data[:200].decode(errors='replace')}")
