"""Pages and entries as schema.org data (JSON-LD). Takes loaded entries with their `public_…` parts, never queries.

One module a noun; `nodes` has what they share, `pages` the page around an entry.
"""

from archive.linked_data.congresses import congress_node
from archive.linked_data.debates import debate_node
from archive.linked_data.nodes import Site
from archive.linked_data.pages import list_node, page_node, people_node, site_node, trail
from archive.linked_data.resolutions import resolution_node
from archive.linked_data.sources import source_node
from archive.linked_data.speakers import speaker_node
from archive.linked_data.topics import topic_node

__all__ = [
    "Site",
    "congress_node",
    "debate_node",
    "list_node",
    "page_node",
    "people_node",
    "resolution_node",
    "site_node",
    "source_node",
    "speaker_node",
    "topic_node",
    "trail",
]
