"""The guide for people: whole, made on the server, and fit for the strict policy."""

import html
import json
import re

from django.test import TestCase, override_settings

from archive.api.docs import QUICK_STARTS, quick_start
from archive.api.problems import DETAILS, problem_anchor
from archive.api.schema import schema_document


def operations():
    for path, item in schema_document()["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


class GuideTests(TestCase):
    def setUp(self):
        self.response = self.client.get("/api/docs/")
        self.page = self.response.content.decode()

    def test_it_names_every_address_with_its_parameters(self):
        self.assertEqual(self.response.status_code, 200)
        text = html.unescape(self.page)
        for path, method, operation in operations():
            with self.subTest(path=path, method=method):
                self.assertIn(f'id="{operation["operationId"]}"', text)
                self.assertIn(f"{method.upper()}</span> {path}</h4>", text)
                for parameter in operation.get("parameters", []):
                    self.assertIn(f"<code>{parameter['name']}</code>", text)

    def test_it_shows_the_programs_of_the_quick_start_for_this_archive(self):
        text = html.unescape(self.page)
        for language, name in QUICK_STARTS:
            with self.subTest(language=language):
                self.assertIn(f"<code>{quick_start(name, 'http://testserver')}</code>", text)

    def test_every_group_is_described_and_linked(self):
        for tag in schema_document()["tags"]:
            with self.subTest(tag=tag["name"]):
                self.assertIn(f'href="#group-{tag["name"].lower()}"', self.page)
                self.assertIn(html.escape(tag["description"]), self.page)

    @override_settings(API_THROTTLE="30/hour")
    def test_it_says_how_many_requests_this_archive_allows(self):
        self.assertIn("30 requests a hour", self.client.get("/api/docs/").content.decode())

    def test_every_example_is_json_with_the_addresses_of_this_archive(self):
        examples = [html.unescape(found) for found in re.findall(r"<code>(\{.*?)</code>", self.page, re.DOTALL)]
        answers = [json.loads(found) for found in examples if found.startswith("{\n")]
        public = [said["responses"]["200"] for _, _, said in operations() if not said.get("security")]
        self.assertGreaterEqual(len(answers), sum("application/json" in answer["content"] for answer in public))
        self.assertGreater(len(answers), 25)
        self.assertNotIn("archive.example", self.page)

    def test_every_request_it_shows_is_an_address_of_ours(self):
        requests = re.findall(r"curl (?:--request [A-Z]+ )?&#x27;http://testserver(.*?)&#x27;", self.page)
        self.assertEqual(len(requests), len(list(operations())))
        for address in requests:
            with self.subTest(address=address):
                self.assertNotIn("{", address)
                self.assertIn(self.client.get(address).status_code, (200, 401, 404, 405))
        self.assertIn("/api/v1/congresses/11/debates/political-report/", requests)

    def test_every_problem_is_explained_where_its_type_leads(self):
        for status in DETAILS:
            with self.subTest(status=status):
                self.assertIn(f'id="{problem_anchor(status)}"', self.page)

    def test_it_has_no_inline_script_or_style_and_no_other_host(self):
        self.assertNotRegex(self.page, r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:")
        self.assertNotRegex(self.page, r'<(?:script|link|img)[^>]*(?:src|href)="(?:https?:)?//(?!testserver)')
        self.assertIn("script-src 'self'", self.response["Content-Security-Policy"])

    def test_ids_are_used_once_and_links_within_lead_somewhere(self):
        ids = re.findall(r'\sid="([^"]+)"', self.page)
        self.assertEqual(len(ids), len(set(ids)))
        for target in re.findall(r'href="#([^"]+)"', self.page):
            self.assertIn(target, ids)

    def test_it_costs_no_query(self):
        with self.assertNumQueries(0):
            self.client.get("/api/docs/")
