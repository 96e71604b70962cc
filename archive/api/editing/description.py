"""What the schema says of writing: the same for each kind of entry, with the document of that kind."""

from http import HTTPStatus

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from archive.api import security_schemes  # noqa: F401  registers the schemes
from archive.api.editing.documents import STEPS
from archive.api.parameters import SLUG_PATTERN, TEXT_PATTERN
from archive.api.problems import CONTENT_TYPE
from archive.api.schema import NUMBER, problem
from archive.choices import PublicationStatus
from archive.interchange.document_schema import document_schema

#: What is done by each method: the name of the operation, its summary, and the statuses of what goes well.
LIST = {"get": ("list_{many}_to_edit", "The {many} that you may see, drafts included")}
MAKE = {"post": ("create_{name}", "Make a {name}, a draft")}
ENTRY = {
    "get": ("read_{name}_to_edit", "A {name} in any status, as a document"),
    "put": ("write_{name}", "Make a {name} say what the document says"),
    "patch": ("change_{name}", "Change some keys of a {name}"),
    "delete": ("delete_{name}", "Delete a {name} that readers have not seen"),
}
STEP = {"post": ("move_{name}", "Take a {name} a step further, or back")}

REFUSED = [400, 401, 403, 404, 406, 409, 412, 413, 414, 415, 422, 428, 429, 500, 503]
READING_REFUSED = [400, 401, 403, 404, 406, 412, 413, 414, 429, 500, 503]
#: Entries of the bundled 11th Congress, by kind.
EXAMPLES = {
    "debate": "political-report",
    "resolution": "report-of-the-central-committee",
    "source": "lenin-pss-45",
    "speaker": "lenin",
    "topic": "new-economic-policy",
}
DESCRIPTIONS = {"number": "The number of the congress.", "slug": "The last step of the entry's address."}

DRY_RUN = OpenApiParameter(
    "dry_run", str, enum=["1"], description="Check and answer as if, and change nothing.", allow_blank=False
)
REASON = OpenApiParameter("reason", str, pattern=TEXT_PATTERN, description="Why; it stands in the history.")
WRITING_HEADERS = [
    OpenApiParameter(
        "If-Match", str, OpenApiParameter.HEADER, description="The `ETag` of the entry as you have seen it."
    ),
    OpenApiParameter(
        "Idempotency-Key",
        str,
        OpenApiParameter.HEADER,
        pattern="^[!-~]{1,200}$",
        description="The same request with the same key is done once.",
    ),
]
ABSENT = OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="`*` makes the entry.", enum=["*"])


class EditingSchema(AutoSchema):
    """Describes a view of `archive.api.editing` by its kind and the operations that it names."""

    def get_tags(self):
        return ["Writing"]

    def _said(self):
        return self.view.operations[self.method.lower()]

    def get_operation_id(self):
        return self._said()[0].format(name=self.view.kind.name, many=self.view.kind.many)

    def get_summary(self):
        return self._said()[1].format(name=self.view.kind.name, many=self.view.kind.many)

    def get_description(self):
        return f"{self.get_summary()}. For the staff."

    def get_filter_backends(self):
        return []

    def _get_pagination_parameters(self):
        if self.method != "GET" or self.view.operations is not LISTED:
            return []
        return self.view.pagination_class().get_schema_operation_parameters(self.view)

    def get_override_parameters(self):
        steps = [step_parameter(name, self.view.kind) for name in DESCRIPTIONS if f"{{{name}}}" in self.path]
        if self.method == "GET":
            return steps + _of_lists(self.view)
        absent = [ABSENT] if self.method == "PUT" else []
        return [*steps, DRY_RUN, REASON, *WRITING_HEADERS, *absent]

    def get_request_serializer(self):
        if self.method in ("GET", "DELETE"):
            return None
        schema = STEP_SCHEMA
        if self.view.operations is not STEP:
            schema = body_schema(self.view.kind, self.method)
        return dict.fromkeys(self.map_parsers(), schema)

    def _get_request_body(self, direction="request"):
        body = super()._get_request_body(direction)
        return body and {**body, "required": True}

    def map_parsers(self):
        return ["application/merge-patch+json", "application/json"] if self.method == "PATCH" else ["application/json"]

    def get_response_serializers(self):
        refused = {(status, CONTENT_TYPE): problem(HTTPStatus(status)) for status in REFUSED if self._may(status)}
        return {**{status: self._done(status) for status in self._successes()}, **refused}

    def _successes(self):
        return {"POST": [201, 200], "PUT": [200, 201], "DELETE": [204]}.get(self.method, [200])

    def _done(self, status):
        if status == HTTPStatus.NO_CONTENT:
            return OpenApiResponse(description="It is gone.")
        is_list = self.method == "GET" and "get" in self.view.operations and self.view.operations is LISTED
        return OpenApiResponse(
            LIST_SCHEMA if is_list else answer_schema(self.view.kind), description=f"{self.get_summary()}."
        )

    def _may(self, status):
        """Reading is refused for less than writing is."""
        return self.method != "GET" or status in READING_REFUSED


