"""One answer in several representations: each content coding has a strong ETag of its own (RFC 9110, section 8.8.3.3).

The bytes are hashed once, before any coding, and the coding is named at the end of the tag: "5d41…", "5d41…-gzip",
"5d41…-br". So a 304 costs no compression, and tells the client which of the representations it holds is meant.
"""

import hashlib
import re

from django.http import HttpResponseNotModified
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags, parse_http_date_safe

from congress_site.codings import IDENTITY, accepted, encoded

#: Answers shorter than this do not gain by being compressed.
SHORT = 200

_CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"}

_padded = GZipMiddleware(lambda request: None)

#: Kinds of content that are compressed by their nature.
_PACKED = re.compile(r"image/(?!svg)|font/|audio/|video/|application/(gzip|zip|zstd|pdf|octet-stream)")


class RepresentationMiddleware:
    """Choose the coding, give each representation its ETag, and answer 304 to whoever has it already.

    - Conditions are decided by ETag alone. `Last-Modified` is sent for people and programs to read, but a schedule or a
      renamed speaker changes an answer without touching the entry's own time: a request with only
      `If-Modified-Since` therefore gets the full answer.
    - Every answer that does not say how long it may be kept has to be asked for anew: a cache may else guess a
      time, and show an entry, or its absence, beyond the moment that is set for it.
    - An answer for one person may hold secrets, which the length of what is compressed betrays to whoever can put words
      of his own beside them (BREACH). It is never in brotli; its gzip is Django's, padded at random. As such bytes are
      never the same twice, it is sent as it is when it carries an ETag.
    - What offers ranges is sent as it is: a range is of those bytes.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = represent(request, self.get_response(request))
        if request.method == "HEAD":
            _leave_out_body(response)
        return response


def represent(request, response):
    """The representation of an answer to send; one in no coding may be asked for again, by another request."""
    response.headers.setdefault("Cache-Control", "max-age=0, must-revalidate")
    if _can_be_coded(response):
        patch_vary_headers(response, ["Accept-Encoding"])
    codings = codings_for(response, request.headers.get("Accept-Encoding", ""))
    if may_hold_secrets(response):
        if "ETag" not in response.headers:
            return _padded.process_response(request, response) if "gzip" in codings else response
        codings = (IDENTITY,)
    if request.method in {"GET", "HEAD"} and response.status_code == 200:
        tag = response.headers.get("ETag") or _tag_of_content(response)
        if tag:
            coding, answered = decided(request, response.headers, tag, codings)
            if answered is not None:
                answered.cookies = response.cookies
                return answered
            response.headers["ETag"] = tag_in(tag, coding)
            codings = (coding,)
    if codings[0] != IDENTITY:
        _encode(response, codings[0])
    return response


def codings_for(response, accepting):
    """The codings in which the answer may be sent to whoever accepts these, the best first."""
    if _can_be_coded(response) and (response.streaming or len(response.content) >= SHORT):
        return accepted(accepting)
    return (IDENTITY,)


def decided(request, headers, tag, codings):
    """The coding that the client holds or likes best; and 304 or 412 where the request's conditions say so, else None.

    `headers` are those of the whole answer, which a 304 takes over, and `tag` is that of the content in no coding.
    """
    conditions = {name for name in _CONDITIONS if name in request.META}
    if not conditions:
        return codings[0], None
    coding = codings[0]
    if conditions == {"HTTP_IF_NONE_MATCH"} and request.META["HTTP_IF_NONE_MATCH"] == tag_in(tag, coding):
        # What nearly all ask, said at once.
        answered = HttpResponseNotModified()
    else:
        coding = _held(request, tag, codings) or coding
        answered = _answer_to_conditions(request, headers, tag_in(tag, coding))
    if answered is not None and answered.status_code == 304:
        for name in [name for name in headers if name.startswith("Content-") and name != "Content-Security-Policy"]:
            del headers[name]
        answered.headers = headers
        answered.headers["ETag"] = tag_in(tag, coding)
    return coding, answered


def _answer_to_conditions(request, headers, tag):
    changed = None
    request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    if "HTTP_IF_UNMODIFIED_SINCE" in request.META:
        changed = parse_http_date_safe(headers.get("Last-Modified", ""))
        if changed is None:
            del request.META["HTTP_IF_UNMODIFIED_SINCE"]
    return get_conditional_response(request, tag, changed)


def tag_in(tag, coding):
    """The ETag of the representation in a coding, from that of the content."""
    return tag if coding == IDENTITY else f'{tag[:-1]}-{coding}"'


def _can_be_coded(response):
    return not (
        response.status_code in {204, 206, 304}
        or response.has_header("Content-Encoding")
        or response.has_header("Accept-Ranges")
        or _PACKED.match(response.headers.get("Content-Type", ""))
    )


def may_hold_secrets(response):
    """Whether the answer may be for one person alone."""
    caching, varying = response.headers["Cache-Control"], response.headers.get("Vary", "")
    return "no-store" in caching or "private" in caching or "Cookie" in varying or bool(response.cookies)


def _tag_of_content(response):
    if response.streaming:
        return ""
    return f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'


def _held(request, tag, codings):
    """The coding that the client has by its own word: of all it takes, that is the one to speak of."""
    named = [request.META[name] for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH") if name in request.META]
    tags = [each for value in named for each in (parse_etags(value) if "," in value else [value])]
    held = {each.strip().removeprefix("W/") for each in tags}
    return next((coding for coding in codings if tag_in(tag, coding).removeprefix("W/") in held), None)


def _encode(response, coding):
    if response.streaming:
        response.streaming_content = encoded(response.streaming_content, coding)
        response.headers.pop("Content-Length", None)
    else:
        response.content = b"".join(encoded([response.content], coding))
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = coding


def _leave_out_body(response):
    """Keep the headers of the whole answer; a server would let a stream run, and warn of a body, to throw it away."""
    if response.streaming:
        response.streaming_content = ()
    elif response.content:
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
