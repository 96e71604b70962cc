"""Texts: prose as HTML or on one line, the beginning of one, and the words in it of the other language."""

import re
from html import unescape

from django import template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from archive import prose as markdown

register = template.Library()

EXCERPT_LENGTH = 280
_INLINE_TAG = re.compile(r"</?(?:a|em|strong)\b[^>]*>")
#: A tag, or Russian words with what stands between them.
_TAG_OR_RUSSIAN = re.compile(r"(<[^>]*>)|[\u0400-\u04ff]+(?:[^<>A-Za-z\u0400-\u04ff]+[\u0400-\u04ff]+)*")
#: The same for Latin letters; what is not read as words, an address or an entity, stays as it is too.
_TAG_OR_LATIN = re.compile(r"(<[^>]*>|&#?\w+;|https?://[^\s<]+)|[A-Za-z]+(?:[^<>&A-Za-z\u0400-\u04ff]+[A-Za-z]+)*")
#: Between a full stop and a capital; an initial or a short word ("V. I. Lenin", "No. 4") ends nothing.
_SENTENCE = re.compile(r"(?<=[\w)”»][\w)”»][\w)”»][.!?])\s+(?=[A-ZА-ЯЁ“«(])")


@register.filter
def prose(text):
    return _with_russian_marked(markdown.to_html(text))


@register.filter
def prose_inline(text):
    return _with_russian_marked(markdown.to_inline_html(text))


@register.filter
def in_english(text):
    """A plain text in English, the Russian words in it marked as such."""
    return _with_russian_marked(escape(text))


def _with_russian_marked(html):
    """English HTML in which every run of Russian words says its language; tags stay as they are."""
    return SafeString(_TAG_OR_RUSSIAN.sub(lambda found: found[1] or f'<span lang="ru">{found[0]}</span>', html))


@register.filter
def mixed(text, latin="en"):
    """A text or HTML of the page's language in which every run of the other script says its language."""
    if get_language() != "ru":
        return _with_russian_marked(conditional_escape(text))
    marked = format_html('<span lang="{}">', "en" if latin == "ru" else latin)
    return mark_safe(
        _TAG_OR_LATIN.sub(lambda found: found[1] or f"{marked}{found[0]}</span>", conditional_escape(text))
    )


@register.filter
def first_block(text):
    return markdown.first_block(text)


@register.filter
def other_blocks(text):
    return markdown.other_blocks(text)


@register.filter
def plain(text):
    """Prose without its marks, on one line: for a description or an excerpt."""
    html = _INLINE_TAG.sub("", markdown.to_html(text))
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@register.filter
def excerpt(text, length=EXCERPT_LENGTH):
    """The beginning of a text on one line, cut between words and never the whole of a long one."""
    beginning = " ".join(text[: length * 2].split())
    if len(beginning) <= length:
        return beginning
    cut, space, _rest = beginning[:length].rpartition(" ")
    return f"{cut if space else beginning[:length]} …"


@register.filter
def first_sentence(text):
    """The gist of a prose: its first sentence without marks, or the beginning of a very long one."""
    line = plain(markdown.first_block(text))
    return excerpt(_SENTENCE.split(line, maxsplit=1)[0])


@register.filter
def anchor(part):
    """The id of a part on its entry's page: "speech-3"."""
    return f"{part._meta.model_name}-{part.position}"
