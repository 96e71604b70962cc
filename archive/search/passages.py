"""The passages of a record that are searched: what the index takes in, and what snippets are cut from. No queries.

Only text that is public whenever the record is: what a person argued or whom a mandate was for hangs on that
person's own gate too, and stays out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from django.utils.text import capfirst

from archive import prose
from archive.search.analysis import language_of

_BLOCK_END = re.compile(r"</(?:p|li|blockquote)>|<br ?/?>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Passage:
    """One paragraph: its text, its language, and the id on the page of its entry where it stands ("" for the top)."""

    text: str
    language: str
    anchor: str = ""
    label: str = ""


def titles(record):
    """What the record is called: all its names and titles."""
    return [text for text in _TITLES[record._meta.model_name](record) if text]


def passages(record):
    """Everything else that is searched, paragraph by paragraph; of labels and links only what is loaded."""
    found = list(_PASSAGES[record._meta.model_name](record))
    for note in getattr(record, "searched_notes", ()):
        found += _prose(note.text, "editorial", capfirst(note._meta.verbose_name))
    return found


def _congress(congress):
    for field in ("purpose", "background", "outcome", "aftermath"):
        yield from _field(congress, field)
    yield from _prose(prose.first_block(congress.summary), "", _label(congress, "summary"))
    yield from _prose(prose.other_blocks(congress.summary), "summary", _label(congress, "summary"))
    for field in ("party_name", "party_short_name", "city", "country", "venue"):
        yield from _line(congress, field)
    for sitting in getattr(congress, "searched_sittings", ()):
        yield from _text(sitting.label, f"sitting-{sitting.position}", capfirst(sitting._meta.verbose_name))


def _debate(debate):
    for field in ("question", "summary", "outcome", "consequences"):
        yield from _field(debate, field)


def _speech(speech):
    anchor = f"speech-{speech.position}"
    yield from _parallel(speech, anchor, anchor, speech.language)
    yield from _text(speech.attribution, anchor, _label(speech, "attribution"))


def _resolution(resolution):
    yield from _field(resolution, "summary")
    yield from _parallel(resolution, "text", "text", "en")
    for clause in resolution.searched_clauses:
        anchor = f"clause-{clause.position}"
        yield from _text(clause.heading, anchor, str(clause))
        yield from _parallel(clause, anchor, anchor, "en")
    yield from _line(resolution, "vote_note", "decision")
    for link in getattr(resolution, "searched_links", ()):
        yield from _text(link.outside_title, "relations", link.get_kind_display())


def _speaker(speaker):
    yield from _field(speaker, "biography")
    for field in ("role", "birth_place", "death_place"):
        yield from _line(speaker, field)


def _source(source):
    for field in ("authors", "editors", "container", "publisher", "place", "year", "archive_reference"):
        yield from _line(source, field, "record")
    yield from _line(source, "note", "record")


def _topic(topic):
    yield from _field(topic, "description")


_PASSAGES: dict[str, Callable] = {
    "congress": _congress,
    "debate": _debate,
    "speech": _speech,
    "resolution": _resolution,
    "speaker": _speaker,
    "source": _source,
    "topic": _topic,
}
_TITLES: dict[str, Callable] = {
    "congress": lambda congress: (congress.title, congress.original_title),
    "debate": lambda debate: (debate.title, debate.original_title),
    "speech": lambda speech: (speech.heading,),
    "resolution": lambda resolution: (resolution.title, resolution.original_title),
    "speaker": lambda speaker: (speaker.name, speaker.original_name, *(name.name for name in speaker.searched_names)),
    "source": lambda source: (source.title,),
    "topic": lambda topic: (topic.name, topic.original_name),
}


def _field(record, field):
    """A section of prose, whose heading has the name of the field for its id."""
    return _prose(getattr(record, field), field, _label(record, field))


def _prose(text, anchor, label):
    for block in _BLOCK_END.split(prose.to_html(text)) if text else ():
        words = " ".join(unescape(_TAG.sub("", block)).split())
        if words:
            yield Passage(words, language_of(words), anchor, label)


def _line(record, field, anchor=""):
    value = getattr(record, field)
    return _text("" if value is None else str(value), anchor, _label(record, field))


def _text(text, anchor, label):
    if text:
        yield Passage(text, language_of(text), anchor, label)


def _parallel(record, prefix, whole, language):
    """A plain text and its original, each paragraph with its address; `whole` is that of the text.

    An original beside a text has no addresses of its own: it leads to the paragraph beside it, or to the whole.
    """
    texts, originals = record.paragraphs, record.original_paragraphs
    for number, paragraph in enumerate(texts, start=1):
        yield Passage(paragraph, language, f"{prefix}-p{number}")
    for number, paragraph in enumerate(originals, start=1):
        beside = not texts or len(texts) == len(originals)
        yield Passage(paragraph, "ru", f"{prefix}-p{number}" if beside else whole)


def _label(record, field):
    return capfirst(record._meta.get_field(field).verbose_name)
