"""Restoring a version, a part and a field over the admin's addresses."""

from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.choices import VersionAction
from archive.models import Citation, Debate, Speech, Version
from archive.workflow import private, restoring, snapshots, versions
from archive.workflow.snapshots import key_of
from tests import factories as make
from tests.admin.base import address, make_user, read_form, signed_in
from tests.admin.test_history import HistoryTestCase, make_viewer, page_of


class RestoreTestCase(HistoryTestCase):
    def ask(self, client=None, **what):
        return (client or self.editor).get(page_of(self.debate, "restore", **what))

    def restore(self, client=None, reason="Vandalism", **what):
        """Press the button of the page that asks."""
        data = read_form(self.ask(client, **what)).data
        return (client or self.editor).post(page_of(self.debate, "restore"), {**data, "_reason": reason})

    def stored(self):
        self.debate.refresh_from_db()
        return snapshots.take(self.debate)


class RightsTests(RestoreTestCase):
    def test_who_may_not_change_the_entry_may_not_restore(self):
        self.edit(self.debate, summary="New words")
        author = make_user("Contributor", "author")
        clients = {
            "view": signed_in(make_viewer()), "contributor": signed_in(make_user("Contributor")), "editor": self.editor,
            "author": signed_in(author), "publisher": self.publisher,
        }  # fmt: skip
        Debate.objects.update(created_by=author)
        allowed = {"draft": {"editor", "author", "publisher"}, "in_review": {"editor", "publisher"},
                   "published": {"publisher"}, "withdrawn": {"publisher"}}  # fmt: skip
        posted = {"number": 1, "record": key_of(self.debate), "field": "outcome"}
        before = self.stored()
        for status, those in allowed.items():
            Debate.objects.update(status=status)
            posted["seen"] = restoring.seen_of(self.debate, self.stored())
            for who, client in clients.items():
                with self.subTest(status=status, who=who):
                    self.assertEqual(self.ask(client, number=1).status_code, 200 if who in those else 403)
                    response = client.post(page_of(self.debate, "restore"), posted)
                    self.assertEqual(response.status_code, 302 if who in those else 403)
        self.assertEqual(self.stored(), before)
        anonymous = self.client.post(page_of(self.debate, "restore"), posted)
        self.assertIn("/login/", anonymous.url)

    def test_kinds_that_one_may_not_change_stay(self):
        self.edit(self.speech, text="Improved")
        user = make_viewer(name="half")
        user.user_permissions.add(Permission.objects.get(codename="change_debate"))
        client = signed_in(user)
        seen = restoring.seen_of(self.debate, self.stored())
        self.assertEqual(client.post(page_of(self.debate, "restore"), {"number": 1, "seen": seen}).status_code, 403)
        self.assertEqual(Speech.objects.get(pk=self.speech.pk).text, "Improved")

    def test_what_is_not_of_the_entry_is_not_there(self):
        elsewhere = versions.record(make.make_debate(congress=self.congress), self.user)
        foreign = make.make_speech(debate=make.make_debate(congress=self.congress))
        self.edit(self.debate, summary="New words")
        own = key_of(self.debate)
        for what in (
            {}, {"number": 99}, {"number": "x"}, {"number": 2**70}, {"number": 1, "record": key_of(foreign)},
            {"number": 1, "record": "user:1"}, {"number": 1, "record": own, "field": "status"},
            {"number": 1, "record": own, "field": "password"}, {"number": 1, "record": own, "field": "position"},
        ):  # fmt: skip
            with self.subTest(what=what):
                self.assertEqual(self.ask(**what).status_code, 404)
                seen = restoring.seen_of(self.debate, self.stored())
                response = self.editor.post(page_of(self.debate, "restore"), {**what, "seen": seen})
                self.assertEqual(response.status_code, 404)
        self.assertEqual(elsewhere.number, 1)


