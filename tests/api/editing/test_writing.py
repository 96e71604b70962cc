"""Entries made, changed and deleted by a script: what is stored, what is on record, and what is refused."""

from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.models import AuditEvent, Congress, Debate, Speaker, Version
from tests.api.editing.base import DEBATE, EDITING, EditingTestCase, Script
from tests.factories import (
    make_citation,
    make_congress,
    make_debate,
    make_resolution,
    make_source,
    make_speaker,
    make_speech,
    make_topic,
)
from tests.interchange.documents import dump, load_text

ARMY = "congresses/11/debates/army/"


class NextCongressTests(EditingTestCase):
    def test_a_script_enters_the_twelfth_congress_and_readers_see_it(self):
        ask = self.publisher
        congress = {"number": 12, "title": "12th Congress", "opened_on": "1923-04-17", "sittings": [{"position": 1}]}
        made = ask.send("POST", "congresses/", congress)
        self.assertEqual(
            (made.status_code, made.headers["Location"]), (201, f"http://testserver{EDITING}congresses/12/")
        )
        speaker = {"slug": "lenin", "name": "Vladimir Lenin", "sort_name": "Lenin, Vladimir"}
        self.assertEqual(ask.send("PUT", "speakers/lenin/", speaker, "new").status_code, 201)
        speech = {
            "position": 1,
            "kind": "report",
            "rendering": "summary",
            "speaker": "lenin",
            "text": " One.\r\n\r\nTwo. ",
        }
        debate = DEBATE | {"congress": 12, "sittings": [1], "speeches": [speech | {"sitting": 1}]}
        made = ask.send("POST", "debates/?reason=From+the+record", debate)
        self.assertEqual(made.json()["steps"], ["submit", "publish"])
        army = Debate.objects.get(slug="army")
        self.assertEqual(army.speeches.get().text, "One.\n\nTwo.")
        self.assertEqual((army.created_by, army.status), (self.users["Publisher"], "draft"))
        version = Version.objects.filter(content_type__model="debate").get()
        self.assertEqual(
            (version.made_by, version.reason, version.action), (self.users["Publisher"], "From the record", "create")
        )
        path = "congresses/12/debates/army/"
        self.assertEqual(ask.step(path, "submit").json()["status"], "in_review")
        self.assertProblem(ask.step(path, "publish"), 409, "cannot be published yet")
        for each in ("congresses/12/", "speakers/lenin/", path):
            self.assertEqual(ask.step(each, "publish").status_code, 200)
        page = self.client.get("/congresses/12/debates/army/")
        self.assertContains(page, "Two.")
        self.assertContains(page, "Vladimir Lenin")
        self.assertEqual(AuditEvent.objects.filter(action="publish").count(), 3)
        self.assertProblem(ask.step("speakers/lenin/", "submit"), 409, "is not a draft")


