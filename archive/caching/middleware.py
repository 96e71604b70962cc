"""The page cache: public answers sent as they were made, while nothing that they show has changed.

The outermost middleware, so that what is kept has in it what the others add, and sending it costs nothing of them. It
knows of no view: what it keeps is what everybody gets.
"""

import hashlib

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpResponse
from django.http.response import ResponseHeaders

from archive.caching import store
from archive.caching.edition import edition
from archive.caching.keys import keys_of
from archive.caching.knowledge import knowledge
from archive.caching.store import BASE, Kept
from congress_site.codings import IDENTITY, accepted, recoded
from congress_site.representations import codings_for, decided, may_hold_secrets, represent, tag_in

#: Longer addresses are mostly made up.
LONGEST_ADDRESS = 500

#: Addresses whose answers do not follow from the archive's entries and the address alone, or are for one person.
_PAST = (
    "/admin/",
    "/ru/admin/",
    "/shared/",
    "/ru/shared/",
    "/static/",
    "/healthz/",
    "/readyz/",
    "/api/v1/changes/",
    "/api/v1/dumps/",
    "/api/v1/editing/",
    "/api/v1/shared/",
)
#: Requests with these are about more than the answer.
_APART = ("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
#: What of a request only says which of the answer's representations is wanted, and which is held.
_REPRESENTATION = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
#: How the client stands, who asked first.
COUNTED = {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"}
#: Headers that are another's, or another representation's.
_OWN = {"ETag", "Content-Length", *COUNTED}
#: By which answers may differ: the key has these.
_VARYING = {"accept", "accept-encoding"}


class PageCacheMiddleware:
    """Sends what is kept and fresh; renders, and keeps, what is not."""

    def __init__(self, get_response):
        if not settings.PAGE_CACHE_MEGABYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.edition = edition()

    def __call__(self, request):
        key = self.key_of(request)
        known = key and knowledge.now()
        if not known:
            return self.get_response(request)
        codings, kept = accepted(request.META.get("HTTP_ACCEPT_ENCODING", "")), None
        if "HTTP_IF_NONE_MATCH" in request.META:
            # The smallest of what is kept tells as well whether the client has it, and takes less time to fetch.
            kept = find_fresh(key, BASE, known)
            answered = kept and decided_of(request, kept, codings)[1]
            if answered:
                return answered
        if kept is None or kept.coding != codings[0]:
            kept = find_fresh(key, codings[0], known)
        if kept is None and request.method == "HEAD":
            return self.get_response(request)
        if kept is None:
            with store.taking_turns(key) as is_ours:
                if not is_ours and (known := knowledge.now()):
                    kept = find_fresh(key, codings[0], known)
                if kept is None:
                    return self.render(request, key, known, codings)
        return send(request, kept, codings)

    def key_of(self, request):
        """The key of what everybody gets who asks for this; None when that is not everybody."""
        meta = request.META
        if request.method not in {"GET", "HEAD"} or any(name in meta for name in _APART):
            return None
        # Servers may take the beginning of a path for a prefix where only the client says so, in a SCRIPT_NAME.
        if request.path != request.path_info:
            return None
        path, query = request.path, meta.get("QUERY_STRING", "")
        # What is negotiated by it stands below /api/ alone.
        accept = meta.get("HTTP_ACCEPT", "") if path.startswith("/api/") else ""
        if path.startswith(_PAST) or len(path) + len(query) + len(accept) > LONGEST_ADDRESS or "version=" in query:
            return None
        if "HTTP_COOKIE" in meta and settings.SESSION_COOKIE_NAME in request.COOKIES:
            return None
        try:
            host = request.get_host()
        except DisallowedHost:
            return None
        words = repr((self.edition, request.scheme, host, path, query, accept))
        return hashlib.blake2b(words.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def render(self, request, key, known, codings):
        """Have the answer made as it is in no coding, keep it if everybody may have it, and send what was asked for."""
        asked = {name: request.META.pop(name) for name in _REPRESENTATION if name in request.META}
        response = self.get_response(request)
        request.META.update(asked)
        # It has been read, without them.
        request.__dict__.pop("headers", None)
        if not known or not may_be_kept(response, request.path):
            return represent(request, response)
        kept = kept_of(request, response, known)
        store.keep(key, kept)
        answer = send(request, in_coding(key, kept, codings[0]), codings)
        for name in COUNTED.intersection(response.headers):
            answer.headers[name] = response.headers[name]
        return answer


def find_fresh(key, coding, known):
    """What is kept in a coding, or put into it from what is kept in another, if it is still right."""
    kept = store.find(key, coding, known.is_fresh)
    if kept is None and coding != BASE:
        kept = store.find(key, BASE, known.is_fresh)
        if kept is not None:
            kept = in_coding(key, kept, coding)
    return kept


def in_coding(key, kept, coding):
    """The kept answer in a coding, which is then kept beside it; as it is when it can be had in no other."""
    if kept.coding == coding or not kept.is_codable:
        return kept
    kept = kept._replace(coding=coding, body=recoded(kept.body, kept.coding, coding))
    store.keep(key, kept)
    return kept


def may_be_kept(response, path):
    if response.status_code != 200 or response.streaming or "ETag" not in response.headers:
        return False
    varying = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    if "accept" in varying and not path.startswith("/api/"):
        return False
    return varying <= _VARYING and not may_hold_secrets(response)


def kept_of(request, response, known):
    keys = keys_of(
        request.path, request.META.get("QUERY_STRING", ""), response.headers["Content-Type"], response.content
    )
    is_codable = codings_for(response, BASE) != (IDENTITY,)
    coding = BASE if is_codable else IDENTITY
    return Kept(
        epoch=known.epoch,
        place=known.place,
        keys=" ".join(sorted(keys)),
        tag=response.headers["ETag"],
        is_codable=is_codable,
        headers=ResponseHeaders({name: value for name, value in response.headers.items() if name not in _OWN}),
        coding=coding,
        body=recoded(response.content, IDENTITY, coding),
    )


def decided_of(request, kept, codings):
    """`decided` of a kept answer."""
    return decided(request, kept.headers, kept.tag, codings if kept.is_codable else (IDENTITY,))


def send(request, kept, codings):
    """The kept answer, or that the client has it already."""
    coding, answered = decided_of(request, kept, codings)
    if answered is not None:
        return answered
    response = HttpResponse(kept.body if request.method == "GET" else b"")
    # As they were checked when they were first set.
    response.headers = kept.headers
    response.headers["Content-Length"] = str(len(kept.body))
    response.headers["ETag"] = tag_in(kept.tag, coding)
    if coding != IDENTITY:
        response.headers["Content-Encoding"] = coding
    return response
