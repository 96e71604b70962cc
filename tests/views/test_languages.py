"""Both languages: the interface, the titles, and `lang` on every passage in the other one."""

from tests.views.base import PageTestCase


class LanguageTests(PageTestCase):
    def test_russian_pages_put_the_russian_name_first_and_mark_the_english(self):
        page = self.client.get("/ru/congresses/11/")
        self.assertContains(page, '<html lang="ru">')
        self.assertContains(page, '11<span class="congress-head__suffix">-й</span>')
        self.assertContains(page, '<span class="congress-head__name">съезд партии</span>')
        self.assertContains(page, '<span lang="en">11th Congress of the Party</span>')
        self.assertContains(page, '<div class="congress-head__summary" lang="en">')
        self.assertContains(page, "532\xa0000")
        self.assertContains(page, "27 марта")

    def test_passages_in_the_other_language_are_marked(self):
        page = self.client.get("/congresses/11/debates/army/")
        self.assertContains(page, '<span lang="ru">О Красной Армии</span>')
        russian = self.client.get("/ru/congresses/11/debates/army/")
        self.assertContains(russian, "<h1>О Красной Армии</h1>")
        self.assertContains(russian, '<p class="para" id="speech-3-p1" dir="auto" lang="en">')
        self.assertContains(russian, '<a href="/ru/speakers/lenin/">Владимир Ленин</a>')

    def test_the_language_switch_keeps_path_and_query(self):
        page = self.client.get("/debates/?kind=report&page=1")
        self.assertContains(page, 'href="/ru/debates/?kind=report&amp;page=1" lang="ru"')
        back = self.client.get("/ru/debates/?kind=report")
        self.assertContains(back, 'href="/debates/?kind=report" lang="en"')

    def test_the_language_switch_never_leads_to_another_host(self):
        self.assertNotIn('href="//', self.client.get("/ru//example.org/").content.decode())

    def test_the_head_names_the_page_in_both_languages(self):
        page = self.client.get("/ru/topics/army/?utm=1")
        self.assertContains(page, '<link rel="canonical" href="http://testserver/ru/topics/army/">')
        self.assertContains(page, 'hreflang="en" href="http://testserver/topics/army/')

    def test_every_page_answers_in_both_languages(self):
        for address in [
            "/",
            "/about/",
            "/congresses/11/people/",
            "/congresses/11/resolutions/army/",
            "/speeches/",
            "/speakers/lenin/",
            "/sources/record/",
        ]:
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 200)
                self.assertContains(self.client.get(f"/ru{address}"), '<html lang="ru">')
