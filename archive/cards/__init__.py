"""Picture cards: what a link to the archive looks like where links are shown as pictures."""

from archive.cards.contents import (
    Card,
    archive_card,
    congress_card,
    debate_card,
    resolution_card,
    source_card,
    speaker_card,
    topic_card,
)
from archive.cards.picture import HEIGHT, WIDTH, draw

__all__ = [
    "HEIGHT",
    "WIDTH",
    "Card",
    "archive_card",
    "congress_card",
    "debate_card",
    "draw",
    "resolution_card",
    "source_card",
    "speaker_card",
    "topic_card",
]
