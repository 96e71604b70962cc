"""A person, with the names, the dates, and what other catalogues call the same person."""

from django.urls import reverse

from archive.choices import Body, Office, ParticipationRole
from archive.linked_data.nodes import iso, named_node, node, place, references
from archive.templatetags.archive_prose import plain

#: Not the names of bodies.
_NAMELESS = {Body.OTHER, Body.COMMISSION}
_SAME = {"wikidata": "http://www.wikidata.org/entity/{}", "viaf": "https://viaf.org/viaf/{}"}


def speaker_node(speaker, site):
    """A person as of `public_speaker`."""
    elections = [each for each in speaker.public_elections if each.body not in _NAMELESS]
    member_of = [each for each in elections if each.office != Office.CANDIDATE]
    bodies = dict.fromkeys(str(election.get_body_display()) for election in member_of)
    # Those who were elected, or criticised, may not have been there.
    took_part = [each for each in speaker.public_participations if each.role != ParticipationRole.CRITICISED]
    debates = [part.debate for part in (*took_part, *speaker.public_speeches)]
    at = [*speaker.public_mandates, *speaker.public_chaired_sittings, *debates]
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
