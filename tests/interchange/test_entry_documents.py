"""Entry documents: out of the archive, into another, and what is refused on the way."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.test import TestCase
from jsonschema import Draft202012Validator

from archive.choices import VersionAction
from archive.interchange.congress_file import CongressFileError, load, load_all, read, read_all, write
from archive.interchange.congress_file.fetching import fetch_congress
from archive.interchange.document_schema import document_schema
from archive.interchange.entry_documents import (
    KINDS,
    EntryDocument,
    document_of,
    fetch_entries,
    fetch_public,
    load_documents,
    write_entry,
)
from archive.models import ENTRIES, PARTS, Citation, Congress, Debate, EditorialNote, Resolution, Topic, Version
from archive.selectors.evidence import know_content_types
from tests.factories import (
    make_citation,
    make_congress,
    make_debate,
    make_election,
    make_link,
    make_mandate,
    make_participation,
    make_resolution,
    make_sitting,
    make_source,
    make_speaker,
    make_speech,
    make_topic,
)
from tests.interchange.documents import TWELFTH, dump

APPEARED = datetime(2021, 1, 1, tzinfo=UTC)
CONTENT = Path(__file__).parents[2] / "archive" / "content"


def all_documents(public=False):
    """Every entry's document, read back from its JSON."""
    fetch_all = fetch_public if public else fetch_entries
    documents = [
        EntryDocument(kind, document_of(kind, record, public=public))
        for kind in KINDS.values()
        for record in fetch_all(kind)
    ]
    return [EntryDocument(each.kind, json.loads(json.dumps(each.data))) for each in documents]


def empty_the_archive():
    Version.objects.all().delete()
    for model in (Citation, EditorialNote, *reversed(PARTS), *reversed(ENTRIES)):
        model._base_manager.all().delete()


def problems(*documents, **options):
    try:
        load_documents(documents, **options)
    except CongressFileError as error:
        return [str(problem) for problem in error.problems]
    return []


class RoundTripTests(TestCase):
    def test_the_bundled_congresses_come_back_the_same_from_their_documents(self):
        load(read((CONTENT / "congress-11.yaml").read_bytes()))
        load_all(read_all((CONTENT / "congresses.yaml").read_bytes()))
        documents = all_documents()
        texts = [write(fetch_congress(number)) for number in (11, 12)]
        Topic.objects.update(broader=None)
        empty_the_archive()
        # The order is not the order of what refers to what.
        load_documents(reversed(documents), replace=True)
        self.assertEqual(all_documents(), documents)
        self.assertEqual([write(fetch_congress(number)) for number in (11, 12)], texts)
        before = dump()
        report = load_documents(documents, replace=True)
        self.assertTrue(report.changes_nothing)
        self.assertEqual(dump(), before)

    def test_every_key_of_the_format_is_in_a_document(self):
        load(read(TWELFTH))
        documents = all_documents()
        Topic.objects.update(broader=None)
        empty_the_archive()
        load_documents(documents, replace=True)
        self.assertEqual(all_documents(), documents)
        debate = next(each.data for each in documents if each.data.get("slug") == "report")
        self.assertEqual([*debate][:3], ["congress", "slug", "position"])
        self.assertEqual(debate["sittings"], [1, 2])
        congress = next(each.data for each in documents if "number" in each.data)
        self.assertEqual([*congress][-3:], ["sittings", "mandates", "elections"])
        self.assertEqual(congress["publish_at"], "2026-11-07T09:00:00+00:00")
        for each in documents:
            schema = Draft202012Validator(document_schema(each.kind))
            self.assertEqual([error.message for error in schema.iter_errors(each.data)], [])
            self.assertTrue([*schema.iter_errors(each.data | {"titel": "x"})])


class WritingOneTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.congress = make_congress(number=11)
        cls.other = make_debate(congress=cls.congress, slug="other", position=2)
        make_speaker(slug="trotsky")

    def debate(self, **changes):
        speeches = [{"position": 1, "kind": "speech", "rendering": "summary", "text": "Words.", "speaker": "trotsky"}]
        debate = {"congress": 11, "slug": "army", "position": 1, "kind": "report", "title": "Army"}
        return debate | {"speeches": speeches} | changes

    def write(self, data, kind="debate", **options):
        return problems(EntryDocument(KINDS[kind], data, options.pop("at", None)), **options)

    def test_one_is_written_on_record_with_who_and_why_and_no_other_is_touched(self):
        ana = get_user_model().objects.create_user("ana")
        said = {"user": ana, "action": VersionAction.CHANGE, "reason": "Why"}
        report = write_entry(KINDS["debate"], self.debate(), replace=True, **said)
        self.assertEqual([str(entry) for entry in report.entries], ["debate army: created; 1 speech created"])
        army = Debate.objects.get(slug="army")
        self.assertEqual((army.created_by, army.speeches.get().speaker.slug), (ana, "trotsky"))
        version = Version.objects.get()
        self.assertEqual((version.made_by, version.reason, version.action), (ana, "Why", "change"))
        self.assertEqual(self.write(self.debate(speeches=[], title="The army"), replace=True), [])
        army.refresh_from_db()
        self.assertEqual((army.title, army.speeches.count(), army.version), ("The army", 0, 2))
        self.assertEqual(Debate.objects.count(), 2)
        write_entry(KINDS["debate"], self.debate(title="Dry"), dry_run=True)
        self.assertFalse(Debate.objects.filter(title="Dry").exists())

    def test_what_is_wrong_is_said_with_its_place(self):
        speech = self.debate()["speeches"][0]
        nobody = "no speaker 'trotski'; did you mean 'trotsky'?"
        for changes, expected in [
            ({"speeches": [speech | {"speaker": "trotski"}]}, f"speeches[0].speaker: {nobody}"),
            ({"position": 2}, "position: '2' is taken in the archive by debate 'other'"),
            ({"congress": 12}, "congress: no congress 12 in the archive"),
            ({"congress": None}, "congress: is required"),
            ({"congress": "x"}, "congress: 'x' is not a whole number"),
            ({"titel": "x"}, "titel: no such key; did you mean 'title'?"),
            ({"title": 1.5}, "title: expected a text, found a float"),
            ({"sittings": [3]}, "sittings[0]: no sitting 3 in this congress; its sittings are not given"),
            ({"speeches": [speech, speech]}, "speeches[1].position: '1' stands at speeches[0].position already"),
            ({"status": "published"}, "question: or summary is needed to publish this debate"),
        ]:  # fmt: skip
            with self.subTest(expected=expected):
                self.assertIn(expected, self.write(self.debate(**changes), replace=True))
        self.assertEqual(self.write([], "topic"), ["file: expected the keys of a topic, found a list"])
        twice = EntryDocument(KINDS["debate"], self.debate())
        self.assertIn("[1].slug: 'army' stands at [0].slug already", problems(twice, twice))
        self.assertEqual(Version.objects.count(), 0)

    def test_an_entry_gets_another_address_and_the_old_one_redirects(self):
        self.write(self.debate())
        self.assertEqual(self.write(self.debate(slug="red-army"), at="army", replace=True), [])
        self.assertEqual(Debate.objects.get(slug="red-army").former_slugs.get().slug, "army")
        self.assertEqual(
            self.write(self.debate(slug="other"), at="red-army"), ["slug: 'other' is the address of another debate"]
        )
        # A copy of another archive has the redirect with its own time.
        since = "2024-01-02T03:04:05+00:00"
        redirects = [{"slug": "army", "since": since}, {"slug": "red-army", "since": since}]
        self.assertEqual(self.write(self.debate(slug="rkka", former_slugs=redirects), at="red-army", replace=True), [])
        (army,) = fetch_entries(KINDS["debate"], slug="rkka")
        self.assertEqual(document_of(KINDS["debate"], army)["former_slugs"], redirects)
        self.assertEqual(self.write({"number": 12, "title": "T"}, "congress", at=11, replace=True), [])
        self.assertEqual(self.congress.debates.count(), 2)

    def test_a_congress_with_its_debates_and_debates_that_change_places_are_loaded_at_once(self):
        new = EntryDocument(KINDS["congress"], {"number": 12, "title": "12th", "sittings": [{"position": 1}]})
        debate = EntryDocument(KINDS["debate"], self.debate(congress=12, sittings=[1]))
        link = {"kind": "cites", "to": "12/b"}
        one = {"congress": 11, "slug": "a", "position": 1, "kind": "decision", "title": "A", "links": [link]}
        two = one | {"congress": 12, "slug": "b", "links": [link | {"to": "11/a"}]}
        resolutions = [EntryDocument(KINDS["resolution"], data) for data in (one, two)]
        self.assertEqual(problems(debate, *resolutions, new, replace=True), [])
        self.assertEqual(Debate.objects.get(congress__number=12).sittings.get().position, 1)
        self.assertEqual(Resolution.objects.get(slug="b").links.get().to.slug, "a")
        first = make_debate(congress=self.congress, slug="first", position=1)
        make_debate(congress=self.congress, slug="third", position=3)
        swapped = [
            EntryDocument(KINDS["debate"], self.debate(slug=slug, position=position, speeches=[]))
            for slug, position in (("first", 2), ("other", 1))
        ]
        self.assertEqual(problems(*swapped), [])
        first.refresh_from_db()
        self.assertEqual(first.position, 2)

    def test_a_sitting_that_is_referred_to_stays(self):
        sitting = make_sitting(congress=self.congress, position=1)
        make_speech(debate=self.other, sitting=sitting, position=1)
        congress = {"number": 11, "title": "11th"}
        stays = "sittings: sitting 1 is not in the file and cannot be deleted, for it is used by "
        self.assertEqual(self.write(congress, "congress", replace=True), [f"{stays}speech 1 of debate other"])
        self.other.speeches.all().delete()
        self.other.sittings.set([sitting])
        self.assertEqual(self.write(congress, "congress", replace=True), [f"{stays}debate other"])


