"""A congress as an event with its sittings."""

from archive.linked_data.nodes import iso, named_node, node, place
from archive.templatetags.archive_prose import first_block, plain


def congress_node(congress, site):
    """A congress as of `public_congress`."""
    return named_node(
        congress,
        site,
        description=plain(first_block(congress.summary)),
        startDate=iso(congress.opened_on),
        endDate=iso(congress.closed_on),
        location=place(congress.venue, addressLocality=congress.city, addressCountry=congress.country),
        organizer=node("Organization", name=congress.party_name) if congress.party_name else None,
        subEvent=[_sitting(sitting, site) for sitting in congress.public_sittings],
    )


def _sitting(sitting, site):
    return node("Event", name=str(sitting), startDate=iso(sitting.held_on), url=site.address(sitting))
