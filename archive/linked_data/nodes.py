"""What the nodes of all kinds share: types, names, addresses, and leaving out what is not known."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language, override

from archive.choices import SourceKind
from archive.naming import named_plain_for

#: schema.org types of entries; of a source it is the kind that decides.
TYPES = {
    "congress": "Event",
    "debate": "Event",
    "resolution": "Legislation",
    "speaker": "Person",
    "topic": "DefinedTerm",
}
SOURCE_TYPES = {
    SourceKind.BOOK: "Book",
    SourceKind.ARTICLE: "Article",
    SourceKind.ARCHIVE_FILE: "ArchiveComponent",
    SourceKind.WEB_PAGE: "WebPage",
    SourceKind.REFERENCE_WORK: "Book",
    SourceKind.OTHER: "CreativeWork",
}


@dataclass(frozen=True)
class Site:
    """Where the site is: its "https://host", without a slash; and the language of the request."""

    origin: str
    reader: str = field(default_factory=get_language)

    def absolute(self, path):
        """The full address of a path."""
        return self.origin + path

    def address(self, record):
        """The full address of a page in the language of the request."""
        return self.absolute(record.get_absolute_url())

    def identity(self, entry, address=""):
        """The id of the thing itself, which is not its page: the same in every language.

        `address` is that of the page in the language of the request, for whoever has it.
        """
        name = entry._meta.model_name
        if self.reader == settings.LANGUAGE_CODE:
            return f"{address or self.address(entry)}#{name}"
        with override(settings.LANGUAGE_CODE):
            return f"{self.address(entry)}#{name}"


def node(kind, **properties):
    """A node of a schema.org type, without what is empty; `id` is its @id."""
    identity = {"@id": properties.pop("id")} if "id" in properties else {}
    return {"@type": kind, **identity, **{name: value for name, value in properties.items() if value or value == 0}}


def type_of(entry):
    kind = entry._meta.model_name
    return SOURCE_TYPES[entry.kind] if kind == "source" else TYPES[kind]


def reference(entry, site):
    """Just enough of an entry to know it and to follow it."""
    address = site.address(entry)
    return node(type_of(entry), id=site.identity(entry, address), name=named_plain_for(site.reader, entry), url=address)


def references(entries, site):
    """References to the entries, each once, in their order."""
    return [reference(entry, site) for entry in dict.fromkeys(entries)]


def named_node(entry, site, **properties):
    """The node of an entry with its name in both languages."""
    name, address = named_plain_for(site.reader, entry), site.address(entry)
    english = entry.name if hasattr(entry, "name") else entry.title
    russian = getattr(entry, "original_name", "") or getattr(entry, "original_title", "")
    others = [other for other in dict.fromkeys([english, russian, *properties.pop("names", [])]) if other != name]
    others = [other for other in others if other]
    return node(
        type_of(entry),
        id=site.identity(entry, address),
        name=name,
        alternateName=others,
        url=address,
        **properties,
    )


def iso(date):
    """A partial date as ISO 8601 has it, as short as it is known; empty for none."""
    return str(date) if date else ""


def place(name, **address):
    """A place by its name, with the parts of its address."""
    if not name and not any(address.values()):
        return None
    first = name or next(part for part in address.values() if part)
    return node("Place", name=first, address=node("PostalAddress", **address) if any(address.values()) else None)
