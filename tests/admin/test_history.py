"""The history of an entry in the admin: who may look, what it says, and what any two versions differ in."""

from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.choices import VersionAction
from archive.models import Debate, Speech, Version
from archive.workflow import versions
from archive.workflow.snapshots import key_of
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, signed_in


def make_viewer(*kinds, name="viewer"):
    """Staff who may view these kinds and nothing else."""
    user = make_user(None, name)
    names = [f"view_{kind}" for kind in kinds] or list(
        Permission.objects.filter(codename__startswith="view_").values_list("codename", flat=True)
    )
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return user


def page_of(entry, page, *args, **query):
    found = reverse(f"admin:archive_{entry._meta.model_name}_{page}", args=[entry.pk, *args])
    return found if not query else f"{found}?" + "&".join(f"{name}={value}" for name, value in query.items())


class HistoryTestCase(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_user("Editor")
        cls.editor = signed_in(cls.user)
        cls.publisher = signed_in(make_user("Publisher"))
        cls.congress = make.make_congress(number=11)
        cls.debate = make.make_debate(congress=cls.congress, position=1, title="Tax", slug="tax", summary="Old words")
        cls.speech = make.make_speech(debate=cls.debate, position=1, text="As printed")
        cls.other = make.make_speech(debate=cls.debate, position=2, text="Another voice")
        cls.record(VersionAction.CREATE)

    @classmethod
    def record(cls, action=VersionAction.CHANGE, reason=""):
        return versions.record(cls.debate, cls.user, action, reason)

    def edit(self, record, reason="", **values):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()
        return self.record(reason=reason)


class DoorTests(HistoryTestCase):
    def pages(self):
        version = self.edit(self.debate, summary="HIDDEN words")
        yield address(self.debate, "history")
        yield page_of(self.debate, "version", version.number)
        yield page_of(self.debate, "compare")
        yield page_of(self.debate, "compare", against="public")
        yield address(self.speech, "history")

    def test_anonymous_and_strangers_see_nothing_and_viewers_look(self):
        viewer, stranger = signed_in(make_viewer()), signed_in(make_viewer("topic", name="stranger"))
        for page in self.pages():
            with self.subTest(page=page):
                self.assertIn("/login/", self.client.get(page).url)
                self.assertEqual(stranger.get(page).status_code, 403)
                self.assertEqual(viewer.get(page, follow=True).status_code, 200)
                self.assertNotContains(viewer.get(page, follow=True), page_of(self.debate, "restore"))

    def test_kinds_that_one_may_not_view_are_left_out(self):
        self.edit(self.speech, text="HIDDEN words")
        viewer = signed_in(make_viewer("debate"))
        for page in (
            *list(self.pages())[:4],
            page_of(self.debate, "compare", to=2),
            page_of(self.debate, "version", 1),
        ):
            response = viewer.get(page)
            with self.subTest(page=page):
                self.assertNotContains(response, "Speech")
                self.assertNotContains(response, "As printed")
        self.assertEqual(viewer.get(address(self.speech, "history")).status_code, 403)
        record = f"{address(self.debate, 'history')}?record={key_of(self.speech)}"
        self.assertEqual(viewer.get(record).status_code, 403)

    def test_senseless_addresses_are_answered(self):
        make.make_topic()
        elsewhere = versions.record(self.congress, self.user)
        for _number in (1, 2):
            self.congress.save()
            Debate.objects.filter(pk=self.debate.pk).update(position=5)
        self.assertEqual(elsewhere.number, 1)
        for number in (2, 0, -1, "x", 2**70, "1.5", "%D9%A1"):
            with self.subTest(number=number):
                self.assertEqual(self.editor.get(page_of(self.debate, "compare", to=number)).status_code, 404)
                self.assertEqual(self.editor.get(page_of(self.debate, "compare", **{"from": number})).status_code, 404)
        for page in (
            page_of(self.debate, "compare", against="everything"), page_of(self.debate, "version", 2),
            page_of(Debate(pk=2**70), "compare"), page_of(Debate(pk=999), "compare"),
            page_of(make.make_topic(), "compare"), f"{address(self.debate, 'history')}?record=user:1",
        ):  # fmt: skip
            with self.subTest(page=page):
                self.assertEqual(self.editor.get(page).status_code, 404)
        self.assertEqual(self.editor.get(address(Debate(pk=999), "history")).status_code, 302)


class HistoryPageTests(HistoryTestCase):
    def history(self, **query):
        return self.editor.get(address(self.debate, "history", **query))

    def test_who_when_why_and_what(self):
        self.edit(self.debate, reason="A better source", summary="New words", title="Tax in kind")
        self.edit(self.speech, text="Corrected")
        self.other.delete()
        self.record()
        page = self.history()
        for text in ("4 versions", "<td>editor</td>", "A better source", "<li>Title and Summary</li>",
                     "<li>Speech 1: Text</li>", "<li>Speech 2: taken away</li>", "UTC</time>", "Added"):  # fmt: skip
            with self.subTest(text=text):
                self.assertContains(page, text)

    def test_many_changes_are_counted(self):
        for position in range(10, 30):
            make.make_speech(debate=self.debate, position=position)
        self.record()
        self.edit(self.debate, summary="New words")
        self.edit(self.speech, text="Corrected")
        page = self.history()
        for text in ("Speeches: 20", "Summary", "Speech 1: Text"):
            self.assertContains(page, f"<li>{text}</li>")

    def test_what_follows_a_version_of_many_records_is_told_from_it(self):
        Version.objects.all().delete()
        for position in range(10, 30):
            make.make_speech(debate=self.debate, position=position)
        self.record()
        self.edit(self.speech, text="Corrected")
        self.other.delete()
        self.record()
        page = self.history()
        for text in ("Speeches: 22", "Speech 1: Text", "Speech 2: taken away"):
            self.assertContains(page, f"<li>{text}</li>")

    def test_a_schedule_is_told(self):
        Debate.objects.update(publish_at="2027-01-01T10:00Z")
        self.record()
        self.assertContains(self.history(), "Publish at: (nothing) → Jan. 1, 2027, 10 a.m. (UTC)")

    def test_an_entry_without_versions_says_so(self):
        Version.objects.all().delete()
        self.assertContains(self.history(), "Nothing is on record yet")

    def test_the_history_of_a_part_is_that_of_its_entry_narrowed(self):
        self.edit(self.debate, summary="New words")
        citation = make.make_citation(self.speech)
        self.record()
        for record, count in ((self.speech, 1), (citation, 1)):
            response = self.editor.get(address(record, "history"))
            self.assertRedirects(response, f"{address(self.debate, 'history')}?record={key_of(record)}")
            self.assertContains(self.editor.get(response.url), f"<caption>{count} version</caption>")

    def test_it_is_paged_and_its_queries_do_not_grow(self):
        counts = []
        for edits in (3, 60):
            for number in range(edits):
                person = make.make_speaker()
                make.make_participation(debate=self.debate, speaker=person, position=edits * 100 + number)
                self.record()
            self.history()
            with CaptureQueriesContext(connection) as queries:
                self.history()
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 14)
        self.assertContains(self.history(p=2), "Page 2 of 2")


