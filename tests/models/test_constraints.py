"""What the database itself refuses, whoever writes."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase

from archive.models import Congress, Debate, Resolution, ResolutionLink, Source, Speaker, Topic
from tests import factories as make
from tests.factories import day


class ConstraintTests(TestCase):
    def refused(self, write):
        """The database raises, and the transaction around goes on."""
        with self.assertRaises(IntegrityError), transaction.atomic():
            write()

    def test_one_congress_has_a_number(self):
        make.make_congress(number=11)
        self.refused(lambda: make.make_congress(number=11))
        self.refused(lambda: make.make_congress(number=0))

    def test_positions_and_slugs_are_held_once_by_each_parent(self):
        congress, other = make.make_congress(), make.make_congress()
        debate = make.make_debate(congress=congress, slug="army", position=1)
        make.make_debate(congress=other, slug="army", position=1)
        self.refused(lambda: make.make_debate(congress=congress, slug="navy", position=1))
        self.refused(lambda: make.make_debate(congress=congress, slug="army", position=2))
        resolution = make.make_resolution(congress=congress, slug="army", position=1)
        self.refused(lambda: make.make_resolution(congress=congress, slug="army", position=2))
        for maker, parent in [
            (make.make_sitting, {"congress": congress}),
            (make.make_speech, {"debate": debate}),
            (make.make_participation, {"debate": debate}),
            (make.make_clause, {"resolution": resolution}),
        ]:
            with self.subTest(maker=maker.__name__):
                maker(**parent, position=3)
                self.refused(lambda maker=maker, parent=parent: maker(**parent, position=3))

    def test_a_person_has_one_mandate_a_role_once_and_an_office_once(self):
        congress, person = make.make_congress(), make.make_speaker()
        debate = make.make_debate(congress=congress)
        make.make_mandate(congress=congress, speaker=person)
        make.make_election(congress=congress, speaker=person)
        make.make_participation(debate=debate, speaker=person)
        self.refused(lambda: make.make_mandate(congress=congress, speaker=person))
        self.refused(lambda: make.make_election(congress=congress, speaker=person))
        self.refused(lambda: make.make_participation(debate=debate, speaker=person))

    def test_votes_are_not_negative_and_unknown_is_not_zero(self):
        congress = make.make_congress()
        self.refused(lambda: make.make_resolution(congress=congress, votes_for=-1))
        resolution = make.make_resolution(congress=congress)
        self.assertIsNone(resolution.votes_for)
        self.assertFalse(resolution.vote_is_known)
        self.assertTrue(make.make_resolution(congress=congress, votes_against=0).vote_is_known)

    def test_nobody_dies_before_being_born(self):
        self.refused(lambda: make.make_speaker(born_on=day("1870-04-22"), died_on=day("1869")))
        make.make_speaker(born_on=day("1870-04-22"), died_on=day("1870"))

    def test_a_link_has_one_end_and_leads_elsewhere(self):
        congress = make.make_congress()
        one, two = make.make_resolution(congress=congress), make.make_resolution(congress=congress)
        make.make_link(resolution=one, to=two)
        make.make_link(resolution=one, outside_title="The rules of 1919")
        self.refused(lambda: make.make_link(resolution=one))
        self.refused(lambda: make.make_link(resolution=one, to=two, outside_title="Both"))
        self.refused(lambda: make.make_link(resolution=one, to=one))
        self.refused(lambda: make.make_link(resolution=one, to=two))
        self.refused(lambda: make.make_link(resolution=one, outside_title="The rules of 1919"))

    def test_a_dispute_gives_a_value(self):
        congress = make.make_congress()
        self.refused(lambda: make.make_citation(congress, stance="disputes", field="number"))
        make.make_citation(congress, stance="disputes", field="number", value="12")

    def test_addresses_on_the_web_are_http(self):
        self.refused(lambda: make.make_source(url="javascript:alert(1)"))
        with self.assertRaises(ValidationError):
            Source(slug="s", kind="book", title="t", url="ftp://example.org/").full_clean()

    def test_identifiers_have_their_form(self):
        self.refused(lambda: make.make_speaker(wikidata="1394"))
        for wikidata in ["Q", "Q0", "Q13x", "q1394", "Q1394\n"]:
            with self.subTest(wikidata=wikidata), self.assertRaises(ValidationError):
                Speaker(slug="s", name="n", sort_name="n", wikidata=wikidata).full_clean()
        Speaker(slug="s", name="n", sort_name="n", wikidata="Q1394", viaf="104714").full_clean()

    def test_topics_do_not_go_in_circles(self):
        widest = make.make_topic(name="widest")
        middle = make.make_topic(name="middle", broader=widest)
        narrow = make.make_topic(name="narrow", broader=middle)
        widest.broader = narrow
        with self.assertRaises(ValidationError):
            widest.full_clean()
        self.refused(lambda: Topic.objects.filter(pk=narrow.pk).update(broader=narrow))
        # A circle that came about otherwise is refused too, not followed for ever.
        Topic.objects.filter(pk=widest.pk).update(broader=narrow)
        with self.assertRaises(ValidationError):
            Topic(slug="t", name="t", broader=Topic.objects.get(pk=narrow.pk)).full_clean()


class DeletionTests(TestCase):
    def test_what_is_in_use_is_not_deleted(self):
        congress, person = make.make_congress(), make.make_speaker()
        debate = make.make_debate(congress=congress)
        topic = make.make_topic()
        source = make.make_source()
        make.make_topic(broader=topic)
        make.make_speech(debate=debate, speaker=person)
        make.make_citation(debate, source=source)
        for entry in (congress, person, topic, source):
            with self.subTest(entry=entry), self.assertRaises(ProtectedError):
                entry.delete()

    def test_a_topic_that_a_debate_or_resolution_has_is_not_deleted(self):
        congress, topic = make.make_congress(), make.make_topic()
        for entry in (make.make_debate(congress=congress), make.make_resolution(congress=congress)):
            entry.topics.add(topic)
            for delete in (topic.delete, Topic.objects.all().delete):
                with self.subTest(entry=entry, delete=delete), self.assertRaises(ProtectedError) as refusal:
                    delete()
                self.assertEqual(refusal.exception.protected_objects, {entry})
            entry.topics.clear()
        topic.delete()
        self.assertFalse(Topic.objects.exists())

    def test_parts_and_what_is_said_of_them_go_with_their_entry(self):
        debate = make.make_debate(congress=make.make_congress())
        speech = make.make_speech(debate=debate)
        source = make.make_source()
        make.make_citation(speech, source=source)
        make.make_note(debate)
        debate.delete()
        self.assertFalse(source.uses.exists())
        self.assertEqual(Debate.objects.count(), 0)


class RecordTests(TestCase):
    def test_every_save_is_a_new_version(self):
        congress = make.make_congress()
        congress.save()
        congress.save(update_fields=["title"])
        congress.refresh_from_db()
        self.assertEqual(congress.version, 3)

    def test_a_change_of_a_part_is_a_change_of_its_entry_but_not_of_its_version(self):
        debate = make.make_debate(congress=make.make_congress())
        for change in [
            lambda: make.make_speech(debate=debate),
            lambda: debate.speeches.get().save(),
            lambda: make.make_citation(debate.speeches.get()),
            lambda: debate.speeches.get().citations.get().delete(),
            lambda: debate.speeches.get().delete(),
            lambda: make.make_note(debate),
        ]:
            before = Debate.objects.get()
            change()
            after = Debate.objects.get()
            self.assertGreater(after.updated_at, before.updated_at)
            self.assertEqual(after.version, before.version)

    def test_a_changed_slug_leaves_a_redirect_and_coming_back_takes_it_away(self):
        debate = make.make_debate(congress=make.make_congress(), slug="army")
        debate.slug = "red-army"
        debate.save()
        self.assertEqual([former.slug for former in debate.former_slugs.all()], ["army"])
        debate.slug = "army"
        debate.save()
        self.assertEqual([former.slug for former in debate.former_slugs.all()], ["red-army"])

    def test_links_between_congresses_are_read_from_both_ends(self):
        old = make.make_resolution(congress=make.make_congress(number=10))
        new = make.make_resolution(congress=make.make_congress(number=11))
        link = make.make_link(resolution=new, to=old)
        self.assertEqual(list(ResolutionLink.objects.filter(to=old)), [link])
        self.assertEqual(Resolution.objects.get(links_from=link), old)
        self.assertEqual(Congress.objects.count(), 2)
