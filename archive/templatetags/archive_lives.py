"""A person's life at congresses, which a page may tell of three hundred speeches: HTML without templates."""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.choices import Body, ElectedBy, Office, ParticipationRole, SpeechKind, Vote
from archive.markup import escaped, label
from archive.templatetags.archive_numbers import as_time, as_time_both, ordinal
from archive.templatetags.archive_prose import excerpt, prose_inline
from archive.templatetags.archive_sources import disputes, refs
from archive.templatetags.archive_text import in_its_language, lang_attribute, linked, short_name

register = template.Library()

#: With more speeches in one debate, they are folded away.
_MOST_OPEN = 5


@register.simple_tag
def occasion(occasion, footnotes):
    """An Occasion of archive.views.lives: mandate, offices, chair, then debate by debate."""
    congress = occasion.congress
    place = f"congress-{congress.number}"
    opened = f'<p class="occasion__date">{as_time(congress.opened_on)}</p>' if congress.opened_on else ""
    count = occasion.speeches_count
    said = f'<p class="occasion__date">{_speeches(count)}</p>' if count else ""
    rows = [
        _row(_("Mandate"), [_mandate(footnotes, mandate) for mandate in occasion.mandates]),
        _row(_("Elected"), [_election(footnotes, congress, election) for election in occasion.elections]),
        _row(_("In the chair"), _chaired(occasion.chaired)),
    ]
    record = f'<dl class="record">{"".join(rows)}</dl>' if any(rows) else ""
    sayings = "".join(_saying(footnotes, saying) for saying in occasion.sayings)
    return mark_safe(
        f"""<section class="occasion spread" id="{place}" aria-labelledby="{place}-name">
    <div class="occasion__margin">
        <h3 id="{place}-name"><a href="{escape(congress.get_absolute_url())}">{escape(short_name(congress))}</a></h3>
        {opened}{said}
    </div>
    <div class="occasion__text">{record}{f'<ul class="sayings">{sayings}</ul>' if sayings else ""}</div>
</section>
"""
    )


def _speeches(count):
    return ngettext("%(count)s speech", "%(count)s speeches", count) % {"count": count}


def _row(name, values):
    if not values:
        return ""
    said = "".join(f'<dd class="record__value">{value}</dd>' for value in values)
    return f'<div class="record__row"><dt class="record__label">{name}</dt>{said}</div>'


def _mandate(footnotes, mandate):
    behalf = f", {escaped(in_its_language(mandate.on_behalf_of))}" if mandate.on_behalf_of else ""
    number = _("mandate no. %(number)s") % {"number": escape(str(mandate.number))} if mandate.number else ""
    number = number and f", {number}"
    return f"{label(Vote, mandate.vote)}{behalf}{number}{refs(footnotes, mandate)}{disputes(footnotes, mandate)}"


def _election(footnotes, congress, election):
    address = f"{escape(congress.get_people_url())}#{election.body}"
    pieces = [f'<a href="{address}">{label(Body, election.body)}</a>: {label(Office, election.office)}']
    if election.elected_by == ElectedBy.PLENUM:
        pieces.append(", " + _("by the plenum"))
    if election.elected_on:
        pieces.append(f", {as_time_both(election.elected_on)}")
    pieces.append(refs(footnotes, election))
    if election.note:
        pieces.append(f'<br><span class="roster__remark"{lang_attribute("en")}>{prose_inline(election.note)}</span>')
    return "".join([*pieces, disputes(footnotes, election)])


def _chaired(sittings):
    if not sittings:
        return []
    words = _("%(number)s sitting")
    links = [
        f'<li><a href="{escape(sitting.get_absolute_url())}">'
        f"{words % {'number': ordinal(sitting.position, 'neuter')}}</a></li>"
        for sitting in sittings
    ]
    return [f'<ul class="facts">{"".join(links)}</ul>']


def _saying(footnotes, saying):
    """What was done in one debate: role and stance, then each speech by how it begins."""
    address = escape(saying.debate.get_absolute_url())
    stances = "".join(_stance(footnotes, address, participation) for participation in saying.participations)
    lines = _lines(saying.speeches, address)
    if len(saying.speeches) > _MOST_OPEN:
        lines = f"<details><summary>{_speeches(len(saying.speeches))}</summary>{lines}</details>"
    return f'<li class="sayings__item"><p class="sayings__debate">{linked(saying.debate)}</p>{stances}{lines}</li>'


def _stance(footnotes, address, participation):
    role = label(ParticipationRole, participation.role)
    link = f'<a class="side__role" href="{address}#participation-{participation.position}">{role}</a>'
    stance = participation.stance
    said = f" <span{lang_attribute('en')}>{prose_inline(stance)}</span>" if stance else ""
    sources = refs(footnotes, participation) + disputes(footnotes, participation)
    return f'<p class="sayings__stance">{link}{said}{sources}</p>'


def _lines(speeches, address):
    """A line for each speech of a debate: how it begins, what it is, when it was given."""
    if not speeches:
        return ""
    lines = [
        f'<li><a href="{address}#speech-{speech.position}">{_beginning(speech)}</a> '
        f'<span class="sayings__about">{label(SpeechKind, speech.kind)}{_when(speech)}</span></li>'
        for speech in speeches
    ]
    return f'<ul class="sayings__speeches">{"".join(lines)}</ul>'


def _beginning(speech):
    words = speech.heading or excerpt(speech.opening, 90)
    if not words:
        return _("no. %(number)s of the debate") % {"number": speech.position}
    return escaped(in_its_language(words))


def _when(speech):
    return f", {as_time(speech.held_on)}" if speech.held_on else ""
