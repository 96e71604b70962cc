"""What readers see of an entry as one row: its address and its document; the same in dumps and for mirrors."""

import gc
import hashlib
import json
from collections import defaultdict
from contextlib import contextmanager

from django.urls import reverse

from archive.interchange.congress_file.schema import CONGRESS, DEBATE, RESOLUTION, SOURCE, SPEAKER, TOPIC
from archive.interchange.entry_documents import KINDS, document_of, fetch_public
from archive.selectors.references import public_keys

#: The kind of each file of a dump, each after what its entries mostly refer to.
FILES = {
    "topics": TOPIC,
    "sources": SOURCE,
    "speakers": SPEAKER,
    "congresses": CONGRESS,
    "debates": DEBATE,
    "resolutions": RESOLUTION,
}
#: Entries of a dump that are in memory at once: a debate may hold a thousand speeches.
CHUNK = 10
#: Of those that are asked for by their addresses, which are few, the more at once the fewer queries.
ASKED = 100


def public_rows(kind):
    """Yield the rows of all public entries of a kind, in the order of their addresses, some at a time."""
    keys = public_keys(kind.model)
    with _only_new_garbage():
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            entries = {entry.pk: entry for entry in fetch_public(kind, pk__in=chunk)}
            # Each goes with its row, so that none are left when the next are fetched.
            yield from (row_of(kind, entries.pop(pk)) for pk in chunk if pk in entries)
            # An entry and its parts refer to each other; by itself Python lets them pile up to a part of all there is.
            gc.collect()


@contextmanager
def _only_new_garbage():
    """Within, to collect garbage takes no look at what was there before, which is all of the site."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def rows_at(addresses):
    """The rows of those of the entries that are public, as {(kind, number, slug): row}.

    An address has these three: the name of the kind, the number of the congress or 0, the slug or "". The queries
    grow with the kinds and congresses, and for each hundred entries.
    """
    wanted = defaultdict(list)
    for address in addresses:
        kind = KINDS[address.kind]
        if kind is CONGRESS:
            wanted[kind, 0].append(address.number)
        else:
            wanted[kind, address.number].append(address.slug)
    found = {}
    for (kind, number), names in wanted.items():
        within = {"congress__number": number} if number else {}
        for start in range(0, len(names), ASKED):
            some = {f"{kind.identity}__in": names[start : start + ASKED]}
            for entry in fetch_public(kind, **some, **within):
                address = (entry.number, "") if kind is CONGRESS else (number, entry.slug)
                found[kind.name, *address] = row_of(kind, entry)
    return found


def row_of(kind, entry):
    """The row of an entry loaded by `fetch_public`: its paths and its entry document.

    A person with a portrait has `portrait`: where the picture is, its SHA-256 and size, and the words beside it, none
    of which is in the document.
    """
    page = entry.get_absolute_url()
    row = {
        "url": reverse("api:front") + page.removeprefix(reverse("archive:front")),
        "page": page,
        "document": document_of(kind, entry, public=True),
    }
    if kind is SPEAKER and (portrait := portrait_of(entry)):
        row["portrait"] = portrait
    return row


def line_of(row):
    """The row as a line of NDJSON, in UTF-8."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def portrait_of(speaker):
    """What a row says of a portrait; None when there is none, or its file is lost."""
    try:
        with speaker.portrait.open() as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (ValueError, FileNotFoundError):
        return None
    return {
        "url": reverse("archive:portrait", args=[speaker.slug]),
        "sha256": digest,
        "bytes": speaker.portrait.size,
        "credit": speaker.portrait_credit,
        "licence": speaker.portrait_licence,
        "alt": speaker.portrait_alt,
    }
