"""Private changes to public entries: their world, and what becomes of them."""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import TestCase

from archive.choices import ChangeState, PublicationStatus, VersionAction
from archive.models import Debate, FormerSlug, Participation, PendingChange, SearchDocument, Speech, Version
from archive.workflow import private, snapshots, versions
from archive.workflow.errors import WorkflowError
from archive.workflow.private.merging import MINE, THEIRS
from archive.workflow.snapshots import InvalidSnapshot, key_of
from tests import factories as make
from tests.admin.base import make_user

PUBLISHED = PublicationStatus.PUBLISHED


def every_row():
    """All rows of all tables of the archive but the private changes."""
    models = [model for model in apps.get_models(include_auto_created=True) if model is not PendingChange]
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in models}


class PrivateTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor, cls.publisher = make_user("Editor"), make_user("Publisher")
        cls.congress = make.make_congress(number=11, status=PUBLISHED)
        cls.debate = make.make_debate(congress=cls.congress, slug="tax", title="Tax", summary="Old", status=PUBLISHED)
        cls.speaker = make.make_speaker(slug="ivanov", status=PUBLISHED)
        cls.one = make.make_speech(debate=cls.debate, position=1, text="First", speaker=cls.speaker)
        cls.two = make.make_speech(debate=cls.debate, position=2, text="Second")
        cls.citation = make.make_citation(cls.one, locator="p. 1")

    def edited(self, **texts):
        """A change in which the debate's fields are as given."""
        change = private.begin(self.debate, self.editor)
        return self.edit(change, key_of(self.debate), **texts)

    def edit(self, change, key, **values):
        data = {**change.data, key: {**change.data[key], **values}}
        data[key]["version"] += 1
        return private.store(change, data, self.editor)

    def inside(self, change, act):
        """Act in the world of the change and keep what has come of it."""
        with private.world(change):
            act()
            data = snapshots.take(self.debate, with_versions=True)
        return private.store(change, data, self.editor)


class WorldTests(PrivateTestCase):
    def test_looking_begins_nothing(self):
        with private.world(private.opened(self.debate)):
            pass
        self.assertFalse(PendingChange.objects.exists())

    def test_beginning_puts_on_record_what_it_began_from(self):
        change = private.begin(self.debate, self.editor)
        self.assertEqual((change.base, change.state), (1, ChangeState.OPEN))
        self.assertEqual(Version.objects.get().action, VersionAction.FOUND)
        self.assertEqual(private.begin(self.debate, self.publisher).pk, change.pk)
        self.assertFalse(private.has_moved(change))

    def test_the_world_shows_the_change_and_leaves_nothing_behind(self):
        change = self.edited(summary="New", slug="taxes")
        before = every_row()
        with private.world(change):
            inside = Debate.objects.get(pk=self.debate.pk)
            self.assertEqual((inside.summary, inside.slug), ("New", "taxes"))
            self.assertEqual(inside.version, change.data[key_of(self.debate)]["version"])
            inside.speeches.all().delete()
        self.assertEqual(every_row(), before)
        self.assertFalse(FormerSlug.objects.exists())

    def test_an_error_within_leaves_nothing_behind(self):
        change = self.edited(summary="New")
        before = every_row()
        with self.assertRaises(ZeroDivisionError), private.world(change):
            make.make_speech(debate=self.debate, position=9)
            1 / 0  # noqa: B018
        self.assertEqual(every_row(), before)
        self.assertIsNotNone(make.make_topic(slug="next").pk)
        self.assertLess(make.make_topic(slug="another").pk, PendingChange.FIRST_KEY)

    def test_what_is_made_within_has_a_key_that_stays_until_the_release(self):
        change = private.begin(self.debate, self.editor)
        source = self.citation.source
        change = self.inside(
            change, lambda: make.make_citation(make.make_speech(debate=self.debate, position=3), source=source)
        )
        (speech,) = [key for key in change.data if key.startswith("speech") and int(key[7:]) > PendingChange.FIRST_KEY]
        self.assertEqual([values["target"] for values in change.data.values() if "target" in values][1], speech)
        for _again in range(2):
            with private.world(change):
                self.assertEqual(key_of(Speech.objects.get(position=3)), speech)
        private.release(change, self.publisher)
        released = Speech.objects.get(position=3)
        self.assertLess(released.pk, PendingChange.FIRST_KEY)
        self.assertEqual(released.citations.count(), 1)

    def test_the_index_hears_nothing_of_it(self):
        change = self.edited(title="Unheard")
        before = list(SearchDocument.objects.order_by("pk").values())
        with private.world(change):
            Debate.objects.get(pk=self.debate.pk).save()
        self.assertEqual(list(SearchDocument.objects.order_by("pk").values()), before)

    def test_of_two_saves_the_second_is_told(self):
        change = private.begin(self.debate, self.editor)
        self.edit(change, key_of(self.debate), summary="Hers")
        with self.assertRaises(private.StaleChange):
            self.edit(change, key_of(self.debate), summary="His")
        stored = PendingChange.objects.get()
        self.assertEqual((stored.data[key_of(self.debate)]["summary"], stored.version), ("Hers", 2))

    def test_a_first_save_over_an_entry_that_has_moved_is_told(self):
        change = private.opened(self.debate)
        self.debate.summary = "Public"
        self.debate.save()
        with self.assertRaises(private.StaleChange):
            private.store(change, change.data, self.editor)
        self.assertFalse(PendingChange.objects.exists())


