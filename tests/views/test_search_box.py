"""The box to search from: on every page, in its own language, and where a list leads to it."""

import re

from tests.views.test_search import SearchPageTestCase


class SearchBoxTests(SearchPageTestCase):
    def test_every_page_has_one_search_box_in_its_own_language(self):
        pages = [
            "/",
            "/search/",
            "/nothing/",
            "/about/",
            "/congresses/11/",
            "/congresses/11/debates/army/",
            "/speeches/",
        ]
        for prefix in ("", "/ru"):
            for address in pages:
                with self.subTest(address=prefix + address):
                    page = self.client.get(prefix + address).content.decode()
                    [form] = re.findall(r'<form class="search[^>]*role="search".*?</form>', page, re.DOTALL)
                    self.assertIn(f'action="{prefix}/search/"', form)
                    self.assertIn('<label class="visually-hidden" for="search-box">', form)
                    self.assertIn('id="search-box" name="q" type="search"', form)
                    self.assertEqual(page.count('id="search-box"'), 1)

    def test_it_is_the_main_thing_on_the_front_page_and_on_an_error_page(self):
        for address in ("/", "/nothing/"):
            main = self.client.get(address).content.decode().split("<main", 1)[1]
            self.assertIn('class="search search--big"', main)

    def test_the_lists_of_speeches_and_debates_lead_to_a_search_in_them(self):
        self.assertContains(self.client.get("/speeches/"), 'href="/search/?type=speech"')
        self.assertContains(self.client.get("/debates/"), 'href="/search/?type=debate"')
