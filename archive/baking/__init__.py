"""The public archive as plain files that any static host serves; docs/operating.md, "A static edition"."""

from archive.baking.baker import CannotBake
from archive.baking.baking import Baked, bake
from archive.baking.edition import Edition
from archive.baking.folder import Foreign

__all__ = ["Baked", "CannotBake", "Edition", "Foreign", "bake"]
