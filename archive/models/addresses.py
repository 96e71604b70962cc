"""Paths of pages, each found once in a process: an answer names hundreds, and most of them many times."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


def page_path(name, *steps):
    """The path of the page with this name in the active language."""
    return _path(get_language(), get_script_prefix(), name, steps)


@lru_cache(maxsize=50_000)
def _path(language, prefix, name, steps):
    """All that the answer of `reverse` hangs on is in the key."""
    return reverse(f"archive:{name}", args=steps)
