"""Paths, each found once in a process: an answer names hundreds, and most of them many times."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, override


def page_path(name, *steps):
    """The path of the page with this name in the active language."""
    return path_in(get_language(), f"archive:{name}", *steps)


def path_in(language, name, *steps):
    """The path of whatever has this name in the URLs, in a language."""
    return _path(language, get_script_prefix(), name, steps)


@lru_cache(maxsize=50_000)
def _path(language, prefix, name, steps):
    """All that the answer of `reverse` hangs on is in the key."""
    with override(language):
        return reverse(name, args=steps)