class StepTests(PrivateTestCase):
    def test_the_way_through_review(self):
        change = private.submit(self.edited(summary="New"), self.editor, "Misprint")
        self.assertEqual((change.state, change.reason), (ChangeState.IN_REVIEW, "Misprint"))
        change = private.return_(change, self.publisher, "Source?")
        self.assertEqual(change.state, ChangeState.OPEN)
        self.assertIn("Source?", change.reason)
        change = private.take_back(private.submit(change, self.editor), self.editor)
        self.assertEqual(change.state, ChangeState.OPEN)
        with self.assertRaises(WorkflowError):
            private.return_(private.submit(change, self.editor), self.publisher, " ")

    def test_rights(self):
        change = self.edited(summary="New")
        contributor = make_user("Contributor")
        for act in (private.submit, private.take_back, private.discard, private.release):
            with self.subTest(act=act.__name__), self.assertRaises(PermissionDenied):
                act(change, contributor)
        with self.assertRaises(PermissionDenied):
            private.release(change, self.editor)
        with self.assertRaises(PermissionDenied):
            private.return_(change, self.editor, "No")
        with self.assertRaises(PermissionDenied):
            private.discard(change, make_user("Editor", "another"))
        private.discard(change, self.editor)
        self.assertFalse(PendingChange.objects.exists())
        private.discard(self.edited(summary="Other"), self.publisher)

    def test_released_it_is_one_version_and_the_public_entry(self):
        change = self.edited(summary="New", title="Taxes released")
        version = private.release(change, self.publisher, "Checked")
        self.debate.refresh_from_db()
        self.assertEqual((self.debate.summary, self.debate.status), ("New", PUBLISHED))
        self.assertEqual((version.number, version.action, version.made_by), (2, "release", self.publisher))
        self.assertIn("Checked", version.reason)
        self.assertIn("editor", version.reason)
        self.assertFalse(PendingChange.objects.exists())
        self.assertIn("Taxes <mark>released", self.client.get("/search/?q=released").content.decode())

    def test_nothing_is_released_unseen(self):
        change = self.edited(summary="New")
        self.edit(change, key_of(self.debate), summary="Newer")
        with self.assertRaises(private.StaleChange):
            private.release(change, self.publisher)
        self.debate.refresh_from_db()
        self.assertEqual(self.debate.summary, "Old")

    def test_what_is_withdrawn_meanwhile_keeps_its_change(self):
        change = self.edited(summary="New")
        Debate.objects.update(status="withdrawn")
        with self.assertRaisesMessage(WorkflowError, "not published any more"):
            private.release(change, self.publisher)
        self.assertTrue(PendingChange.objects.exists())

    def test_what_no_longer_fits_is_said_and_kept(self):
        late = make.make_speaker(slug="late")
        change = private.begin(self.debate, self.editor)
        change = self.inside(
            change, lambda: make.make_participation(debate=self.debate, position=1, speaker=late, stance="Kept words")
        )
        late.delete()
        (key,) = private.problems(change)
        self.assertTrue(key.startswith("participation"))
        with self.assertRaises(private.Unopenable), private.world(change):
            pass
        with self.assertRaises(InvalidSnapshot):
            private.release(change, self.publisher)
        self.assertEqual(PendingChange.objects.get().data[key]["stance"], "Kept words")
        change = private.repair(change, self.editor, {key: "out"})
        self.assertEqual(private.problems(change), {})
        private.release(change, self.publisher)
        self.assertFalse(Participation.objects.exists())

    def test_an_address_given_away_meanwhile_is_put_right_with_the_public_one(self):
        change = self.edited(slug="excise", summary="New")
        make.make_debate(congress=self.congress, slug="excise")
        self.assertEqual(set(private.problems(change)), {key_of(self.debate)})
        with self.assertRaises(private.Unopenable), private.world(change):
            pass
        change = private.repair(change, self.editor, {key_of(self.debate): "public"})
        self.assertEqual(change.data[key_of(self.debate)]["slug"], "tax")
        self.assertEqual(change.data[key_of(self.debate)]["summary"], "New")


