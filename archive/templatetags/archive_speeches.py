"""Speeches and their paragraphs, of which a page holds hundreds: HTML without templates."""

from html import escape
from types import SimpleNamespace

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.choices import Certainty, Rendering, SpeechKind
from archive.markup import escaped, pattern
from archive.templatetags.archive_numbers import as_time_both_for, ordinal
from archive.templatetags.archive_parallel import text_for
from archive.templatetags.archive_sources import sourced
from archive.templatetags.archive_text import language_for, linked_for, named_for, spoken_to

register = template.Library()


@register.filter
def voice(speech):
    """Who speaks: the person, else the name as printed, else in words that it is not known."""
    return voice_for(get_language(), speech)


def voice_for(reader, speech):
    """The same for a reader of this language, which is the active one."""
    if speech.public_speaker:
        return escaped(named_for(reader, speech.public_speaker))
    if speech.attribution:
        return SafeString(spoken_to(reader, speech.attribution))
    nobody = _nobody(reader)
    return nobody.get(speech.kind) or nobody[""]


@pattern
def _nobody():
    """Whose voice it is when nobody is named, by the kind of speech."""
    return {
        SpeechKind.NARRATIVE: mark_safe(_("Narrative")),
        SpeechKind.REACTION: mark_safe(_("The hall")),
        "": mark_safe(_("Speaker not known")),
    }


@register.simple_tag
def speeches(speeches, cite_url, congress_url, footnotes):
    """Speeches: who in the margin, what is said beside it; each says in words what its text is.

    `cite_url` is what the address for citing a part of the debate begins with; the sittings are on the page of the
    congress.
    """
    words, cite_url, congress_url = _words(), escape(cite_url), escape(congress_url)

    # A debate has few voices and few sittings, which come back again and again.
    known_voices, known_lines = {}, {}
    articles = []
    for speech in speeches:
        who = speech.speaker_id if speech.public_speaker else None, speech.attribution, speech.kind
        if who not in known_voices:
            known_voices[who] = _voice(speech, words.reader)
        what = speech.kind, speech.rendering, speech.sitting_id, speech.held_on
        if what not in known_lines:
            known_lines[what] = "".join(_about(speech, congress_url, words))
        articles.append(_article(speech, known_voices[who], known_lines[what], cite_url, footnotes, words))
    return mark_safe("".join(articles))


def _article(speech, voice, about, cite_url, footnotes, words):
    anchor, reader = f"speech-{speech.position}", words.reader
    return f"""<article class="speech speech--{speech.kind} spread" id="{anchor}" aria-labelledby="{anchor}-speaker">
    <div class="speech__margin">
        <h3 class="speech__speaker" id="{anchor}-speaker">{voice}</h3>
        {_in_print(speech, words)}{words.certainty.get(speech.certainty, "")}
        <ul class="speech__about plain-list">
            {about}{_page(speech, words)}
            <li class="no-print"><a class="speech__cite" href="{cite_url}{anchor}" rel="nofollow">{words.cite}\
<span class="visually-hidden"> {words.speech % {"number": speech.position}}</span></a></li>
        </ul>
    </div>
    <div class="speech__text">
        {words.badges.get((speech.rendering, bool(speech.original_text)), "")}
        {_heading(speech, reader)}
        {text_for(reader, speech, anchor, speech.language, words.renderings[speech.rendering], cite_url)}
        {sourced(footnotes, speech)}
    </div>
</article>
"""


@pattern
def _words():
    """The words around a speech."""
    printed, page = _("In print: %(name)s"), _("p. %(page)s of the printed record")
    badges = {
        (Rendering.SUMMARY, False): _("Summary by the editors – not a quotation"),
        (Rendering.SUMMARY, True): _("Summary by the editors – not a quotation"),
        (Rendering.TRANSLATION, True): _("Translation, with the original"),
        (Rendering.TRANSLATION, False): _("Translation"),
    }
    certainty = {
        Certainty.INFERRED: _("speaker inferred by the editors"),
        Certainty.DISPUTED: _("speaker disputed"),
    }
    return SimpleNamespace(
        reader=get_language(),
        cite=_("Cite"),
        speech=_("speech %(number)s"),
        printed=f'<p class="speech__printed">{printed}</p>',
        renderings={rendering.value: escape(rendering.label) for rendering in Rendering},
        kinds={kind.value: escape(kind.label) for kind in SpeechKind},
        verbatim=", " + _("verbatim"),
        sitting=_("%(number)s sitting"),
        page=f"<li>{page}</li>",
        badges={
            what: f'<p class="speech__badge"><span class="badge">{words}</span></p>' for what, words in badges.items()
        },
        certainty={how: f'<p><span class="tag">{words}</span></p>' for how, words in certainty.items()},
    )


def _voice(speech, reader):
    """Who speaks, a person's name leading to the person's page."""
    return linked_for(reader, speech.public_speaker) if speech.public_speaker else voice_for(reader, speech)


def _in_print(speech, words):
    """The name as printed, where the person is known by another."""
    if not speech.public_speaker or speech.attribution in ("", speech.public_speaker.name):
        return ""
    return words.printed % {"name": spoken_to(words.reader, speech.attribution)}


def _about(speech, congress_url, words):
    """The lines under the speaker: what kind of speech, at which sitting, when."""
    yield f"<li>{words.kinds[speech.kind]}{words.verbatim if speech.rendering == Rendering.VERBATIM else ''}</li>"
    if speech.sitting:
        position = speech.sitting.position
        sitting = words.sitting % {"number": ordinal(position, "neuter")}
        yield f'<li><a href="{congress_url}#sitting-{position}">{sitting}</a></li>'
    if speech.held_on:
        yield f"<li>{as_time_both_for(words.reader, speech.held_on)}</li>"


def _page(speech, words):
    """The line that says on which page of the record it is."""
    return words.page % {"page": escape(speech.page)} if speech.page else ""


def _heading(speech, reader):
    if not speech.heading:
        return ""
    return f'<h4 class="speech__heading"{language_for(reader, speech.language)}>{escape(speech.heading)}</h4>'
