"""What appears, leaves, moves and comes back; what is hidden stays unnoticed."""

from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import User
from django.utils import timezone

from archive.choices import PublicationStatus
from archive.workflow import ordering, private, snapshots, transitions
from tests import factories as make
from tests.ledger.base import PUBLIC, LedgerTestCase, told_since

DRAFT, WITHDRAWN = {"status": PublicationStatus.DRAFT}, {"status": PublicationStatus.WITHDRAWN}


def set_to(entry, **values):
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()


class PublicationTests(LedgerTestCase):
    def test_what_stands_in_a_congress_goes_and_comes_with_it(self):
        inside = ["congress 11", "debate 11/report", "resolution 11/resolved"]
        set_to(self.congress, **WITHDRAWN)
        self.assertEqual(self.told(), [f"withdrawn {each}" for each in reversed(inside)])
        set_to(self.debate, question="Asked while nobody saw it.")
        self.assertEqual(self.told(), [])
        set_to(self.congress, **PUBLIC)
        self.assertEqual(self.told(), [f"created {each}" for each in inside])

    def test_who_names_something_changes_with_it(self):
        set_to(self.lenin, **WITHDRAWN)
        self.assertEqual(self.told(), ["updated debate 11/report", "withdrawn speaker lenin"])
        set_to(self.lenin, **PUBLIC)
        self.assertEqual(self.told(), ["created speaker lenin", "updated debate 11/report"])
        set_to(self.lenin, name="V. I. Lenin")
        self.assertEqual(self.told(), ["updated speaker lenin", "updated debate 11/report"])
        set_to(self.lenin, biography="A life.")
        self.assertEqual(self.told(), ["updated speaker lenin"])
        set_to(self.source, title="Collected Works")
        self.assertEqual(self.told(), ["updated source works", "updated resolution 11/resolved"])
        set_to(self.sitting, label="Evening")
        self.assertEqual(self.told(), ["updated congress 11", "updated debate 11/report"])

    def test_a_former_address_says_where_its_entry_went(self):
        set_to(self.lenin, slug="ulyanov")
        self.assertEqual(
            self.told(), ["created speaker ulyanov", "updated debate 11/report", "renamed speaker lenin -> ulyanov"]
        )
        set_to(self.lenin, slug="lenin")
        self.assertEqual(
            self.told(), ["created speaker lenin", "updated debate 11/report", "renamed speaker ulyanov -> lenin"]
        )
        set_to(self.congress, number=12)
        self.assertEqual(
            self.told(),
            [
                "created congress 12",
                "created debate 12/report",
                "created resolution 12/resolved",
                "renamed resolution 11/resolved -> 12/resolved",
                "renamed debate 11/report -> 12/report",
                "renamed congress 11 -> 12",
            ],
        )

    def test_what_is_deleted_is_told_after_what_let_go_of_it(self):
        self.resolution.debates.clear()
        self.debate.delete()
        self.assertEqual(self.told(), ["updated resolution 11/resolved", "deleted debate 11/report"])
        make.make_debate(congress=self.congress, slug="report", position=1, **PUBLIC)
        self.assertEqual(self.told(), ["created debate 11/report"])

    def test_deleting_tells_of_what_was_linked_to_it(self):
        self.debate.delete()
        self.assertEqual(self.told(), ["updated resolution 11/resolved", "deleted debate 11/report"])

    def test_addresses_change_hands(self):
        other = make.make_speaker(slug="stalin", **PUBLIC)
        self.told()
        for slug, entry in (("spare", other), ("stalin", self.lenin), ("lenin", other)):
            set_to(entry, slug=slug)
        told = self.told()
        self.assertEqual(told, ["updated speaker stalin", "updated speaker lenin", "updated debate 11/report"])

    def test_each_address_is_told_once_at_its_last_change(self):
        for biography in ("One", "Two", "Three"):
            set_to(self.lenin, biography=biography)
            told_since(self.cursor)
        self.assertEqual(self.told(), ["updated speaker lenin"])
        told, _cursor = told_since()
        self.assertEqual(sorted(told), sorted(self.everything))


