"""The congress file of what readers see of a congress now: it loads into another archive as what is public here."""

import hashlib
from functools import partial

from django.core.cache import cache

from archive.choices import PublicationStatus
from archive.interchange.congress_file import write
from archive.interchange.congress_file.blocks import block_of
from archive.interchange.congress_file.fetching import CongressWithAll
from archive.interchange.congress_file.schema import CONGRESS, DEBATE, RESOLUTION, SOURCE, SPEAKER, TOPIC
from archive.interchange.public_entries import Public, fetch_public


class Published(Public):
    """As readers see it, said to be published."""

    def value(self, kind, record, key):
        return PublicationStatus.PUBLISHED if key == "status" else super().value(kind, record, key)


PUBLISHED = Published()
#: Seconds for which a text is kept after it was first asked for.
KEPT = 24 * 3600


def write_public(number):
    """The text of the file, of a congress that is public.

    A query for each relation, and a few more for each level of topics and of sources that cite sources; none for a row.
    Setting the YAML takes longer than all the rest, so a text is kept by what it says, and is never out of date.
    """
    (congress,) = fetch_public(CONGRESS, number=number)
    congress.public_debates = fetch_public(DEBATE, congress=congress)
    congress.public_resolutions = fetch_public(RESOLUTION, congress=congress)
    blocks = [block_of(CONGRESS, congress, reader=PUBLISHED)]
    named = {SPEAKER: set(), TOPIC: set(), SOURCE: set()}
    _note_names(CONGRESS, blocks[0], named)
    # In this order: speakers and topics name sources.
    speakers, topics, sources = (_reached(kind, named, blocks) for kind in named)
    loaded = CongressWithAll(congress, topics, sources, speakers)
    key = f"congress-file-{hashlib.sha256(repr(blocks).encode()).hexdigest()}"
    return cache.get_or_set(key, partial(write, loaded, reader=PUBLISHED), KEPT)


def _reached(kind, named, blocks):
    """The public entries of a kind that are named, and those that they name; their blocks go to the others."""
    found, asked = [], set()
    while waiting := named[kind] - asked:
        asked |= waiting
        for entry in fetch_public(kind, slug__in=waiting):
            found.append(entry)
            blocks.append(block_of(kind, entry, reader=PUBLISHED))
            _note_names(kind, blocks[-1], named)
    return found


def _note_names(kind, block, named):
    for key, value in block.items():
        if key in kind.parts:
            for part in value:
                _note_names(kind.parts[key], part, named)
        elif (target := kind.target(key)) in named:
            named[target].update(value if isinstance(value, list) else [value])
