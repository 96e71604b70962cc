"""Hostile texts, long names, a congress with one line of data."""

from tests.factories import (
    PUBLISHED,
    make_citation,
    make_clause,
    make_congress,
    make_debate,
    make_election,
    make_link,
    make_note,
    make_participation,
    make_resolution,
    make_source,
    make_speaker,
    make_speech,
    make_topic,
)
from tests.views.base import PageTestCase, bare, without_data


class EdgeTests(PageTestCase):
    def test_a_dispute_over_a_field_that_is_no_more_is_shown_as_it_stands(self):
        make_citation(self.debate, source=self.source, field="of-old", stance="disputes", value="Another value")
        self.assertContains(self.client.get(self.debate.get_absolute_url()), "Another value")

    HOSTILE = {
        "script": "<script>alert('x')</script><img src=x onerror=alert(1)>",
        "quotes": "\"><svg/onload=alert(1)> ' & &amp; `{{ 7*7 }}`",
        "right to left": "\u202eevil\u202c שלום مرحبا",
        "emoji": "👩🏽‍🚀 e\u0301\u0327 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
        "long": "Ж" * 120,
        "markdown": "[x](javascript:alert(1)) <b>bold</b> ![i](https://evil.example/i.png)",
    }

    def test_hostile_text_is_shown_and_never_run(self):
        for name, text in self.HOSTILE.items():
            with self.subTest(name):
                slug = name.replace(" ", "-")
                congress = make_congress(status=PUBLISHED, title=text, summary=text, background=text, city=text)
                person = make_speaker(
                    slug=slug, name=text, original_name=text, role=text, biography=text, status=PUBLISHED
                )
                debate = make_debate(congress=congress, title=text, question=text, outcome=text, status=PUBLISHED)
                resolution = make_resolution(congress=congress, title=text, summary=text, text=text, status=PUBLISHED)
                source = make_source(slug=slug, title=text, authors=text, note=text, container=text, status=PUBLISHED)
                topic = make_topic(slug=slug, name=text, description=text, status=PUBLISHED)
                speech = make_speech(
                    debate=debate, text=text, attribution=text, heading=text, language='x"><', page=text[:30]
                )
                make_participation(debate=debate, speaker=person, stance=text)
                make_election(congress=congress, speaker=person, note=text)
                make_clause(resolution=resolution, text=text, heading=text, number=text[:20])
                make_link(resolution=resolution, outside_title=text, note=text)
                for entry in (congress, person, debate, resolution, source, topic):
                    make_citation(entry, source=source, stance="disputes", value=text, note=text, locator=text)
                    make_note(entry, text=text)
                addresses = [
                    entry.get_absolute_url() for entry in (congress, person, debate, resolution, source, topic)
                ]
                lists = ["/", "/speeches/", "/speakers/", "/topics/", "/sources/", f"{addresses[0]}people/"]
                cites = [f"{address}cite/" for address in addresses] + [
                    f"{addresses[1]}cite/?part=speech-{speech.position}"
                ]
                for address in addresses + lists + cites:
                    html = without_data(self.client.get(address))
                    self.assertNotRegex(
                        html,
                        r"<script(?! src=\"/static/archive/)|<img|<b>bold|onload=alert\(1\)>[^&]*</svg|<svg/onload",
                    )
                    self.assertNotIn('href="javascript', html)
                    self.assertNotIn('lang="x">', html)

    def test_a_text_of_100_kilobytes_is_shown_whole_in_its_debate_and_cut_in_lists(self):
        make_speech(debate=self.debate, text="x" * 100_000)
        self.assertContains(self.client.get("/congresses/11/debates/army/"), "x" * 100_000)
        self.assertNotContains(self.client.get("/speeches/"), "x" * 300)

    def test_a_congress_with_one_line_of_data_has_a_page(self):
        make_congress(number=30, title="Congress", status=PUBLISHED)
        page = self.client.get("/congresses/30/")
        self.assertIn("No figures have been entered for this congress yet.", bare(page))
        self.assertNotIn("None", bare(page))

    def test_no_page_holds_inline_script_or_style(self):
        for address in [
            "/",
            "/congresses/11/",
            "/congresses/11/debates/army/",
            "/speakers/lenin/",
            "/debates/",
            "/nothing/",
        ]:
            with self.subTest(address=address):
                html = without_data(self.client.get(address))
                self.assertNotRegex(html, r"<script(?! src=\"/static/archive/)|<style|\sstyle=|\son\w+=")
