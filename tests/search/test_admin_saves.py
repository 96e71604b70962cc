"""What editors save in the admin is in the index when they see the next page."""

from archive.models import Debate, Speech, Topic
from archive.search import find
from archive.search.rebuilding import disagreements
from tests import factories as make
from tests.admin.base import AdminTestCase, address, confirmed, make_superuser, signed_in
from tests.search.base import PUBLIC


class AdminSaveTests(AdminTestCase):
    def setUp(self):
        self.browser = signed_in(make_superuser())
        self.congress = make.make_congress(number=11, **PUBLIC)
        self.debate = make.make_debate(congress=self.congress, title="On gold", position=1, **PUBLIC)
        self.speeches = [make.make_speech(debate=self.debate, text=f"Word {n}", position=n) for n in (1, 2)]

    def assert_found(self, text, count):
        self.assertEqual(find(text).count, count)
        self.assertEqual(list(disagreements()), [])

    def test_an_entry_with_its_parts(self):
        data = self.open(self.browser, self.debate)
        data["title"] = ["On silver"]
        changed = 0
        for name, values in data.items():
            if values == ["Word 1"]:
                data[name] = ["Platinum"]
                changed += 1
        self.assertEqual(changed, 1)
        self.assertSaved(self.save(self.browser, self.debate, data))
        self.assert_found("silver", 1)
        self.assert_found("platinum", 1)
        self.assert_found("word", 1)
        self.assert_found("gold", 0)

    def test_a_part_on_its_own_page_and_one_that_is_deleted(self):
        data = self.open(self.browser, self.speeches[0])
        data["text"] = ["Platinum"]
        self.assertSaved(self.save(self.browser, self.speeches[0], data))
        self.assert_found("platinum", 1)
        self.browser.post(address(self.speeches[0], "delete"), confirmed(self.speeches[0]))
        self.assertFalse(Speech.objects.filter(pk=self.speeches[0].pk).exists())
        self.assert_found("platinum", 0)

    def test_steps_of_publication_by_button_and_by_action(self):
        data = self.open(self.browser, self.debate)
        self.save(self.browser, self.debate, data, button="_step_withdraw")
        self.assertEqual(Debate.objects.get().status, "withdrawn")
        self.assert_found("gold word", 0)
        Debate.objects.update(question="What readers need")
        self.browser.post(address(Debate, "changelist"), {"action": "publish", "_selected_action": [self.debate.pk]})
        self.assertEqual(Debate.objects.get().status, "published")
        self.assert_found("word", 2)

    def test_deleting_an_entry_and_several_at_once(self):
        self.browser.post(address(self.debate, "delete"), confirmed(self.debate))
        self.assertFalse(Debate.objects.exists())
        self.assert_found("word", 0)
        topics = [make.make_topic(name="Rouble", **PUBLIC) for _ in range(3)]
        self.assert_found("rouble", 3)
        self.browser.post(address(Topic, "changelist"), confirmed(*topics, action=True))
        self.assertFalse(Topic.objects.exists())
        self.assert_found("rouble", 0)