class ScheduleTests(LedgerTestCase):
    def test_schedules_are_told_when_they_are_due(self):
        now = timezone.now()
        hours = [now + timedelta(hours=hour) for hour in range(6)]
        set_to(self.topic, withdraw_at=hours[1])
        make.make_topic(slug="later", publish_at=hours[2], **PUBLIC)
        tenth = make.make_congress(number=10, publish_at=hours[3], **PUBLIC)
        make.make_debate(congress=tenth, slug="inside", publish_at=hours[1], withdraw_at=hours[5], **PUBLIC)
        self.assertEqual(self.told(), [])
        for hour, expected in [
            (hours[1], ["updated debate 11/report", "withdrawn topic trade"]),
            (hours[2], ["created topic later"]),
            (hours[4], ["created congress 10", "created debate 10/inside"]),
            (hours[5], ["withdrawn debate 10/inside"]),
        ]:
            with self.subTest(expected=expected), mock.patch("django.utils.timezone.now", return_value=hour):
                self.assertEqual(self.told(), expected)
                self.assertEqual(self.told(), [])

    def test_what_came_and_went_between_two_looks_is_told_as_gone_where_it_was_met(self):
        chief = User.objects.create_superuser("chief")
        seen, deleted = (
            make.make_topic(slug="seen"),
            make.make_debate(congress=self.congress, slug="deleted", question="Why?"),
        )
        unseen = make.make_topic(slug="unseen", publish_at=timezone.now() + timedelta(days=1))
        for entry in (seen, deleted, unseen):
            for step in ("publish", "withdraw"):
                transitions.move(entry, chief, step)
        set_to(seen, slug="secret")
        deleted.delete()
        self.assertEqual(sorted(self.told()), ["deleted debate 11/deleted", "withdrawn topic seen"])
        set_to(seen, name="Hidden again")
        self.assertEqual(self.told(), [])

    def test_what_was_otherwise_for_a_while_is_told_as_somebody_may_have_met_it_so(self):
        chief = User.objects.create_superuser("chief")
        set_to(self.congress, opened_on="1922-03-27")
        alone, gone = make.make_topic(slug="alone", **PUBLIC), make.make_topic(slug="gone", **PUBLIC)
        transitions.move(gone, chief, "withdraw")
        self.told()

        def undone():
            text = self.speech.text
            self.speech.delete()
            make.make_speech(debate=self.debate, speaker=self.lenin, sitting=self.sitting, position=1, text=text)

        def moved(entry, *steps):
            for step in steps:
                transitions.move(entry, chief, step)

        def entered_again():
            alone.delete()
            make.make_topic(slug="alone", name=alone.name, **PUBLIC)

        inside = ["debate 11/report", "resolution 11/resolved"]
        for change, expected in [
            (undone, inside),
            (lambda: moved(self.topic, "withdraw", "publish"), ["topic trade", "debate 11/report"]),
            (lambda: moved(self.congress, "withdraw", "publish"), ["congress 11", *inside]),
            (entered_again, ["topic alone"]),
        ]:
            with self.subTest(expected=expected):
                change()
                self.assertEqual(self.told(), [f"updated {each}" for each in expected])
                self.assertEqual(self.told(), [])
        moved(gone, "publish", "withdraw")
        self.assertEqual(self.told(), ["withdrawn topic gone"])
        self.assertEqual(self.told(), [])


class HiddenTests(LedgerTestCase):
    """Whatever no reader sees takes no place: the answer stays as it was, byte for byte."""

    def test_hidden_writes_leave_the_answer_as_it_was(self):
        chief = User.objects.create_superuser("chief")
        gone = make.make_speaker(slug="gone", **PUBLIC)
        self.told()
        set_to(gone, **WITHDRAWN)
        hidden = make.make_speaker(slug="hidden")
        before = self.client.get("/api/v1/changes/")
        draft = make.make_debate(congress=self.congress, slug="draft")
        change = private.begin(self.debate, chief)

        def change_privately():
            key = f"speech:{self.speech.pk}"
            private.store(change, {**change.data, key: {**change.data[key], "text": "Not yet."}}, chief)

        for write in (
            lambda: make.make_speech(debate=draft, speaker=self.lenin),
            lambda: draft.topics.add(self.topic),
            lambda: draft.sittings.add(self.sitting),
            lambda: self.resolution.debates.add(draft),
            lambda: self.debate.topics.add(make.make_topic(slug="quiet")),
            lambda: make.make_participation(debate=self.debate, speaker=hidden),
            lambda: make.make_mandate(congress=self.congress, speaker=hidden),
            lambda: make.make_citation(self.speech, source=make.make_source(slug="quiet")),
            lambda: make.make_citation(self.speech.debate.participations.get(), source=self.source),
            lambda: make.make_link(resolution=self.resolution, to=make.make_resolution(congress=self.congress)),
            lambda: self.debate.colleague_notes.create(author_name="X", text="Only for us."),
            lambda: make.make_topic(slug="later", publish_at=timezone.now() + timedelta(days=1), **PUBLIC),
            lambda: set_to(gone, biography="Rewritten.", slug="elsewhere"),
            lambda: set_to(hidden, slug="well-hidden"),
            lambda: transitions.move(draft, chief, "submit"),
            change_privately,
            lambda: snapshots.take(self.debate),
            lambda: draft.delete(),
        ):
            write()
            after = self.client.get("/api/v1/changes/")
            self.assertEqual((after.content, after["ETag"]), (before.content, before["ETag"]))

    def test_a_release_and_a_new_order_are_told(self):
        chief = User.objects.create_superuser("chief")
        change = private.begin(self.debate, chief)
        key = f"speech:{self.speech.pk}"
        change = private.store(change, {**change.data, key: {**change.data[key], "text": "Now."}}, chief)
        self.assertEqual(self.told(), [])
        private.release(private.submit(change, chief, ""), chief)
        self.assertEqual(self.told(), ["updated debate 11/report"])
        make.make_debate(congress=self.congress, slug="second", position=2, **PUBLIC)
        self.told()
        ordering.renumber(type(self.debate), self.congress, {self.debate.pk: 3})
        self.assertEqual(self.told(), ["updated debate 11/report"])
