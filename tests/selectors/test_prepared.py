"""A read whose SQL is kept gives what Django would give each time, at any moment."""

import gc
from datetime import datetime, timedelta

from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.models import Citation, Speaker
from archive.prepared import Ids, Prepared
from archive.selectors import congresses, debates, resolutions, speakers, topics
from archive.selectors.brief import brief_debates, brief_resolutions, brief_speeches
from archive.selectors.sources import public_sources
from tests import factories as make
from tests.api.archive import ArchiveTestCase

SELECTORS = {
    "brief debates": brief_debates,
    "brief resolutions": brief_resolutions,
    "brief speeches": brief_speeches,
    "congresses": congresses._whole,
    "congresses in lists": congresses.public_congresses,
    "debates": debates._whole,
    "resolutions": resolutions._whole,
    "sources": public_sources,
    "speakers": speakers._named,
    "topics": lambda now: topics.public_topics(now).prefetch_related(topics._narrower(now)),
}


def told(record, depth=4):
    """What a record holds: its values, what it refers to, and the lists that were added to it."""
    if not isinstance(record, models.Model) or not depth:
        return str(record)
    related = {name: told(each, depth - 1) for name, each in record._state.fields_cache.items() if name != "speeches"}
    held = {name: value for name, value in vars(record).items() if name[0] != "_"}
    for name, value in held.items():
        if isinstance(value, list):
            held[name] = [told(each, depth - 1) for each in value]
        elif isinstance(value, models.Model):
            held[name] = told(value, depth - 1)
    return type(record).__name__, held, related


def parameters(written):
    """What stands in the SQL of a read and of the lists it adds, blanks and values."""
    yield from written._parameters
    for added in written._added:
        yield from parameters(added._of_several)


def is_moment(value):
    """A moment as either engine is given it, and not the beginning of time, which may stand still."""
    return isinstance(value, (datetime, str)) and str(value)[:4] == str(timezone.now().year)


class PreparedTests(ArchiveTestCase):
    def setUp(self):
        make.make_citation(self.speech, source=self.works)
        soon = timezone.now() + timedelta(hours=1)
        make.make_speaker(name="Soon", status="published", publish_at=soon)
        self.moments = timezone.now(), soon + timedelta(hours=1)

    def test_every_selector_gives_the_same_prepared(self):
        for name, selector in SELECTORS.items():
            prepared = Prepared(selector, now=models.DateTimeField())
            for now in self.moments:
                with self.subTest(selector=name, now=now):
                    records = prepared.filled(now=now).records()
                    self.assertTrue(records)
                    self.assertEqual([told(each) for each in records], [told(each) for each in selector(now)])

    def test_no_moment_stands_still_in_a_read_of_the_site(self):
        for address in ("/", "/speeches/", "/api/v1/speeches/", "/congresses/11/debates/report/", "/search/?q=one"):
            self.client.get(address)  # Some are made when they are first asked.
        reads = [each for each in gc.get_objects() if type(each) is Prepared]  # No proxy whose object is gone.
        self.assertGreater(len(reads), 20)
        for read in reads:
            frozen = [value for value in parameters(read._written) if is_moment(value)]
            self.assertEqual(frozen, [], read._written.queryset.model)

    def test_what_hangs_on_one_entry_is_found_by_its_key(self):
        """Of a list an engine cannot know that it is short: it may go through every topic and sitting there is."""
        with CaptureQueriesContext(connection) as asked:
            debates.public_debate(self.debate.congress.number, self.debate.slug)
        lists = [query["sql"] for query in asked if '"prepared_owner"' in query["sql"]]
        self.assertEqual(len(lists), 5)
        for sql in lists:
            self.assertNotRegex(sql, r"json_each|ANY\(")

    def test_a_speech_is_read_without_what_its_page_does_not_show(self):
        with CaptureQueriesContext(connection) as asked:
            debate = debates.public_debate(self.debate.congress.number, self.debate.slug)
        [sql] = [query["sql"] for query in asked if query["sql"].startswith('SELECT "archive_speech"')]
        columns = sql.partition(" FROM ")[0]
        self.assertNotRegex(columns, r"biography|background|created_at|withdraw_at|archive_sitting.{3}updated_at")
        with self.assertNumQueries(0):
            people = [speech.public_speaker for speech in debate.public_speeches if speech.public_speaker]
            self.assertTrue(all(person.name and person.get_absolute_url() for person in people) and people)

    def test_every_beginning_gives_the_same_prepared(self):
        for owner, lists in ((self.lenin, speakers._AT_CONGRESSES), (self.topic, topics._ON_IT)):
            for name, beginning in lists.items():
                for now in self.moments:
                    with self.subTest(owner=owner, list=name, now=now):
                        records = beginning._read.filled(now=now, key=owner.pk).records()
                        self.assertTrue(records)
                        simple = beginning._public(now, owner.pk)
                        self.assertEqual([told(each) for each in records], [told(each) for each in simple])

    def test_a_page_and_a_count_are_of_the_moment(self):
        prepared = Prepared(speakers.public_speakers, now=models.DateTimeField())
        for now in self.moments:
            names = [speaker.name for speaker in speakers.public_speakers(now)]
            read = prepared.filled(now=now)
            self.assertEqual([speaker.name for speaker in read[1:3]], names[1:3])
            self.assertEqual(read.count(100), len(names))
            self.assertEqual(read.count(1), 1)
        self.assertIn("Soon", names)

    def test_any_number_of_ids_is_one_value(self):
        prepared = Prepared(lambda ids: Citation.objects.filter(pk__among=ids).order_by("pk"), ids=Ids())
        keys = sorted(Citation.objects.values_list("pk", flat=True))
        for asked in ([], keys[:1], [*keys, *range(10**6, 10**6 + 40_000)]):
            with CaptureQueriesContext(connection) as queries:
                found = [each.pk for each in prepared.filled(ids=asked).records()]
            self.assertEqual(found, [key for key in keys if key in asked])
            self.assertEqual(len(queries), 1)

    def test_what_stands_in_several_rows_is_made_once(self):
        read = Prepared(brief_speeches, now=models.DateTimeField()).filled(now=self.moments[0]).records()
        self.assertGreater(len(read), 1)
        self.assertEqual(len({id(each.debate) for each in read}), len({each.debate_id for each in read}))

    def test_the_rows_of_values_are_those_of_django(self):
        def rows(now):
            return Speaker.objects.public(now).values_list("pk", "name", "born_on", "updated_at")

        prepared = Prepared(rows, now=models.DateTimeField())
        self.assertEqual(prepared.filled(now=self.moments[1]).rows(), [list(row) for row in rows(self.moments[1])])

    def test_sqlite_does_not_read_all_people_to_join_a_few(self):
        if connection.vendor != "sqlite":
            self.skipTest("It is the planner of SQLite that would.")
        plus, gate = '+public_speaker."status" IN', 'public_speaker."status"'
        sql = str(brief_speeches().query)
        self.assertEqual((sql.count(plus), sql.count(gate)), (1, 1))
