"""What an edition was made of, and which of its addresses a change of the archive concerns."""

from array import array
from zlib import crc32

from archive.caching.edition import edition as made_by
from archive.caching.keys import keys_of
from archive.ledger import settle
from archive.ledger.stale import EVERYTHING
from archive.models import ContentVersion, Ledger


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
    # Of pages, those that say how to cite a former version do not say that they are of one.
    is_telling = answer.content_type.startswith("text/html") and not path.endswith("/cite/")
    if query.startswith("version=") and is_telling and answer.is_present:
        query = ""
    keys = keys_of(path, query, answer.content_type, answer.content)
    # What has moved may move on, or go, and no key of its old address tells of that.
    return packed({*keys, EVERYTHING} if answer.location else keys)


def packed(keys):
    """Keys in four bytes each: two that come to be alike cost one answer too many."""
    return array("I", sorted({crc32(key.encode()) for key in keys})).tobytes()


def are_among(keys, changed):
    """Whether any of the `packed` keys is among those that changed."""
    return not changed.isdisjoint(array("I", keys))
