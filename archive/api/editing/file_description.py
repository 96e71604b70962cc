"""What the schema says of congress files: to fetch one as YAML, and to send one as YAML or JSON."""

from http import HTTPStatus

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from archive.api.congress_files import JsonParser, YamlParser, YamlRenderer
from archive.api.editing.description import ABSENT, REASON, WRITING_HEADERS, EditingSchema, step_parameter
from archive.api.problems import CONTENT_TYPE
from archive.api.schema import ENTRY_ERRORS, ERRORS, UNMODIFIED, problem
from archive.api.serializers.loading import LoadedSerializer

PUBLIC = {
    "get": ("read_{name}_file", "What readers see of a {name}, as a file"),
    "put": ("write_{name}_file", "Make the archive say what a {name} file says"),
}
TO_EDIT = {"get": ("read_{name}_file_to_edit", "A {name} with all its drafts, as a file")}

EXAMPLE = {
    "format": 1,
    "congress": {"number": 11, "title": "11th Congress of the Russian Communist Party (Bolsheviks)"},
}
FILE = {
    "title": "CongressFile",
    "type": "object",
    "description": "The keys of docs/congress-file.md.",
    "required": ["format", "congress"],
    "properties": {"format": {"const": 1}, "congress": {"type": "object"}},
}
SWITCHES = [
    OpenApiParameter(name, str, enum=["0", "1"], allow_blank=False, description=description)
    for name, description in [
        ("dry_run", "`1`: do all, say what would be changed, and undo it."),
        ("replace", "`1`: the file is the whole truth; what it leaves out is emptied or deleted."),
        ("overwrite", "`1`: write also over entries that have moved on since the file was made."),
    ]
]


class CongressFileSchema(EditingSchema):
    """Describes a view of `archive.api.views.congress_files`, which has its kind and its operations."""

    def get_tags(self):
        return ["Congresses"] if self._is_public() else ["Writing"]

    def get_description(self):
        return f"{self.get_summary()}." if self._is_public() else super().get_description()

    def get_override_parameters(self):
        number = step_parameter("number", self.view.kind)
        return [number] if self.method == "GET" else [number, *SWITCHES, REASON, *WRITING_HEADERS, ABSENT]

    def get_request_serializer(self):
        if self.method == "GET":
            return None
        return dict.fromkeys(self.map_parsers(), FILE)

    def map_parsers(self):
        return [YamlParser.media_type, JsonParser.media_type]

    def get_response_serializers(self):
        if not self._is_public():
            return super().get_response_serializers()
        errors = {(status.value, CONTENT_TYPE): problem(status) for status in (*ERRORS, *ENTRY_ERRORS)}
        return {(200, YamlRenderer.media_type): self._done(200), 304: OpenApiResponse(description=UNMODIFIED), **errors}

    def _successes(self):
        return [200, 201] if self.method == "PUT" else [(200, YamlRenderer.media_type)]

    def _done(self, status):
        description = f"{self.get_summary()}."
        if self.method == "GET":
            example = OpenApiExample("Shortened", value=EXAMPLE, media_type=YamlRenderer.media_type)
            return OpenApiResponse(FILE, description=description, examples=[example])
        if status == HTTPStatus.CREATED:
            description = f"{description} The congress is new."
        return OpenApiResponse(LoadedSerializer, description=description)

    def _is_public(self):
        return self.method == "GET" and self.view.operations is PUBLIC
