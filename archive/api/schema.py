"""The API's own description in OpenAPI 3.1: what every address shares is said once here."""

from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlsplit

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin

from archive.api.problems import CONTENT_TYPE, DETAILS, parameter_error, problem_anchor, problem_title
from archive.paging import MAX_NUMBER

#: Errors that any address can answer with, and those of an entry's own address.
ERRORS = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.REQUEST_URI_TOO_LONG,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
ENTRY_ERRORS = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.NOT_FOUND, HTTPStatus.GONE)

UNMODIFIED = "Nothing has changed since the answer whose `ETag` was sent in `If-None-Match`. No body."

NUMBER = {"type": "integer", "minimum": 1, "maximum": MAX_NUMBER}

#: The steps of an address that differ from entry to entry: their schemas and what they are.
STEPS = {
    "number": (NUMBER, "The number of the congress."),
    "slug": ({"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}, "The last step of the entry's address."),
}

PART = OpenApiParameter(
    "part",
    str,
    OpenApiParameter.QUERY,
    pattern="^(|people|text(-p[0-9]+)?|(speech|clause)-[0-9]+(-p[0-9]+)?)$",
    description="The anchor of what is cited, such as `speech-3-p2`; the whole entry if left out.",
)

VERSION = OpenApiParameter(
    "version",
    NUMBER,
    OpenApiParameter.QUERY,
    description="The number of a published version, as `/versions/` lists them; the present one if left out.",
    examples=[OpenApiExample("The first that was published", value=1)],
)

#: What an answer holds that is not JSON, by its media type: a schema and an example.
FORMS = {
    "text/csv": ({"type": "string", "description": "The whole list as a table."}, "url,page,…\r\n"),
    "application/x-ndjson": (
        {"type": "string", "description": "The whole list, one row of `results` a line."},
        '{"url": "…"}\n',
    ),
    "application/ld+json": (
        {"type": "object", "description": "The entry as schema.org data, as in the head of its page."},
        {"@context": "https://schema.org", "@type": "WebPage"},
    ),
}

FROM, TO = (
    OpenApiParameter(name, NUMBER, OpenApiParameter.QUERY, description=description)
    for name, description in [
        ("from", "The number of the version to compare with; the one before `to` if left out."),
        ("to", "The number of the version that is compared; the latest if left out."),
    ]
)


def _header(name, type_, statuses, description):
    return OpenApiParameter(name, type_, OpenApiParameter.HEADER, description=description, response=statuses)


HEADERS = [
    _header("ETag", str, [200, 304], "Send it back in `If-None-Match` to be told 304 while nothing has changed."),
    _header("Last-Modified", str, [200], "When the entry, or the newest one of a list, was last changed."),
    _header("Cache-Control", str, [200, 301, 304], "Any cache may keep the answer, and has to ask each time."),
    _header("Vary", str, [200, 304], "Which headers of the request the answer depends on."),
    _header("Link", str, [200, 304], "The neighbours of a page of a list, the page for people, and what explains it."),
    _header("RateLimit-Limit", int, [200, 304, 429], "How many requests a client may make in the span of the limit."),
    _header("RateLimit-Remaining", int, [200, 304, 429], "How many of them are left."),
    _header("RateLimit-Reset", int, [200, 304, 429], "Seconds until all of them may be made again."),
]
RETRY_AFTER = _header("Retry-After", int, [429, 503], "Seconds to wait.")
LOCATION = _header("Location", str, [301], "The entry's address now, with the same query.")


class ParameterErrorSerializer(serializers.Serializer):
    """What is wrong with one query parameter, and what would be right."""

    field = serializers.CharField(help_text="The parameter.")
    value = serializers.CharField(help_text="The value that was sent, cut to 100 characters.")
    message = serializers.CharField()
    allowed = serializers.ListField(
        child=serializers.CharField(), help_text="What is allowed, where that can be listed."
    )
    nearest = serializers.CharField(help_text="The allowed value that was probably meant, or empty.")


class ProblemSerializer(serializers.Serializer):
    """An error, as RFC 9457 has it."""

    type = serializers.CharField(help_text="Where this kind of error is explained, relative to the request.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What happened, in a sentence.")
    errors = ParameterErrorSerializer(many=True, help_text="One for each parameter that is not right.")


class ArchiveSchema(AutoSchema):
    """Adds what every address answers besides its data: headers, 304, and the errors."""

    def get_tags(self):
        return [self.view.tag]

    def get_auth(self):
        """Nothing where nothing is needed: generators take a list of one empty choice for a key that is needed."""
        choices = super().get_auth()
        return [] if choices == [{}] else choices

    def get_examples(self):
        return [OpenApiExample("From the 11th Congress", value=self.view.example(), response_only=True)]

    def get_override_parameters(self):
        steps = [_step(name, self.path, self.view.example()["url"]) for name in STEPS if f"{{{name}}}" in self.path]
        known = {"part": PART, "version": VERSION, "from": FROM, "to": TO}
        steps += [known[name] for name in self.view.parameters if name in known]
        steps.append(_format(self.view.get_renderers()))
        return [*steps, *self.view.described_choice(), *HEADERS, RETRY_AFTER, *([LOCATION] if steps else [])]

    def get_response_serializers(self):
        own = getattr(self.view, "own_errors", {})
        errors = [*ERRORS, *(ENTRY_ERRORS if "{" in self.path else ()), *own]
        return {
            200: OpenApiResponse(super().get_response_serializers(), description=f"{self.get_summary()}."),
            304: OpenApiResponse(description=UNMODIFIED),
            **{(status.value, CONTENT_TYPE): problem(status, own.get(status)) for status in sorted(errors)},
        }

    def map_renderers(self, attribute):
        """The serializer is of JSON, the first of an address's forms; the others are added as they are."""
        return super().map_renderers(attribute)[:1]

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for renderer in self.view.get_renderers()[1:]:
            schema, example = FORMS[renderer.media_type]
            content = {"schema": schema, "examples": {"Shortened": {"value": example}}}
            bodies["200"]["content"][renderer.media_type] = content
        return bodies

    def get_filter_backends(self):
        return self.view.filter_backends

    def _get_pagination_parameters(self):
        if hasattr(self.view, "uses_pagination_class"):
            return self.view.uses_pagination_class().get_schema_operation_parameters(self.view)
        return super()._get_pagination_parameters()

    def _is_list_view(self, serializer=None):
        return isinstance(self.view, ListModelMixin)


def described(operation_id, summary, tag, example):
    """Give a view its name, its summary and its example (a function) in the schema."""

    def decorate(view):
        view.tag = tag
        view.example = staticmethod(example)
        return extend_schema_view(get=extend_schema(operation_id=operation_id, summary=summary))(view)

    return decorate


@lru_cache(maxsize=1)
def schema_document():
    """The whole schema, built once in a process and only when somebody asks for it."""
    with translation.override("en"):
        return SchemaGenerator().get_schema(public=True)


def _format(renderers):
    formats = [renderer.format for renderer in renderers]
    description = f"The form of the answer; it goes before the `Accept` header. One of: {', '.join(formats)}."
    return OpenApiParameter("format", str, OpenApiParameter.QUERY, description=description, enum=formats)


def _step(name, path, address):
    """The parameter that stands in the path, with what stands there in the address of the example."""
    schema, description = STEPS[name]
    steps = dict(zip(path.split("/"), urlsplit(address).path.split("/"), strict=True))
    value = steps[f"{{{name}}}"]
    value = int(value) if schema["type"] == "integer" else value
    example = OpenApiExample("From the 11th Congress", value=value)
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, description=description, examples=[example])


def problem(status, detail=None):
    detail, errors = detail or DETAILS.get(status, status.description), []
    if status is HTTPStatus.BAD_REQUEST:
        message = "This is not one of the values."
        errors = [parameter_error("kind", "reprot", message, allowed=["report", "discussion"], nearest="report")]
    example = {
        "type": f"/api/docs/#{problem_anchor(status)}",
        "title": problem_title(status),
        "status": status.value,
        "detail": "Not right: kind." if errors else detail,
        "errors": errors,
    }
    return OpenApiResponse(
        ProblemSerializer, description=detail, examples=[OpenApiExample(status.phrase, value=example)]
    )
