"""The times of publication: whose they are, in which zone they are read, and what the lists make of them."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone
from django.utils.timezone import localtime

from archive.choices import PublicationStatus as Status
from archive.models import Congress, Debate, Topic
from tests import factories as make
from tests.admin.base import ROLES, AdminTestCase, address, make_user, read_form, signed_in

PUBLIC = {"status": Status.PUBLISHED}


class TimesTestCase(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.now = timezone.now().replace(microsecond=0)
        cls.clients = {role: signed_in(make_user(role)) for role in ROLES}
        cls.client_ = cls.clients["Publisher"]

    def typed(self, **times):
        """The posted data of times, given as moments or as what a person types."""
        data = {}
        for name, time in times.items():
            text = str(localtime(time))[:19] if isinstance(time, datetime) else time
            data[f"{name}_0"], data[f"{name}_1"] = text.split() if text else ("", "")
        return data

    def put(self, entry, **times):
        data = {**self.open(self.client_, entry), "title": "As typed", **self.typed(**times)}
        return self.save(self.client_, entry, data)

    def errors(self, response):
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, "As typed")
        form = response.context["adminform"].form
        return " ".join(str(error) for errors in form.errors.values() for error in errors)


class RightsTests(TimesTestCase):
    def test_the_time_to_leave_is_the_publishers(self):
        later = self.now + timedelta(days=3)
        author = make_user("Contributor", name="author")
        viewer = make_user(name="viewer")
        viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        for role, client in {**self.clients, "author": signed_in(author), "viewer": signed_in(viewer)}.items():
            with self.subTest(role=role):
                draft = make.make_congress(created_by=author)
                page = client.get(address(draft))
                self.assertEqual("withdraw_at_0" in read_form(page).data, role == "Publisher")
                data = {**read_form(page).data, **self.typed(withdraw_at=later)}
                response = client.post(address(draft), {**data, "_save": "x"})
                self.assertEqual(response.status_code, 403 if role in ("viewer", "Contributor") else 302)
                draft.refresh_from_db()
                self.assertEqual(draft.withdraw_at is not None, role == "Publisher")
        self.assertEqual(self.client.get(address(draft)).status_code, 302)

    def test_whoever_may_only_look_is_told_when_readers_see_it(self):
        viewer = make_user(name="viewer")
        viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        entry = make.make_topic(withdraw_at=datetime(2037, 1, 2, 3, 4, 5, tzinfo=UTC), **PUBLIC)
        self.assertContains(signed_in(viewer).get(address(entry)), "Public until Jan. 2, 2037, 03:04:05 (UTC)")


class RulesTests(TimesTestCase):
    def test_a_time_that_has_passed_is_refused_and_a_later_one_is_kept(self):
        for status in Status:
            with self.subTest(status=status):
                entry = make.make_congress(status=status)
                said = self.errors(self.put(entry, withdraw_at=self.now - timedelta(seconds=1)))
                self.assertIn("This time has passed. Choose a later one, or leave it empty.", said)
                self.assertSaved(self.put(entry, withdraw_at=self.now + timedelta(days=1)))
                entry.refresh_from_db()
                self.assertEqual(entry.withdraw_at, self.now + timedelta(days=1))

    def test_what_has_left_is_saved_with_its_time_and_is_back_without_it(self):
        entry = make.make_congress(withdraw_at=self.now - timedelta(days=1), **PUBLIC)
        self.assertSaved(self.put(entry))
        self.assertFalse(Congress.objects.public().filter(pk=entry.pk).exists())
        self.assertSaved(self.put(entry, withdraw_at=""))
        self.assertTrue(Congress.objects.public().filter(pk=entry.pk).exists())

    def test_it_does_not_leave_before_it_has_appeared(self):
        entry = make.make_congress()
        tomorrow = self.now + timedelta(days=1)
        for end in (tomorrow, tomorrow - timedelta(seconds=1)):
            said = self.errors(self.put(entry, publish_at=tomorrow, withdraw_at=end))
            self.assertIn("An entry cannot leave the site before it has appeared.", said)
        self.assertSaved(self.put(entry, publish_at=tomorrow, withdraw_at=tomorrow + timedelta(seconds=1)))

    def test_every_kind_of_entry_has_the_rule_in_the_database_too(self):
        congress = make.make_congress()
        makers = [make.make_topic, make.make_source, make.make_speaker, make.make_congress,
                  lambda **times: make.make_debate(congress=congress, **times),
                  lambda **times: make.make_resolution(congress=congress, **times)]  # fmt: skip
        for maker in makers:
            with self.subTest(maker=maker), self.assertRaises(IntegrityError) as refused, transaction.atomic():
                maker(publish_at=self.now, withdraw_at=self.now)
            self.assertIn("leaves_after_it_appears", str(refused.exception))

    def test_an_overflowing_time_is_no_valid_time(self):
        entry = make.make_congress()
        with override_settings(TIME_ZONE="America/New_York"):
            self.assertIn("Enter a valid date/time.", self.errors(self.put(entry, withdraw_at="9999-12-31 23:59:59")))
        with override_settings(TIME_ZONE="Asia/Tokyo"):
            self.assertSaved(self.put(entry, withdraw_at="9999-12-31 23:59:59"))
            self.assertEqual(self.client_.get(address(entry)).status_code, 200)


@override_settings(TIME_ZONE="Europe/Berlin")
class ZoneTests(TimesTestCase):
    """The clocks of Berlin: UTC+1, from 28 March to 31 October 2027 UTC+2."""

    def test_what_is_typed_is_a_time_of_the_site_and_the_zone_is_named(self):
        entry = make.make_congress()
        page = self.client_.get(address(entry))
        self.assertContains(page, "What you type is a time in Europe/Berlin (now UTC+", count=2)
        self.assertSaved(self.put(entry, publish_at="2027-01-10 10:00:00", withdraw_at="2027-02-10 12:30:00"))
        entry.refresh_from_db()
        self.assertEqual(entry.publish_at, datetime(2027, 1, 10, 9, tzinfo=UTC))
        self.assertEqual(entry.withdraw_at, datetime(2027, 2, 10, 11, 30, tzinfo=UTC))
        said = (
            "Public from Jan. 10, 2027, 10:00 until Feb. 10, 2027, 12:30 (Europe/Berlin, UTC+1), once it is published"
        )
        self.assertContains(self.client_.get(address(entry)), said)

    def test_each_time_has_its_own_offset_when_the_clocks_change_between_them(self):
        start, end = datetime(2027, 3, 1, 9, tzinfo=UTC), datetime(2027, 4, 1, 9, tzinfo=UTC)
        entry = make.make_topic(publish_at=start, withdraw_at=end, **PUBLIC)
        said = (
            "Public from March 1, 2027, 10:00 (Europe/Berlin, UTC+1) until April 1, 2027, 11:00 (Europe/Berlin, UTC+2)"
        )
        self.assertContains(self.client_.get(address(entry)), said)
        self.assertContains(self.client_.get(f"/ru{address(entry)}"), "Europe/Berlin, UTC+2")

    def test_a_time_that_the_clocks_leave_out_is_refused(self):
        entry = make.make_congress()
        said = self.errors(self.put(entry, publish_at="2027-03-28 02:30:00"))
        self.assertIn(
            "In Europe/Berlin the clocks never show March 28, 2027, 02:30, because they are put forward", said
        )
        self.assertSaved(self.put(entry, publish_at="2027-03-28 03:00:00", withdraw_at="2027-03-28 03:00:01"))

    def test_a_time_that_the_clocks_show_twice_is_refused_unless_it_is_the_stored_one(self):
        entry = make.make_congress()
        for name in ("publish_at", "withdraw_at"):
            said = self.errors(self.put(entry, **{name: "2027-10-31 02:30:00"}))
            self.assertIn(
                "In Europe/Berlin the clocks show Oct. 31, 2027, 02:30 twice, because they are put back", said
            )
        for hour in (0, 1):
            stored = datetime(2027, 10, 31, hour, 30, 15, 123456, tzinfo=UTC)
            Congress.objects.filter(pk=entry.pk).update(withdraw_at=stored)
            with self.subTest(hour=hour):
                self.assertContains(self.client_.get(address(entry)), f"02:30:15 (Europe/Berlin, UTC+{2 - hour})")
                self.assertSaved(self.put(entry))
                entry.refresh_from_db()
                self.assertEqual((entry.title, entry.withdraw_at), ("As typed", stored))


class ListTests(TimesTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.past, cls.later = datetime(2024, 1, 2, 3, 4, tzinfo=UTC), datetime(2044, 1, 2, 3, 4, tzinfo=UTC)
        cls.topics = {
            "draft": make.make_topic(name="Alpha", withdraw_at=cls.past),
            "there": make.make_topic(name="Beta", **PUBLIC),
            "leaves": make.make_topic(name="Gamma", publish_at=cls.past, withdraw_at=cls.later, **PUBLIC),
            "appears": make.make_topic(name="Delta", publish_at=cls.later, **PUBLIC),
            "left": make.make_topic(name="Epsilon", withdraw_at=cls.past, **PUBLIC),
            "withdrawn": make.make_topic(name="Zeta", status=Status.WITHDRAWN),
        }

    def standings(self, **query):
        rows = self.client_.get(address(Topic, "changelist", **query)).context["cl"].result_list
        admin = self.client_.get(address(Topic, "changelist")).context["cl"].model_admin
        names = {topic.pk: name for name, topic in self.topics.items()}
        return {names[row.pk]: str(admin.standing(row)) for row in rows}

    def test_the_list_says_what_the_times_make_of_the_status(self):
        expected = {
            "draft": "Draft",
            "there": "Published",
            "leaves": "Published, leaves Jan. 2, 2044, 03:04 (UTC)",
            "appears": "Published, appears Jan. 2, 2044, 03:04 (UTC)",
            "left": "Withdrawn (since Jan. 2, 2024, 03:04 (UTC))",
            "withdrawn": "Withdrawn",
        }
        self.assertEqual(self.standings(), expected)
        page = self.client_.get(address(Topic, "changelist"))
        for said in expected.values():
            self.assertContains(page, said)

    def test_the_filter_goes_by_what_the_times_make_of_it(self):
        for status, names in (
            (Status.DRAFT, {"draft"}),
            (Status.IN_REVIEW, set()),
            (Status.PUBLISHED, {"there", "leaves", "appears"}),
            (Status.WITHDRAWN, {"left", "withdrawn"}),
            ("nonsense", set(self.topics)),
        ):
            with self.subTest(status=status):
                self.assertEqual(set(self.standings(status__exact=status)), names)

    def test_what_has_left_is_offered_to_be_published_again(self):
        left = self.topics["left"]
        buttons = {name for name in read_form(self.client_.get(address(left))).buttons if name and "_step_" in name}
        self.assertEqual(buttons, {"_step_publish"})
        data = self.open(self.client_, left)
        self.assertSaved(self.save(self.client_, left, data, button="_step_publish"))
        left.refresh_from_db()
        self.assertEqual((left.status, left.withdraw_at), (Status.PUBLISHED, None))
        self.assertEqual(self.client.get(left.get_absolute_url()).status_code, 200)

    def test_a_private_change_waits_as_for_what_is_withdrawn(self):
        debate = make.make_debate(congress=make.make_congress(**PUBLIC), withdraw_at=self.past, **PUBLIC)
        self.assertNotContains(self.client_.get(address(debate)), "Change privately")
        Debate.objects.filter(pk=debate.pk).update(withdraw_at=self.later)
        self.assertContains(self.client_.get(address(debate)), "Change privately")
