"""The editors' side: one module per noun, each on the bases in `records`, `entries` and `parts`."""

from archive.admin import attachments, congresses, debates, resolutions, sources, speakers, topics

__all__ = ["attachments", "congresses", "debates", "resolutions", "sources", "speakers", "topics"]
