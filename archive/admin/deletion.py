"""What a deletion would take along, what forbids it, and where a thing is used."""

from django.contrib import messages
from django.contrib.admin import actions
from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.db.models import prefetch_related_objects
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from archive.models import Attachment, Part
from archive.workflow.locking import entry_of, lock_all
from archive.workflow.uses import users_without_key

#: A list longer than this is counted instead of read.
MOST_NAMED = 50


def preview(objs, request, model_admin):
    """Django's `get_deleted_objects`, in a number of queries that does not grow with the parts.

    Parts, citations and notes go with their entry, so the right to delete it is the right to delete
    them; they are counted by kind. What protects the entry is named with the place it stands in.
    """
    objs = list(objs)
    if not objs:
        return [], {}, set(), []
    collector = NestedObjects(using=router.db_for_write(model_admin.model), origin=objs)
    collector.collect(objs)
    counts = {model._meta.verbose_name_plural: len(rows) for model, rows in collector.model_objs.items()}
    forbidden = {obj._meta.verbose_name for obj in objs if not model_admin.has_delete_permission(request, obj)}
    doomed = [_link(obj, model_admin.admin_site.name) for obj in objs[:MOST_NAMED]]
    return doomed, counts, forbidden, _uses(objs, collector.protected)


def delete_selected(model_admin, request, queryset):
    """Django's action; when one of the records has moved on since the question, none goes and it is asked again."""
    if request.POST.get("post"):
        lock_all({entry_of(obj) or obj for obj in queryset})
        if warn_of_moved_on(queryset.all(), request, model_admin):
            request.POST = request.POST.copy()
            del request.POST["post"]
    response = actions.delete_selected(model_admin, request, queryset)
    if response is not None:
        seen = [(seen_name(obj), model_admin.seen_of(obj, request)) for obj in queryset]
        response.context_data["seen_versions"] = seen
    return response


def seen_name(obj):
    """The name under which the question about several records carries what was seen of each."""
    return f"seen_version-{obj.pk}"


def warn_of_moved_on(objs, request, model_admin):
    """Name those records that are not as the posted question showed them, to who may delete them; return them."""

    def seen(obj):
        return request.POST.get(seen_name(obj), request.POST.get("seen_version"))

    if not all(model_admin.has_delete_permission(request, obj) for obj in objs):
        return []
    moved = [obj for obj in objs if seen(obj) != model_admin.seen_of(obj, request)]
    for obj in moved[:MOST_NAMED]:
        changed = _("“%(name)s” has just been changed by somebody else. Look again before deleting it.")
        model_admin.message_user(request, changed % {"name": obj}, messages.WARNING)
    return moved


def _uses(objs, protected):
    """Lines for what refers to the objects and keeps them from being deleted."""
    users = [*protected, *(user for obj in objs for user in users_without_key(obj))]
    users.sort(key=lambda user: (user._meta.label, user.pk))
    named = users[:MOST_NAMED]
    prefetch_related_objects([user for user in named if isinstance(user, Attachment)], "target")
    lines = [_use(user) for user in named]
    if len(users) > len(named):
        lines.append(_("… and %(count)d more") % {"count": len(users) - len(named)})
    return lines


def refusal(row):
    """Why a row of a form cannot be deleted, beside what Django finds; nothing when it can be."""
    users = [str(user) for user in users_without_key(row)]
    if not users:
        return ""
    return _("“%(row)s” cannot be deleted, because it is used here: %(users)s.") % {
        "row": row,
        "users": get_text_list(users, _("and")),
    }


def _use(user):
    """One line: the kind, the thing with its link, and the entry it stands in or hangs on."""
    if isinstance(user, Attachment):
        return format_html("{} {} {}", _link(user), _("on"), _link(user.target))
    if isinstance(user, Part):
        return format_html("{} {} {}", _link(user), _("in"), _link(user.entry))
    return _link(user)


def _link(obj, site="admin"):
    if obj is None:
        return "–"
    options = obj._meta
    kind = capfirst(options.verbose_name)
    try:
        name = f"admin:{options.app_label}_{options.model_name}_change"
        address = reverse(name, args=[quote(obj.pk)], current_app=site)
    except NoReverseMatch:
        return format_html("{}: {}", kind, obj)
    return format_html('{}: <a href="{}">{}</a>', kind, address, obj)


def typed_values(model, data):
    """(label, value) of what a person typed into a form whose record is gone; rows by their number."""
    labels = {field.name: capfirst(field.verbose_name) for field in model._meta.fields}
    skipped = ("csrfmiddlewaretoken", "seen_version")
    management = (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT, "MIN_NUM_FORMS", "MAX_NUM_FORMS", "-id")
    typed = []
    for key, values in data.lists():
        if key.startswith("_") or key.endswith(skipped) or key.endswith(management) or "__prefix__" in key:
            continue
        if any(values):
            typed.append((labels.get(key, key), "\n".join(values)))
    return typed
