"""What this process knows of the archive's changes, so that it need not ask for each answer whether it is still right.

It asks the primary at most once a second, and at once after something was written here or a schedule came due. What
waits for its place in the ledger is given it first. When that cannot be done now, as while a large load is being
looked at, nothing is known, and answers are made anew.
"""

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime

from django.db import Error, transaction
from django.utils import timezone

from archive.following import Listener
from archive.ledger import settle
from archive.models import ContentVersion
from archive.replicas import look_again

#: Seconds for which the answer to the question is believed.
BELIEVED = 1
#: Seconds that a request gives to what waits for its place, or to whoever else is asking.
PATIENCE = 0.2
#: So many keys are known, the last to change. An answer from before them is out of date.
MOST = 10_000

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KnownChanges:
    """Up to which place the changes of the archive are known, and of the keys that changed last, where."""

    epoch: str = ""
    place: int = 0
    #: What was kept before this place may have changed by keys that are not known.
    floor: int = 0
    places: dict[str, int] = field(default_factory=dict)

    def is_fresh(self, kept):
        """Whether nothing that the answer shows has changed since it was made."""
        if kept.epoch != self.epoch or kept.place < self.floor:
            return False
        # Whoever made it may have known more than we do.
        return kept.place >= self.place or all(self.places.get(key, 0) <= kept.place for key in kept.keys.split())

    def later(self, epoch, place):
        """What is known when the ledger has come to the place."""
        before = self if epoch == self.epoch and len(self.places) <= MOST else KnownChanges()
        rows = ContentVersion.objects.using("default").filter(place__gt=before.place).order_by("-place")
        rows = list(rows.values_list("key", "place")[:MOST])
        if len(rows) == MOST:
            return KnownChanges(epoch, place, rows[-1][1], dict(rows))
        return KnownChanges(epoch, place, before.floor, before.places | dict(rows))


@dataclass(frozen=True)
class _Asked:
    """What was known when it was asked last, and how long that holds."""

    known: KnownChanges | None = None
    until: float = 0
    #: What was last written here.
    written: object = None
    next_due: datetime | None = None


class Knowledge:
    """What one process knows; any number of threads may ask."""

    def __init__(self):
        self.lock = threading.Lock()
        self.forget()

    def forget(self):
        self.written, self.last, self.asked = None, KnownChanges(), _Asked()

    def now(self):
        """The `KnownChanges`, a second old at most; None when it cannot be known now."""
        asked = self.asked
        if self._holds(asked):
            return asked.known
        if not self.lock.acquire(timeout=PATIENCE):
            return None
        try:
            if not self._holds(self.asked):
                self.asked = self._ask()
            return self.asked.known
        finally:
            self.lock.release()

    def has_written(self):
        """Something was written by this process."""
        # Any other value: of two threads that count at once, one may be lost.
        self.written = object()

    def _holds(self, asked):
        if time.monotonic() >= asked.until or asked.written is not self.written:
            return False
        return asked.next_due is None or timezone.now() < asked.next_due

    def _ask(self):
        # All of this before the question: what happens meanwhile may not be in the answer.
        written, began = self.written, time.monotonic()
        try:
            found = settle(seconds=PATIENCE)
            # By a clock that is behind, what came due may be still to come.
            if not found or not found.is_settled or timezone.now() < found.looked_at:
                return self._unknown(began, written)
            if (found.epoch, found.content_place) != (self.last.epoch, self.last.place):
                # What is read from a replica after this is known has to hold it.
                look_again()
                self.last = self.last.later(found.epoch, found.content_place)
        except Error as error:
            logger.warning("It is not known whether kept answers are still right: %s", error)
            return self._unknown(began, written)
        return _Asked(self.last, began + BELIEVED, written, found.next_due)

    def _unknown(self, began, written):
        """Nothing is known for a while, so that what is slow to be placed takes a tenth of our time and no more."""
        now = time.monotonic()
        return _Asked(None, now + max(BELIEVED, 9 * (now - began)), written)


knowledge = Knowledge()


class WritingListener(Listener):
    """Whoever writes here sees it here at once."""

    def write(self):
        transaction.on_commit(knowledge.has_written)
