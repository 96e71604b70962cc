"""The headers by which a CDN keeps public answers, where CDN_MAX_AGE says that one stands before the site.

Two middlewares, since a page that this process keeps is made once and sent often: its keys stay the same, its age does
not.
"""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.utils import timezone
from django.utils.cache import patch_cache_control

from archive.caching.keys import keys_of
from archive.caching.knowledge import knowledge
from archive.cdn.keys import ALL, LONGEST, joined, short

#: Seconds beyond its age for which a CDN may send an answer while it fetches a new one, and while the site is gone.
WHILE_REVALIDATING, WHILE_GONE = 60, 24 * 3600

_FOR_READERS = {"archive", "api", "sitemap", "django.contrib.sitemaps.views.sitemap"}
#: What follows from more than the entries.
_NEVER = {"changes", "dumps", "dump", "dump-file"}


class CdnKeysMiddleware:
    """Names what an answer shows. It stands inside of what compresses, since the names are read off the bytes."""

    def __init__(self, get_response):
        if not settings.CDN_MAX_AGE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if _is_for_all(request, response):
            query, content_type = request.META.get("QUERY_STRING", ""), response.headers["Content-Type"]
            keys = keys_of(request.path, query, content_type, response.content)
            named = joined(settings.CDN_KEY_HEADER, [ALL, *sorted(map(short, keys))])
            # What has more names than can be said has none, and is not kept.
            if len(named) <= LONGEST:
                response.headers[settings.CDN_KEY_HEADER] = named
        return response


class CdnAgeMiddleware:
    """Says how long a CDN may keep what has its keys. The outermost: also of what this process had kept itself.

    No longer than until something appears or leaves by its schedule. Only the CDN can be told that an answer is stale,
    so what it may do with one that is stands in headers that it alone reads (RFC 9213, and Surrogate-Control).
    """

    def __init__(self, get_response):
        if not settings.CDN_MAX_AGE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.CDN_KEY_HEADER in response.headers:
            left = _seconds_left()
            age = min(settings.CDN_MAX_AGE, left)
            patch_cache_control(response, public=True, s_maxage=age)
            stale = f"stale-while-revalidate={min(WHILE_REVALIDATING, left - age)}"
            gone = f"stale-if-error={min(WHILE_GONE, left - age)}"
            response.headers["Surrogate-Control"] = response.headers["CDN-Cache-Control"] = (
                f"max-age={age}, {stale}, {gone}"
            )
        return response


def _is_for_all(request, response):
    match, caching = request.resolver_match, response.headers.get("Cache-Control", "")
    return (
        request.method in {"GET", "HEAD"}
        and response.status_code == 200
        and not response.streaming
        and match is not None
        and (match.namespace or match.url_name) in _FOR_READERS
        and match.url_name not in _NEVER
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
        and not response.cookies
        and "Cookie" not in response.headers.get("Vary", "")
        and not {"no-store", "private"} & set(caching.replace(",", " ").split())
    )


def _seconds_left():
    """Until a schedule comes due; 0 when that is not known now."""
    if knowledge.now() is None:
        return 0
    due = knowledge.asked.next_due
    return WHILE_GONE + settings.CDN_MAX_AGE if due is None else max(0, int((due - timezone.now()).total_seconds()))