LISTED = {**LIST, **MAKE}
#: What an answer says beside the document. Sent back, it is not looked at; only the status has to be as it is.
BESIDE_SCHEMA = {
    "address": {"type": "string", "format": "uri"},
    "steps": {"type": "array", "items": {"type": "string", "enum": [*STEPS]}},
    "version": {"type": "integer"},
    "updated_at": {"type": "string", "format": "date-time"},
    "status": {"type": "string", "enum": PublicationStatus.values},
    "dry_run": {"type": "boolean"},
}
STEP_SCHEMA = {
    "title": "StepTaken",
    "type": "object",
    "required": ["step"],
    "properties": {"step": {"type": "string", "enum": [*STEPS]}, "reason": {"type": "string"}},
    "additionalProperties": False,
}
ROW = {"address": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "string"}}
LIST_SCHEMA = {
    "title": "EditedList",
    "type": "object",
    "required": ["count", "next", "previous", "results"],
    "properties": {
        "count": {"type": "integer"},
        "next": {"type": ["string", "null"]},
        "previous": {"type": ["string", "null"]},
        "results": {"type": "array", "items": {"type": "object", "required": [*ROW], "properties": ROW}},
    },
}


def body_schema(kind, method):
    """What is sent by a method: what its address says may be left out, and of a change everything."""
    schema = document_schema(kind)
    known = {"POST": {"position"}, "PUT": {kind.identity, "congress", "position"}}.get(method, set(schema["required"]))
    required = [key for key in schema["required"] if key not in known]
    properties = {**schema["properties"], **BESIDE_SCHEMA}
    suffix = "Changes" if method == "PATCH" else "Document" if method == "PUT" else "NewDocument"
    title = f"{kind.model.__name__}{suffix}"
    return {**schema, "title": title, "required": required, "properties": properties}


def answer_schema(kind):
    return {
        "title": f"Edited{kind.model.__name__}",
        "type": "object",
        "required": ["address", "steps", "version", "updated_at", "status"],
        "properties": {**document_schema(kind)["properties"], **BESIDE_SCHEMA},
    }


def step_parameter(name, kind):
    schema = NUMBER if name == "number" else {"type": "string", "pattern": SLUG_PATTERN.replace("*", "+")}
    example = OpenApiExample("From the 11th Congress", value=11 if name == "number" else EXAMPLES[kind.name])
    return OpenApiParameter(
        name, schema, OpenApiParameter.PATH, description=DESCRIPTIONS[name], examples=[example], required=True
    )


def _of_lists(view):
    described = {
        "status": OpenApiParameter(
            "status", str, enum=PublicationStatus.values, description="Entries in this status.", allow_blank=False
        ),
        "congress": OpenApiParameter("congress", NUMBER, description="Entries of the congress of this number."),
    }
    if view.operations is not LISTED:
        return []
    return [parameter for name, parameter in described.items() if name in view.list_parameters]
