"""How much room there is for the lists of a person or a topic, made less, so that a few rows are too many."""

from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from archive.selectors import speakers, topics


@contextmanager
def room_for(rows):
    with ExitStack() as patches:
        for beginning in (*speakers._AT_CONGRESSES.values(), *topics._ON_IT.values()):
            patches.enter_context(patch.object(beginning, "most", rows))
        yield
