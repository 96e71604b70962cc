"""The groups made by the migration: what each may do and nothing more."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import TestCase

from archive.models import ENTRIES, PARTS, Citation, EditorialNote

groups = import_module("archive.migrations.0002_groups")
RECORDS = (*ENTRIES, *PARTS, Citation, EditorialNote)


def permissions_of(name):
    found = Permission.objects.filter(group__name=name).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in found}


def every(action, models=RECORDS):
    return {f"archive.{action}_{model._meta.model_name}" for model in models}


class GroupTests(TestCase):
    def test_each_group_has_exactly_its_permissions(self):
        contributor = every("view") | every("add") | {"archive.view_formerslug"}
        editor = contributor | every("change") | every("delete")
        publisher = editor | every("publish", ENTRIES)
        self.assertEqual(permissions_of("Contributor"), contributor)
        self.assertEqual(permissions_of("Editor"), editor)
        self.assertEqual(permissions_of("Publisher"), publisher)

    def test_nobody_of_the_three_manages_users(self):
        for name in groups.GROUPS:
            with self.subTest(group=name):
                self.assertFalse([p for p in permissions_of(name) if not p.startswith("archive.")])

    def test_no_permission_was_made_twice(self):
        names = Permission.objects.filter(content_type__app_label="archive")
        pairs = list(names.values_list("content_type", "codename"))
        self.assertEqual(len(pairs), len(set(pairs)))

    def test_the_migration_runs_back_and_again(self):
        groups.remove_groups(apps, _Editor)
        self.assertFalse(Group.objects.filter(name__in=groups.GROUPS).exists())
        groups.make_groups(apps, _Editor)
        self.assertEqual(len(permissions_of("Editor")), 4 * len(RECORDS) + 1)


class _Editor:
    """All of a schema editor that the migration uses."""

    connection = connection
