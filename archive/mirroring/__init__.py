"""This archive as an exact copy of another one, which it follows by its feed of changes."""

from archive.mirroring.following import follow
from archive.mirroring.origin import OriginError

__all__ = ["OriginError", "follow"]
