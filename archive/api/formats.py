"""The forms an answer can have, and which of them is asked for."""

from functools import lru_cache

from django.http.request import MediaType
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.utils.mediatypes import media_type_matches

from archive.api.problems import InvalidParameters, parameter_error
from archive.api.rendering import FastJSONRenderer
from archive.api.tables import csv_lines


class FormatNegotiation(DefaultContentNegotiation):
    """By `?format=`, else by the Accept header with its weights (RFC 9110, section 12.5.1)."""

    def select_renderer(self, request, renderers, format_suffix=None):
        if "format" in request.query_params:
            renderer = _named(request.query_params["format"], renderers)
        else:
            media_types = tuple(renderer.media_type for renderer in renderers)
            renderer = renderers[_accepted(request.headers.get("Accept", "*/*"), media_types)]
        return renderer, renderer.media_type


class NdjsonRenderer(BaseRenderer):
    """The rows of a whole list, one JSON object a line."""

    media_type = "application/x-ndjson"
    format = "ndjson"

    def stream(self, pages, columns):
        """Bytes for each page of rows, each row as in JSON."""
        render = FastJSONRenderer().render
        for rows in pages:
            yield b"".join(render(row) + b"\n" for row in rows)


class CsvRenderer(BaseRenderer):
    """The rows of a whole list as a table (RFC 4180)."""

    media_type = "text/csv"
    format = "csv"

    def stream(self, pages, columns):
        """Bytes for the header and for each page of rows."""
        for lines in csv_lines(pages, columns):
            yield lines.encode("utf-8", "replace")


class JsonLdRenderer(FastJSONRenderer):
    """An entry as schema.org data, the same as in the head of its page."""

    media_type = "application/ld+json"
    format = "jsonld"


#: What every list can be had as; the first unless something else is asked for.
LIST_RENDERERS = [FastJSONRenderer, CsvRenderer, NdjsonRenderer]
ENTRY_RENDERERS = [FastJSONRenderer, JsonLdRenderer]


def _named(asked, renderers):
    for renderer in renderers:
        if renderer.format == asked:
            return renderer
    message = "The answer cannot be had in this format."
    allowed = dict.fromkeys(renderer.format for renderer in renderers)
    raise InvalidParameters([parameter_error("format", asked, message, allowed=allowed)])


@lru_cache(maxsize=100)
def _accepted(header, media_types):
    """The place of what is accepted most, the more exactly named before the less, then the first."""
    ranges = [MediaType(part) for part in header.split(",") if part.strip()] or [MediaType("*/*")]

    def weight(media_type):
        fitting = [each for each in ranges if media_type_matches(media_type, str(each))]
        nearest = max(fitting, key=lambda each: each.specificity, default=None)
        return (nearest.quality, nearest.specificity) if nearest else (0, 0)

    best = max(media_types, key=weight)
    if not weight(best)[0]:
        raise NotAcceptable(f"The answer can be had as {', '.join(dict.fromkeys(media_types))}.")
    return media_types.index(best)
