"""Made-up archives: the same for one seed, as valid as what is typed, and made in constant memory."""

import tracemalloc
from contextlib import ExitStack
from hashlib import sha256
from io import StringIO
from random import Random
from unittest.mock import patch

from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase, TransactionTestCase

from archive.choices import PublicationStatus
from archive.corpus import making
from archive.corpus.making import MODELS, batches
from archive.corpus.plan import BROAD_TOPICS
from archive.corpus.words import draw, vocabulary
from archive.models import ENTRIES, PARTS, Citation, Debate, SearchDocument, SearchWord, Speaker, Speech
from archive.search.documents import make_documents
from archive.search.indexing import words_of
from archive.search.rebuilding import disagreements, is_out_of_date
from archive.search.records import MODELS as SEARCHED
from archive.selectors.debates import public_speeches

#: Enough for drafts, a withdrawn debate, and a second congress that refers to the first, when they are small.
SPEECHES, DEBATES = 650, 14


def digest_of(model):
    """Of all rows of a model, as the engine gives them, but for the keys of content types."""
    found = sha256()
    names = [field.attname for field in model._meta.concrete_fields if field.attname != "content_type_id"]
    for row in model.objects.order_by("pk").values_list(*names):
        found.update(repr([str(value) for value in row]).encode())
    return found.hexdigest()


class MadeCorpusTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with patch("archive.corpus.plan.DEBATES", DEBATES):
            call_command("make_corpus", speeches=SPEECHES, seed="t", processes=1, verbosity=0)

    def test_there_are_as_many_speeches_as_were_asked_for_in_debates_of_twenty_to_sixty(self):
        self.assertEqual(Speech.objects.count(), SPEECHES)
        sizes = [debate.speeches.count() for debate in Debate.objects.all()][:-1]
        self.assertTrue(all(20 <= size <= 60 for size in sizes), sizes)
        words = [len(speech.text.split()) for speech in Speech.objects.only("text")]
        self.assertTrue(min(words) >= 150 and max(words) <= 400, (min(words), max(words)))

    def test_the_index_is_that_of_the_real_analysis(self):
        self.assertFalse(is_out_of_date())
        self.assertEqual(list(disagreements()), [])

    def test_no_word_is_suggested_that_no_document_has(self):
        found = set()
        for kind, model in SEARCHED.items():
            found |= words_of(make_documents(kind, model.objects.values_list("pk", flat=True)).values())
        self.assertEqual(set(SearchWord.objects.values_list("pk", flat=True)) - found, set())

    def test_every_record_would_pass_a_form(self):
        for model in (*ENTRIES, *PARTS, Citation):
            rows = list(model.objects.order_by("?")[:20])
            self.assertTrue(rows, model)
            for row in rows:
                with self.subTest(row=repr(row)):
                    row.full_clean()
        connection.check_constraints()

    def test_a_few_are_hidden_and_the_gate_holds_them(self):
        self.assertEqual(
            set(Debate.objects.values_list("status", flat=True)),
            {PublicationStatus.PUBLISHED, PublicationStatus.DRAFT, PublicationStatus.WITHDRAWN},
        )
        hidden = SPEECHES - public_speeches().count()
        self.assertTrue(0 < hidden < SPEECHES / 4, hidden)
        self.assertEqual(SearchDocument.objects.filter(kind="speech", public_from=None).count(), hidden)

    def test_pages_of_it_open(self):
        address = Speaker.objects.get(pk=1).get_absolute_url()
        for path in ("/", "/congresses/1/", "/ru/congresses/2/debates/debate-1/", "/speeches/", "/timeline/", address):
            with self.subTest(path=path):
                self.assertEqual(self.client.get(path).status_code, 200)

    def test_an_archive_that_holds_entries_is_refused(self):
        with self.assertRaisesMessage(CommandError, "holds entries already: 24 topics"):
            call_command("make_corpus", speeches=20, stdout=StringIO())
        self.assertEqual(Speech.objects.count(), SPEECHES)

    def test_the_same_seed_makes_the_same_on_every_machine_and_engine(self):
        # Whoever changes what is made changes this: databases of before are then not those of today.
        found = sha256("".join(digest_of(model) for model in (*ENTRIES, *PARTS)).encode()).hexdigest()
        self.assertEqual(found[:16], "5f9cb109bfab67ff")


class MakingTests(TransactionTestCase):
    def test_nothing_is_left_of_a_corpus_that_failed(self):
        with self.assertRaisesMessage(CommandError, "one speech at least"):
            call_command("make_corpus", speeches=0)

        def fail(count):
            if count:
                raise RuntimeError("in the middle")

        with self.assertRaisesMessage(RuntimeError, "in the middle"):
            making.make_corpus(30, "t", progress=fail)
        for model in MODELS:
            self.assertFalse(model.objects.exists(), model)
        with connection.cursor() as cursor:
            names = {
                name
                for table in ("archive_searchname", "archive_speech")
                for name in connection.introspection.get_constraints(cursor, table)
            }
        self.assertIn("search_name_by_token", names)

    def test_the_next_record_gets_a_free_key(self):
        making.make_corpus(20, "t")
        Debate.objects.get().topics.clear()
        topic = ENTRIES[0].objects.create(slug="new", name="New")
        self.assertGreater(topic.pk, BROAD_TOPICS)
        Debate.objects.get().topics.add(topic)


class WorkTests(TestCase):
    def test_memory_does_not_grow_with_the_speeches(self):
        peaks = []
        # Small congresses and batches, so that a few speeches are many of them; and no caches of the analysis.
        patches = {
            "archive.corpus.plan.DEBATES": 1,
            "archive.corpus.making.BATCH": 20,
            "archive.search.documents.stem_of": str,
        }
        with ExitStack() as stack:
            for name, value in {**patches, "archive.search.analysis.token_of": str}.items():
                stack.enter_context(patch(name, value))
            for speeches in (60, 360, 720):  # The first makes what is made once.
                tracemalloc.start()
                for _batch in batches(speeches, "m"):
                    pass
                peaks.append(tracemalloc.get_traced_memory()[1])
                tracemalloc.stop()
        self.assertLess(peaks[2], 1.3 * peaks[1])

    def test_words_are_as_frequent_as_in_a_language(self):
        for language in ("en", "ru"):
            rng, words = Random(1), vocabulary(language)
            found = [word for _paragraph in range(500) for word in draw(rng, language, 100)(words)]
            frequent = set(words[:100])
            share = sum(word in frequent for word in found) / len(found)
            self.assertTrue(0.4 < share < 0.6, share)
            self.assertGreater(len(set(found)), 8_000)