class ReconcileTests(PrivateTestCase):
    def reconcile(self, change, **choices):
        seen = snapshots.digest_of(snapshots.take(self.debate))
        return private.reconcile(change, self.editor, choices, seen)

    def test_a_change_of_status_alone_is_no_conflict(self):
        change = self.edited(summary="New")
        Debate.objects.update(status="withdrawn")
        versions.record(self.debate, self.publisher, VersionAction.WITHDRAW)
        Debate.objects.update(status="published")
        self.assertFalse(private.has_moved(change))
        private.release(change, self.publisher)

    def test_what_only_the_public_entry_changed_is_taken_over(self):
        change = self.edited(summary="New")
        Debate.objects.filter(pk=self.debate.pk).update(outcome="Adopted")
        self.two.delete()
        self.assertTrue(private.has_moved(change))
        with self.assertRaisesMessage(WorkflowError, "Reconcile"):
            private.release(change, self.publisher)
        merged = private.conflicts(change)
        self.assertEqual(merged.taken, [(key_of(self.debate), "outcome"), (f"speech:{merged.taken[1][0][7:]}", None)])
        self.assertEqual(merged.clashes, [])
        change = self.reconcile(change)
        self.assertFalse(private.has_moved(change))
        private.release(change, self.publisher)
        self.debate.refresh_from_db()
        self.assertEqual((self.debate.summary, self.debate.outcome), ("New", "Adopted"))
        self.assertEqual(self.debate.speeches.get(), self.one)

    def test_what_both_changed_is_chosen(self):
        change = self.edited(summary="Mine", title="Mine")
        Debate.objects.filter(pk=self.debate.pk).update(summary="Theirs", title="Theirs")
        with self.assertRaises(WorkflowError):
            self.reconcile(change)
        key = key_of(self.debate)
        change = self.reconcile(change, **{f"{key}|summary": MINE, f"{key}|title": THEIRS})
        self.assertEqual((change.data[key]["summary"], change.data[key]["title"]), ("Mine", "Theirs"))

    def test_what_is_gone_on_one_side_and_changed_on_the_other_is_chosen(self):
        for choice, texts in ((MINE, ["Mine", "Second"]), (THEIRS, ["Second"])):
            with self.subTest(choice=choice):
                change = private.begin(self.debate, self.editor)
                key = key_of(self.one)
                change = self.edit(change, key, text="Mine")
                sid = snapshots.take(self.debate)
                Speech.objects.get(pk=self.one.pk).delete()
                (clash,) = private.conflicts(change).clashes
                self.assertEqual((clash.key, clash.name, clash.public), (key, None, None))
                change = self.reconcile(change, **{clash.choice_name: choice})
                private.release(change, self.publisher)
                self.assertEqual(list(self.debate.speeches.values_list("text", flat=True)), texts)
                self.assertEqual(self.debate.speeches.filter(citations__locator="p. 1").exists(), choice == MINE)
                snapshots.apply(self.debate, sid)

    def test_a_row_taken_away_privately_and_cited_publicly_is_chosen(self):
        change = private.begin(self.debate, self.editor)
        change = self.inside(change, lambda: Speech.objects.get(pk=self.two.pk).delete())
        make.make_citation(self.two, locator="p. 2")
        (clash,) = private.conflicts(change).clashes
        self.assertEqual((clash.key, clash.private), (key_of(self.two), None))
        kept = self.reconcile(change, **{clash.choice_name: THEIRS})
        self.assertIn("p. 2", [values.get("locator") for values in kept.data.values()])

    def test_both_added_at_the_same_place(self):
        change = private.begin(self.debate, self.editor)
        change = self.inside(change, lambda: make.make_speech(debate=self.debate, position=3, text="Private"))
        make.make_speech(debate=self.debate, position=3, text="Public")
        private.release(self.reconcile(change), self.publisher)
        texts = list(self.debate.speeches.order_by("position").values_list("text", flat=True))
        self.assertEqual(texts, ["First", "Second", "Public", "Private"])

    def test_what_has_moved_again_is_looked_at_again(self):
        change = self.edited(summary="New")
        Debate.objects.filter(pk=self.debate.pk).update(outcome="One")
        with self.assertRaises(private.StaleChange):
            private.reconcile(change, self.editor, {}, snapshots.digest_of({}))
        self.assertEqual(PendingChange.objects.get().base, change.base)
