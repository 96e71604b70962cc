"""A debate as an event inside its congress."""

from archive.choices import ParticipationRole
from archive.linked_data.nodes import iso, named_node, reference, references
from archive.templatetags.archive_prose import plain


def debate_node(debate, site):
    """A debate as of `public_debate`."""
    days = {part.held_on for part in (*debate.public_sittings, *debate.public_speeches) if part.held_on}
    # Whoever was only criticised may not have been there.
    took_part = [part.speaker for part in debate.public_participations if part.role != ParticipationRole.CRITICISED]
    spoke = [speech.public_speaker for speech in debate.public_speeches if speech.public_speaker]
    return named_node(
        debate,
        site,
        description=plain(debate.question or debate.summary),
        startDate=iso(min(days, default=None)),
        endDate=iso(max(days, default=None)),
        superEvent=reference(debate.congress, site),
        about=references(debate.public_topics, site),
        performer=references([*took_part, *spoke], site),
        workFeatured=references(debate.public_resolutions, site),
    )
