"""Staff without rights, staff who may only look, and strangers; what the index and autocompletes show them."""

from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from archive.choices import PublicationStatus as Status
from archive.models import ENTRIES, PARTS, Citation
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_superuser, make_user, signed_in
from tests.admin.test_permissions import make_entries


class StaffTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.entries = list(make_entries(Status.DRAFT))
        congress, debate, resolution, speaker, *_rest = cls.entries
        cls.parts = [
            make.make_sitting(congress=congress),
            make.make_mandate(congress=congress),
            make.make_election(congress=congress),
            make.make_participation(debate=debate),
            make.make_speech(debate=debate),
            make.make_clause(resolution=resolution),
            make.make_link(resolution=resolution, outside_title="Decree"),
            make.make_name(speaker=speaker),
        ]
        cls.citation = make.make_citation(congress)

    def test_staff_without_rights_see_nothing(self):
        client = signed_in(make_user())
        for record in (*self.entries, *self.parts, self.citation):
            for page in ("change", "changelist", "add", "delete", "history"):
                with self.subTest(model=record._meta.model_name, page=page):
                    self.assertEqual(client.get(address(record, page)).status_code, 403)

    def test_view_only_staff_see_all_and_change_nothing(self):
        user = make_user(name="viewer")
        user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        client = signed_in(user)
        for record in (*self.entries, *self.parts, self.citation):
            with self.subTest(model=record._meta.model_name):
                # The history of a part is its entry's.
                for page in ("change", "changelist", "history"):
                    response = client.get(address(record, page), follow=True)
                    self.assertEqual(response.status_code, 200)
                    self.assertNotContains(response, 'name="_save"')
                for page in ("change", "delete"):
                    self.assertEqual(client.post(address(record, page), {"post": "yes"}).status_code, 403)
                self.assertEqual(client.get(address(record, "add")).status_code, 403)

    def test_autocomplete_wants_the_right_to_view(self):
        query = {"app_label": "archive", "model_name": "speech", "field_name": "speaker", "term": ""}
        url = reverse("admin:autocomplete")
        self.assertEqual(signed_in(make_user()).get(url, query).status_code, 403)
        self.assertEqual(signed_in(make_user("Contributor")).get(url, query).status_code, 200)
        for field in ("debate", "sitting"):
            answer = signed_in(make_user("Editor", name=field)).get(url, {**query, "field_name": field})
            self.assertEqual(answer.status_code, 200)
        hidden = {"app_label": "archive", "model_name": "debate", "field_name": "created_by", "term": ""}
        self.assertEqual(signed_in(make_user("Publisher")).get(url, hidden).status_code, 403)

    def test_strangers_are_asked_to_sign_in(self):
        for record in (*self.entries, *self.parts):
            self.assertEqual(Client().get(address(record)).status_code, 302)

    def test_the_index_shows_the_six_kinds_of_entries_in_working_order(self):
        for user in (make_user("Publisher"), make_superuser()):
            response = signed_in(user).get(reverse("admin:index"))
            first = response.context["app_list"][0]
            names = [model["object_name"] for model in first["models"]]
            self.assertEqual(names, ["Congress", "Debate", "Resolution", "Speaker", "Source", "Topic"])

    def test_every_kind_of_record_has_a_page(self):
        for model in (*ENTRIES, *PARTS, Citation):
            self.assertTrue(admin.site.is_registered(model), model)
