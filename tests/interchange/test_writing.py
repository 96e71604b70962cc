"""Writing a congress as a file, and reading the same archive back from it."""

import yaml
from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from archive.interchange.congress_file import fetch_congress, read, write
from archive.interchange.congress_file.writing import _dump
from archive.models import Congress, Debate, Resolution, Source, Speaker, Topic
from tests.factories import (
    make_citation,
    make_clause,
    make_congress,
    make_debate,
    make_link,
    make_mandate,
    make_name,
    make_note,
    make_participation,
    make_resolution,
    make_sitting,
    make_source,
    make_speaker,
    make_speech,
    make_topic,
)
from tests.interchange.documents import TWELFTH, dump, empty_the_archive, load_text, twelfth

#: What a database keeps: everything but NUL and lone surrogates.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
HOSTILE = [
    "<script>alert(1)</script>", "'\"`\\", "# not a comment", "- not a list", "key: not a key", "yes", "null", "~",
    "1922", "1922-03-27", "0x1F", "1:30", "=", "<<", "*alias", "&anchor", "!tag", "%directive", "---", "...", "@", "|",
    " leading", "trailing ", "two  spaces", "tab\there", "a\n b", " a\nb ", "a\n\n\n", "\n\na", "a\r\nb", "a\rb",
    "\x85a", "a\u2028b\u2029c", "\ufeffmark", "a\u200fb\u202ec", "e\u0301\u0301", "\U0001f600 \U0001f1f7\U0001f1fa",
    "\ufffe\uffff", "\x07\x1b[31m", "\x7f\x80\x9f", "\xa0", "{a: b}", "[a, b]", "a #b", "a: ", "long " * 60,
    "word" * 60, "ё" * 200,
    "long line " * 30 + "\n\n" + "another line: # " * 30, "  ", "\n", "text with a break at the end\n",
]  # fmt: skip


def export(number=12):
    return write(fetch_congress(number))


def survives_the_round_trip(number=12):
    first = export(number)
    empty_the_archive()
    load_text(first)
    return export(number) == first


def with_examples(test):
    for text in HOSTILE:
        test = example(text)(test)
    return test


def without_last_breaks(node):
    """As the loader takes texts: the line breaks at the end of a block are no part of it."""
    if isinstance(node, str):
        return node.rstrip("\n")
    if isinstance(node, dict):
        return {key: without_last_breaks(value) for key, value in node.items()}
    return [without_last_breaks(value) for value in node]


class TextTests(SimpleTestCase):
    @with_examples
    @given(TEXTS)
    @settings(max_examples=400, deadline=None)
    def test_any_text_comes_back_as_it_was(self, text):
        text = text.rstrip("\n")
        block = {"block": text, "deep": [{"deeper": [{"text": text}]}], "list": [text]}
        written = _dump(block).encode()
        self.assertEqual(without_last_breaks(read(written)), block)
        self.assertEqual(without_last_breaks(read(_dump([{"a": text}]) * 2)), [{"a": text}] * 2)
        # Other readers of YAML get the same.
        self.assertEqual(without_last_breaks(yaml.safe_load(written)), block)


