"""Numbers that no database key can be: said to be no valid choice, never an error of the server."""

from django.contrib import admin
from django.urls import reverse

from archive.models import Debate, Record, Speech, Topic
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, read_form, signed_in

#: Beyond 64 bits; beyond what Python reads as a number; and no number at all.
NO_KEYS = ("99999999999999999999", "-99999999999999999999", "9" * 5000, "abc")
ADMINS = {model: found for model, found in admin.site._registry.items() if issubclass(model, Record)}


class HugeKeyTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Publisher"))
        cls.congress = make.make_congress()
        cls.debate = make.make_debate(congress=cls.congress)
        cls.speech = make.make_speech(debate=cls.debate)

    def test_in_the_address_of_a_new_record(self):
        for key in NO_KEYS:
            with self.subTest(key=key[:21]):
                for model, query in ((Speech, {"debate": key}), (Debate, {"topics": f"{key},1"}),
                                     (Topic, {"publish_at": key}),
                                     (Speech, {"_changelist_filters": f"debate__id__exact={key}"})):  # fmt: skip
                    self.assertEqual(self.client_.get(address(model, "add"), query).status_code, 200)

    def test_as_a_reference_it_is_no_valid_choice_and_what_was_typed_stays(self):
        for key in NO_KEYS:
            for record, name in ((make.make_topic(), "broader"), (self.debate, "sittings"), (self.debate, "topics"),
                                 (self.speech, "speaker"), (self.debate, "speeches-0-sitting")):  # fmt: skip
                with self.subTest(key=key[:21], field=name):
                    typed = "description" if name == "broader" else "text" if name == "speaker" else "summary"
                    data = {**self.open(self.client_, record), name: key, typed: "What I typed"}
                    response = self.save(self.client_, record, data)
                    self.assertRefused(response, "Select a valid choice")
                    self.assertEqual(read_form(response).data[typed], ["What I typed"])

    def test_one_among_good_choices_does_not_drop_them(self):
        topic = make.make_topic()
        data = {**self.open(self.client_, self.debate), "topics": [topic.pk, NO_KEYS[0]]}
        response = self.save(self.client_, self.debate, data)
        self.assertRefused(response, "Select a valid choice")
        self.assertEqual(read_form(response).data["topics"], [str(topic.pk)])

    def test_as_the_address_of_a_page(self):
        for model in ADMINS:
            for page in ("change", "delete", "history"):
                for key in NO_KEYS:
                    with self.subTest(model=model._meta.model_name, page=page, key=key[:21]):
                        asked = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=[key])
                        self.assertRedirects(self.client_.get(asked), reverse("admin:index"))

    def test_in_the_filter_of_a_list(self):
        for model in ADMINS:
            references = [field.name for field in model._meta.fields if field.is_relation]
            for name in ("id", *references):
                for lookup in (name, f"{name}__exact", f"{name}__in", f"{name}__id__exact"):
                    with self.subTest(model=model._meta.model_name, lookup=lookup):
                        query = {lookup: NO_KEYS[0]}
                        self.assertLess(self.client_.get(address(model, "changelist"), query).status_code, 404)

    def test_among_what_an_action_is_for(self):
        topic = make.make_topic()
        for action in ("publish", "delete_selected"):
            data = {"action": action, "_selected_action": [topic.pk, NO_KEYS[0]], "post": "yes"}
            response = self.client_.post(address(Topic, "changelist"), data)
            self.assertRedirects(response, f"{address(Topic, 'changelist')}?e=1", fetch_redirect_response=False)
        topic.refresh_from_db()
        self.assertEqual(topic.status, "draft")
