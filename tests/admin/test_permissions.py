"""Who gets which page and whose posts are obeyed: role × status × action, over the real addresses."""

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from archive.choices import PublicationStatus as Status
from archive.models import ENTRIES, Citation, Congress, Debate, Speech, Topic
from tests import factories as make
from tests.admin.base import ROLES, AdminTestCase, address, confirmed, make_superuser, make_user, signed_in

UNPUBLISHED = {Status.DRAFT, Status.IN_REVIEW}
#: In which statuses a role changes and deletes entries of others.
CHANGES = {"Contributor": set(), "Editor": UNPUBLISHED, "Publisher": set(Status)}
DELETES = {"Contributor": set(), "Editor": UNPUBLISHED, "Publisher": UNPUBLISHED}


def make_entries(status, **fields):
    congress = make.make_congress(status=status, **fields)
    yield congress
    yield make.make_debate(congress=congress, status=status, **fields)
    yield make.make_resolution(congress=congress, status=status, **fields)
    for maker in (make.make_speaker, make.make_source, make.make_topic):
        yield maker(status=status, **fields)


class MatrixTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {role: make_user(role) for role in ROLES}
        cls.clients = {role: signed_in(user) for role, user in cls.users.items()}
        cls.root = make_superuser()

    def each(self, author=None):
        """Role, status and a fresh entry of each kind."""
        for role in ROLES:
            for status in Status:
                for entry in list(make_entries(status, created_by=author or self.root)):
                    yield role, status, entry

    def test_everybody_views_everything_and_who_may_change_sees_a_form(self):
        for role, status, entry in self.each():
            with self.subTest(role=role, status=status, model=entry._meta.model_name):
                response = self.clients[role].get(address(entry))
                self.assertEqual(response.status_code, 200)
                self.assertEqual(b'name="_save"' in response.content, status in CHANGES[role])

    def test_everybody_views_lists_and_histories(self):
        for entry in list(make_entries(Status.PUBLISHED)):
            for role in ROLES:
                for page in ("history", "changelist"):
                    with self.subTest(role=role, model=entry._meta.model_name, page=page):
                        self.assertEqual(self.clients[role].get(address(entry, page)).status_code, 200)

    def test_who_changes(self):
        for role, status, entry in self.each():
            if status in CHANGES[role] and not isinstance(entry, Topic):
                continue  # One kind is enough to see that it is read: the rest is slow to draw again.
            with self.subTest(role=role, status=status, model=entry._meta.model_name):
                response = self.clients[role].post(address(entry), {"seen_version": entry.version})
                self.assertEqual(response.status_code, 200 if status in CHANGES[role] else 403)

    def test_who_deletes(self):
        for role, status, entry in self.each():
            if isinstance(entry, Congress):
                continue  # Its debate and resolution protect it.
            allowed = status in DELETES[role]
            with self.subTest(role=role, status=status, model=entry._meta.model_name):
                page = address(entry, "delete")
                self.assertEqual(self.clients[role].get(page).status_code, 200 if allowed else 403)
                response = self.clients[role].post(page, confirmed(entry))
                self.assertEqual(response.status_code, 302 if allowed else 403)
                self.assertEqual(type(entry).objects.filter(pk=entry.pk).exists(), not allowed)

    def test_everybody_adds(self):
        for model in ENTRIES:
            for role in ROLES:
                with self.subTest(model=model._meta.model_name, role=role):
                    self.assertEqual(self.clients[role].get(address(model, "add")).status_code, 200)

    def test_a_contributor_works_on_drafts_of_his_own(self):
        client = self.clients["Contributor"]
        for status in Status:
            code = 200 if status == Status.DRAFT else 403
            for entry in make_entries(status, created_by=self.users["Contributor"]):
                with self.subTest(status=status, model=entry._meta.model_name):
                    self.assertEqual(client.post(address(entry), {}).status_code, code)
                    self.assertEqual(client.get(address(entry, "delete")).status_code, code)

    def test_actions_posted_by_hand_are_judged_entry_by_entry(self):
        allowed = {
            "submit": {("Editor", Status.DRAFT), ("Publisher", Status.DRAFT)},
            "return_to_draft": {("Editor", Status.IN_REVIEW), ("Publisher", Status.IN_REVIEW)},
            "publish": {("Publisher", status) for status in Status if status != Status.PUBLISHED},
            "withdraw": {("Publisher", Status.PUBLISHED)},
        }
        for action, pairs in allowed.items():
            for role in ROLES:
                for status in Status:
                    opened_on = make.day("1922-03-27")
                    congress = make.make_congress(status=status, created_by=self.root, opened_on=opened_on)
                    with self.subTest(action=action, role=role, status=status):
                        data = {"action": action, "_selected_action": [congress.pk], "_reason": "Why"}
                        self.clients[role].post(address(Congress, "changelist"), data)
                        congress.refresh_from_db()
                        self.assertEqual(congress.status != status, (role, status) in pairs)

    def test_deleting_by_the_list_is_judged_entry_by_entry(self):
        mine = make.make_topic(created_by=self.users["Contributor"])
        other = make.make_topic(created_by=self.root)
        data = confirmed(mine, other, action=True)
        response = self.clients["Contributor"].post(address(mine, "changelist"), data)
        self.assertEqual(response.status_code, 403)
        self.clients["Contributor"].post(address(mine, "changelist"), confirmed(mine, action=True))
        self.assertEqual(list(type(mine).objects.all()), [other])

    def test_actions_are_offered_to_those_who_may(self):
        make.make_congress()
        offered = {
            "Contributor": {"", "delete_selected", "submit"},
            "Editor": {"", "delete_selected", "submit", "return_to_draft"},
            "Publisher": {"", "delete_selected", "submit", "return_to_draft", "publish", "withdraw"},
        }
        for role in ROLES:
            with self.subTest(role=role):
                response = self.clients[role].get(address(Congress, "changelist"))
                choices = response.context["action_form"].fields["action"].choices
                self.assertEqual({name for name, _ in choices}, offered[role])

    def test_publish_at_is_the_publishers(self):
        for role in ROLES:
            congress = make.make_congress(created_by=self.users[role])
            with self.subTest(role=role):
                data = self.open(self.clients[role], congress)
                self.assertEqual("publish_at_0" in data, role == "Publisher")
                data |= {"publish_at_0": "2099-01-01", "publish_at_1": "00:00:00", "status": "published"}
                self.assertSaved(self.save(self.clients[role], congress, data))
                congress.refresh_from_db()
                self.assertEqual(congress.publish_at is not None, role == "Publisher")
                self.assertEqual(congress.status, Status.DRAFT)

    def test_popups_obey_the_same_rights(self):
        entry = make.make_speaker(status=Status.PUBLISHED, created_by=self.root)
        for role in ("Contributor", "Editor"):
            with self.subTest(role=role):
                response = self.clients[role].post(address(entry), {"_popup": "1", "name": "Defaced"})
                self.assertEqual(response.status_code, 403)
        data = {"_popup": "1", "name": "New", "sort_name": "New", "slug": "new"}
        self.assertEqual(self.clients["Contributor"].post(address(entry, "add"), data).status_code, 200)
        made = type(entry).objects.get(slug="new")
        self.assertEqual((made.status, made.created_by), (Status.DRAFT, self.users["Contributor"]))

    def test_nobody_of_the_three_reaches_accounts(self):
        for role in ROLES:
            for model in (User, Group):
                for page in ("changelist", "add"):
                    with self.subTest(role=role, model=model.__name__, page=page):
                        self.assertEqual(self.clients[role].get(address(model, page)).status_code, 403)
            self.assertEqual(self.clients[role].get(address(self.root)).status_code, 403)
            self.assertEqual(self.clients[role].get(reverse("admin:app_list", args=["auth"])).status_code, 404)
            self.assertNotContains(self.clients[role].get(reverse("admin:index")), "/auth/")

    def test_an_unknown_id_is_no_error(self):
        for key in ("999999", "abc", "1%00", "99999999999999999999"):
            with self.subTest(key=key):
                found = address(make.make_topic()).rsplit("/", 3)[0]
                self.assertEqual(self.clients["Editor"].get(f"{found}/{key}/change/").status_code, 302)


class PartTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.contributor, cls.editor = make_user("Contributor"), make_user("Editor")
        cls.client_of = {"Contributor": signed_in(cls.contributor), "Editor": signed_in(cls.editor)}
        cls.congress = make.make_congress(status=Status.PUBLISHED)
        cls.public = make.make_debate(congress=cls.congress, status=Status.PUBLISHED, title="Public debate")
        cls.own = make.make_debate(congress=cls.congress, created_by=cls.contributor, title="Own draft")
        cls.public_speech = make.make_speech(debate=cls.public, text="As published")
        cls.own_speech = make.make_speech(debate=cls.own)

    def test_parts_of_an_entry_that_one_may_not_change_are_read_only(self):
        citation = make.make_citation(self.public_speech)
        for role, client in self.client_of.items():
            for record in (self.public_speech, citation):
                with self.subTest(role=role, record=record._meta.model_name):
                    self.assertNotContains(client.get(address(record)), 'name="_save"')
                    self.assertEqual(client.post(address(record), {}).status_code, 403)
                    self.assertEqual(client.post(address(record, "delete"), {"post": "yes"}).status_code, 403)

    def test_rows_of_an_entry_that_one_may_not_change_are_text(self):
        response = self.client_of["Editor"].get(address(self.public))
        self.assertContains(response, "As published")
        self.assertNotContains(response, 'name="speeches-0-text"')

    def test_parts_of_an_own_draft_are_his(self):
        client = self.client_of["Contributor"]
        data = self.open(client, self.own_speech)
        self.assertSaved(self.save(client, self.own_speech, {**data, "text": "Better"}))
        self.own_speech.refresh_from_db()
        self.assertEqual(self.own_speech.text, "Better")

    def test_a_part_cannot_be_added_to_what_is_not_his(self):
        client = self.client_of["Contributor"]
        data = {"debate": self.public.pk, "position": "", "kind": "speech", "certainty": "printed",
                "rendering": "summary", "language": "en", "text": "Smuggled"}  # fmt: skip
        response = self.save(client, Speech, data, "add")
        self.assertRefused(response, "You may not change “Public debate”")
        self.assertSaved(self.save(client, Speech, {**data, "debate": self.own.pk}, "add"))
        self.assertEqual(self.own.speeches.count(), 2)

    def test_a_part_is_not_moved_to_another_entry(self):
        client = self.client_of["Contributor"]
        data = self.open(client, self.own_speech)
        self.assertSaved(self.save(client, self.own_speech, {**data, "debate": self.public.pk, "page": "7"}))
        self.own_speech.refresh_from_db()
        self.assertEqual((self.own_speech.debate, self.own_speech.page), (self.own, "7"))

    def test_a_row_of_another_entry_cannot_be_smuggled_into_a_form(self):
        client = self.client_of["Contributor"]
        data = self.open(client, self.own)
        data["speeches-0-id"] = str(self.public_speech.pk)
        data["speeches-0-text"] = "Defaced"
        response = self.save(client, self.own, data)
        self.assertRefused(response, "has deleted this row")
        self.public_speech.refresh_from_db()
        self.assertEqual(self.public_speech.text, "As published")

    def test_citations_are_added_only_where_one_may_change(self):
        client = self.client_of["Contributor"]
        source = make.make_source()
        for target, code in ((self.own_speech, 302), (self.public_speech, 403)):
            with self.subTest(target=str(target.entry)):
                inline = client.get(address(target))
                self.assertEqual(inline.status_code, 200)
                content_type = self.content_type(target)
                query = f"content_type__id__exact%3D{content_type}%26object_id__exact%3D{target.pk}"
                data = {"source": source.pk, "stance": "supports", "field": "text"}
                response = client.post(address(Citation, "add", _changelist_filters=query), data)
                self.assertEqual(response.status_code, code)
                self.assertEqual(target.citations.count(), 1 if code == 302 else 0)
        self.assertEqual(client.get(address(Citation, "add")).status_code, 403)

    def content_type(self, record):
        return ContentType.objects.get_for_model(record).pk

    def test_a_contributor_cannot_push_public_debates_aside(self):
        taken = self.public.position
        data = {"congress": self.congress.pk, "kind": "other", "title": "New", "slug": "new", "position": taken}
        response = self.save(self.client_of["Contributor"], Debate, data, "add")
        self.assertRefused(response, "“Public debate” would have to move")
        self.assertSaved(self.save(self.client_of["Contributor"], Debate, {**data, "position": ""}, "add"))
        self.public.refresh_from_db()
        self.assertEqual(self.public.position, taken)
