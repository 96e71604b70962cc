"""The schema is valid, complete, and true: every answer and every example fits it."""

import json

from django.test import SimpleTestCase
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from archive.api import urls
from archive.api.schema import schema_document
from archive.api.schema_components import resolved
from tests.api.archive import ADDRESSES, ArchiveTestCase

#: Below it the staff writes: tests/clients tries what is said of that.
EDITING = "/api/v1/editing/"


def plain(value):
    return json.loads(json.dumps(value))


def operations():
    """The operation of each public path, with the answers and examples that it refers to written out."""
    document = plain(schema_document())
    found = {path: item["get"] for path, item in document["paths"].items() if not path.startswith(EDITING)}
    for operation in found.values():
        for status, response in operation["responses"].items():
            operation["responses"][status] = response = resolved(document, response)
            for content in response.get("content", {}).values():
                content["examples"] = {name: resolved(document, one) for name, one in content["examples"].items()}
    return found


def errors_of(value, schema):
    """Where a value does not fit a schema of the document, fields it does not know included, as sentences."""
    components = plain(schema_document())["components"]
    for component in components["schemas"].values():
        if component.get("type") == "object":
            component["additionalProperties"] = False
    validator = Draft202012Validator({**schema, "components": components})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


class SchemaTests(SimpleTestCase):
    def test_the_generator_has_nothing_to_say(self):
        SchemaGenerator().get_schema(public=True)
        self.assertFalse(GENERATOR_STATS, "warnings or errors: run manage.py spectacular")

    def test_it_is_valid_openapi_3_1(self):
        document = plain(schema_document())
        self.assertEqual(document["openapi"], "3.1.1")
        validate(document)

    def test_every_address_has_its_operation(self):
        named = {operation["operationId"] for operation in operations().values()}
        self.assertEqual(
            named,
            {
                "read_front",
                "list_congresses",
                "read_congress",
                "read_congress_people",
                "list_debates",
                "read_debate",
                "list_resolutions",
                "read_resolution",
                "list_speeches",
                "list_speakers",
                "read_speaker",
                "list_topics",
                "read_topic",
                "list_sources",
                "read_source",
                "cite_congress",
                "cite_debate",
                "cite_resolution",
                "cite_speaker",
                "cite_topic",
                "cite_source",
                "list_congress_versions",
                "list_debate_versions",
                "list_resolution_versions",
                "list_speaker_versions",
                "list_topic_versions",
                "list_source_versions",
                "search_archive",
                "list_changes",
                "list_dumps",
            },
        )
        own = 5  # The schema does not describe itself and files, nor yet the two addresses of congress files.
        self.assertEqual(len(named), len(urls.urlpatterns) - own)

    def test_every_parameter_is_described(self):
        for path, operation in operations().items():
            for parameter in operation.get("parameters", []):
                with self.subTest(path=path, parameter=parameter["name"]):
                    self.assertTrue(parameter["description"])
                    self.assertTrue(parameter["schema"]["type"])

    def test_every_list_describes_its_filters_and_its_pages(self):
        names = [parameter["name"] for parameter in operations()["/api/v1/resolutions/"]["parameters"]]
        filters = ["after", "before", "congress", "kind", "result", "secrecy", "topic", "updated_since"]
        self.assertEqual(
            sorted(names), sorted([*filters, "cursor", "expand", "fields", "format", "ordering", "page", "page_size"])
        )

    def test_every_error_is_described_as_a_problem(self):
        for path, operation in operations().items():
            own = {"301", "404", "410"} if "{" in path else {"410"} if path.endswith("/changes/") else set()
            expected = {"400", "406", "412", "413", "414", "429", "500", "503"} | own
            with self.subTest(path=path):
                self.assertTrue(operation["responses"]["200"]["description"])
                self.assertEqual(set(operation["responses"]) - {"200", "304"}, expected)
                for status in expected:
                    response = operation["responses"][status]
                    self.assertTrue(response["description"])
                    self.assertEqual(
                        response["content"]["application/problem+json"]["schema"],
                        {"$ref": "#/components/schemas/Problem"},
                    )

    def test_enums_bear_the_names_of_their_vocabularies(self):
        names = set(plain(schema_document())["components"]["schemas"])
        self.assertLessEqual({"DebateKind", "SpeechKind", "SourceKind", "Stance", "Vote", "Openness"}, names)
        self.assertFalse([name for name in names if name.endswith("Enum") and name != "BlankEnum"])

    def test_every_example_fits_its_schema(self):
        for path, operation in operations().items():
            for status, response in operation["responses"].items():
                for content in response.get("content", {}).values():
                    self.assertTrue(content["examples"], f"{path} {status}")
                    for example in content["examples"].values():
                        with self.subTest(path=path, status=status):
                            self.assertEqual(errors_of(example["value"], content["schema"]), [])

    def test_no_field_of_the_housekeeping_is_described(self):
        fields = {
            field
            for name, schema in plain(schema_document())["components"]["schemas"].items()
            if not name.startswith("Edited") and not name.endswith(("Document", "Changes"))
            for field in schema.get("properties", {})
        }
        self.assertFalse(
            fields & {"created_by", "created_at", "version", "publish_at", "withdraw_at", "former_slugs", "pk"}
        )


class TruthTests(ArchiveTestCase):
    def test_every_answer_fits_the_schema(self):
        paths = {operation["operationId"]: path for path, operation in operations().items()}
        self.assertEqual(len(paths), len(ADDRESSES))
        for name, address in ADDRESSES.items():
            with self.subTest(name=name):
                path = address.replace("/congresses/11/", "/congresses/{number}/")
                for slug in ("report", "on-the-report", "lenin", "trade", "encyclopedia"):
                    path = path.replace(f"/{slug}/", "/{slug}/")
                schema = operations()[path]["responses"]["200"]["content"]["application/json"]["schema"]
                self.assertEqual(errors_of(self.client.get(address).json(), schema), [])

    def test_an_empty_archive_fits_it_too(self):
        for model in (type(self.congress), type(self.lenin), type(self.topic), type(self.source)):
            model.objects.update(status="draft")
        for name in ("front", "congresses", "debates", "resolutions", "speeches", "speakers", "topics", "sources"):
            with self.subTest(name=name):
                schema = operations()[ADDRESSES[name]]["responses"]["200"]["content"]["application/json"]["schema"]
                self.assertEqual(errors_of(self.read(name), schema), [])

    def test_it_is_had_as_json_or_yaml(self):
        answer = self.client.get("/api/v1/schema/")
        self.assertEqual(answer["Content-Type"], "application/json")
        self.assertEqual(answer.json()["openapi"], "3.1.1")
        for media_type in ("application/yaml", "application/vnd.oai.openapi", "application/vnd.oai.openapi+json"):
            with self.subTest(media_type=media_type):
                answer = self.client.get("/api/v1/schema/", headers={"accept": media_type})
                self.assertEqual(answer["Content-Type"].split(";")[0], media_type)