class PublicTests(TestCase):
    def test_readers_documents_hold_what_readers_see_and_nothing_else(self):
        congress = make_congress(number=11, status="published")
        hidden = {
            "speaker": make_speaker(slug="hidden-speaker"),
            "source": make_source(slug="hidden-source"),
            "topic": make_topic(slug="hidden-topic"),
            "resolution": make_resolution(congress=congress, slug="hidden-resolution"),
        }
        seen = make_speaker(slug="seen", status="published")
        topic = make_topic(slug="below", status="published", broader=hidden["topic"])
        sitting = make_sitting(congress=congress, position=1, chair=hidden["speaker"])
        debate = make_debate(congress=congress, slug="army", status="published", publish_at=APPEARED)
        debate.topics.set([topic, hidden["topic"]])
        debate.sittings.set([sitting])
        make_debate(congress=congress, slug="hidden-debate", position=2)
        make_speech(debate=debate, speaker=hidden["speaker"], attribution="Somebody", position=1, sitting=sitting)
        make_speech(debate=debate, speaker=seen, position=2)
        resolution = make_resolution(congress=congress, slug="seen", position=2, status="published")
        make_link(resolution=resolution, to=hidden["resolution"])
        for speaker in (seen, hidden["speaker"]):
            make_mandate(congress=congress, speaker=speaker)
            make_election(congress=congress, speaker=speaker)
        make_participation(debate=debate, speaker=hidden["speaker"], position=1)
        make_citation(debate, source=hidden["source"])
        debate.former_slugs.create(slug="hidden-slug", since=APPEARED - timedelta(days=1))
        know_content_types()
        with self.assertNumQueries(42):
            documents = [*all_documents(public=True)]
        documents = {(each.kind.name, next(iter(each.data.values()))): each.data for each in documents}
        text = json.dumps([*documents.values()])
        self.assertNotIn("hidden", text)
        for key in ("status", "publish_at", "withdraw_at"):
            self.assertNotIn(f'"{key}"', text)
        debate_document = documents["debate", 11]
        self.assertEqual([each.get("speaker") for each in debate_document["speeches"]], [None, "seen"])
        self.assertEqual(debate_document["speeches"][0]["attribution"], "Somebody")
        self.assertEqual((debate_document["topics"], debate_document["sittings"]), (["below"], [1]))
        self.assertEqual([each["speaker"] for each in documents["congress", 11]["mandates"]], ["seen"])
        self.assertEqual(documents["resolution", 11].get("links"), None)

    def test_the_queries_do_not_grow_with_rows(self):
        load(read(TWELFTH))
        Congress.objects.update(status="published", publish_at=None)
        Debate.objects.update(status="published")
        kind = KINDS["debate"]
        for fetch, count in ((fetch_entries, 18), (fetch_public, 10)):
            with self.subTest(fetch=fetch.__name__), self.assertNumQueries(count):
                documents = [document_of(kind, each, public=fetch is fetch_public) for each in fetch(kind)]
                self.assertEqual([len(each.get("speeches", ())) for each in documents], [2, 0])
