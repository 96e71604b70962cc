"""What a congress's page holds by the dozen, items of the agenda and people elected: HTML without templates."""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from archive.choices import DebateKind, ElectedBy, ResolutionResult
from archive.markup import escaped, label
from archive.templatetags.archive_numbers import as_time_both
from archive.templatetags.archive_prose import prose_inline
from archive.templatetags.archive_sources import disputes, doubts, marks
from archive.templatetags.archive_text import lang_attribute, linked, named_otherwise, people_names

register = template.Library()


@register.simple_tag
def agenda_item(item, people_url):
    """An Item of archive.views.agenda: the debate, the steps from its report, what was resolved.

    `people_url` is the page of those elected, for an election.
    """
    debate, number, before = item.debate, "", ""
    if debate.agenda_number is not None:
        number = f'<span class="agenda__number" aria-hidden="true">{debate.agenda_number}</span>'
        words = _("Item %(number)s:") % {"number": debate.agenda_number}
        before = f'<span class="visually-hidden">{words} </span>'
    is_closed = debate.kind == DebateKind.CLOSED_SESSION
    tag = f' <span class="tag tag--closed">{label(DebateKind, debate.kind)}</span>' if is_closed else ""
    other = named_otherwise(debate)
    original = f'<p class="agenda__original">{escaped(other)}</p>' if other else ""
    steps = [_step(step.label, _names(step.participations)) for step in item.steps]
    return mark_safe(f"""<li class="agenda__item">
        {number}
        <h3 class="agenda__title">{before}{linked(debate)}{tag}</h3>
        {original}
        <dl class="chain">{"".join(steps)}{_result(debate, people_url)}</dl>
    </li>""")


def _step(name, html):
    return f'<div class="chain__step"><dt class="chain__label">{escaped(name)}</dt><dd>{html}</dd></div>'


def _names(participations):
    people = "".join(f"<li>{linked(participation.speaker)}</li>" for participation in participations)
    return f'<ul class="chain__names">{people}</ul>'


def _result(debate, people_url):
    if debate.public_resolutions:
        resolved = "".join(f"<li>{_resolved(resolution)}</li>" for resolution in debate.public_resolutions)
        return _step(_("Resolved"), f"<ul>{resolved}</ul>")
    if debate.kind == DebateKind.ELECTION:
        everyone = _("All who were elected")
        return _step(_("Elected"), f'<a href="{escape(people_url)}">{everyone}</a>')
    nothing = _("No resolution of its own is known")
    return _step(_("Resolved"), f'<span class="chain__none">{nothing}</span>')


def _resolved(resolution):
    if resolution.result == ResolutionResult.ADOPTED:
        return linked(resolution)
    return f'{linked(resolution)} <span class="tag">{label(ResolutionResult, resolution.result)}</span>'


@register.simple_tag
def roster_of(roster, footnotes=None):
    """Those elected to one body, a Roster of archive.views.rosters, by office.

    Without the page's `footnotes` names stand without marks of sources.
    """
    offices = "".join(_office(roster, office, footnotes) for office in roster.offices)
    name = escaped(roster.label)
    return mark_safe(f'<div class="roster"><h3 id="{roster.body}">{name}</h3>{_elected(roster)}{offices}</div>')


def _elected(roster):
    """By whom and when, where that is the same for all."""
    date = {"date": as_time_both(roster.elected_on)} if roster.elected_on else None
    if roster.elected_by == ElectedBy.CONGRESS:
        words = _("Elected by the congress on %(date)s") % date if date else _("Elected by the congress")
    elif roster.elected_by == ElectedBy.PLENUM:
        on_the_day = _("Elected by a plenum of the Central Committee on %(date)s")
        words = on_the_day % date if date else _("Elected by a plenum of the Central Committee")
    else:
        return ""
    return f'<p class="roster__when">{words}</p>'


def _office(roster, office, footnotes):
    many = f" ({len(office.people)})" if len(office.people) > 1 else ""
    sources = "" if footnotes is None else marks(footnotes, office.citations)
    people = "".join(f"<li>{_person(roster, office, person, footnotes)}</li>" for person in office.people)
    return (
        f'<p class="roster__office">{escaped(office.label)}{many}{sources}{_unverified(office)}</p>'
        f'<ul class="roster__names">{people}</ul>'
    )


def _unverified(office):
    if not office.is_unverified:
        return ""
    words = _("unverified")
    if office.verified:
        words = _("unverified except %(names)s") % {"names": people_names(office.verified)}
    return f' <span class="tag tag--unverified">{words}</span>'


def _person(roster, office, person, footnotes):
    election = person.election
    pieces = [linked(election.speaker)]
    if footnotes is not None:
        pieces.append(marks(footnotes, person.own_citations))
    if not office.is_unverified:
        pieces.append(doubts(election))
    if election.note:
        pieces.append(f' <span class="roster__remark"{lang_attribute("en")}>{prose_inline(election.note)}</span>')
    if not roster.elected_on and election.elected_on:
        pieces.append(f' <span class="roster__remark">{as_time_both(election.elected_on)}</span>')
    if footnotes is not None:
        pieces.append(disputes(footnotes, election, element="span"))
    return "".join(pieces)
