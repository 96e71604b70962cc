"""The whole archive as files to take away: what readers see of it at one moment."""

from archive.dumps.making import make_dump
from archive.dumps.storage import Dump, all_dumps, current_dumps, find_dump, prune

__all__ = ["Dump", "all_dumps", "current_dumps", "find_dump", "make_dump", "prune"]
