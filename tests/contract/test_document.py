"""The committed description is the one that the API gives, and takes nothing away from the released one."""

import io
import json
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import SimpleTestCase
from inflection import underscore

from archive.api.schema import schema_document
from tests.contract.compatibility import breaks

DOCS = Path(settings.BASE_DIR) / "docs"


def committed(name):
    return (DOCS / name).read_text(encoding="utf-8")


def load(name):
    return yaml.load(committed(name), yaml.CSafeLoader)


class DocumentTests(SimpleTestCase):
    def test_the_committed_description_is_that_of_the_code(self):
        call_command("spectacular", validate=True, fail_on_warn=True, stdout=(written := io.StringIO()))
        self.assertEqual(written.getvalue(), committed("openapi.yaml"), "docs/openapi.yaml is old: run make openapi")

    def test_what_the_site_serves_is_the_same(self):
        self.assertEqual(json.loads(json.dumps(schema_document())), load("openapi.yaml"))

    def test_it_breaks_no_promise_of_the_released_one(self):
        broken = list(breaks(load("openapi-v1.yaml"), load("openapi.yaml")))
        self.assertEqual(broken, [], "within v1 nothing is renamed or removed: docs/api.md, Versions and deprecation")

    def test_it_says_what_the_whole_is(self):
        document = load("openapi.yaml")
        self.assertTrue(document["info"]["license"]["url"])
        self.assertTrue(document["servers"])
        self.assertTrue(document["externalDocs"]["url"])
        described = {tag["name"] for tag in document["tags"] if tag["description"]}
        used = {tag for item in document["paths"].values() for operation in item.values() for tag in operation["tags"]}
        self.assertEqual(described, used)

    def test_no_schema_is_named_as_one_of_its_fields(self):
        for name, schema in load("openapi.yaml")["components"]["schemas"].items():
            with self.subTest(schema=name):
                self.assertNotIn(
                    underscore(name), schema.get("properties", {}), "clients in Python cannot be generated"
                )
