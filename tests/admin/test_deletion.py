"""What is in use is not deleted, and the page says where it is used."""

from django.contrib.contenttypes.models import ContentType

from archive.models import Source, Speaker, Speech, Topic
from tests import factories as make
from tests.admin.base import AdminTestCase, address, confirmed, make_user, read_form, signed_in


class DeletionTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.congress = make.make_congress(title="Eleventh Congress")
        cls.debate = make.make_debate(congress=cls.congress, title="Red Army")

    def assertProtected(self, record, *uses):
        response = self.client_.get(address(record, "delete"))
        self.assertContains(response, "cannot be deleted, because it is used here")
        for use in uses:
            self.assertContains(response, use)
        self.client_.post(address(record, "delete"), confirmed(record))
        self.client_.post(address(record, "changelist"), confirmed(record, action=True))
        self.assertTrue(type(record).objects.filter(pk=record.pk).exists())

    def test_a_congress_with_debates(self):
        self.assertProtected(self.congress, f'<a href="{address(self.debate)}">Red Army</a>')

    def test_a_speaker_who_spoke(self):
        speaker = make.make_speaker()
        speech = make.make_speech(debate=self.debate, speaker=speaker, position=4)
        self.assertProtected(speaker, f'<a href="{address(speech)}">Speech 4</a>', "Red Army")

    def test_a_source_that_is_cited(self):
        source = make.make_source()
        make.make_citation(self.congress, source=source)
        make.make_citation(make.make_speech(debate=self.debate, position=4), source=source)
        self.assertProtected(source, "Eleventh Congress", "Speech 4")

    def test_a_topic_that_is_used_or_has_narrower_ones(self):
        topic, broad = make.make_topic(), make.make_topic()
        make.make_topic(name="Narrow", broader=broad)
        self.debate.topics.add(topic)
        self.assertProtected(topic, "Red Army")
        self.assertProtected(broad, "Narrow")

    def test_a_use_without_end_is_counted(self):
        speaker = make.make_speaker()
        Speech.objects.bulk_create(
            Speech(debate=self.debate, position=n, speaker=speaker, rendering="summary", text="x")
            for n in range(1, 301)
        )
        self.assertProtected(speaker, "and 250 more")

    def test_what_is_not_in_use_goes_with_its_parts(self):
        speaker = make.make_speaker()
        make.make_name(speaker=speaker)
        source = make.make_source()
        make.make_citation(speaker, source=source)
        response = self.client_.get(address(speaker, "delete"))
        self.assertContains(response, "Other names: 1")
        self.assertContains(response, "Citations: 1")
        self.assertEqual(self.client_.post(address(speaker, "delete"), confirmed(speaker)).status_code, 302)
        self.assertFalse(Speaker.objects.exists())
        self.assertEqual(source.uses.count(), 0)
        self.assertEqual(self.client_.post(address(source, "delete"), confirmed(source)).status_code, 302)
        self.assertFalse(Source.objects.exists())

    def test_a_sitting_in_use_is_not_deleted_as_a_row(self):
        sitting = make.make_sitting(congress=self.congress, position=1)
        make.make_speech(debate=self.debate, sitting=sitting)
        data = {**self.open(self.client_, self.congress), "sittings-0-DELETE": "on"}
        response = self.save(self.client_, self.congress, data)
        self.assertRefused(response, "would require deleting the following protected related objects")
        self.assertEqual(self.congress.sittings.count(), 1)

    def test_a_sitting_of_a_debate_stays_on_its_page_and_as_a_row(self):
        sitting = make.make_sitting(congress=self.congress, position=1, label="First sitting")
        self.debate.sittings.add(sitting)
        self.assertProtected(sitting, f'<a href="{address(self.debate)}">Red Army</a>')
        data = {**self.open(self.client_, self.congress), "sittings-0-DELETE": "on"}
        response = self.save(self.client_, self.congress, data)
        self.assertRefused(response, "“First sitting” cannot be deleted, because it is used here: Red Army.")
        self.assertEqual(self.debate.sittings.get(), sitting)
        self.debate.sittings.clear()
        self.assertSaved(self.save(self.client_, self.congress, data))
        self.assertFalse(self.congress.sittings.exists())

    def test_an_unused_topic_goes(self):
        topic = make.make_topic()
        self.assertEqual(self.client_.post(address(topic, "delete"), confirmed(topic)).status_code, 302)
        self.assertFalse(Topic.objects.exists())
        self.assertFalse(ContentType.objects.get_for_model(Topic).logentry_set.count() > 1)


