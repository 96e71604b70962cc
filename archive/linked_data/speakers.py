"""A person, with the names, the dates, and what other catalogues call the same person."""

from django.urls import reverse

from archive.linked_data.nodes import iso, named_node, node, place, references
from archive.templatetags.archive_text import plain

_SAME = {"wikidata": "http://www.wikidata.org/entity/{}", "viaf": "https://viaf.org/viaf/{}"}


def speaker_node(speaker, site):
    """A person as of `public_speaker`."""
    bodies = dict.fromkeys(str(election.get_body_display()) for election in speaker.public_elections)
    debates = [part.debate for part in (*speaker.public_participations, *speaker.public_speeches)]
    at = [*speaker.public_mandates, *speaker.public_elections, *speaker.public_chaired_sittings, *debates]
    congresses = sorted({part.congress for part in at}, key=lambda congress: congress.number)
    return named_node(
        speaker,
        site,
        names=[other.name for other in speaker.public_names],
        description=speaker.role or plain(speaker.biography),
        birthDate=iso(speaker.born_on),
        birthPlace=place(speaker.birth_place),
        deathDate=iso(speaker.died_on),
        deathPlace=place(speaker.death_place),
        image=_portrait(speaker, site),
        sameAs=[form.format(getattr(speaker, field)) for field, form in _SAME.items() if getattr(speaker, field)],
        memberOf=[node("Organization", name=body) for body in bodies],
        performerIn=references(congresses, site),
    )


def _portrait(speaker, site):
    if not speaker.portrait:
        return None
    return node(
        "ImageObject",
        contentUrl=site.absolute(reverse("archive:portrait", args=[speaker.slug])),
        caption=speaker.portrait_alt,
        creditText=speaker.portrait_credit,
        copyrightNotice=speaker.portrait_licence,
    )