class CompareTests(HistoryTestCase):
    def compare(self, **query):
        return self.editor.get(page_of(self.debate, "compare", **query))

    def test_any_two_versions_word_by_word(self):
        self.edit(self.debate, summary="New words")
        self.edit(self.speech, text="As spoken")
        page = self.compare(**{"from": 1, "to": 3})
        self.assertContains(page, "<del>Old </del>")
        self.assertContains(page, "<ins>spoken</ins>")
        self.assertNotContains(page, "Another voice")
        self.assertContains(self.compare(**{"from": 1, "to": 3, "unchanged": 1}), "Another voice")
        back = self.compare(**{"from": 3, "to": 1})
        self.assertContains(back, "<ins>Old </ins>")

    def test_against_the_one_before_now_and_public(self):
        self.edit(self.debate, summary="Second words")
        Debate.objects.update(summary="Stored words")
        self.assertContains(self.compare(), "<ins>Second </ins>")
        self.assertContains(self.compare(to=2, against="previous"), "<ins>Second </ins>")
        self.assertContains(self.compare(to=1, against="previous"), "<ins>Old words</ins>")
        self.assertContains(self.compare(**{"from": 2}, against="now"), "<ins>Stored </ins>")
        self.assertContains(self.compare(against="public"), "<ins>Stored words</ins>")
        Debate.objects.update(status="published")
        self.assertContains(self.compare(against="public"), "what readers see now (nothing)")
        type(self.congress).objects.update(status="published")
        self.assertContains(self.compare(against="public"), "Both say the same.")
        self.assertContains(self.compare(**{"from": 1}, against="public"), "<ins>Stored </ins>")

    def test_references_choices_and_evidence_are_in_words(self):
        person, gone = make.make_speaker(name="Lenin"), make.make_speaker(name="Martov")
        self.edit(self.speech, speaker=gone, certainty="printed")
        self.speech.speaker = person
        self.edit(self.speech, rendering="translation")
        gone.delete()
        source = make.make_source(title="Minutes")
        make.make_citation(self.speech, source=source, field="text", locator="p. 7")
        self.record()
        page = self.compare(**{"from": 2, "to": 3})
        self.assertContains(page, "no longer there")
        self.assertContains(page, "Lenin")
        self.assertContains(page, "Translation")
        page = self.compare(to=4)
        self.assertContains(page, "Speech 1 · Citation: p. 7")
        self.assertContains(page, "<ins>Minutes</ins>")
        self.assertContains(page, "<ins>Text</ins>")

    def test_parts_that_change_places_have_moved(self):
        Speech.objects.filter(pk=self.speech.pk).update(position=9)
        self.record()
        self.assertContains(self.compare(), "<h3>Speech 9 – moved</h3>")

    def test_its_queries_do_not_grow_and_it_is_paged(self):
        counts = []
        for count in (5, 70):
            for number in range(count):
                make.make_speech(debate=self.debate, position=count * 100 + number, speaker=make.make_speaker())
            self.record()
            self.compare()
            with CaptureQueriesContext(connection) as queries:
                self.compare()
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 12)
        self.assertContains(self.compare(p=2), "Page 2 of 2")

    def test_one_version_as_it_stood(self):
        self.edit(self.debate, summary="New words")
        page = self.editor.get(page_of(self.debate, "version", 1))
        self.assertContains(page, "Old words")
        self.assertContains(page, "Another voice")
        self.assertNotContains(page, "New words")
