"""The voices of a debate: the list of them, and the rows of the figure of their shares. HTML without templates."""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from archive.markup import pattern
from archive.naming import named_plain_for
from archive.templatetags.archive_figures import percentage_for, shortened
from archive.templatetags.archive_numbers import number_for
from archive.templatetags.archive_speeches import voice_for
from archive.templatetags.archive_text import language_for, text_language

register = template.Library()


@register.simple_tag
def share_bars(figure, hatch):
    """The bars of a Shares of archive.figures.shares; what nobody is named for is filled with the pattern `hatch`."""
    reader, hatched = get_language(), f' fill="url(#{escape(hatch)})"'
    return mark_safe("".join(_bar(share, figure.bar_height, hatched, reader) for share in figure.shares))


@register.simple_tag
def share_rows(figure):
    """The same as rows of a table, every voice on its own."""
    reader = get_language()
    return mark_safe(
        "".join(
            f'<tr><th scope="row">{voice_for(reader, share.opening)}</th><td>{number_for(reader, share.amount)}</td>'
            f"<td>{percentage_for(reader, share.of_hundred)}</td></tr>"
            for share in figure.voices
        )
    )


@register.simple_tag
def voice_links(voices):
    """Each voice of a debate with the number of its speeches, a link to the first of them."""
    reader = get_language()
    return mark_safe(
        "".join(
            f'<li><a class="voices__link" href="#speech-{each.opening.position}">'
            f"{voice_for(reader, each.opening)}{_speeches(each.speeches)}</a></li>"
            for each in voices
        )
    )


def _bar(share, height, hatched, reader):
    """One bar; `hatched` is the attribute that fills it where nobody is named."""
    value = (
        f'<text class="chart__value" x="100%" y="{share.text}" text-anchor="end">{number_for(reader, share.amount)}'
        f'<tspan class="chart__detail" dx="0.6em">{percentage_for(reader, share.of_hundred)}</tspan></text>'
    )
    drawn = f'x="0" width="{share.length}" y="{share.bar}" height="{height}"'
    if share.opening is None:
        others = ngettext("%(count)s other voice", "%(count)s other voices", share.voices) % {"count": share.voices}
        return f"""<text class="chart__gap" x="0" y="{share.text}">{others}</text>
<rect class="chart__bar chart__bar--second" {drawn}{hatched}/>{value}"""
    name = _name(share.opening, reader)
    lang = language_for(reader, text_language(name)) if name else ""
    shown = escape(shortened(name, 28)) if name else _not_known(reader)
    second, fill = ("", "") if name else (" chart__bar--second", hatched)
    return f"""<a class="chart__link" href="#speech-{share.opening.position}">
    <text class="chart__name" x="0" y="{share.text}"{lang}>{shown}</text>
    <rect class="chart__bar{second}" {drawn}{fill}/>
</a>{value}"""


def _name(speech, reader):
    return named_plain_for(reader, speech.public_speaker) if speech.public_speaker else speech.attribution


@pattern
def _not_known():
    return _("Speaker not known")


def _speeches(count):
    if count < 2:
        return ""
    words = ngettext("%(count)s speech", "%(count)s speeches", count) % {"count": count}
    return f' <span class="voices__count">{words}</span>'
