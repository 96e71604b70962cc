"""The editors' prose: a small part of Markdown in, safe HTML out. This module imports nothing of ours.

Paragraphs, emphasis, lists, links and quotations are read; headings, images and HTML are not, and
show as they were typed. What comes out is cleaned once more by nh3, so that a fault in one of the
two libraries alone cannot let a script through.
"""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

_RULES = ["blockquote", "emphasis", "entity", "escape", "link", "list", "newline"]
_markdown = MarkdownIt("zero", {"html": False}).enable(_RULES)

_INLINE = {"a", "br", "em", "strong"}
_BLOCKS = {"blockquote", "li", "ol", "p", "ul"}
_SCHEMES = ("http", "https", "mailto")
_BREAK = re.compile(r"(?:\r?\n[ \t]*){2,}")


#: Words that neither Markdown nor HTML reads anything into: most sentences are no more than that.
_PLAIN = re.compile(r"(?! )[0-9A-Za-zА-яЁё .,;:()?/’‘“”«»–—-]+(?<! )")


#: A page says the same prose up to three times: in its head, as data and as text.
@lru_cache(maxsize=256)
def to_html(text):
    """Markdown to block HTML."""
    return _clean(_markdown.render(text), _INLINE | _BLOCKS)


def to_inline_html(text):
    """Markdown to HTML without blocks, for a sentence that stands inside something else."""
    if _PLAIN.fullmatch(text):
        return text
    return _clean(_markdown.renderInline(text), _INLINE)


def first_block(text):
    """The first paragraph as it was typed; the rest is `other_blocks`."""
    return _BREAK.split(text.strip(), maxsplit=1)[0]


def other_blocks(text):
    """What follows the first paragraph, as it was typed; empty when nothing does."""
    return "".join(_BREAK.split(text.strip(), maxsplit=1)[1:])


def _clean(html, tags):
    return nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=_keep_attribute,
        url_schemes=set(_SCHEMES),
        link_rel="noopener",
    )


def _keep_attribute(tag, name, value):
    """Links leave the archive in the open: no address without its scheme."""
    if name == "href" and not value.lower().startswith(tuple(f"{scheme}:" for scheme in _SCHEMES)):
        return None
    return value
