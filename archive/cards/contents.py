"""What stands on the card of each kind of entry, in the reader's language. Takes loaded entries, never queries."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.templatetags.archive_numbers import ordinal_suffix
from archive.templatetags.archive_prose import excerpt, plain
from archive.templatetags.archive_text import after_ordinal, named_plain, one_line, short_name

DETAIL_LENGTH = 160


@dataclass(frozen=True)
class Card:
    """The words of a picture. Equal cards are equal pictures."""

    kind: str
    title: str
    #: The lines under the title; empty ones are left out.
    details: tuple[str, ...] = ()
    #: A congress's number, which is the largest thing on the card, and what follows it: "th".
    number: str = ""
    suffix: str = ""
    site: str = ""


def archive_card():
    title = _("The proceedings of party congresses, open to reading, question and citation")
    return _card("", title, [])


def congress_card(congress):
    title = after_ordinal(congress) or named_plain(congress)
    return _card(_("Congress"), title, [congress.dates, congress.city], congress)


def debate_card(debate):
    congress = debate.congress
    return _card(_("Debate"), named_plain(debate), [short_name(congress), congress.dates], congress)


def resolution_card(resolution):
    congress = resolution.congress
    when = resolution.adopted_on.display if resolution.adopted_on else congress.dates
    return _card(resolution.get_kind_display(), named_plain(resolution), [short_name(congress), when], congress)


def speaker_card(speaker):
    other = {speaker.name, speaker.original_name} - {named_plain(speaker)}
    return _card(_("Speaker"), named_plain(speaker), [*other, speaker.life, excerpt(speaker.role, DETAIL_LENGTH)])


def topic_card(topic):
    return _card(_("Topic"), named_plain(topic), [excerpt(plain(topic.description), DETAIL_LENGTH)])


def source_card(source):
    by = one_line(source.authors or source.editors)
    return _card(source.get_kind_display(), source.title, [by, str(source.year or "")])


def _card(kind, title, details, congress=None):
    number, suffix = (str(congress.number), ordinal_suffix(congress.number)) if congress else ("", "")
    lines = tuple(str(line) for line in details if line)
    return Card(str(kind), title, lines, number, suffix, _("Congress Archive"))
