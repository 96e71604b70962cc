"""A source as the kind of work it is."""

from archive.choices import SourceKind
from archive.linked_data.nodes import named_node, node, place
from archive.templatetags.archive_prose import plain


def source_node(source, site):
    """A source as of `public_source`."""
    return named_node(
        source,
        site,
        description=plain(source.note),
        author=_people(source.authors),
        editor=_people(source.editors),
        publisher=node("Organization", name=source.publisher) if source.publisher else None,
        locationCreated=place(source.place),
        datePublished=f"{source.year:04}" if source.year else "",
        isPartOf=node("CreativeWork", name=source.container) if source.container else None,
        # Only an article has pages in schema.org; elsewhere they would be a property that is not there.
        **({"pagination": source.pages} if source.kind == SourceKind.ARTICLE else {}),
        identifier=source.archive_reference,
        inLanguage=source.language,
        copyrightNotice=source.rights,
        sameAs=source.url,
    )


def _people(names):
    """Names that are kept one a line as “Family, Given”."""
    return [node("Person", name=_in_order(name)) for name in names.splitlines() if name.strip()]


def _in_order(name):
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name.strip()
