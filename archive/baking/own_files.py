"""What an edition has that the site has not: the page that says where to search, a page for nothing, and headers."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.baking.edition import NOT_FOUND, SEARCH
from archive.baking.fetching import Answer

#: The lists that can be had whole, to search in them.
_LISTS = {
    "congresses": _("Congresses"),
    "debates": _("Debates"),
    "resolutions": _("Resolutions"),
    "speeches": _("Speeches"),
    "speakers": _("Speakers"),
    "topics": _("Topics"),
    "sources": _("Sources"),
}


def own_answer(address, edition, reader):
    """The `Answer` that an edition has at an address of its own."""
    if address in SEARCH:
        host = urlsplit(edition.url).netloc + edition.base.removesuffix("/")
        lists = [(label, reverse(f"api:{name}")) for name, label in _LISTS.items()]
        context = {"live": edition.live, "host": host, "lists": lists}
        return reader.page(address, "archive/edition_search.html", context)
    if address in NOT_FOUND:
        answer = reader.ask(address)
        return Answer(200, answer.content_type, answer.content)
    return Answer(200, "text/plain", headers_of(edition).encode())


def headers_of(edition):
    """The `_headers` that Netlify, Cloudflare Pages and others read: what the site says with each answer."""
    policy = settings.CONTENT_SECURITY_POLICY
    if edition.live:
        policy = policy.replace("form-action 'self'", f"form-action 'self' {edition.live}")
    static = edition.base + settings.STATIC_URL.lstrip("/")
    return (
        f"{edition.base}*\n"
        f"  Content-Security-Policy: {policy}\n"
        "  X-Content-Type-Options: nosniff\n"
        f"  Referrer-Policy: {settings.SECURE_REFERRER_POLICY}\n"
        f"{edition.base}api/*\n"
        "  Access-Control-Allow-Origin: *\n"
        f"{static}*\n"
        "  Cache-Control: public, max-age=31536000, immutable\n"
    )


def moved_answer(address, answer, edition, reader):
    """A page for an address that leads to another one, for hosts that cannot redirect."""
    return reader.page(address, "archive/edition_moved.html", {"address": urljoin(edition.origin, answer.location)})
