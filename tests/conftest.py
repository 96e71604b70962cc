"""What every test begins with."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """Begin and end in English: a request for a Russian page leaves its language behind in the thread."""
    with translation.override("en"):
        yield
