"""What congress after congress debated and resolved on a topic: HTML without templates."""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from archive.choices import LinkKind, ResolutionKind, ResolutionResult, Secrecy
from archive.markup import escaped, label, pattern
from archive.templatetags.archive_numbers import as_time
from archive.templatetags.archive_prose import first_sentence, in_english
from archive.templatetags.archive_rows import facts_of_debate
from archive.templatetags.archive_text import in_its_language, lang_attribute, linked, short_name

register = template.Library()


@register.simple_tag
def chapter(chapter):
    """A Chapter of archive.views.resolved: one congress, what it resolved and what it debated."""
    congress = chapter.congress
    place = f"congress-{congress.number}"
    opened = f'<p class="occasion__date">{as_time(congress.opened_on)}</p>' if congress.opened_on else ""
    resolved = _list(_("Resolved"), map(_resolution, chapter.resolutions))
    debated = _list(_("Debated"), map(_debate, chapter.debates))
    return mark_safe(
        f"""<section class="occasion spread" id="{place}" aria-labelledby="{place}-name">
    <div class="occasion__margin">
        <h3 id="{place}-name"><a href="{escape(congress.get_absolute_url())}">{escape(short_name(congress))}</a></h3>
        {opened}
    </div>
    <div class="occasion__text">{resolved}{debated}</div>
</section>
"""
    )


def _list(heading, items):
    entries = "".join(items)
    return f'<h4 class="label">{heading}</h4><ul class="sayings">{entries}</ul>' if entries else ""


def _debate(debate):
    return _item(debate, facts_of_debate(debate), debate.question)


def _resolution(resolution):
    """What became of it, its first sentence, and how it bears on others."""
    adopted = f", {as_time(resolution.adopted_on)}" if resolution.adopted_on else ""
    facts = [label(ResolutionKind, resolution.kind), label(ResolutionResult, resolution.result) + adopted]
    if resolution.secrecy != Secrecy.OPEN:
        facts.append(f'<span class="tag tag--closed">{label(Secrecy, resolution.secrecy)}</span>')
    links = [_link(kind_words()[link.kind, False], link.to, link.outside_title) for link in resolution.public_links]
    links += [_link(kind_words()[link.kind, True], link.resolution) for link in resolution.public_links_from]
    others = f'<ul class="sayings__speeches">{"".join(links)}</ul>' if links else ""
    return _item(resolution, facts, resolution.summary, others)


def _item(entry, facts, prose, after=""):
    meta = " ".join(f"<span>{fact}</span>" for fact in facts)
    said = ""
    if prose:
        said = f'<p class="sayings__stance"{lang_attribute("en")}>{in_english(first_sentence(prose))}</p>'
    return (
        f'<li class="sayings__item"><p class="sayings__debate">{linked(entry)}</p>'
        f'<p class="entry__meta">{meta}</p>{said}{after}</li>'
    )


def _link(words, resolution, outside_title=""):
    """One document that another bears on; `resolution` is None for one outside the archive."""
    if resolution:
        other, where = linked(resolution), escape(short_name(resolution.congress))
    else:
        other, where = escaped(in_its_language(outside_title)), _("outside the archive")
    about = '<span class="sayings__about">'
    return f"<li>{about}{words}</span> {other} {about}{where}</span></li>"


@pattern
def kind_words():
    """How one document bears on another, and in words from its other end, by the kind of link and the end."""
    return {
        (LinkKind.CONFIRMS, False): _("confirms"),
        (LinkKind.AMENDS, False): _("amends"),
        (LinkKind.REPEALS, False): _("repeals"),
        (LinkKind.IMPLEMENTS, False): _("implements"),
        (LinkKind.CITES, False): _("cites"),
        (LinkKind.CONFIRMS, True): _("is confirmed by"),
        (LinkKind.AMENDS, True): _("is amended by"),
        (LinkKind.REPEALS, True): _("is repealed by"),
        (LinkKind.IMPLEMENTS, True): _("is implemented by"),
        (LinkKind.CITES, True): _("is cited by"),
    }


@register.simple_tag
def relation_words(kind, back=False):
    """“amends”, or from its other end “is amended by”."""
    return kind_words()[kind, bool(back)]
