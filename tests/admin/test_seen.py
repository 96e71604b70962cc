"""A step is taken with what the person saw: not with an entry that has moved on since the page was opened."""

from archive.choices import PublicationStatus as Status
from archive.models import Debate, Speech, Topic
from tests import factories as make
from tests.admin.base import AdminTestCase, address, confirmed, make_user, read_form, signed_in


class SeenTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Publisher"))
        cls.contributor = make_user("Contributor")
        cls.topics = [make.make_topic(name=f"Topic {number}", slug=f"t{number}") for number in range(4)]
        cls.debate = make.make_debate(congress=make.make_congress(status=Status.PUBLISHED), question="What?")

    def listed(self, model=Topic, **query):
        """What the list would post, but for the boxes ticked."""
        return read_form(self.client_.get(address(model, "changelist", **query))).data

    def act(self, data, chosen, action="publish", client=None, model=Topic, **query):
        data = {**data, "action": action, "_selected_action": [entry.pk for entry in chosen], "index": "0"}
        return (client or self.client_).post(address(model, "changelist", **query), data, follow=True)

    def published(self):
        return list(Topic.objects.filter(status=Status.PUBLISHED).order_by("pk"))

    def test_what_moved_on_is_named_and_the_others_proceed(self):
        data = self.listed()
        self.topics[1].save()
        response = self.act(data, self.topics[:3])
        self.assertContains(response, "“Topic 1” has been changed since you opened the list; look again.")
        self.assertContains(response, "2 entries changed: Published.")
        self.assertEqual(self.published(), [self.topics[0], self.topics[2]])
        self.act(self.listed(), [self.topics[1]])
        self.assertEqual(self.published(), self.topics[:3])

    def test_a_part_that_changed_counts_too(self):
        speech = make.make_speech(debate=self.debate)
        data = self.listed(Debate)
        speech.save()
        self.assertContains(self.act(data, [self.debate], model=Debate), "has been changed since you opened the list")
        self.assertEqual(Debate.objects.get().status, Status.DRAFT)

    def test_a_part_that_was_deleted_from_a_list_counts_too(self):
        speech = make.make_speech(debate=self.debate)
        data = self.listed(Debate)
        self.client_.post(address(Speech, "changelist"), confirmed(speech, action=True))
        self.assertFalse(Speech.objects.exists())
        self.assertContains(self.act(data, [self.debate], model=Debate), "has been changed since you opened the list")
        self.assertEqual(Debate.objects.get().status, Status.DRAFT)

    def test_all_of_a_list_are_those_that_were_there(self):
        data = {**self.listed(), "select_across": "1"}
        for topic in self.topics[2:]:
            del data[f"seen_{topic.pk}"]  # As if it were on another page.
        self.topics[2].save()
        new = make.make_topic(name="New")
        response = self.act(data, self.topics[:1])
        for name in ("Topic 2", "New"):
            self.assertContains(response, f"“{name}” has been changed since you opened the list")
        self.assertEqual(self.published(), [self.topics[0], self.topics[1], self.topics[3]])
        self.assertEqual(Topic.objects.get(pk=new.pk).status, Status.DRAFT)

    def test_what_is_not_in_the_list_is_not_touched(self):
        data = self.listed(q="Topic+1")
        gone = Topic(pk=987654)
        self.act(data, [gone, self.topics[0], self.topics[1]], q="Topic+1")
        self.assertEqual(self.published(), [self.topics[1]])

    def test_what_one_may_not_touch_is_refused_by_name(self):
        mine = make.make_topic(name="Mine", created_by=self.contributor)
        client = signed_in(self.contributor)
        response = self.act(self.listed(), [mine, self.topics[0]], "submit", client)
        self.assertContains(response, "You may not do this to “Topic 0”.")
        self.assertEqual(list(Topic.objects.filter(status=Status.IN_REVIEW)), [mine])
        self.act({**self.listed(), "select_across": "1"}, [mine], "publish", client)
        self.assertEqual(self.published(), [])

    def test_a_stamp_made_up_is_no_stamp(self):
        data = self.listed()
        for forged in ("", "1", "x" * 5000, "\0"):
            with self.subTest(forged=forged[:9]):
                self.act({**data, f"seen_{self.topics[0].pk}": forged, "seen_list": "nan"}, self.topics[:1], "withdraw")
        self.act({**data, f"seen_{self.topics[0].pk}": "1"}, self.topics[:1])
        self.assertEqual(self.published(), [])

    def test_the_reason_page_says_what_the_list_said(self):
        Topic.objects.update(status=Status.IN_REVIEW)
        page = self.act(self.listed(), self.topics[:2], "return_to_draft")
        data = {**read_form(page).data, "_reason": "Why"}
        self.topics[0].refresh_from_db()
        self.topics[0].save()
        response = self.client_.post(address(Topic, "changelist"), data, follow=True)
        self.assertContains(response, "“Topic 0” has been changed since you opened the list")
        self.assertEqual(list(Topic.objects.filter(status=Status.DRAFT)), [self.topics[1]])

    def test_a_button_is_refused_when_a_row_changed_meanwhile(self):
        speech = make.make_speech(debate=self.debate, text="Before")
        data = {**self.open(self.client_, self.debate), "title": "As typed"}
        Speech.objects.get(pk=speech.pk).save()
        response = self.save(self.client_, self.debate, data, button="_step_publish")
        self.assertRefused(response, "has been changed since you opened this page")
        self.assertEqual(Debate.objects.get().status, Status.DRAFT)
        again = read_form(response).data
        self.assertEqual(again["title"], ["As typed"])
        self.assertSaved(self.save(self.client_, self.debate, again, button="_step_publish"))
        self.assertEqual(Debate.objects.get().status, Status.PUBLISHED)