class RestoreTests(RestoreTestCase):
    def test_a_whole_version_is_a_new_version(self):
        citation = make.make_citation(self.other, locator="p. 3")
        self.record()
        was, pk = self.stored(), self.other.pk
        self.edit(self.debate, summary="Vandal words", slug="vandal")
        self.other.delete()
        make.make_speech(debate=self.debate, position=2, text="Made up")
        self.record()
        Debate.objects.update(status="in_review", position=77)
        response = self.restore(number=2)
        self.assertRedirects(response, address(self.debate, "history"))
        last = versions.versions_of(self.debate).last()
        self.assertEqual((last.action, last.reason), (VersionAction.RESTORE, "As in version 2. Vandalism"))
        self.assertEqual(last.made_by, self.user)
        now = self.stored()
        self.assertEqual((self.debate.status, self.debate.position), ("in_review", 77))
        now[key_of(self.debate)]["position"] = was[key_of(self.debate)]["position"]
        self.assertEqual(now, was)
        self.assertTrue(Citation.objects.filter(pk=citation.pk, object_id=pk).exists())
        self.assertEqual(versions.state_at(last), self.stored())

    def test_one_field_alone(self):
        self.edit(self.debate, summary="New words", title="New title")
        page = self.editor.get(page_of(self.debate, "compare", to=2))
        link = page_of(self.debate, "restore", number=1, record=key_of(self.debate), field="summary")
        self.assertContains(page, link.replace("&", "&amp;"))
        self.restore(number=1, record=key_of(self.debate), field="summary", reason="Why\0\r\nso")
        self.stored()
        self.assertEqual((self.debate.summary, self.debate.title), ("Old words", "New title"))
        self.assertEqual(versions.versions_of(self.debate).last().reason, "As in version 1. Why\nso")

    def test_a_deleted_part_comes_back_with_what_hung_on_it_and_others_make_room(self):
        citation = make.make_citation(self.speech, locator="p. 3")
        self.record()
        pk = self.speech.pk
        self.speech.delete()
        newer = make.make_speech(debate=self.debate, position=1, text="In its place")
        self.record()
        self.assertContains(self.editor.get(page_of(self.debate, "compare", to=3)), "Bring it back")
        self.restore(number=2, record=f"speech:{pk}")
        self.assertEqual(Speech.objects.get(pk=pk).text, "As printed")
        self.assertEqual([*self.debate.speeches.order_by("position").values_list("pk", "position")],
                         [(pk, 1), (newer.pk, 2), (self.other.pk, 3)])  # fmt: skip
        self.assertTrue(Citation.objects.filter(pk=citation.pk, object_id=pk).exists())

    def test_a_citation_brings_back_what_it_hangs_on(self):
        citation = make.make_citation(self.speech, locator="p. 3")
        self.record()
        key, pk = key_of(citation), self.speech.pk
        self.speech.delete()
        self.record()
        self.restore(number=2, record=key)
        self.assertTrue(Speech.objects.filter(pk=pk).exists())
        self.assertEqual(key_of(Citation.objects.get()), key)

    def test_what_has_been_published_meanwhile_is_looked_at_again(self):
        self.edit(self.debate, summary="New words")
        data = read_form(self.ask(number=1)).data
        Debate.objects.update(status="published")
        response = self.publisher.post(page_of(self.debate, "restore"), data)
        self.assertContains(response, "has been changed meanwhile", status_code=409)
        self.assertEqual(self.stored()[key_of(self.debate)]["summary"], "New words")

    def test_what_was_changed_meanwhile_is_refused_and_shown(self):
        self.edit(self.debate, summary="New words")
        data = read_form(self.ask(number=1)).data
        self.edit(self.speech, text="Typed meanwhile")
        response = self.editor.post(page_of(self.debate, "restore"), {**data, "_reason": "My reason"})
        self.assertContains(response, "has been changed meanwhile", status_code=409)
        self.assertContains(response, "Typed", status_code=409)
        self.assertContains(response, "My reason", status_code=409)
        self.assertEqual(self.stored()[key_of(self.debate)]["summary"], "New words")
        form = self.open(self.publisher, self.debate)
        self.editor.post(page_of(self.debate, "restore"), read_form(response).data)
        refused = self.save(self.publisher, self.debate, {**form, "summary": "Typed elsewhere"})
        self.assertRefused(refused, "editor saved this debate", "Old words")
        self.assertEqual(self.stored()[key_of(self.debate)]["summary"], "Old words")

    def test_what_does_not_fit_is_named_and_nothing_is_lost(self):
        topic, person = make.make_topic(name="Trade"), make.make_speaker()
        self.debate.topics.add(topic)
        self.edit(self.speech, speaker=person)
        self.debate.topics.clear()
        self.edit(self.speech, speaker=None, attribution="A voice")
        make.make_debate(congress=self.congress, slug="taken", position=90)
        self.edit(self.debate, slug="taken-not")
        state = Version.objects.get(number=2).states.get(record=key_of(self.debate))
        state.data["slug"] = "taken"
        state.save()
        topic.delete()
        person.delete()
        before = self.stored()
        response = self.restore(number=2)
        self.assertContains(response, "cannot be restored as things stand", status_code=409)
        for text in (
            "Topics: topics: number",
            "Speaker: ",
            "no longer there",
            "Speech 1",
            "As printed",
            "has this slug",
        ):
            with self.subTest(text=text):
                self.assertContains(response, text, status_code=409)
        self.assertEqual(self.stored(), before)
        self.assertFalse(Version.objects.filter(action=VersionAction.RESTORE).exists())

    def test_a_sitting_that_a_debate_uses_is_not_taken_away(self):
        versions.record(self.congress, self.user)
        sitting = make.make_sitting(congress=self.congress, position=1)
        self.debate.sittings.add(sitting)
        versions.record(self.congress, self.user)
        page = page_of(self.congress, "restore")
        data = read_form(self.editor.get(f"{page}?number=1")).data
        self.assertContains(self.editor.post(page, data), "because it is used here: Tax", status_code=409)
        self.assertEqual(self.debate.sittings.get(), sitting)

    def test_the_queries_of_the_question_and_of_a_version_do_not_grow(self):
        counts = []
        for count in (5, 70):
            for number in range(count):
                make.make_speech(debate=self.debate, position=count * 100 + number, speaker=make.make_speaker())
            number = self.record().number
            for page in (page_of(self.debate, "restore", number=1), page_of(self.debate, "version", number)):
                self.editor.get(page)
                with CaptureQueriesContext(connection) as queries:
                    self.editor.get(page)
                counts.append(len(queries))
        self.assertEqual(counts[:2], counts[2:])
        self.assertLessEqual(max(counts), 17)

    def test_restoring_what_is_so_already_is_no_version(self):
        self.assertContains(self.ask(number=1), "Nothing would change")
        seen = restoring.seen_of(self.debate, self.stored())
        self.editor.post(page_of(self.debate, "restore"), {"number": 1, "seen": seen})
        self.assertEqual(versions.versions_of(self.debate).count(), 1)

    def test_an_open_private_change_is_kept_and_has_to_be_reconciled(self):
        type(self.congress).objects.update(status="published")
        Debate.objects.update(status="published")
        self.edit(self.debate, summary="New words")
        change = private.begin(self.debate, self.user)
        response = self.restore(self.publisher, number=1)
        self.assertContains(self.publisher.get(response.url), "It must be reconciled before it can be released")
        change.refresh_from_db()
        self.assertEqual(change.data[key_of(self.debate)]["summary"], "New words")
