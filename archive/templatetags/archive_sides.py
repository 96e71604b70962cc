"""Who stood where in a debate: the people of a side, and the seats of the figure. HTML without templates."""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.choices import ParticipationRole as Role
from archive.markup import escaped, label, pattern
from archive.templatetags.archive_figures import family_name_for, shortened
from archive.templatetags.archive_prose import prose_inline
from archive.templatetags.archive_sources import disputes, refs
from archive.templatetags.archive_text import language_for, linked_for, named_for, text_language

register = template.Library()


@register.simple_tag
def side_people(side, footnotes):
    """The people of a Side of archive.views.voices, with what each argued."""
    reader = get_language()
    return mark_safe("".join(_person(participation, footnotes, reader) for participation in side.participations))


@register.simple_tag
def seats(figure):
    """The seats of a Sides of archive.figures.sides: each name leads to what the person argued."""
    reader = get_language()
    return mark_safe(
        "".join(
            [
                *(_seat_for(seat, reader) for seat in figure.seats_for),
                *(_seat_against(seat, reader) for seat in figure.seats_against),
                *(_seat_between(seat, reader) for seat in figure.seats_between),
            ]
        )
    )


@register.simple_tag
def seat_rows(figure):
    """The same as rows of a table."""
    reader = get_language()
    benches = zip(_benches(reader), (figure.seats_for, figure.seats_against, figure.seats_between), strict=True)
    return mark_safe(
        "".join(
            f'<tr><th scope="row">{escaped(named_for(reader, seat.participation.speaker))}</th>'
            f"<td>{label(Role, seat.participation.role, reader)}</td><td>{bench}</td></tr>"
            for bench, seats_there in benches
            for seat in seats_there
        )
    )


def _person(participation, footnotes, reader):
    marks = refs(footnotes, participation)
    if participation.stance:
        stance = f"<span{language_for(reader, 'en')}>{prose_inline(participation.stance)}</span>"
        marks = f' <span class="side__stance">{stance}{marks}</span>'
    return (
        f'<li class="side__person" id="participation-{participation.position}">'
        f"{linked_for(reader, participation.speaker)}{marks}{disputes(footnotes, participation)}</li>\n"
    )


def _seat_for(seat, reader):
    radius = "0.25rem" if seat.participation.role == Role.IN_FAVOUR else "0.375rem"
    dot = f'<circle class="chart__dot" cx="47%" cy="{seat.mark}" r="{radius}"/>'
    return _on_a_bench(seat, reader, dot, x="47%", side="-", anchor=' text-anchor="end"')


def _seat_against(seat, reader):
    if seat.participation.role == Role.AGAINST:
        sign = f'<circle class="chart__ring" cx="53%" cy="{seat.mark}" r="0.3125rem"/>'
    else:
        sign = f'<line class="chart__mark" x1="52.2%" x2="53.8%" y1="{seat.mark}" y2="{seat.mark}"/>'
    return _on_a_bench(seat, reader, sign, x="53%", side="", anchor="")


def _on_a_bench(seat, reader, sign, *, x, side, anchor):
    """A seat on a bench, where a phone has room for less of the names; `side` is a minus left of the aisle."""
    name, lang, part = _words_of(seat, reader)
    return f"""<a class="chart__link" href="#participation-{seat.participation.position}">{sign}
    <text class="chart__name" x="{x}" dx="{side}0.75em" y="{seat.mark}" dy="0.32em"{anchor}{lang}>\
<tspan class="chart__narrow">{escape(shortened(name, 13))}</tspan>\
<tspan class="chart__wide">{escape(shortened(name, 34))}</tspan></text>
    <text class="chart__detail" x="{x}" dx="{side}0.9em" y="{seat.role}" dy="0.32em"{anchor}>\
<tspan class="chart__narrow">{shortened(part, 16)}</tspan><tspan class="chart__wide">{part}</tspan></text>
</a>"""


def _seat_between(seat, reader):
    name, lang, part = _words_of(seat, reader)
    if seat.participation.role == Role.SPEAKER:
        part = _side_not_known(reader)
    return f"""<a class="chart__link" href="#participation-{seat.participation.position}">
    <text class="chart__name" x="50%" y="{seat.mark}" dy="0.32em" text-anchor="middle"{lang}>\
{escape(shortened(name, 34))}</text>
    <text class="chart__detail" x="50%" y="{seat.role}" dy="0.32em" text-anchor="middle">{part}</text>
</a>"""


def _words_of(seat, reader):
    """Who sits there, the attribute for the language of the name, and in which role."""
    name = family_name_for(reader, seat.participation.speaker)
    return name, language_for(reader, text_language(name)), label(Role, seat.participation.role, reader)


@pattern
def _benches():
    return _("reported, in favour"), _("against, criticised"), _("between, or not known")


@pattern
def _side_not_known():
    return _("took part, side not known")
