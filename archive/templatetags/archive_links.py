"""Where a page can be left for: the same page in another language, its parts of a list, its menu."""

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

register = template.Library()

_MENU = [
    ("congresses", _("Congresses"), {"congresses", "congress", "congress-people", "timeline"}),
    ("debates", _("Debates"), {"debates", "debate"}),
    ("resolutions", _("Resolutions"), {"resolutions", "resolution"}),
    ("speeches", _("Speeches"), {"speeches"}),
    ("speakers", _("Speakers"), {"speakers", "speaker"}),
    ("topics", _("Topics"), {"topics", "topic"}),
    ("sources", _("Sources"), {"sources", "source"}),
    ("about", _("About"), {"about"}),
]
#: Sections of an entry's page that bear the name of the field they show.
_SECTIONS = {
    "aftermath",
    "background",
    "biography",
    "consequences",
    "description",
    "outcome",
    "purpose",
    "question",
    "summary",
    "text",
}
#: Where a part stands on its entry's page; the position follows where parts have one.
_PARTS = {
    "speech": "speech-{}",
    "clause": "clause-{}",
    "sitting": "sitting-{}",
    "participation": "participation-{}",
    "election": "elected",
    "mandate": "mandates",
    "speakername": "names",
    "resolutionlink": "relations",
}


@register.simple_tag(takes_context=True)
def page_name(context):
    """The name of the page's address among the archive's own, nothing on any other page."""
    match = getattr(request_of(context), "resolver_match", None)
    return match.url_name if match and match.app_name == "archive" else ""


@register.simple_tag(takes_context=True)
def preview_here(context):
    """The Preview that this page is, of archive.previews; None for a page as the public has it."""
    return getattr(request_of(context), "preview", None)


@register.simple_tag
def menu(here):
    """The main menu on the page of this name; `current` is what aria-current says: "page", "true" below, or nothing."""
    return [
        {
            "label": label,
            "url": reverse(f"archive:{name}"),
            "current": "page" if here == name else "true" if here in below else "",
        }
        for name, label, below in _MENU
    ]


@register.simple_tag(takes_context=True)
def languages(context):
    """This page in every interface language, with its query: [] where a page has only one."""
    request = request_of(context)
    preview = getattr(request, "preview", None)
    path = preview.path if preview else request.path_info if request else ""
    if request is None or not (preview or _is_translated(request, path)):
        return []
    query = request.META.get("QUERY_STRING")
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "url": _path_in(code, path) + (f"?{query}" if query else ""),
            "current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


def request_of(context):
    """The request, also inside a component that was given nothing else; None on a bare error page."""
    return context.get("request") or getattr(context, "request", None)


def _is_translated(request, path):
    """Whether a page has its twin under /ru/: all have but those that stand outside `i18n_patterns`."""
    match = getattr(request, "resolver_match", None)
    if match:
        return match.app_name == "archive"
    try:
        return resolve(path).app_name == "archive"
    except Resolver404:
        return not path.startswith("/api/")


def _path_in(code, path):
    for other, _name in settings.LANGUAGES:
        if other != settings.LANGUAGE_CODE and path.startswith(f"/{other}/"):
            path = path.removeprefix(f"/{other}")
    path = "/" + path.lstrip("/")  # Two slashes would lead to another host.
    return path if code == settings.LANGUAGE_CODE else f"/{code}{path}"


@register.simple_tag(takes_context=True)
def absolute(context, address=None):
    """The full address of a page, of this one when none is given; empty for a host that is not ours."""
    request = request_of(context)
    try:
        return request.build_absolute_uri(address or request.path) if request else ""
    except DisallowedHost:
        return ""


@register.simple_tag
def anchor_of_use(use):
    """The place on the entry's page that a citation stands at, with its "#"; empty when it has none."""
    if use["part_kind"]:
        return "#" + _PARTS[use["part_kind"]].format(use["part_position"])
    return f"#{use['cited_field']}" if use["cited_field"] in _SECTIONS else ""


@register.simple_tag
def page_numbers(page):
    """Numbers of the pages to link, None for a gap: [1, 2, 3, None, 12]."""
    ellipsis = page.paginator.ELLIPSIS
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [None if number == ellipsis else number for number in pages]
