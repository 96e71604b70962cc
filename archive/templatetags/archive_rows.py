"""Entries and speeches as rows of lists, of which a page holds up to a hundred: HTML without templates.

A row stands inside <ul class="entries"> or <ol class="entries">; `heading` is the level of its title, "h2" or "h3".
"""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from archive.choices import DebateKind, Rendering, ResolutionKind, ResolutionResult, Secrecy, SourceKind, SpeechKind
from archive.markup import escaped, label
from archive.templatetags.archive_numbers import as_time, number
from archive.templatetags.archive_prose import excerpt, in_english, plain
from archive.templatetags.archive_speeches import voice
from archive.templatetags.archive_text import (
    in_its_language,
    lang_attribute,
    language_in_words,
    named,
    named_for_sorting,
    named_otherwise,
    named_without_party,
    one_line,
    short_name,
    title_language,
)

register = template.Library()


@register.simple_tag
def speech_row(speech):
    """Who, where, and how it begins."""
    is_summary = speech.rendering == Rendering.SUMMARY
    meta = _meta(
        label(SpeechKind, speech.kind),
        named(speech.debate),
        short_name(speech.debate.congress),
        as_time(speech.held_on) if speech.held_on else "",
        _("Summary by the editors") if is_summary else label(Rendering, speech.rendering),
    )
    text = f'<p class="entry__text" dir="auto"{lang_attribute(speech.language)}>{escape(excerpt(speech.text))}</p>'
    return _row("h2", speech, voice(speech), meta, text)


@register.simple_tag
def debate_row(debate, heading):
    meta = _meta(short_name(debate.congress), *facts_of_debate(debate))
    about = _in_english(debate.question), _topics(debate)
    return _row(heading, debate, named(debate), _original(debate), meta, *about)


def facts_of_debate(debate):
    """Where the debate stood on the agenda, and what kind of debate it was."""
    kind = label(DebateKind, debate.kind)
    if debate.agenda_number is not None:
        yield _("item %(number)s of the agenda") % {"number": debate.agenda_number}
    yield _closed(kind) if debate.kind == DebateKind.CLOSED_SESSION else kind


@register.simple_tag
def resolution_row(resolution, heading, compact=False):
    """`compact` leaves out what it says and what it is about."""
    adopted = f", {as_time(resolution.adopted_on)}" if resolution.adopted_on else ""
    meta = _meta(
        short_name(resolution.congress),
        label(ResolutionKind, resolution.kind),
        mark_safe(label(ResolutionResult, resolution.result) + adopted),
        "" if resolution.secrecy == Secrecy.OPEN else _closed(label(Secrecy, resolution.secrecy)),
    )
    about = () if compact else (_in_english(resolution.summary), _topics(resolution))
    return _row(heading, resolution, named(resolution), _original(resolution), meta, *about, is_compact=compact)


@register.simple_tag
def speaker_row(speaker):
    meta = _meta(speaker.life, in_its_language(speaker.role))
    return _row("h2", speaker, named_for_sorting(speaker), _original(speaker), meta, is_compact=True)


@register.simple_tag
def topic_row(topic):
    return _row("h2", topic, named(topic), _original(topic), _in_english(topic.description), is_compact=True)


@register.simple_tag
def source_row(source):
    title = mark_safe(f"<cite{lang_attribute(title_language(source))}>{escape(source.title)}</cite>")
    meta = _meta(
        in_its_language(one_line(source.authors or source.editors)),
        in_its_language(source.container),
        in_its_language(source.place),
        source.year or "",
        label(SourceKind, source.kind),
        language_in_words(source.language),
    )
    return _row("h2", source, title, meta, is_compact=True)


@register.simple_tag
def congress_row(congress, heading, under=False):
    """`under` says that the name of the party stands above it and need not be said again."""
    name = escaped(named_without_party(congress) if under else named(congress))
    return mark_safe(
        f"""<li class="entry entry--number entry--compact">
        <span class="entry__number" aria-hidden="true">{congress.number}</span>
        <div>{_title(heading, congress, name, f" {_outline()}" if congress.is_outline else "")}{_original(congress)}
        {_meta(congress.dates, in_its_language(congress.city))}{_delegates(congress)}</div></li>"""
    )


@register.simple_tag
def congress_line(congress, heading):
    """A congress in one line of a long list: which it is, when and where it met."""
    year = congress.opened_on.year if congress.opened_on else ""
    facts = [f"<span>{year}</span>" if year else ""]
    facts.append(f"<span>{escaped(in_its_language(congress.city))}</span>" if congress.city else "")
    facts.append(_outline() if congress.is_outline else "")
    meta = f'<p class="entry__meta">{" ".join(facts)}</p>' if any(facts) else ""
    return mark_safe(
        f'<li class="entry entry--brief">{_title(heading, congress, named_without_party(congress))}{meta}</li>'
    )


def _row(heading, record, name, *parts, is_compact=False):
    css = "entry entry--compact" if is_compact else "entry"
    return mark_safe(f'<li class="{css}">{_title(heading, record, name)}{"".join(parts)}</li>')


def _title(heading, record, name, beside=""):
    address = escape(record.get_absolute_url())
    return f'<{heading} class="entry__title"><a href="{address}">{escaped(name)}</a>{beside}</{heading}>'


def _original(entry):
    """The entry's name in the other language, where it has one."""
    other = named_otherwise(entry)
    return f'<p class="entry__original">{escaped(other)}</p>' if other else ""


def _meta(*facts):
    """The facts that are known, in one line."""
    known = " ".join(f"<span>{escaped(fact)}</span>" for fact in facts if fact)
    return f'<p class="entry__meta">{known}</p>' if known else ""


def _in_english(prose):
    """How the editors' prose begins."""
    if not prose:
        return ""
    return f'<p class="entry__text"{lang_attribute("en")}>{in_english(excerpt(plain(prose)))}</p>'


def _topics(entry):
    links = [
        f'<span><a href="{escape(topic.get_absolute_url())}">{escaped(named(topic))}</a></span> '
        for topic in entry.public_topics
    ]
    return f'<p class="entry__meta">{"".join(links)}</p>' if links else ""


def _closed(words):
    return mark_safe(f'<span class="tag tag--closed">{words}</span>')


def _outline():
    outline = _("outline")
    return f'<span class="tag">{outline}</span>'


def _delegates(congress):
    if congress.delegates_decisive is None:
        return ""
    decisive = number(congress.delegates_decisive)
    if congress.delegates_consultative is None:
        words = _("Delegates: %(count)s") % {"count": decisive}
    else:
        counts = {"decisive": decisive, "consultative": number(congress.delegates_consultative)}
        words = _("Delegates: %(decisive)s decisive, %(consultative)s consultative") % counts
    return f'<p class="entry__meta">{words}</p>'
