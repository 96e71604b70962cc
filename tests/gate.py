"""An archive in which everything hidden says HIDDEN, for whoever looks whether any outlet shows it."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import CharField, TextField
from django.test import TestCase
from django.utils import timezone

from archive.choices import PublicationStatus
from archive.models import PendingChange, RecordState, Version
from archive.models.fields import PartialDateField
from archive.workflow import private, snapshots, versions
from tests import factories as make

#: The key of a record that has never been in the archive, as far as its tables tell.
FAR = 10**9


def is_text(model, name):
    """Whether the field of a snapshot holds words, which a reader could read."""
    if name in {"target", "version"}:
        return False
    field = model._meta.get_field(name)
    return isinstance(field, CharField | TextField) and not field.choices and not isinstance(field, PartialDateField)


def said_otherwise(snapshot, change):
    """The snapshot with every text in it changed by the function."""
    return {
        key: {
            name: change(value) if value and is_text(snapshots.model_of(key)[0], name) else value
            for name, value in values.items()
        }
        for key, values in snapshot.items()
    }


def long_ago(day):
    return datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=day)


def make_superuser_once():
    return User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("root")


def hidden_states():
    """Every way in which an entry is not public."""
    tomorrow = timezone.now() + timedelta(days=1)
    yield {"status": PublicationStatus.DRAFT}
    yield {"status": PublicationStatus.IN_REVIEW}
    yield {"status": PublicationStatus.WITHDRAWN}
    yield {"status": PublicationStatus.PUBLISHED, "publish_at": tomorrow}
    yield {"status": PublicationStatus.PUBLISHED, "withdraw_at": timezone.now() - timedelta(seconds=1)}


def is_gone(state):
    """Whether what is in this hidden state was public once."""
    return state["status"] == PublicationStatus.WITHDRAWN or "withdraw_at" in state


class GateTestCase(TestCase):
    """An open archive in which everything hidden says HIDDEN, at every level and in every way."""

    @classmethod
    def setUpTestData(cls):
        public = {"status": PublicationStatus.PUBLISHED}
        cls.topic = make.make_topic(slug="open-topic", name="Open topic SEEN", **public)
        cls.source = make.make_source(slug="open-source", title="Open source SEEN", **public)
        cls.speaker = make.make_speaker(slug="open-speaker", name="Open speaker SEEN", sort_name="SEEN, Open", **public)
        cls.congress = make.make_congress(
            number=11, title="Open congress SEEN", opened_on=make.day("1922-03-27"), **public
        )
        cls.sitting = make.make_sitting(congress=cls.congress, label="Open sitting SEEN")
        cls.debate = make.make_debate(congress=cls.congress, slug="open", title="Open debate SEEN", **public)
        cls.resolution = make.make_resolution(
            congress=cls.congress, slug="open", title="Open resolution SEEN", **public
        )
        cls.debate.topics.add(cls.topic)
        cls.debate.sittings.add(cls.sitting)
        cls.resolution.topics.add(cls.topic)
        cls.resolution.debates.add(cls.debate)
        make.make_speech(debate=cls.debate, speaker=cls.speaker, text="Open speech SEEN")
        make.make_clause(resolution=cls.resolution, text="Open clause SEEN")
        make.make_mandate(congress=cls.congress, speaker=cls.speaker)
        make.make_citation(cls.congress, source=cls.source, locator="Open locator SEEN")
        for number, state in enumerate(hidden_states(), start=1):
            cls.hide(number, state)
        cls.entries = (cls.topic, cls.source, cls.speaker, cls.congress, cls.debate, cls.resolution)
        for entry in cls.entries:
            cls.write_a_past(entry)
        for entry in cls.entries:
            cls.change_privately(entry)
            cls.talk_about(entry)

    @classmethod
    def talk_about(cls, entry):
        """What colleagues say of the entry, and who looks after it."""
        entry.colleague_notes.create(author_name="HIDDEN author", text="HIDDEN note to colleagues")
        assignee, _ = User.objects.get_or_create(username="HIDDEN-assignee", is_staff=True)
        entry.assignments.create(assignee=assignee, submitted_by=assignee, needs_attention=True)

    @classmethod
    def write_a_past(cls, entry):
        """Versions of which readers have seen one, long ago; all others say HIDDEN, as do who made them and why."""
        published, present = PublicationStatus.PUBLISHED, snapshots.take(entry)
        hidden = said_otherwise(present, lambda text: "HIDDEN before")
        hidden |= (
            {f"speech:{FAR + entry.pk}": {"position": 999, "text": "HIDDEN before"}} if entry == cls.debate else {}
        )
        former = said_otherwise(present, lambda text: text.replace("SEEN", "SEEN formerly"))
        steps = [
            (hidden, {"status": PublicationStatus.DRAFT}),
            (hidden, {"status": PublicationStatus.IN_REVIEW}),
            (former, {"status": published}),
            # Overtaken before it came due.
            (hidden, {"status": published, "publish_at": long_ago(50)}),
            (hidden, {"status": PublicationStatus.WITHDRAWN}),
            # Published in a congress that was withdrawn.
            (hidden, {"status": published if hasattr(entry, "congress") else PublicationStatus.DRAFT}),
            (hidden, {"status": PublicationStatus.DRAFT}),
        ]
        for number, (snapshot, stands) in enumerate(steps, start=1):
            version = Version.objects.create(
                entry=entry,
                number=number,
                action="change",
                made_at=long_ago(number),
                made_by_name="HIDDEN name",
                reason="HIDDEN reason",
                title="HIDDEN title",
                digest=snapshots.digest_of(snapshot),
                **stands,
            )
            gone = {} if snapshot is hidden else dict.fromkeys(hidden.keys() - snapshot.keys())
            RecordState.objects.bulk_create(
                [RecordState(version=version, record=key, data=data) for key, data in {**snapshot, **gone}.items()]
            )
        versions.record(entry, None, reason="HIDDEN reason")

    @classmethod
    def change_privately(cls, entry):
        """A private change in which every text of the entry says HIDDEN, and each of its rows is there twice."""
        change = private.begin(entry, None)
        data = {}
        for key, values in change.data.items():
            texts = {name: "HIDDEN privately" for name in values if is_text(snapshots.model_of(key)[0], name)}
            kind, pk = key.split(":")
            data[key] = {**values, **texts}
            if kind != entry._meta.model_name:
                data[f"{kind}:{PendingChange.FIRST_KEY + int(pk)}"] = data[key]
        private.submit(private.store(change, data, None), make_superuser_once(), "HIDDEN reason")

    @classmethod
    def hide(cls, n, state):
        """One of everything in this hidden state, hung on everything open that could show it."""
        speaker, topic, source, debate, *texts = cls.hide_beside(n, state)
        narrower = make.make_topic(
            slug=f"under-{n}", name=f"Topic {n}", broader=topic, status=PublicationStatus.PUBLISHED
        )
        # A hidden person, source and topic inside what is open.
        make.make_sitting(congress=cls.congress, chair=speaker)
        make.make_speech(debate=cls.debate, speaker=speaker, text=f"Open words {n}", attribution="As printed")
        participation = make.make_participation(debate=cls.debate, speaker=speaker, stance=f"HIDDEN stance {n}")
        make.make_mandate(congress=cls.congress, speaker=speaker, on_behalf_of=f"HIDDEN mandate {n}")
        make.make_election(congress=cls.congress, speaker=speaker, note=f"HIDDEN election {n}")
        make.make_citation(participation, source=cls.source, note=f"HIDDEN {n}")
        make.make_citation(cls.congress, source=source, locator=f"HIDDEN locator {n}", note=f"HIDDEN {n}")
        make.make_citation(narrower, source=source, locator=f"HIDDEN locator {n}")
        for text in texts:
            make.make_link(resolution=cls.resolution, to=text, note=f"HIDDEN link {n}")
        cls.debate.topics.add(topic)
        cls.resolution.debates.add(debate)

    @classmethod
    def hide_beside(cls, n, state):
        """One of everything in this hidden state, beside what is open: of this nothing at all may be noticed."""
        public = {"status": PublicationStatus.PUBLISHED}
        speaker = make.make_speaker(
            slug=f"hidden-{n}", name=f"HIDDEN speaker {n}", sort_name=f"HIDDEN {n}", original_name="HIDDEN", **state
        )
        make.make_name(speaker=speaker, name=f"HIDDEN name {n}")
        topic = make.make_topic(slug=f"hidden-{n}", name=f"HIDDEN topic {n}", broader=cls.topic, **state)
        source = make.make_source(slug=f"hidden-{n}", title=f"HIDDEN source {n}", **state)
        debate = make.make_debate(congress=cls.congress, slug=f"hidden-{n}", title=f"HIDDEN debate {n}", **state)
        resolution = make.make_resolution(
            congress=cls.congress, slug=f"hidden-{n}", title=f"HIDDEN resolution {n}", **state
        )
        opened_on = make.day("1934-01-26")
        congress = make.make_congress(number=20 + n, title=f"HIDDEN congress {n}", opened_on=opened_on, **state)
        # What is published inside something hidden is hidden with it.
        inside = make.make_debate(congress=congress, slug="inside", title=f"HIDDEN debate inside {n}", **public)
        resolved = make.make_resolution(congress=congress, slug="inside", title=f"HIDDEN inside {n}", **public)
        for target in (debate, resolution, inside, resolved, congress, speaker, topic):
            make.make_citation(target, source=cls.source, locator=f"HIDDEN locator {n}", note=f"HIDDEN {n}")
            make.make_note(target, text=f"HIDDEN note {n}")
        make.make_note(source, text=f"HIDDEN note {n}")
        sitting = make.make_sitting(
            congress=congress, label=f"HIDDEN sitting {n}", chair=cls.speaker, held_on=opened_on
        )
        for hall in (debate, inside):
            hall.topics.add(cls.topic)
            make.make_speech(debate=hall, speaker=cls.speaker, text=f"HIDDEN speech {n}", heading=f"HIDDEN {n}")
            participation = make.make_participation(debate=hall, speaker=cls.speaker, stance=f"HIDDEN stance {n}")
            make.make_citation(participation, source=cls.source, locator=f"HIDDEN locator {n}")
        inside.sittings.add(sitting)
        for text in (resolution, resolved):
            text.topics.add(cls.topic)
            text.debates.add(cls.debate)
            make.make_clause(resolution=text, text=f"HIDDEN clause {n}")
            make.make_link(resolution=text, to=cls.resolution, note=f"HIDDEN link {n}")
        make.make_mandate(congress=congress, speaker=cls.speaker, on_behalf_of=f"HIDDEN mandate {n}")
        make.make_election(congress=congress, speaker=cls.speaker, note=f"HIDDEN election {n}")
        for entry in (speaker, topic, source, debate, resolution, congress, inside):
            cls.talk_about(entry)
        return speaker, topic, source, debate, resolution, resolved
