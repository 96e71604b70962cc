"""Addresses at the origin, and the entries that stand at them here."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from archive.interchange.entry_documents import KINDS
from archive.mirroring.origin import OriginError

_KINDS_BELOW_A_CONGRESS = ("debate", "resolution")


@dataclass(frozen=True)
class Address:
    """Where an entry stands: the name of its kind, the number of its congress (0 outside of one), its slug."""

    kind: str
    number: int
    slug: str

    @classmethod
    def of_url(cls, url):
        """The address in a path or URL of the API; raises `OriginError` when no entry can stand there."""
        try:
            found = resolve(urlsplit(url).path)
        except Resolver404:
            found = None
        if found is None or found.namespace != "api" or found.url_name not in KINDS:
            raise OriginError(f"{url!r} is not the address of an entry.")
        return cls(found.url_name, found.kwargs.get("number", 0), found.kwargs.get("slug", ""))

    @property
    def key(self):
        """As `archive.dumps.rows.rows_at` has it."""
        return self.kind, self.number, self.slug

    @property
    def model(self):
        return KINDS[self.kind].model

    @property
    def last_step(self):
        """The value of the entry's `slug_field`."""
        return self.slug or self.number

    def renamed(self, last_step):
        """The address that differs in the last step alone."""
        if self.kind == "congress":
            return Address(self.kind, int(last_step), "")
        return Address(self.kind, self.number, str(last_step))

    def entry(self):
        """The entry that stands here, in any status; None when there is none."""
        rows = self.model._base_manager.filter(**{self.model.slug_field: self.last_step})
        if self.kind in _KINDS_BELOW_A_CONGRESS:
            rows = rows.filter(congress__number=self.number).select_related("congress")
        return rows.first()


def address_of(entry):
    """The address of an entry here."""
    kind = entry._meta.model_name
    if kind == "congress":
        return Address(kind, entry.number, "")
    return Address(kind, entry.congress.number if kind in _KINDS_BELOW_A_CONGRESS else 0, entry.slug)
