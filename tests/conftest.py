"""What every test begins with."""

import gc

import pytest
from django.utils import translation


def pytest_collection_finish():
    """Let no collection of garbage look at what has been imported: it stays, and there is much of it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def english():
    """Begin and end in English: a request for a Russian page leaves its language behind in the thread."""
    with translation.override("en"):
        yield
