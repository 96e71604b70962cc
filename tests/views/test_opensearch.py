"""The description of the search for browsers, by the rules of OpenSearch 1.1, draft 6."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.test import TestCase

NS = "{http://a9.com/-/spec/opensearch/1.1/}"
HTML = "text/html"


class OpenSearchTests(TestCase):
    def document(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response["Content-Type"].split(";")[0], "application/opensearchdescription+xml")
        self.assertIn("max-age=3600", response["Cache-Control"])
        self.assertTrue(response.content.startswith(b"<?xml "))
        return ElementTree.fromstring(response.content)

    def test_it_holds_what_the_standard_demands(self):
        for address in ("/opensearch.xml", "/ru/opensearch.xml"):
            with self.subTest(address=address):
                root = self.document(address)
                self.assertEqual(root.tag, f"{NS}OpenSearchDescription")
                [name], [description] = root.findall(f"{NS}ShortName"), root.findall(f"{NS}Description")
                self.assertTrue(0 < len(name.text) <= 16, name.text)
                self.assertTrue(0 < len(description.text) <= 1024)
                for text in (name.text, description.text):
                    self.assertNotIn("<", text)
                self.assertEqual({element.text for element in root.findall(f"{NS}InputEncoding")}, {"UTF-8"})
                self.assertEqual([element.text for element in root.findall(f"{NS}Language")], ["en", "ru"])

    def test_every_template_is_a_whole_address_that_answers(self):
        for address, page in (("/opensearch.xml", "/search/"), ("/ru/opensearch.xml", "/ru/search/")):
            urls = self.document(address).findall(f"{NS}Url")
            self.assertEqual(urls[0].get("type"), HTML)
            templates = {url.get("type"): url.get("template") for url in urls}
            self.assertEqual(templates[HTML], f"http://testserver{page}?q={{searchTerms}}")
            for kind, template in templates.items():
                with self.subTest(address=address, type=kind):
                    self.assertEqual(urlsplit(template)[:2], ("http", "testserver"))
                    filled = template.replace("{searchTerms}", "%D0%A2%D1%80%D0%BE%D1%86%D0%BA%D0%B8%D0%B9")
                    self.assertNotIn("{", filled)
                    self.assertEqual(self.client.get(filled.removeprefix("http://testserver")).status_code, 200)

    def test_every_page_leads_to_it_in_its_language(self):
        for address, description in (("/about/", "/opensearch.xml"), ("/ru/about/", "/ru/opensearch.xml")):
            link = '<link rel="search" type="application/opensearchdescription+xml" title="'
            page = self.client.get(address)
            self.assertContains(page, link)
            self.assertContains(page, f'href="{description}"')

    def test_it_asks_the_database_nothing(self):
        with self.assertNumQueries(0):
            self.client.get("/opensearch.xml")
