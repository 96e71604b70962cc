"""Why an entry is returned: asked for before anything is saved, by the button and by the action of the list."""

from archive.choices import PublicationStatus as Status
from archive.models import Congress
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, read_form, signed_in

NAMED = "“Why / what was changed” is empty"


class ReasonTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.clients = {role: signed_in(make_user(role)) for role in ("Contributor", "Editor", "Publisher")}
        cls.congress = make.make_congress(title="As stored", status=Status.IN_REVIEW)

    def press(self, reason):
        data = {**self.open(self.clients["Editor"], self.congress), "title": "As typed", "_reason": reason}
        response = self.save(self.clients["Editor"], self.congress, data, button="_step_return_to_draft")
        self.congress.refresh_from_db()
        return response

    def test_a_return_without_a_reason_saves_nothing_and_keeps_what_was_typed(self):
        for reason in ("", " \r\n "):
            with self.subTest(reason=reason):
                response = self.press(reason)
                self.assertRefused(response, NAMED, 'aria-describedby="reason-error reason-help" aria-invalid="true"')
                self.assertEqual(read_form(response).data["title"], ["As typed"])
                self.assertEqual((self.congress.title, self.congress.status), ("As stored", Status.IN_REVIEW))

    def test_a_return_with_a_reason_saves_and_returns(self):
        self.assertSaved(self.press("No sources yet"))
        self.assertEqual((self.congress.title, self.congress.status), ("As typed", Status.DRAFT))

    def test_a_reason_is_kept_when_something_else_is_refused(self):
        data = {**self.open(self.clients["Editor"], self.congress), "title": "", "_reason": "As <typed>"}
        response = self.save(self.clients["Editor"], self.congress, data, button="_step_return_to_draft")
        self.assertEqual(read_form(response).data["_reason"], ["As <typed>"])
        self.assertNotContains(response, NAMED)

    def test_every_form_that_saves_asks_why_and_no_other_does(self):
        public = make.make_congress(status=Status.PUBLISHED)
        speech = make.make_speech(debate=make.make_debate(congress=self.congress))
        for role, record, page, asks in [
            ("Editor", self.congress, "change", True),
            ("Editor", speech, "change", True),
            ("Contributor", Congress, "add", True),
            ("Contributor", self.congress, "change", False),
            ("Editor", public, "change", False),
            ("Publisher", public, "change", True),
        ]:
            with self.subTest(role=role, record=str(record), page=page):
                page = read_form(self.clients[role].get(address(record, page)))
                self.assertEqual("_reason" in page.data, asks)

    def test_the_action_of_the_list_asks_in_between(self):
        other = make.make_congress(title="Another", status=Status.IN_REVIEW)
        draft = make.make_congress(title="A draft")
        chosen = {"action": "return_to_draft", "_selected_action": [self.congress.pk, other.pk, draft.pk]}
        page = self.clients["Editor"].post(address(Congress, "changelist"), chosen)
        self.assertContains(page, "Another")
        self.assertNotContains(page, NAMED)
        data = read_form(page).data
        response = self.clients["Editor"].post(address(Congress, "changelist"), data)
        self.assertContains(response, NAMED)
        self.assertEqual(Congress.objects.filter(status=Status.IN_REVIEW).count(), 2)
        response = self.clients["Editor"].post(
            address(Congress, "changelist"), {**data, "_reason": "No sources"}, follow=True
        )
        self.assertContains(response, "2 entries changed: Returned to draft.")
        self.assertContains(response, "“A draft” is not in review")
        self.assertEqual(Congress.objects.filter(status=Status.DRAFT).count(), 3)

    def test_who_may_not_return_is_not_asked(self):
        chosen = {"action": "return_to_draft", "_selected_action": [self.congress.pk], "_reason": "Why"}
        for client in (self.clients["Contributor"], signed_in(make_user())):
            client.post(address(Congress, "changelist"), chosen)
            self.congress.refresh_from_db()
            self.assertEqual(self.congress.status, Status.IN_REVIEW)
