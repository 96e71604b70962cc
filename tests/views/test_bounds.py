"""Pages of a large archive: they show as much as a page has room for, and lead to the rest."""

from unittest.mock import patch

from archive.filters.kinds import EntryField
from tests.beginnings import room_for
from tests.factories import (
    PUBLISHED,
    make_congress,
    make_debate,
    make_resolution,
    make_speaker,
    make_speech,
)
from tests.views.base import PageTestCase, bare


class BoundsTests(PageTestCase):
    def test_a_filter_with_too_many_to_choose_from_is_written(self):
        make_speaker(slug="martov", name="Martov", status=PUBLISHED)
        with patch.object(EntryField, "most", 1):
            page = self.client.get("/speeches/?speaker=martov")
        self.assertContains(page, '<input id="f-speaker" name="speaker" type="text" value="martov"')
        self.assertContains(page, "As in the address of its page:")
        self.assertIn("Speaker: Martov", bare(page))
        self.assertContains(page, '<select id="f-congress"')

    def test_the_front_page_names_the_first_congresses(self):
        for number in range(20, 25):
            make_congress(number=number, title=f"Congress no. {number}", status=PUBLISHED)
        with patch("archive.selectors.congresses.PAGE_SIZE", 3):
            for address in ("/", "/nowhere/"):
                text = bare(self.client.get(address))
                self.assertIn("Congress no. 21 outline", text)
                self.assertNotIn("Congress no. 22 outline", text)

    def test_a_long_timeline_goes_on(self):
        for number in range(20, 25):
            make_congress(number=number, title=f"Congress no. {number}", status=PUBLISHED)
        with patch("archive.selectors.congresses.PAGE_SIZE", 3):
            first, second = self.client.get("/timeline/"), self.client.get("/timeline/?after=21")
        self.assertContains(first, 'href="?after=21"')
        self.assertContains(first, "/congresses/21/")
        self.assertNotContains(first, "/congresses/22/")
        self.assertContains(second, "/congresses/24/")
        self.assertNotContains(second, "/congresses/21/")
        self.assertContains(second, '<a href="/timeline/">First congresses</a>')
        part = "From the 22nd to the 24th congress on one scale of time, with dates, places and delegates."
        self.assertContains(second, f'<p class="page-head__meta">{part}</p>')
        self.assertContains(second, f'<meta name="description" content="{part}">')
        whole = self.client.get("/timeline/")
        self.assertContains(whole, "All congresses on one scale of time")
        self.assertNotContains(whole, "Later congresses")
        self.assertContains(second, '<link rel="canonical" href="http://testserver/timeline/?after=21">')
        self.assertContains(
            self.client.get("/timeline/?after=soon"), '<link rel="canonical" href="http://testserver/timeline/">'
        )
        self.assertEqual(self.client.get("/timeline/?after=24").status_code, 404)

    def test_a_topic_of_many_debates_leads_to_the_list_of_all(self):
        for place in range(2):
            make_debate(congress=self.congress, title=f"Debate no. {place}", status=PUBLISHED).topics.add(self.topic)
            resolution = make_resolution(congress=self.congress, title=f"Resolved no. {place}", status=PUBLISHED)
            resolution.topics.add(self.topic)
        hidden = make_debate(congress=self.congress, title="Not public")
        hidden.topics.add(self.topic)
        shown = self.topic.debates.count() - 1
        with room_for(shown):
            self.assertNotContains(self.client.get("/topics/army/"), "more than")
        with room_for(1):
            page = self.client.get("/topics/army/")
        self.assertContains(page, '<a href="/debates/?topic=army">more than 1 debates</a>')
        self.assertContains(page, '<a href="/resolutions/?topic=army">All resolutions</a>')
        self.assertNotContains(page, "Resolved no. 1")
        self.assertIn("1 congress. Only those that were entered first", bare(page))

    def test_a_person_of_many_speeches_leads_to_the_list_of_all(self):
        for _ in range(3):
            make_speech(debate=self.debate, speaker=self.lenin, heading="Said once more")
        with room_for(2):
            page = self.client.get("/speakers/lenin/")
        self.assertContains(page, '<a href="/speeches/?speaker=lenin">more than 2 speeches</a>')
        self.assertContains(page, "Only those that were entered first are on this page.")
        self.assertNotContains(self.client.get("/speakers/lenin/"), "entered first")
