"""An entry of the archive, or a speech, clause or paragraph of it, as a CSL item in the active language.

`meant` is an `archive.selectors.citing.Meant`: what is cited, with what its selector loaded.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.choices import Rendering, ResolutionResult
from archive.interchange.csl.dates import csl_date, csl_day
from archive.interchange.csl.names import speaker_name
from archive.interchange.csl.sources import item_of_source
from archive.interchange.csl.versions import version_of
from archive.interchange.text import one_line
from archive.models import Clause, Congress, Debate, Resolution, Source, Speech


def item_of(meant, address):
    """The CSL item of what is meant, which stands at this full address. A source is described as the work it is."""
    entry = meant.entry
    if isinstance(entry, Source):
        return {"URL": address, **item_of_source(entry)}
    congress = entry if isinstance(entry, Congress) else getattr(entry, "congress", None)
    words = _words(meant, congress)
    item = {
        "id": _identifier(meant, congress),
        "container-title": _("Congress Archive"),
        "event-title": _name(congress) if congress else "",
        "event-place": one_line(congress.city) if congress else "",
        "version": version_of(entry),
        "URL": address,
        **words,
    }
    if "author" not in item and "issued" not in item:
        item |= {"author": [{"literal": _("Editors of the Congress Archive")}], "issued": csl_day(entry.updated_at)}
    # The title's language, by its script: the archive is written in two.
    item["language"] = "ru" if any("\u0400" <= letter <= "\u04ff" for letter in item["title"]) else "en"
    return {name: value for name, value in item.items() if value}


def _words(meant, congress):
    """Type, title, author and date, as far as they are not the editors' own."""
    record = meant.record
    if isinstance(record, Speech):
        return _speech(meant, congress)
    if isinstance(record, Resolution | Clause):
        return _resolution(meant, congress)
    pieces = [_name(meant.entry)]
    if meant.part == "people":
        pieces.insert(0, _("Delegates and people elected"))
    if isinstance(record, Debate):
        pieces = [f"{pieces[0]}: {_('debate')}", _name(congress)]
    if congress:
        pieces.append(congress.dates)
    return {"type": "webpage", "title": _joined(pieces)}


def _speech(meant, congress):
    """A speaker's words are the speaker's; a summary of them is the editors'."""
    speech = meant.record
    debate, kind = _name(meant.entry), speech.get_kind_display().lower()
    heading = one_line(speech.heading) if speech.language == get_language() else ""
    title = f"{debate}: {heading if heading and heading != debate else kind}"
    held_on = _held_on(speech, congress)
    voice = speech.public_speaker
    is_summary = speech.rendering == Rendering.SUMMARY
    if is_summary:
        said_by = _name(voice) if voice else one_line(speech.attribution)
        said_by = f" ({said_by})" if said_by else ""
        pieces = [title + said_by, _("summary by the editors"), _paragraph(meant), _name(congress)]
        pieces.append(held_on.display if held_on else congress.dates)
        return {"type": "webpage", "title": _joined(pieces), "page": one_line(speech.page)}
    if voice:
        author = [speaker_name(voice, get_language())]
    else:
        author = [{"literal": one_line(speech.attribution)}] if one_line(speech.attribution) else None
    when = held_on or congress.opened_on
    return {
        "type": "speech",
        "title": _joined([title, _paragraph(meant), _name(congress)]),
        "author": author,
        "issued": csl_date(held_on) if held_on else {"date-parts": [[when.year]]} if when else None,
        "page": one_line(speech.page),
    }


def _held_on(speech, congress):
    """The day of the speech, or else of its sitting."""
    sitting = speech.sitting
    if speech.held_on or sitting is None or sitting.congress_id != congress.pk:
        return speech.held_on
    return sitting.held_on


def _resolution(meant, congress):
    """What a congress adopted is the congress's; what it did not adopt is nobody's here."""
    resolution, record = meant.entry, meant.record
    number = _("clause %(number)s") % {"number": record.number or record.position} if record is not resolution else ""
    when = resolution.adopted_on or congress.opened_on
    issued = csl_date(resolution.adopted_on) if resolution.adopted_on else None
    is_adopted = resolution.result == ResolutionResult.ADOPTED
    pieces = [_name(resolution), one_line(number), _paragraph(meant), "" if is_adopted else _name(congress)]
    return {
        "type": "document",
        "title": _joined(pieces),
        "genre": resolution.get_kind_display(),
        "author": [{"literal": _name(congress)}] if is_adopted else None,
        "issued": issued or ({"date-parts": [[when.year]]} if when else None),
    }


def _paragraph(meant):
    return _("paragraph %(number)d") % {"number": meant.paragraph} if meant.paragraph else ""


def _name(entry):
    """An entry's name in the active language where it has one."""
    english = getattr(entry, "title", "") or getattr(entry, "name", "")
    russian = getattr(entry, "original_title", "") or getattr(entry, "original_name", "")
    return one_line(russian if russian and get_language() == "ru" else english)


def _joined(pieces):
    return ", ".join(piece for piece in pieces if piece)


def _identifier(meant, congress):
    """A key that is the same for ever: ASCII, of the steps of the address."""
    entry = meant.entry
    steps = ["congress", str(congress.number)] if congress else []
    if entry is not congress:
        steps += [entry._meta.model_name, entry.slug]
    return "-".join([*steps, *([meant.part] if meant.part else [])])
