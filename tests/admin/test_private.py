"""The admin site of private changes, over its real addresses: who gets in, and what a save leaves behind."""

from unittest import mock

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.choices import PublicationStatus
from archive.models import Citation, Debate, PendingChange, Speech
from archive.workflow import private
from archive.workflow.snapshots import key_of
from tests import factories as make
from tests.admin.base import AdminTestCase, make_user, read_form, signed_in
from tests.workflow.test_images import picture
from tests.workflow.test_private import every_row

PUBLISHED = PublicationStatus.PUBLISHED
#: What a request to the admin may write besides the change itself.
BESIDES = {"sessions.Session", "archive.Version", "archive.RecordState"}


def private_address(record_or_model, page="change", **query):
    options = record_or_model._meta
    args = [record_or_model.pk] if page in {"change", "delete", "history"} else []
    found = reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=args, current_app="private")
    return found if not query else f"{found}?" + "&".join(f"{key}={value}" for key, value in query.items())


def rows_now():
    return {name: rows for name, rows in every_row().items() if name not in BESIDES}


class PrivateAdminTestCase(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor_user = make_user("Editor")
        cls.editor = signed_in(cls.editor_user)
        cls.publisher = signed_in(make_user("Publisher"))
        cls.congress = make.make_congress(number=11, status=PUBLISHED)
        cls.debate = make.make_debate(congress=cls.congress, slug="tax", title="Tax", summary="Old", status=PUBLISHED)
        cls.speech = make.make_speech(debate=cls.debate, position=1, text="First")
        cls.draft = make.make_debate(congress=cls.congress, slug="draft", position=500)

    def form(self, client, record, page="change", **query):
        response = client.get(private_address(record, page, **query))
        self.assertEqual(response.status_code, 200)
        return read_form(response).data

    def post(self, client, record, data, button="_save", page="change", **query):
        return client.post(private_address(record, page, **query), {**data, button: "x"})

    def change(self, **texts):
        """A private change in which the debate's fields are as given."""
        change = private.begin(self.debate, self.editor_user)
        key = key_of(self.debate)
        return private.store(change, {**change.data, key: {**change.data[key], **texts}}, self.editor_user)

    def page(self, change, page="change", *args):
        return reverse(f"admin:private_{page}", args=[change.pk, *args], current_app="private")


class DoorTests(PrivateAdminTestCase):
    def addresses(self):
        change = self.change(summary="HIDDEN")
        autocomplete = reverse("private:autocomplete")
        query = "app_label=archive&model_name=speech&field_name=speaker&term="
        yield reverse("admin:index", current_app="private")
        yield f"{autocomplete}?{query}"
        yield private_address(self.debate)
        yield private_address(Debate, "changelist")
        yield private_address(self.speech)
        yield private_address(self.speech, "delete")
        yield private_address(Speech, "changelist", debate__id__exact=self.debate.pk)
        yield private_address(Speech, "add", debate=self.debate.pk)
        for page in ("change", "reconcile", "repair", "discard"):
            yield self.page(change, page)
        for step in ("submit", "take_back", "return", "release"):
            yield self.page(change, "step", step)

    def test_nobody_without_the_right_to_change_gets_in(self):
        viewer = make_user(None, "viewer")
        viewer.user_permissions.add(*Permission.objects.filter(codename__startswith="view_"))
        clients = {name: signed_in(user) for name, user in (("view", viewer), ("add", make_user("Contributor")))}
        before = PendingChange.objects.values()
        for address in self.addresses():
            for name, client in clients.items():
                for ask in (client.get, client.post):
                    with self.subTest(address=address, who=name, ask=ask.__name__):
                        self.assertEqual(ask(address).status_code, 403)
            for ask in (self.client.get, self.client.post):
                with self.subTest(address=address, who="anonymous", ask=ask.__name__):
                    response = ask(address)
                    self.assertEqual(response.status_code, 302)
                    self.assertIn("/login/", response.url)
        self.assertEqual(list(before), list(PendingChange.objects.values()))

    def test_only_public_entries_are_reached(self):
        withdrawn = make.make_topic(status="withdrawn")
        for record in (self.draft, withdrawn, make.make_speech(debate=self.draft)):
            with self.subTest(record=record):
                self.assertEqual(self.editor.get(private_address(record)).status_code, 403)
                self.assertEqual(self.editor.post(private_address(record), {}).status_code, 403)

    def test_entries_are_neither_added_nor_deleted_nor_listed(self):
        self.assertEqual(self.editor.get(private_address(self.debate, "delete")).status_code, 403)
        for page in ("add", "changelist"):
            response = self.editor.get(private_address(Debate, page))
            self.assertRedirects(response, reverse("admin:index", current_app="private"))
        self.assertEqual(self.publisher.get(private_address(self.debate, "history")).status_code, 404)

    def test_senseless_addresses_are_answered(self):
        for address in (
            "/admin/private/changes/99/", f"/admin/private/changes/{2**70}/", "/admin/private/changes/1/steal/",
        ):  # fmt: skip
            self.assertEqual(self.editor.get(address).status_code, 404)
        for pk in (2**70, "x", PendingChange.FIRST_KEY + 1):
            response = self.editor.get(f"/admin/private/archive/speech/{pk}/change/")
            self.assertRedirects(response, reverse("admin:index", current_app="private"))
        self.assertEqual(self.editor.get(self.page(self.change(), "step", "submit")).status_code, 405)

    def test_only_a_publisher_releases_and_returns(self):
        change = self.change(summary="New")
        for step in ("release", "return"):
            response = self.editor.post(self.page(change, "step", step), {"version": change.version, "_reason": "x"})
            self.assertEqual(response.status_code, 403)
        self.debate.refresh_from_db()
        self.assertEqual(self.debate.summary, "Old")


class EditingTests(PrivateAdminTestCase):
    def test_looking_writes_nothing(self):
        before = every_row()
        for address in (
            private_address(self.debate), private_address(self.speech),
            private_address(Speech, "changelist", debate__id__exact=self.debate.pk),
        ):  # fmt: skip
            self.assertEqual(self.editor.get(address).status_code, 200)
        self.assertEqual(every_row(), before)
        self.assertFalse(PendingChange.objects.exists())

    def test_a_save_changes_the_private_change_and_nothing_else(self):
        before = rows_now()
        data = self.form(self.editor, self.debate)
        data["summary"], data["speeches-0-text"] = ["New"], ["Privately"]
        response = self.post(self.editor, self.debate, data)
        change = PendingChange.objects.get()
        self.assertRedirects(response, self.page(change))
        self.assertEqual(rows_now(), before)
        self.assertEqual(change.data[key_of(self.debate)]["summary"], "New")
        self.assertEqual(change.data[key_of(self.speech)]["text"], "Privately")
        again = self.form(self.editor, self.debate)
        self.assertEqual((again["summary"], again["speeches-0-text"]), (["New"], ["Privately"]))
        self.assertEqual(self.open(self.publisher, self.debate)["summary"], ["Old"])

    def test_an_error_while_answering_leaves_nothing_behind(self):
        data = {**self.form(self.editor, self.debate), "summary": ["New"]}
        before = every_row()
        self.editor.raise_request_exception = False
        with mock.patch("archive.admin.debates.DebateAdmin.response_change", side_effect=ZeroDivisionError):
            self.assertEqual(self.post(self.editor, self.debate, data).status_code, 500)
        self.assertEqual(every_row(), before)
        self.assertFalse(PendingChange.objects.exists())

    def test_what_only_the_change_changes_is_no_move_of_the_public_entry(self):
        change = self.change(summary="New")
        self.assertNotContains(self.editor.get(private_address(self.debate)), self.page(change, "reconcile"))

    def test_an_invalid_save_keeps_nothing_and_what_was_typed(self):
        data = {**self.form(self.editor, self.debate), "title": [""], "summary": ["Typed"]}
        response = self.post(self.editor, self.debate, data)
        self.assertContains(response, "Typed")
        self.assertFalse(PendingChange.objects.exists())

    def test_rows_are_added_on_the_form_and_edited_on_their_own_page(self):
        data = self.form(self.editor, self.debate)
        data |= {"speeches-TOTAL_FORMS": "2", "speeches-1-position": "2", "speeches-1-kind": "speech",
                 "speeches-1-rendering": "verbatim", "speeches-1-certainty": "printed", "speeches-1-language": "ru",
                 "speeches-1-attribution": "A voice", "speeches-1-text": "Added", "speeches-1-id": "",
                 "speeches-1-debate": str(self.debate.pk)}  # fmt: skip
        self.assertSaved(self.post(self.editor, self.debate, data))
        change = PendingChange.objects.get()
        key = next(key for key, values in change.data.items() if values.get("text") == "Added")
        row = Speech(pk=int(key.split(":")[1]))
        self.assertEqual(Speech.objects.count(), 1)
        data = self.form(self.publisher, row)
        data["text"] = ["Added and improved"]
        content_type = ContentType.objects.get_for_model(Speech).pk
        response = self.post(self.publisher, row, data)
        self.assertRedirects(response, private_address(self.debate))
        self.assertEqual(PendingChange.objects.get().data[key]["text"], "Added and improved")
        source = make.make_source()
        where = {"content_type__id__exact": content_type, "object_id__exact": row.pk}
        self.assertEqual(self.editor.get(private_address(Citation, "changelist", **where)).status_code, 200)
        query = {"_changelist_filters": "%26".join(f"{name}%3D{value}" for name, value in where.items())}
        data = self.form(self.editor, Citation, "add", **query) | {"source": [source.pk], "locator": ["p. 7"]}
        self.assertSaved(self.post(self.editor, Citation, data, page="add", **query))
        cited = [values for values in PendingChange.objects.get().data.values() if values.get("locator") == "p. 7"]
        self.assertEqual(cited[0]["target"], key)
        asked = self.form(self.editor, row, "delete")
        data = self.form(self.publisher, row) | {"text": ["Worth keeping"]}
        self.post(self.publisher, row, data)
        for stale in ({"post": "yes"}, asked):
            again = self.editor.post(private_address(row, "delete"), stale, follow=True)
            self.assertContains(again, "has just been changed by somebody else")
            self.assertIn(key, PendingChange.objects.get().data)
        self.assertSaved(self.editor.post(private_address(row, "delete"), read_form(again).data))
        self.assertNotIn(key, PendingChange.objects.get().data)

    def test_a_row_is_added_to_this_entry_only(self):
        data = self.form(self.editor, Speech, "add", debate__id__exact=self.debate.pk)
        data |= {"debate": [self.draft.pk], "text": ["Elsewhere"], "attribution": ["A voice"]}
        response = self.post(self.editor, Speech, data, page="add", debate__id__exact=self.debate.pk)
        self.assertEqual(response.status_code, 200)
        self.assertFalse(PendingChange.objects.exists())
        self.assertEqual(Speech.objects.count(), 1)

    def test_rows_too_many_for_the_page_stay_in_the_private_change(self):
        for position in range(2, 40):
            make.make_speech(debate=self.debate, position=position)
        response = self.editor.get(private_address(self.debate))
        own_list = private_address(Speech, "changelist", debate__id__exact=self.debate.pk)
        self.assertContains(response, own_list)
        listed = self.editor.get(own_list)
        self.assertContains(listed, private_address(self.speech))
        self.assertContains(listed, private_address(self.debate))
        self.assertNotContains(listed, 'name="action"')

    def test_the_address_and_the_portrait(self):
        speaker = make.make_speaker(slug="ivanov", status=PUBLISHED)
        data = self.form(self.editor, speaker) | {"slug": ["petrov"]}
        self.assertSaved(self.post(self.editor, speaker, data))
        self.assertEqual(self.client.get("/speakers/ivanov/").status_code, 200)
        self.assertEqual(self.client.get("/speakers/petrov/").status_code, 404)
        change = PendingChange.objects.get()
        self.publisher.post(self.page(change, "step", "release"), {"version": change.version})
        self.assertRedirects(self.client.get("/speakers/ivanov/"), "/speakers/petrov/", 301)

    def test_a_portrait_is_seen_in_the_private_change_only(self):
        speaker = make.make_speaker(slug="ivanov", status=PUBLISHED)
        words = {"portrait_alt": "A man", "portrait_credit": "P. Otsup", "portrait_licence": "Public domain"}
        data = self.form(self.editor, speaker) | words | {"portrait": picture()}
        self.assertSaved(self.post(self.editor, speaker, data))
        address = reverse("admin:archive_speaker_portrait", args=[speaker.pk], current_app="private")
        self.assertContains(self.editor.get(private_address(speaker)), address)
        self.assertEqual(self.editor.get(address)["Content-Type"], "image/webp")
        public = reverse("admin:archive_speaker_portrait", args=[speaker.pk])
        self.assertEqual(self.editor.get(public).status_code, 404)
        self.assertNotEqual(self.client.get("/speakers/ivanov/portrait/").status_code, 200)
        change = PendingChange.objects.get()
        self.publisher.post(self.page(change, "step", "release"), {"version": change.version})
        self.assertEqual(self.client.get("/speakers/ivanov/portrait/").status_code, 200)

    def test_two_editors_of_one_row(self):
        one, other = (self.form(client, self.debate) for client in (self.editor, self.publisher))
        self.assertSaved(self.post(self.editor, self.debate, {**one, "summary": ["Hers"]}))
        response = self.post(self.publisher, self.debate, {**other, "summary": ["His"]})
        self.assertRefused(response, "Hers", "His", "editor saved this debate")
        self.assertEqual(PendingChange.objects.get().data[key_of(self.debate)]["summary"], "Hers")

    def test_two_editors_of_different_rows_do_not_get_in_each_others_way(self):
        another = make.make_speech(debate=self.debate, position=2)
        one, other = self.form(self.editor, self.speech), self.form(self.publisher, another)
        self.assertSaved(self.post(self.editor, self.speech, {**one, "text": ["Hers"]}))
        self.assertSaved(self.post(self.publisher, another, {**other, "text": ["His"]}))
        data = PendingChange.objects.get().data
        self.assertEqual([data[key_of(speech)]["text"] for speech in (self.speech, another)], ["Hers", "His"])

    def test_no_step_of_publication_is_taken_here(self):
        for name in ("withdraw", "publish", "submit"):
            self.post(self.publisher, self.debate, self.form(self.publisher, self.debate), button=f"_step_{name}")
        self.debate.refresh_from_db()
        self.assertEqual(self.debate.status, PUBLISHED)

    def test_save_and_submit(self):
        data = self.form(self.editor, self.debate) | {"summary": ["New"]}
        self.assertSaved(self.post(self.editor, self.debate, data, button="_submit_change"))
        self.assertEqual(PendingChange.objects.get().state, "in_review")

    def test_the_number_of_queries_does_not_grow_with_the_rows_of_the_change(self):
        private.begin(self.debate, self.editor_user)
        self.editor.get(private_address(self.debate))
        counts = []
        for position in (2, 3, 4, 5, 6, 7, 8, 9):
            make.make_citation(make.make_speech(debate=self.debate, position=position))
            if position in (3, 9):
                PendingChange.objects.all().delete()
                private.begin(self.debate, self.editor_user)
                counts.append(self.count(private_address(self.debate)))
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 55)

    def count(self, address):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.editor.get(address).status_code, 200)
        return len(queries)
