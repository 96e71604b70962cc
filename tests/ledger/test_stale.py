"""Which keys a change makes stale: those of what it touches, of what it refers to or referred to, and of its order."""

from archive.choices import PublicationStatus
from archive.ledger import settle
from archive.models import ContentVersion, Debate, Ledger
from archive.workflow import ordering
from tests import factories as make
from tests.ledger.base import PUBLIC, LedgerTestCase

DRAFT = {"status": PublicationStatus.DRAFT}
ABOUT_THE_DEBATE = {"debate/11/report", "debate/*", "congress/11/*", "speaker/lenin/*", "topic/trade/*", "*"}


class StaleTests(LedgerTestCase):
    def stale_after(self, change):
        settle()
        place = Ledger.objects.get().content_place
        change()
        settle()
        return set(ContentVersion.objects.filter(place__gt=place).values_list("key", flat=True))

    def test_an_edit_touches_the_entry_its_kind_and_what_it_refers_to(self):
        self.speech.text = "Other words."
        self.assertEqual(self.stale_after(self.speech.save), ABOUT_THE_DEBATE)
        self.source.annotation = "A note."
        self.assertEqual(self.stale_after(self.source.save), {"source/works", "source/*", "*"})

    def test_what_it_referred_to_before_is_touched_too(self):
        trotsky = make.make_speaker(slug="trotsky", **PUBLIC)
        self.speech.speaker = trotsky
        self.assertEqual(
            self.stale_after(self.speech.save) - {"speaker/trotsky", "speaker/*"},
            {
                *ABOUT_THE_DEBATE,
                "speaker/trotsky/*",
            },
        )
        gone = self.stale_after(self.debate.delete)
        self.assertLessEqual({"speaker/trotsky/*", "topic/trade/*", "congress/11/order", "debate/11/report"}, gone)

    def test_what_comes_and_moves_changes_the_order(self):
        other = make.make_debate(congress=self.congress, slug="other", position=2, **DRAFT)
        self.assertEqual(self.stale_after(other.save), set())
        other.status = PublicationStatus.PUBLISHED
        self.assertIn("congress/11/order", self.stale_after(other.save))
        other.title = "Another"
        self.assertNotIn("congress/11/order", self.stale_after(other.save))
        positions = {other.pk: 1, self.debate.pk: 2}
        moved = self.stale_after(lambda: ordering.renumber(Debate, self.congress, positions))
        self.assertLessEqual({"congress/11/order", "debate/11/other"}, moved)

    def test_an_entry_is_touched_through_what_refers_to_it(self):
        amending = make.make_resolution(congress=self.congress, slug="amending", position=2, **PUBLIC)
        link = make.make_link(resolution=amending, to=self.resolution)
        self.resolution.topics.add(self.topic)
        settle()
        link.note = "In part."
        touched = self.stale_after(link.save)
        self.assertLessEqual({"resolution/11/amending", "resolution/11/resolved/*", "topic/trade/*"}, touched)

    def test_what_only_was_written_again_is_touched_as_readers_see_when(self):
        self.assertEqual(self.stale_after(self.lenin.save), {"speaker/lenin", "speaker/*", "*"})
