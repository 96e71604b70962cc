"""A consumer that copies the archive by following changes, as docs/api.md tells it to."""

from django.utils import timezone

from archive.ledger import KINDS, changes_since
from archive.ledger.documents import seen_entries

GONE = {"withdrawn", "deleted", "renamed"}


def public_entries(kind, **address):
    """What readers see now, as {address: digest}."""
    model = KINDS[kind]
    rows = model.objects.public().filter(**address).order_by("pk").values_list("pk", flat=True)
    return {one.address: one.digest for one in seen_entries(model, list(rows), timezone.now()).values()}


def all_public():
    return {address: digest for kind in KINDS for address, digest in public_entries(kind).items()}


class Follower:
    """Has a copy, {address: digest}, and the cursor from which it goes on."""

    def __init__(self, limit):
        self.limit, self.copy, self.cursor = limit, {}, None

    def look(self):
        """Ask once, and fetch what is named; whether there is more."""
        changes = changes_since(self.cursor, limit=self.limit)
        for each in changes.results:
            one = each.entry
            address = (one.kind, one.number, one.slug)
            self.copy.pop(address, None)
            if each.change not in GONE:
                within = {"congress__number": one.number} if one.slug and one.number else {}
                within |= {"slug": one.slug} if one.slug else {"number": one.number}
                self.copy |= public_entries(one.kind, **within)
        self.cursor = changes.cursor or None
        return changes.has_more

    def catch_up(self):
        while self.look():
            pass