class SeenTests(AdminTestCase):
    """Nothing goes that the person has not seen as it is."""

    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.debate = make.make_debate(congress=make.make_congress(), title="Red Army")
        cls.speech = make.make_speech(debate=cls.debate, position=1)
        cls.topics = [make.make_topic(name="Trade"), make.make_topic(name="Tax")]

    def assertAskedAgain(self, record, data):
        response = self.client_.post(address(record, "delete"), data, follow=True)
        self.assertContains(response, "has just been changed by somebody else. Look again before deleting it.")
        self.assertTrue(type(record).objects.filter(pk=record.pk).exists())
        return read_form(response).data

    def test_who_has_not_seen_it_is_asked(self):
        for seen in ({}, {"seen_version": ""}, {"seen_version": "1"}, {"seen_version": str(self.debate.version)}):
            for record in (self.debate, self.speech):
                with self.subTest(seen=seen, record=record):
                    self.assertAskedAgain(record, {"post": "yes", **seen})

    def test_a_part_that_was_saved_added_or_deleted_meanwhile_is_a_reason_to_look_again(self):
        changes = (
            self.speech.save,
            lambda: make.make_citation(self.speech),
            lambda: make.make_speech(debate=self.debate, position=900),
            self.speech.delete,
        )
        for change in changes:
            with self.subTest(change=change):
                asked = self.open(self.client_, self.debate, "delete")
                change()
                self.assertAskedAgain(self.debate, asked)
        again = self.assertAskedAgain(self.debate, {"post": "yes"})
        self.assertEqual(self.client_.post(address(self.debate, "delete"), again).status_code, 302)
        self.assertFalse(type(self.debate).objects.exists())

    def test_a_part_on_its_own_page_too(self):
        asked = self.open(self.client_, self.speech, "delete")
        make.make_citation(self.speech)
        again = self.assertAskedAgain(self.speech, asked)
        self.client_.post(address(self.speech, "delete"), again)
        self.assertFalse(Speech.objects.exists())

    def test_a_debate_that_a_resolution_names_stays(self):
        resolution = make.make_resolution(congress=self.debate.congress, title="On the tax")
        resolution.debates.add(self.debate)
        page = self.client_.get(address(self.debate, "delete"))
        self.assertContains(page, "On the tax")
        self.client_.post(address(self.debate, "delete"), confirmed(self.debate))
        self.assertEqual(list(resolution.debates.all()), [self.debate])

    def test_of_several_none_goes_when_one_has_moved_on_and_it_is_named(self):
        listed = address(Topic, "changelist")
        chosen = {"action": "delete_selected", "_selected_action": [topic.pk for topic in self.topics]}
        asked = read_form(self.client_.post(listed, chosen)).data
        self.topics[1].save()
        response = self.client_.post(listed, asked)
        self.assertContains(response, "“Tax” has just been changed by somebody else.")
        self.assertNotContains(response, "“Trade” has just been changed")
        self.assertEqual(Topic.objects.count(), 2)
        self.assertRefused(self.client_.post(listed, {**chosen, "post": "yes"}), "“Trade” has just been changed")
        self.assertEqual(Topic.objects.count(), 2)
        self.assertEqual(self.client_.post(listed, read_form(response).data).status_code, 302)
        self.assertFalse(Topic.objects.exists())
