"""The pages of private changes over HTTP: their list, what each changes, and its steps."""

from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import Debate, PendingChange, Speech
from archive.workflow import private, snapshots
from archive.workflow.snapshots import key_of
from tests import factories as make
from tests.admin.base import make_superuser, make_user, read_form, signed_in
from tests.admin.test_private import PUBLISHED, PrivateAdminTestCase, private_address


class PageTests(PrivateAdminTestCase):
    def test_the_list_and_the_page_of_a_change(self):
        change = self.change(summary="New words")
        index = self.editor.get(reverse("admin:index", current_app="private"))
        self.assertContains(index, "Tax")
        self.assertContains(index, self.page(change))
        page = self.editor.get(self.page(change))
        self.assertContains(page, "<ins>New words")
        self.assertNotContains(page, "Release: show it to readers")
        self.assertContains(self.publisher.get(self.page(change)), "Release: show it to readers")

    def test_the_list_is_one_for_any_number(self):
        self.change(summary="New")
        few = len(self.queries(reverse("admin:index", current_app="private")))
        for number in range(12, 20):
            private.begin(make.make_congress(number=number, status=PUBLISHED), self.editor_user)
            private.begin(
                make.make_debate(congress=self.congress, slug=f"d{number}", position=number, status=PUBLISHED),
                self.editor_user,
            )
        many = len(self.queries(reverse("admin:index", current_app="private")))
        self.assertLessEqual(many, few + 1)

    def queries(self, address):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.editor.get(address).status_code, 200)
        return queries

    def test_released_by_a_publisher(self):
        change = self.change(summary="New words")
        response = self.publisher.post(
            self.page(change, "step", "release"), {"version": change.version, "_reason": "Checked"}, follow=True
        )
        self.assertContains(response, "readers see it now")
        self.assertContains(self.client.get(self.debate.get_absolute_url()), "New words")

    def test_the_page_of_a_large_change_is_paged_and_its_queries_do_not_grow(self):
        counts = []
        for number in (10, 70):
            for position in range(number, number + 60):
                make.make_speech(debate=self.debate, position=position + 1000)
            PendingChange.objects.all().delete()
            change = private.begin(self.debate, self.editor_user)
            data = {key: {**values, "text": "New"} for key, values in change.data.items() if key.startswith("speech")}
            change = private.store(change, {**change.data, **data}, self.editor_user)
            with mock.patch("archive.workflow.private.problems", return_value={}):
                self.editor.get(self.page(change))
                counts.append(len(self.queries(self.page(change))))
        self.assertEqual(counts[0], counts[1])
        self.assertContains(self.editor.get(self.page(change)), "?p=2")

    def test_the_way_from_the_first_page_is_shown_to_those_who_may_go_it(self):
        link = reverse("admin:index", current_app="private")
        self.assertContains(self.editor.get(reverse("admin:index")), link)
        self.assertNotContains(signed_in(make_user("Contributor")).get(reverse("admin:index")), link)

    def test_reconciling_a_row_that_is_gone_on_one_side(self):
        change = private.begin(self.debate, self.editor_user)
        key = key_of(self.speech)
        data = {**change.data, key: {**change.data[key], "text": "Private words"}}
        change = private.store(change, data, self.editor_user)
        Speech.objects.get(pk=self.speech.pk).delete()
        page = self.editor.get(self.page(change, "reconcile"))
        self.assertContains(page, "(taken away)")
        self.assertContains(page, "Private words")
        self.editor.post(self.page(change, "reconcile"), {**read_form(page).data, f"{key}|": "mine"})
        self.assertEqual(PendingChange.objects.get().data[key]["text"], "Private words")

    def test_what_was_not_seen_is_not_released(self):
        change = self.change(summary="New words")
        self.publisher.post(self.page(change, "step", "release"), {"version": change.version - 1})
        self.debate.refresh_from_db()
        self.assertEqual(self.debate.summary, "Old")

    def test_reconciling_by_hand(self):
        change = self.change(summary="Private words", title="Private title")
        Debate.objects.filter(pk=self.debate.pk).update(summary="Public words", outcome="Adopted")
        self.assertContains(self.editor.get(private_address(self.debate)), self.page(change, "reconcile"))
        overview = self.editor.get(self.page(change))
        self.assertContains(overview, "<ins>Private words")
        self.assertNotContains(overview, "Adopted")
        page = self.editor.get(self.page(change, "reconcile"))
        self.assertContains(page, "Public words")
        self.assertContains(page, "Private words")
        data = read_form(page).data
        undecided = self.editor.post(self.page(change, "reconcile"), data)
        self.assertContains(undecided, "Please choose")
        response = self.editor.post(
            self.page(change, "reconcile"), {**data, f"{key_of(self.debate)}|summary": "theirs"}
        )
        self.assertRedirects(response, self.page(change))
        values = PendingChange.objects.get().data[key_of(self.debate)]
        self.assertEqual([values[name] for name in ("summary", "title", "outcome")],
                         ["Public words", "Private title", "Adopted"])  # fmt: skip

    def test_one_that_does_not_fit_is_shown_with_all_its_words(self):
        change = self.change(slug="excise", summary="A long summary nobody wants to lose")
        make.make_debate(congress=self.congress, slug="excise", position=501)
        self.assertRedirects(self.editor.get(private_address(self.debate)), self.page(change, "repair"))
        self.assertContains(self.editor.get(self.page(change)), self.page(change, "repair"))
        page = self.editor.get(self.page(change, "repair"))
        self.assertContains(page, "A long summary nobody wants to lose")
        typed = self.post(self.editor, self.debate, {"summary": "Typed meanwhile"})
        self.assertContains(typed, "Typed meanwhile", status_code=409)
        data = read_form(page).data | {f"do|{key_of(self.debate)}": "public"}
        self.assertRedirects(self.editor.post(self.page(change, "repair"), data), self.page(change))
        self.assertEqual(self.editor.get(private_address(self.debate)).status_code, 200)

    def test_discarded_by_its_beginner_after_a_question(self):
        change = self.change(summary="New")
        another = signed_in(make_user("Editor", "another"))
        self.assertEqual(another.get(self.page(change, "discard")).status_code, 403)
        self.assertEqual(another.post(self.page(change, "discard"), {"version": change.version}).status_code, 403)
        data = read_form(self.editor.get(self.page(change, "discard"))).data
        self.editor.post(self.page(change, "discard"), data)
        self.assertFalse(PendingChange.objects.exists())

    def test_one_whose_entry_is_gone_can_be_looked_at_and_discarded(self):
        change = self.change(summary="Last words")
        self.debate.delete()
        self.assertContains(self.editor.get(reverse("admin:index", current_app="private")), "(deleted)")
        self.assertEqual(self.editor.get(self.page(change)).status_code, 200)
        data = read_form(self.editor.get(self.page(change, "discard"))).data
        self.editor.post(self.page(change, "discard"), data)
        self.assertFalse(PendingChange.objects.exists())

    def test_the_public_form_tells_of_it(self):
        response = self.editor.get(reverse("admin:archive_debate_change", args=[self.debate.pk]))
        self.assertContains(response, private_address(self.debate))
        change = self.change(summary="New")
        response = self.publisher.get(reverse("admin:archive_debate_change", args=[self.debate.pk]))
        self.assertContains(response, self.page(change))
        data = {**read_form(response).data, "outcome": ["Adopted"]}
        saved = self.save(self.publisher, self.debate, data)
        self.assertContains(self.publisher.get(saved.url), self.page(change, "reconcile"))
        self.assertNotContains(
            self.editor.get(reverse("admin:archive_debate_change", args=[self.draft.pk])), "privately"
        )

    def test_a_superuser_reaches_all(self):
        root = signed_in(make_superuser())
        data = self.form(root, self.congress) | {"city": ["Moscow"]}
        self.assertSaved(self.post(root, self.congress, data))
        self.assertEqual(PendingChange.objects.get().data[key_of(self.congress)]["city"], "Moscow")
        self.assertNotEqual(snapshots.take(self.congress)[key_of(self.congress)]["city"], "Moscow")
