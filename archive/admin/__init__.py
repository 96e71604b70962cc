"""The editors' side: one module per noun, each on the bases in `records`, `entries` and `parts`."""

from archive.admin import attachments, audit, congresses, debates, resolutions, sources, speakers, topics, users

__all__ = ["attachments", "audit", "congresses", "debates", "resolutions", "sources", "speakers", "topics", "users"]
