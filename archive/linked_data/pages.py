"""The page around an entry: the site it is part of, the way to it, its picture."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.linked_data.nodes import node, reference
from archive.templatetags.archive_numbers import ordinal
from archive.templatetags.archive_text import named_plain, short_name


def page_node(site, kind, path, name="", *, way=(), entry=None, main=None, card=""):
    """A page of type `kind`; `way` are the names and paths that lead to it, the front page left out."""
    return {
        "@context": "https://schema.org",
        **node(
            kind,
            id=site.absolute(path),
            url=site.absolute(path),
            name=named_plain(entry) if entry else str(name),
            inLanguage=get_language(),
            dateModified=entry.updated_at.isoformat(timespec="seconds") if entry else "",
            isPartOf=_website(site),
            primaryImageOfPage=node("ImageObject", url=site.absolute(card)) if card else None,
            breadcrumb=_breadcrumb(way, site) if way else None,
            mainEntity=main,
        ),
    }


def people_node(congress, site, path, card):
    """The page of the people at a congress, which is about the congress and no entry of its own."""
    name = _("People of the %(ordinal)s Congress") % {"ordinal": ordinal(congress.number, "genitive")}
    way = [*trail(congress), (_("People"), path)]
    return {**page_node(site, "WebPage", path, name, way=way, card=card), "about": reference(congress, site)}


def site_node(site):
    """The whole site, for the front page, and how to search it."""
    template = site.absolute(reverse("archive:front")) + "search/?q={search_term_string}"
    return {
        "@context": "https://schema.org",
        **_website(site),
        "description": _("Debates, resolutions and people of party congresses, each fact with its source."),
        "inLanguage": get_language(),
        "license": settings.LICENCE_URL,
        "potentialAction": node(
            "SearchAction",
            target=node("EntryPoint", urlTemplate=template),
            # schema.org/docs/actions.html: what has to be filled in before the action can be done.
            **{"query-input": "required name=search_term_string"},
        ),
    }


def list_node(rows, site):
    """The rows of a list as it stands on its page."""
    items = [
        node("ListItem", position=position, name=_name(row), url=site.address(row))
        for position, row in enumerate(rows, start=1)
    ]
    return node("ItemList", numberOfItems=len(items), itemListElement=items)


def trail(entry):
    """The names and paths that lead to an entry's page, the page itself last."""
    kind, here = entry._meta.model_name, entry.get_absolute_url()
    if kind == "congress":
        return [(_("Congresses"), reverse("archive:congresses")), (short_name(entry), here)]
    if kind in {"debate", "resolution"}:
        return [*trail(entry.congress), (named_plain(entry), here)]
    broader = getattr(entry, "public_broader", None)
    if broader:
        return [*trail(broader), (named_plain(entry), here)]
    lists = {"speaker": _("Speakers"), "topic": _("Topics"), "source": _("Sources")}
    return [(lists[kind], reverse(f"archive:{kind}s")), (named_plain(entry), here)]


def _website(site):
    front = site.absolute(reverse("archive:front"))
    return node("WebSite", id=site.absolute("/#site"), name=_("Congress Archive"), url=front)


def _breadcrumb(way, site):
    way = [(_("Front page"), reverse("archive:front")), *way]
    items = [
        node("ListItem", position=position, name=str(name), item=node("WebPage", id=site.absolute(path)))
        for position, (name, path) in enumerate(way, start=1)
    ]
    return node("BreadcrumbList", itemListElement=items)


def _name(row):
    return named_plain(row) if hasattr(row, "name") or hasattr(row, "title") else str(row)