class RoundTripTests(TestCase):
    maxDiff = None

    def test_a_file_written_in_the_order_of_the_format_comes_back_byte_by_byte(self):
        load_text()
        self.assertEqual(export(), TWELFTH)

    def test_export_then_load_into_an_empty_archive_then_export_is_identical(self):
        load_text()
        self.assertTrue(survives_the_round_trip())
        self.assertEqual(export(), TWELFTH)

    def test_what_editors_made_in_any_order_and_status_survives(self):
        congress = make_congress(number=12, status="withdrawn")
        second, first = make_speaker(slug="z"), make_speaker(slug="a")
        for speaker in (second, first):
            make_mandate(congress=congress, speaker=speaker, vote="guest" if speaker is first else "decisive")
            make_name(speaker=speaker, name="Б")
            make_citation(make_name(speaker=speaker, name="А"), field="used_to")
        debate = make_debate(congress=congress, position=5)
        debate.sittings.set([make_sitting(congress=congress, position=n, chair=first) for n in (10, 9)])
        make_participation(debate=debate, position=3, speaker=second)
        make_participation(debate=debate, position=1, speaker=first)
        for position in (3, 1):
            citation_target = make_speech(debate=debate, position=position, text="(Applause.)")
            make_citation(citation_target, field="text")
            make_citation(citation_target, field="kind", stance="disputes", value="1")
        make_note(debate, text="Same")
        make_note(debate, text="Same")
        resolution = make_resolution(congress=congress, position=1)
        make_link(resolution=resolution, outside_title="B")
        make_link(resolution=resolution, outside_title="A")
        make_link(resolution=resolution, to=make_resolution(congress=congress))
        make_clause(resolution=resolution)
        resolution.slug = "renamed"
        resolution.save()
        self.assertTrue(survives_the_round_trip())
        self.assertEqual(Debate.objects.get().notes.count(), 2)
        self.assertEqual(Resolution.objects.get(slug="renamed").former_slugs.count(), 1)

    def test_an_export_holds_what_the_congress_uses_and_nothing_else(self):
        load_text()
        make_congress(number=13)
        make_speaker(slug="unused")
        make_source(slug="unused")
        make_topic(slug="unused")
        broader = make_topic(slug="broader")
        Topic.objects.filter(slug="economy").update(broader=broader)
        deep = make_source(slug="deep")
        make_citation(Source.objects.get(slug="catalogue"), source=deep)
        make_citation(broader, source=make_source(slug="of-the-topic"))
        document = read(export())
        slugs = {name: [entry["slug"] for entry in document[name]] for name in ("topics", "sources", "speakers")}
        self.assertEqual(
            slugs,
            {
                "topics": ["broader", "economy", "industry"],
                "sources": ["catalogue", "deep", "of-the-topic", "record"],
                "speakers": ["first", "second"],
            },
        )

    def test_writing_asks_the_database_nothing(self):
        load_text()
        loaded = fetch_congress(12)
        with self.assertNumQueries(0):
            write(loaded)

    def test_the_queries_do_not_grow_with_the_rows(self):
        load_text()
        debate, counts = Debate.objects.get(slug="report"), []
        for position in (10, 20):
            for offset in range(9):
                make_citation(make_speech(debate=debate, position=position + offset, speaker=make_speaker()))
            with CaptureQueriesContext(connection) as queries:
                fetch_congress(12)
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[0], 120)

    def test_long_citations_are_blocks_and_short_ones_one_line(self):
        note = "A note that is so long that it does not go on one line of the file however one turns it round."
        load_text(twelfth(("{source: record, field: held_on}", f"{{source: record, field: held_on, note: {note}}}")))
        self.assertIn(f"  - source: record\n    field: held_on\n    note: >-\n      {note}\n", export())
        self.assertLessEqual(max(len(line) for line in export().splitlines()), 110)


class HostileTextTests(HypothesisTestCase):
    @given(st.data())
    @settings(max_examples=25, deadline=None, phases=[Phase.reuse, Phase.generate])
    def test_a_congress_of_hostile_texts_survives(self, data):
        def texts(longest=200):
            one = st.one_of(st.sampled_from(HOSTILE), TEXTS).map(lambda text: text.rstrip("\n"))
            return data.draw(one.filter(lambda text: 0 < len(text) <= longest))

        congress = make_congress(number=12, title=texts(), venue=texts(), summary=texts(300))
        source = make_source(title=texts(), authors=texts(300), note=texts(300))
        speaker = make_speaker(name=texts(), sort_name=texts(), role=texts())
        make_name(speaker=speaker, name=texts())
        debate = make_debate(congress=congress, title=texts(), question=texts(300))
        for position in (1, 2):
            speech = make_speech(
                debate=debate, position=position, speaker=speaker, text=texts(300), page=texts(30), language=texts(10)
            )
            make_citation(speech, source=source, locator=texts(), value=texts(), note=texts(300))
        make_note(debate, text=texts(300))
        resolution = make_resolution(congress=congress, text=texts(300), vote_note=texts())
        make_link(resolution=resolution, outside_title=texts(), note=texts(300))
        make_clause(resolution=resolution, number=texts(20), text=texts(300))
        titles = (congress.title, source.authors, speaker.name, debate.question)
        before = dump()
        self.assertTrue(survives_the_round_trip())
        after = dump()
        self.assertEqual(
            titles,
            (
                Congress.objects.get().title,
                Source.objects.get().authors,
                Speaker.objects.get().name,
                Debate.objects.get().question,
            ),
        )
        for table in ("Speech", "Clause", "Citation", "EditorialNote", "ResolutionLink"):
            pairs = zip(before[f"archive.{table}"], after[f"archive.{table}"], strict=True)
            for old, new in pairs:
                texts_of = [{key: value for key, value in row.items() if isinstance(value, str)} for row in (old, new)]
                self.assertEqual(*texts_of)
