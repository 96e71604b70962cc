"""Which answers a change makes stale, said as keys: what a change touches, and an answer that shows any of it carries.

- `debate/11/opening`, `speaker/lenin`, `congress/11`: an entry, by its address. An answer carries those that it shows.
- `speaker/lenin/*`: something that refers to the entry. What is about the entry carries it.
- `debate/*`: any entry of the kind. Lists carry it.
- `congress/11/order`, `congress/order`: what stands in a congress, or the congresses, came, went or moved. What has
  neighbours carries it.
- `*`: anything at all.
"""

from functools import reduce
from operator import or_

from django.db.models import Q

from archive.models import Congress, ContentVersion, LedgerRow

EVERYTHING = "*"
_CONGRESS = Congress._meta.model_name

#: What shows an entry of these kinds shows what it refers to: a topic shows the resolution that amends one of its own.
_LEADING_ON = ("debate/", "resolution/", "topic/")


def key_of(kind, number, slug):
    """The key of the entry at an address of the ledger."""
    return "/".join(filter(None, (kind, str(number or ""), slug)))


def referring_to(key):
    return f"{key}/*"


def order_around(kind, number):
    """The key of the order in which an entry stands with its neighbours; None where there is no such order."""
    if kind == _CONGRESS:
        return f"{_CONGRESS}/order"
    return f"{_CONGRESS}/{number}/order" if number else None


class Stale:
    """Collects what one step of the ledger finds touched, and writes it down at the step's own place."""

    def __init__(self):
        self.keys = set()
        self.referred = set()

    def touch(self, row, refers_to=()):
        """What stands or stood at the row's address is not shown as before; `refers_to` are the keys it has now."""
        self.keys |= {key_of(*row.address), f"{row.kind}/*", EVERYTHING}
        self.referred |= {*row.refers_to.split(), *refers_to}

    def move(self, row):
        """It came, went, or stands between others than before."""
        self.keys |= {order_around(row.kind, row.number)} - {None}

    def write(self, ledger):
        """Give the keys the next place; two queries, none when nothing was touched."""
        if not self.keys:
            return
        ledger.content_place += 1
        keys = self.keys | set(map(referring_to, self.referred | self._led_to()))
        ContentVersion.objects.bulk_create(
            [ContentVersion(key=key, place=ledger.content_place) for key in sorted(keys)],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["place"],
            batch_size=400,
        )

    def _led_to(self):
        """What the entries refer to that were referred to."""
        addresses = [key.split("/") for key in self.referred if key.startswith(_LEADING_ON)]
        if not addresses:
            return set()
        slugs = {}
        for kind, *number, slug in addresses:
            slugs.setdefault((kind, int(*number)), set()).add(slug)
        places = [Q(kind=kind, number=number, slug__in=some) for (kind, number), some in slugs.items()]
        rows = LedgerRow.objects.filter(reduce(or_, places)).values_list("refers_to", flat=True)
        return {key for keys in rows for key in keys.split()}
