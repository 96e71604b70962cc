"""Letting be what does not answer: a server that the site can do without must not cost each request its patience."""

import logging
import time

#: So many seconds one that did not answer is let be.
REST = 5

logger = logging.getLogger(__name__)


class Breaker:
    """Stands before a server that may be gone; a process has one for each."""

    def __init__(self, name, failures):
        self.name, self.failures = name, failures
        self._rests_until = 0.0

    @property
    def is_resting(self):
        return time.monotonic() < self._rests_until

    def ask(self, question, otherwise=None):
        """What `question()` answers; `otherwise` when it fails, and for some seconds after."""
        if self.is_resting:
            return otherwise
        rested = self._rests_until
        if rested:
            # Whoever asks first finds out; the others go on without it.
            rested = self._rests_until = time.monotonic() + REST
        try:
            answer = question()
        except self.failures as error:
            self.trip(error)
            return otherwise
        # What was asked before it failed another tells nothing of it now.
        if rested and rested == self._rests_until:
            self._rests_until = 0.0
            logger.warning("%s answers again.", self.name)
        return answer

    def trip(self, error):
        """It has failed: ask it nothing for some seconds."""
        if not self._rests_until:
            logger.warning("%s does not answer, and is not asked for now: %s", self.name, error)
        self._rests_until = time.monotonic() + REST
