"""What each congress debated and resolved on a topic, and where the topic stands among the others."""

from dataclasses import dataclass, field

from archive.models import Congress, Debate, Resolution


@dataclass
class Chapter:
    """A congress with its debates and resolutions on one topic, in the order of the congress."""

    congress: Congress
    debates: list[Debate] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)


def chapters(topic):
    """The topic's history, congress by congress."""
    entries = [*topic.public_debates, *topic.public_resolutions]
    congresses = sorted({entry.congress for entry in entries}, key=lambda congress: congress.number)
    found = {congress: Chapter(congress) for congress in congresses}
    for debate in sorted(topic.public_debates, key=_position):
        found[debate.congress].debates.append(debate)
    for resolution in sorted(topic.public_resolutions, key=_position):
        found[resolution.congress].resolutions.append(resolution)
    return list(found.values())


def _position(entry):
    return entry.position
