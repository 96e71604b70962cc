"""The three groups of editors, each with exactly the permissions it needs.

Permissions normally appear after all migrations have run; here they are made where missing, in the
form Django would give them. What they add up to is in archive/workflow/rights.py.
"""

from django.db import migrations

ENTRIES = ("congress", "debate", "resolution", "source", "speaker", "topic")
PARTS = (
    "clause",
    "election",
    "mandate",
    "participation",
    "resolutionlink",
    "sitting",
    "speakername",
    "speech",
)
ATTACHMENTS = ("citation", "editorialnote")
RECORDS = ENTRIES + PARTS + ATTACHMENTS

CONTRIBUTOR = {("view", "formerslug")} | {(action, model) for action in ("view", "add") for model in RECORDS}
EDITOR = CONTRIBUTOR | {(action, model) for action in ("change", "delete") for model in RECORDS}
PUBLISHER = EDITOR | {("publish", model) for model in ENTRIES}
GROUPS = {"Contributor": CONTRIBUTOR, "Editor": EDITOR, "Publisher": PUBLISHER}


def make_groups(apps, schema_editor):
    database = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    for name, permissions in GROUPS.items():
        group, _ = Group.objects.using(database).get_or_create(name=name)
        group.permissions.set([_permission(apps, database, *pair) for pair in sorted(permissions)])


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.using(schema_editor.connection.alias).filter(name__in=GROUPS).delete()


def _permission(apps, database, action, model):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    options = apps.get_model("archive", model)._meta
    content_type, _ = ContentType.objects.using(database).get_or_create(app_label="archive", model=model)
    permission, _ = Permission.objects.using(database).get_or_create(
        codename=f"{action}_{model}",
        content_type=content_type,
        defaults={"name": f"Can {action} {options.verbose_name_raw}"},
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
