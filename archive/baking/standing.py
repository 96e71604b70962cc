"""What an edition was made of, and which of its addresses a change of the archive concerns."""

import re
from array import array
from zlib import crc32

from archive.caching.edition import edition as made_by
from archive.caching.keys import keys_of
from archive.ledger import settle
from archive.models import ContentVersion, Ledger

#: Ways to cite people, topics and sources, which show nothing but their own entry; others name people in their parts.
_CITING = re.compile(r"((?:/ru|/api/v1)?/(?:speakers|topics|sources)/[\w-]+/)cite(?:/|\.\w+)", re.ASCII)
_LINKING = "text/html"


def standing_of(edition):
    """All that an edition is made of now: equal ones give equal files."""
    settle()
    epoch, place = Ledger.objects.values_list("epoch", "content_place").get()
    return {"url": edition.url, "live": edition.live, "made_by": made_by(), "epoch": epoch, "place": place}


def changed_between(before, now):
    """The `packed` keys of what changed for readers from one standing to the other; None when all may have changed."""
    if before is None or {**before, "place": now["place"]} != now:
        return None
    keys = ContentVersion.objects.filter(place__gt=before["place"]).values_list("key", flat=True)
    return frozenset(array("I", packed(keys)))


def keys_of_answer(address, answer):
    """The `packed` keys that an answer is stale with."""
    path, _, query = address.partition("?")
    content_type = answer.content_type
    if query.startswith("version=") and content_type.startswith(_LINKING) and answer.is_present:
        query = ""
    if own := _CITING.fullmatch(path):
        # As of the entry's own page.
        path, content_type = own[1], _LINKING
    return packed(keys_of(path, query, content_type, answer.content))


def packed(keys):
    """Keys in four bytes each: two that come to be alike cost one answer too many."""
    return array("I", sorted({crc32(key.encode()) for key in keys})).tobytes()


def are_among(keys, changed):
    """Whether any of the `packed` keys is among those that changed."""
    return not changed.isdisjoint(array("I", keys))