class ChangingTests(EditingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.congress = make_congress(number=11)
        make_speaker(slug="trotsky")
        cls.army = make_debate(congress=cls.congress, slug="army", position=1, title="Army", summary="S")
        make_speech(debate=cls.army, position=1, text="One")
        make_speech(debate=cls.army, position=2, text="Two")

    def test_put_is_the_whole_truth_and_patch_is_a_part_of_it(self):
        read = self.editor.get(ARMY)
        document = read.json()
        self.assertEqual(document["address"], f"http://testserver{EDITING}{ARMY}")
        self.assertEqual((document["status"], document["version"], len(document["speeches"])), ("draft", 0, 2))
        # Sent back as it came, it changes nothing.
        same = self.editor.send("PUT", ARMY, document, read.headers["ETag"])
        self.assertEqual((same.status_code, same.json()["updated_at"]), (200, document["updated_at"]))
        self.army.refresh_from_db()
        self.assertEqual(self.army.version, 1)
        patch = {"title": "The army", "summary": None}
        changed = self.editor.send("PATCH", f"{ARMY}?reason=Why", patch, "now", "application/merge-patch+json")
        self.assertEqual((changed.json()["title"], len(changed.json()["speeches"])), ("The army", 2))
        self.assertNotIn("summary", changed.json())
        last = Version.objects.order_by("pk").last()
        self.assertEqual((last.action, last.made_by, last.reason), ("change", self.users["Editor"], "Why"))
        self.assertEqual(changed.json()["version"], last.number)
        second = {**document["speeches"][1], "position": 1}
        changed = self.editor.send("PUT", ARMY, DEBATE | {"speeches": [second]}, "now")
        self.assertEqual([each["text"] for each in changed.json()["speeches"]], ["Two"])

    def test_what_is_wrong_is_said_of_each_field_and_nothing_is_written(self):
        speeches = [{"position": 1, "kind": "speech", "rendering": "summary", "text": "T", "speaker": "trotski"}]
        bad = DEBATE | {"speeches": speeches, "titel": "x", "kind": "raport", "page": None}
        problem = self.assertProblem(self.editor.send("PUT", ARMY, bad, "now"), 422, "4 things are not right")
        errors = {each["pointer"]: each for each in problem["errors"]}
        self.assertEqual({*errors}, {"/speeches/0/speaker", "/titel", "/kind", "/page"})
        speaker = errors["/speeches/0/speaker"]
        self.assertEqual((speaker["field"], speaker["value"]), ("speeches[0].speaker", "trotski"))
        self.assertEqual(speaker["nearest"], "trotsky")
        for changes, text in [
            ({"status": "published"}, "status: is changed by steps"),
            ({"former_slugs": [{"slug": "x", "since": "2024-01-01T00:00:00Z"}]}, "former_slugs: are kept"),
            ({"congress": 12}, "congress: is fixed"),
        ]:
            with self.subTest(text=text):
                self.assertProblem(self.editor.send("PUT", ARMY, DEBATE | changes, "now"), 422, text)
        self.assertProblem(self.editor.send("POST", "debates/", DEBATE), 409, "already")
        redirect = {"former_slugs": [{"slug": "x", "since": "2024-01-01T00:00:00Z"}]}
        self.assertProblem(
            self.editor.send("POST", "topics/", {"slug": "a", "name": "A"} | redirect), 422, "former_slugs"
        )
        patch = self.editor.send("PUT", ARMY, DEBATE, "now", "application/merge-patch+json")
        self.assertProblem(patch, 415)
        self.assertProblem(
            self.editor.send("PUT", "topics/law/", {"slug": "x", "name": "L"}, "new"), 422, "slug: is law"
        )
        self.assertEqual(Version.objects.count(), 0)

    def test_another_address_leaves_a_redirect_and_a_new_debate_goes_to_the_end(self):
        moved = self.editor.send("PUT", ARMY, DEBATE | {"slug": "red-army"}, "now").json()
        self.assertEqual(moved["address"], f"http://testserver{EDITING}congresses/11/debates/red-army/")
        self.assertEqual([each["slug"] for each in moved["former_slugs"]], ["army"])
        self.assertEqual(self.editor.get(ARMY).status_code, 404)
        make_debate(congress=self.congress, slug="other", position=7)
        new = {key: value for key, value in DEBATE.items() if key != "position"}
        self.assertEqual(self.editor.send("POST", "debates/", new | {"slug": "new"}).json()["position"], 8)
        taken = self.editor.send("POST", "debates/", DEBATE | {"slug": "x", "position": 7})
        self.assertProblem(taken, 422, "position: '7' is taken in the archive by debate 'other'")

    def test_a_dry_run_answers_what_would_be_and_does_nothing(self):
        would = self.editor.send("PUT", f"{ARMY}?dry_run=1", DEBATE, "now")
        self.assertEqual((would.status_code, would.json()["dry_run"]), (200, True))
        self.assertEqual(would.json()["title"], "The army")
        would = self.editor.send("POST", "debates/?dry_run=1", DEBATE | {"slug": "new", "position": 2})
        self.assertEqual(would.json()["status"], "draft")
        self.assertEqual(self.editor.send("DELETE", f"{ARMY}?dry_run=1", etag="now").status_code, 204)
        self.assertProblem(self.editor.send("PUT", f"{ARMY}?dry_run=yes", DEBATE, "now"), 400, "dry_run")
        self.assertEqual(Debate.objects.get().title, "Army")
        self.assertEqual(Version.objects.count(), 0)

    def test_what_is_used_stays_and_the_answer_names_what_uses_it(self):
        source, topic = make_source(slug="record"), make_topic(slug="law")
        make_citation(self.army, source=source)
        make_resolution(congress=self.congress, slug="on-it").debates.add(self.army)
        self.army.topics.add(topic)
        for path, user in (("sources/record/", "citation"), ("topics/law/", "Army"), (ARMY, "resolution")):
            with self.subTest(path=path):
                self.assertProblem(self.editor.send("DELETE", path, etag="now"), 409, "because it is used", user)
        self.assertEqual(self.editor.send("DELETE", "speakers/trotsky/", etag="now").status_code, 204)
        self.assertFalse(Speaker.objects.exists())
        self.assertEqual(Version.objects.last().action, "delete")
        self.assertEqual(AuditEvent.objects.get(action="delete").actor_id, self.users["Editor"].pk)

    def test_only_a_publisher_sets_when_it_appears_and_never_hides_what_readers_know(self):
        at = {"publish_at": "2999-01-01T09:00:00+00:00"}
        self.assertProblem(self.editor.send("PUT", ARMY, DEBATE | at, "now"), 403, "when an entry appears")
        self.assertEqual(self.publisher.send("PUT", ARMY, DEBATE | at, "now").json()["publish_at"], at["publish_at"])
        Congress.objects.update(status="published")
        Debate.objects.update(status="published", publish_at=None)
        refused = self.publisher.send("PUT", ARMY, DEBATE | at, "now")
        self.assertProblem(refused, 422, "publish_at")
        leaves = {"withdraw_at": "2999-01-01T09:00:00+00:00"}
        self.assertEqual(self.publisher.send("PATCH", ARMY, leaves, "now").status_code, 200)
        self.assertEqual(AuditEvent.objects.get(action="schedule").details["withdraw_at"], leaves["withdraw_at"])

    def test_the_queries_do_not_grow_with_the_parts(self):
        make_citation(self.army.speeches.first())

        def queries():
            with self.assertNumQueries(16):
                self.assertEqual(self.editor.get(ARMY).status_code, 200)

        queries()
        for position in range(3, 30):
            make_citation(make_speech(debate=self.army, position=position))
        queries()
        for number in range(30):
            make_debate(congress=self.congress, slug=f"more-{number}", position=50 + number)
        with self.assertNumQueries(6):
            self.editor.get("debates/?congress=11&status=draft")


class EveryKeyTests(EditingTestCase):
    def test_what_is_sent_back_as_it_came_changes_nothing_whatever_the_kind(self):
        load_text()
        before = dump()
        root, seen = self.scripts["root"], set()
        for name in ("congresses", "debates", "resolutions", "speakers", "sources", "topics"):
            for row in root.get(f"{name}/").json()["results"]:
                path = row["address"].partition(EDITING)[2]
                read = root.get(path)
                for method in ("PUT", "PATCH"):
                    with self.subTest(path=path, method=method):
                        sent = root.send(method, path, read.json(), read.headers["ETag"])
                        self.assertEqual((sent.status_code, sent.content), (200, read.content))
                seen |= {*read.json()}
        self.assertEqual(dump(), before)
        self.assertLessEqual({"url", "wikidata", "archive_reference", "links", "former_slugs", "notes"}, seen)


class CrossSiteTests(EditingTestCase):
    def test_a_session_that_has_not_shown_its_second_factor_is_nobody(self):
        script = Script(self.users["Publisher"])
        TOTPDevice.objects.create(user=self.users["Publisher"], confirmed=True)
        self.assertProblem(script.get("topics/"), 401)
        self.assertProblem(script.send("POST", "topics/", {"slug": "law", "name": "Law"}), 401)

    def test_a_session_writes_with_the_token_against_forgery_alone(self):
        ask = Script(self.users["Editor"], enforce_csrf_checks=True)
        self.assertProblem(ask.send("POST", "topics/", {"slug": "law", "name": "Law"}), 403)
        answer = ask.client.get("/admin/archive/topic/add/")
        token = answer.cookies["csrftoken"].value
        made = ask.send("POST", "topics/", {"slug": "law", "name": "Law"}, **{"X-CSRFToken": token})
        self.assertEqual(made.status_code, 201)
        self.assertNotIn("Access-Control-Allow-Origin", made.headers)
