"""Every way of writing from the admin and by command, and what keeps each from writing over what somebody else did.

The tables are complete: a page, an action or a command that they do not name fails here. Whoever adds one says what
keeps it from overwriting, and names a test that shows it.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.contrib import admin
from django.db.models import CharField, F, TextField
from django.test import RequestFactory
from django.urls import URLResolver

from archive.admin.private import private_site
from archive.models import PendingChange, Record
from archive.workflow import private
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_superuser, make_user, read_form, signed_in


@dataclass(frozen=True)
class Guard:
    """What keeps a way of writing from overwriting, and the test that shows it; none for what writes no entry."""

    words: str
    test: str = ""


HERE = "admin.test_save_paths.SavePathTests"
READS = Guard("Reads only.")
ACCOUNT = Guard("Writes one's own account or session.")
ACCOUNTS = Guard("Writes accounts, which an administrator alone edits; the last save stands.")
SIGN = Guard("Notes who has a page open; no entry is written.")
ADD = Guard(
    "Makes something new; a place taken meanwhile is named.",
    "admin.test_rows.PositionTests.test_a_place_taken_meanwhile_is_named",
)
FORM = Guard(
    "Carries the version of each record it shows.",
    f"{HERE}.test_a_stale_form_of_any_kind_of_record_is_refused",
)
QUESTION = Guard(
    "Carries the stamp of what it showed.",
    f"{HERE}.test_a_stale_deletion_of_any_kind_of_record_is_refused",
)
LIST = Guard("Writes by its actions alone.", f"{HERE}.test_no_list_is_a_form")
SEVERAL = Guard(
    "Carries the stamp of each; one that moved on stops all.",
    "admin.test_deletion.SeenTests.test_of_several_none_goes_when_one_has_moved_on_and_it_is_named",
)
STEP = Guard(
    "Carries the stamp of the entry, in the form and in each row of a list; without one it is about what is stored.",
    "admin.test_seen.SeenTests.test_what_moved_on_is_named_and_the_others_proceed",
)
RESTORE = Guard(
    "Carries the digest of what was shown; answers 404 in a private change.",
    "admin.test_restoring.RestoreTests.test_what_was_changed_meanwhile_is_refused_and_shown",
)
RETURNING = Guard(
    "Makes only what is gone.", "admin.test_deleted.DeletedTests.test_it_comes_back_as_it_was_and_as_a_draft"
)
ASSIGN = Guard(
    "Carries the stamp of the assignment.",
    "admin.test_colleagues.ColleagueTests.test_of_two_who_assign_the_second_is_told",
)
BESIDE = Guard("Adds something beside the entry, which is not written.")
PRIVATE = Guard(
    "Carries the version of the private change.",
    f"{HERE}.test_a_stale_press_on_any_page_of_a_private_change_does_nothing",
)
PRIVATE_FORM = Guard(
    "Carries the version of each record, as in the private change.",
    "admin.test_private.EditingTests.test_two_editors_of_one_row",
)
PRIVATE_QUESTION = Guard(
    "Carries the version of the record and of the private change.",
    "admin.test_private.EditingTests.test_rows_are_added_on_the_form_and_edited_on_their_own_page",
)

SITE = {
    "": READS,
    "login/": ACCOUNT,
    "logout/": ACCOUNT,
    "password_change/": ACCOUNT,
    "password_change/done/": READS,
    "autocomplete/": READS,
    "jsi18n/": READS,
    "r/<path:content_type_id>/<path:object_id>/": READS,
    "^(?P<app_label>…)/$": READS,
    "(?P<url>.*)$": READS,
    "archive/…/<path:object_id>/": READS,
    "archive/…/<path:object_id>/history/": READS,
    "archive/…/<int:pk>/portrait/": READS,
    "archive/…/<path:object_id>/open/": SIGN,
    "archive/…/<path:object_id>/share/": BESIDE,
    "archive/…/<int:pk>/history/<int:number>/": READS,
    "archive/…/<int:pk>/compare/": READS,
    "archive/…/<int:pk>/restore/": RESTORE,
}
#: The addresses of each site, with … for the kind of record.
PAGES = {
    "admin": SITE
    | {
        "archive/review/": READS,
        "archive/deleted/": READS,
        "archive/deleted/<int:pk>/": RETURNING,
        "archive/…/export/": READS,
        "archive/…/<path:object_id>/note/": BESIDE,
        "archive/…/<path:object_id>/assign/": ASSIGN,
        "archive/…/": LIST,
        "archive/…/add/": ADD,
        "archive/…/<path:object_id>/change/": FORM,
        "archive/…/<path:object_id>/delete/": QUESTION,
        "auth/…/": ACCOUNTS,
        "auth/…/add/": ACCOUNTS,
        "auth/…/<path:object_id>/": READS,
        "auth/…/<path:object_id>/history/": READS,
        "auth/…/<path:object_id>/change/": ACCOUNTS,
        "auth/…/<path:object_id>/delete/": ACCOUNTS,
        "auth/…/<id>/password/": ACCOUNTS,
    },
    "private": SITE
    | {
        "archive/…/": READS,
        "archive/…/add/": PRIVATE_FORM,
        "archive/…/<path:object_id>/change/": PRIVATE_FORM,
        "archive/…/<path:object_id>/delete/": PRIVATE_QUESTION,
        "changes/<int:pk>/": READS,
        "changes/<int:pk>/reconcile/": PRIVATE,
        "changes/<int:pk>/repair/": PRIVATE,
        "changes/<int:pk>/discard/": PRIVATE,
        "changes/<int:pk>/<slug:step>/": PRIVATE,
    },
}
#: The actions of the lists, by the app of the record.
ACTIONS = {
    ("archive", "delete_selected"): SEVERAL,
    ("archive", "submit"): STEP,
    ("archive", "return_to_draft"): STEP,
    ("archive", "publish"): STEP,
    ("archive", "withdraw"): STEP,
    ("auth", "delete_selected"): ACCOUNTS,
}
COMMANDS = {
    "load_congress": Guard(
        "Refuses a file made --with-versions when the archive has moved on, without --overwrite.",
        "interchange.test_versions.OlderFileTests.test_a_part_that_is_newer_refuses_the_whole_file_with_who_and_when",
    ),
    "prepare_archive": Guard(
        "Loads into an archive that holds nothing.",
        "test_prepare_archive.PrepareTests.test_an_archive_that_holds_anything_is_left_as_it_is",
    ),
    "export_congress": READS,
    "reset_second_factor": ACCOUNTS,
    "check_search": READS,
    "rebuild_search": Guard("Writes the search index alone."),
    "restart_changes": Guard("Writes the ledger of changes alone."),
    "dump": READS,
    "bake": READS,
    "purge_cdn": Guard("Writes alone how far a CDN has been told."),
    "make_corpus": Guard(
        "Fills an archive that holds nothing.",
        "corpus.test_making.MadeCorpusTests.test_an_archive_that_holds_entries_is_refused",
    ),
    "mirror": Guard(
        "Writes over nothing that is not a copy, without --over-own.",
        "mirroring.test_following.FollowingTests.test_an_archive_with_entries_of_its_own_is_left_alone",
    ),
}
SITES = (admin.site, private_site)


def addresses(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route


def general(site, route):
    """The address with … for the kind of record, or for the apps."""
    for model in site._registry:
        options = model._meta
        route = route.replace(f"{options.app_label}/{options.model_name}/", f"{options.app_label}/…/")
    return "^(?P<app_label>…)/$" if route.startswith("^(?P<app_label>") else route


class TableTests(AdminTestCase):
    def test_every_page_of_both_sites_is_in_the_table_and_the_table_has_no_other(self):
        self.assertEqual(PAGES.keys(), {site.name for site in SITES})
        for site in SITES:
            with self.subTest(site=site.name):
                self.assertEqual({general(site, route) for route in addresses(site.urls[0])}, PAGES[site.name].keys())

    def test_every_action_is_in_the_table_and_the_table_has_no_other(self):
        request = RequestFactory().get("/")
        request.user = make_superuser()
        found = {
            site.name: {
                (model._meta.app_label, name)
                for model, model_admin in site._registry.items()
                for name in model_admin.get_actions(request)
            }
            for site in SITES
        }
        self.assertEqual(found, {"admin": ACTIONS.keys(), "private": set()})

    def test_every_command_is_in_the_table_and_the_table_has_no_other(self):
        folder = Path(apps.get_app_config("archive").path, "management", "commands")
        self.assertEqual({file.stem for file in folder.glob("*.py")} - {"__init__"}, COMMANDS.keys())

    def test_the_tests_that_the_table_names_are_there(self):
        tables = (*PAGES.values(), ACTIONS, COMMANDS)
        for guard in {guard for table in tables for guard in table.values() if guard.test}:
            with self.subTest(guard=guard):
                module, case, test = guard.test.rsplit(".", 2)
                self.assertTrue(callable(getattr(getattr(import_module(f"tests.{module}"), case), test, None)))


class SavePathTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor_user = make_user("Editor")
        cls.editor = signed_in(cls.editor_user)
        cls.publisher = signed_in(make_user("Publisher"))

    def records(self):
        """One of each kind that has a page, none in the way of the deletion of another."""
        congress, debate = make.make_congress(), make.make_debate(congress=make.make_congress())
        resolution = make.make_resolution(congress=make.make_congress())
        records = [congress, debate, resolution, make.make_topic(), make.make_source(), make.make_speaker()]
        records += [make.make_sitting(congress=congress), make.make_mandate(congress=congress)]
        records += [make.make_election(congress=congress), make.make_participation(debate=debate)]
        records += [make.make_speech(debate=debate), make.make_clause(resolution=resolution)]
        records += [make.make_link(resolution=resolution, outside_title="Another"), make.make_name(speaker=records[5])]
        records += [make.make_citation(congress), make.make_note(congress)]
        pages = {model for model in admin.site._registry if issubclass(model, Record)}
        self.assertEqual({type(record) for record in records}, pages)
        return records

    def test_a_stale_form_of_any_kind_of_record_is_refused(self):
        for record in self.records():
            with self.subTest(kind=record._meta.model_name):
                data = self.open(self.editor, record)
                name = self.text_field(record, data)
                stored = type(record)._base_manager.filter(pk=record.pk)
                stored.update(version=F("version") + 1, **{name: "Theirs"})
                response = self.save(self.editor, record, data)
                self.assertRefused(response, "after you had opened it", "Theirs")
                self.assertEqual(read_form(response).data[name], data[name])
                self.assertEqual(stored.values_list(name, flat=True).get(), "Theirs")

    def text_field(self, record, data):
        plain = (field for field in record._meta.fields if type(field) in (CharField, TextField) and not field.choices)
        return next(field.name for field in plain if field.name in data)

    def test_a_stale_deletion_of_any_kind_of_record_is_refused(self):
        for record in reversed(self.records()):
            with self.subTest(kind=record._meta.model_name):
                asked = self.open(self.editor, record, "delete")
                type(record)._base_manager.get(pk=record.pk).save()
                for stale in (asked, {"post": "yes"}):
                    response = self.editor.post(address(record, "delete"), stale, follow=True)
                    self.assertContains(response, "has just been changed by somebody else")
                    self.assertTrue(type(record)._base_manager.filter(pk=record.pk).exists())
                self.editor.post(address(record, "delete"), read_form(response).data)
                self.assertFalse(type(record)._base_manager.filter(pk=record.pk).exists())

    def test_no_list_is_a_form(self):
        for site in SITES:
            for model, model_admin in site._registry.items():
                with self.subTest(site=site.name, model=model._meta.label):
                    self.assertFalse(model_admin.list_editable)

    def test_a_stale_press_on_any_page_of_a_private_change_does_nothing(self):
        debate = make.make_debate(congress=make.make_congress(status="published"), status="published", summary="Old")
        change = private.begin(debate, self.editor_user)
        key = f"debate:{debate.pk}"
        private.store(change, {**change.data, key: {**change.data[key], "summary": "New"}}, self.editor_user)
        before = PendingChange.objects.values().get()
        pages = ("reconcile/", "repair/", "discard/", "submit/", "take_back/", "return/", "release/")
        for page in pages:
            for stale in ({}, {"version": change.version}, {"version": "x"}):
                with self.subTest(page=page, stale=stale):
                    url = f"/admin/private/changes/{change.pk}/{page}"
                    self.publisher.post(url, {**stale, "_reason": "Because"})
                    self.assertEqual(PendingChange.objects.values().get(), before)
                    debate.refresh_from_db()
                    self.assertEqual(debate.summary, "Old")
        self.editor.post(f"/admin/private/changes/{change.pk}/submit/", {"version": before["version"]})
        self.assertEqual(PendingChange.objects.get().state, "in_review")
