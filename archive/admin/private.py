"""The second admin site: the pages of the first, over the private change to one public entry.

Each request about an entry runs in the `world` of its change, with the answer rendered inside; what was typed is then
kept in the change, and the archive is as it was. Looking begins no change, the first save does.
"""

from functools import update_wrapper
from urllib.parse import parse_qsl

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin import changes, deletion
from archive.admin.entries import PUBLICATION
from archive.admin.records import RecordAdmin
from archive.admin.references import is_key
from archive.admin.site import ArchiveAdminSite
from archive.models import ENTRIES, Attachment, Entry, Part, PendingChange, Record
from archive.workflow import private, rights, snapshots
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import entry_of

#: The pages of a ModelAdmin that are about the private change; others (its history) are about the stored entry.
PAGES = {"changelist_view", "add_view", "change_view", "delete_view", "portrait"}
#: Open to all staff, as on every admin site.
FOR_STAFF = {"logout", "password_change", "password_change_done", "i18n_javascript"}
#: How often a save is tried again on what somebody else has just saved.
ATTEMPTS = 5
SUBMIT = "_submit_change"


class PrivateAdmin:
    """Laid over the admin of each noun: what differs when it edits a private change."""

    change_form_template = "admin/private/change_form.html"
    change_list_template = "admin/private/change_list.html"
    delete_confirmation_template = "admin/private/delete_confirmation.html"

    def has_add_permission(self, request):
        return not issubclass(self.model, Entry) and super().has_add_permission(request)

    def has_delete_permission(self, request, obj=None):
        return not issubclass(self.model, Entry) and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        return {}

    def get_fieldsets(self, request, obj=None):
        return [fieldset for fieldset in super().get_fieldsets(request, obj) if fieldset[0] != PUBLICATION[0]]

    def get_search_fields(self, request):
        """The search index does not hear of what is done within a change."""
        return [name.removeprefix("@") for name in super().get_search_fields(request)]

    def get_readonly_fields(self, request, obj=None):
        """Its place in the congress is one among other entries, which are not part of this change."""
        readonly = super().get_readonly_fields(request, obj)
        return [*readonly, "position"] if issubclass(self.model, Entry) and _has_position(self.model) else readonly

    def get_field_queryset(self, db, db_field, request):
        queryset = super().get_field_queryset(db, db_field, request)
        if db_field.name == getattr(self.model, "entry_field", None):
            return queryset.filter(pk=request.private_change.entry.pk)
        return queryset

    def get_own_lists(self, request, obj):
        return RecordAdmin.get_own_lists(self, request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= changes.context_of(request.private_change, request.public_has_moved)
        context["submit_name"] = SUBMIT
        context["is_entry"] = issubclass(self.model, Entry)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changelist_view(self, request, extra_context=None):
        context = changes.context_of(request.private_change, request.public_has_moved)
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def delete_view(self, request, object_id, extra_context=None):
        context = changes.context_of(request.private_change, request.public_has_moved)
        return super().delete_view(request, object_id, {**context, **(extra_context or {})})

    def seen_of(self, obj, request):
        """The rows of the world have new times with each request; what moves on is the change."""
        return f"{obj.version}/{request.private_change.version}"

    def message_user(self, request, message, level=messages.INFO, **kwargs):
        """What Django says of a save is said by `within`, when it is kept."""
        if level not in (messages.SUCCESS, "SUCCESS"):
            super().message_user(request, message, level, **kwargs)

    # Back to the list it came from, or to the entry.

    def response_post_save_add(self, request, obj):
        return self._back(request) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self._back(request) or super().response_post_save_change(request, obj)

    def response_delete(self, request, obj_display, obj_id):
        return self._back(request) or super().response_delete(request, obj_display, obj_id)

    def _back(self, request):
        if self.get_preserved_filters(request) and not issubclass(self.model, Entry):
            return None
        return HttpResponseRedirect(changes.form_address(request.private_change.entry))


class PrivateAdminSite(ArchiveAdminSite):
    is_private = True
    index_title = gettext_lazy("Private changes")
    enable_nav_sidebar = False

    def register(self, model, admin_class=None, **options):
        if not issubclass(model, Record):
            return
        derived = type(f"Private{admin_class.__name__}", (PrivateAdmin, admin_class), {})
        super().register(model, derived, **options)

    def get_app_list(self, request, app_label=None):
        return []

    def get_urls(self):
        own = [
            path("changes/<int:pk>/", self._page(changes.overview), name="private_change"),
            path("changes/<int:pk>/reconcile/", self._page(changes.reconcile), name="private_reconcile"),
            path("changes/<int:pk>/repair/", self._page(changes.repair), name="private_repair"),
            path("changes/<int:pk>/discard/", self._page(changes.discard), name="private_discard"),
            path("changes/<int:pk>/<slug:step>/", self._page(changes.step), name="private_step"),
        ]
        return [*own, *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        model_admin = getattr(view, "__self__", None)
        within_one = isinstance(model_admin, PrivateAdmin)

        def checked(request, *args, **kwargs):
            name = getattr(view, "__name__", "")
            if name not in FOR_STAFF and not works_here(request.user):
                raise PermissionDenied
            if name == "shortcut":
                raise Http404
            return within(model_admin, view, request, *args, **kwargs) if within_one else view(request, *args, **kwargs)

        return super().admin_view(update_wrapper(checked, view), cacheable)

    def index(self, request, extra_context=None):
        return changes.index(self, request)

    def app_index(self, request, app_label, extra_context=None):
        return HttpResponseRedirect(reverse("admin:index", current_app=self.name))


def works_here(user):
    """Whether there can be entries that the user may change privately."""
    return any(rights.has_permission(user, "change", model) for model in ENTRIES)


def within(model_admin, view, request, *args, **kwargs):
    """Answer in the world of the change that the request is about, and keep what was changed in it."""
    if view.__name__ not in PAGES:
        raise Http404
    object_id = kwargs.get("object_id", kwargs.get("pk", args[0] if args else None))
    entry = _entry_meant(model_admin.model, request, object_id)
    if entry is None:
        return HttpResponseRedirect(reverse("admin:index", current_app=changes.SITE))
    if not rights.may_change_privately(request.user, entry):
        raise PermissionDenied
    queued = messages.get_messages(request)
    said = list(queued._queued_messages)
    for _attempt in range(ATTEMPTS):
        change = private.opened(entry)
        queued._queued_messages[:] = said
        try:
            return _answer(change, view, request, *args, **kwargs)
        except private.StaleChange:
            # The forms know what to say of it: they compare what was typed with what is kept by now.
            continue
        except private.Unopenable:
            messages.error(request, _("This private change does not fit the archive any more. Nothing is lost."))
            if request.method != "POST":
                return HttpResponseRedirect(changes.address(change, "repair"))
            break
    return _typed(model_admin, request, change)


def _answer(change, view, request, *args, **kwargs):
    request.private_change = change
    request.public_has_moved = bool(change.pk) and private.has_moved(change)
    request.__dict__.pop("_archive_row_counts", None)
    entry, posted = change.entry, request.method == "POST"
    with private.world(change):
        before = snapshots.take(entry, with_versions=True) if posted else None
        response = view(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        after = snapshots.take(entry, with_versions=True) if posted else None
    if not posted or response.status_code != 302:
        return response
    if after != before:
        change = private.store(change, after, request.user)
        messages.success(request, _("Kept in the private change. Readers go on seeing the public entry."))
    if SUBMIT in request.POST and change.pk:
        try:
            change = private.submit(change, request.user)
            messages.success(request, _("The private change is submitted for review."))
        except WorkflowError as error:
            messages.error(request, str(error))
    to_the_change = view.__self__.model is type(entry) and "_continue" not in request.POST
    return HttpResponseRedirect(changes.address(change)) if to_the_change and change.pk else response


def _typed(model_admin, request, change):
    """What could not be kept, to be copied."""
    context = {
        **model_admin.admin_site.each_context(request),
        **changes.context_of(change, request.public_has_moved),
        "title": _("This could not be kept"),
        "typed": deletion.typed_values(model_admin.model, request.POST),
    }
    return TemplateResponse(request, "admin/private/typed.html", context, status=409)


def _entry_meant(model, request, object_id):
    """The entry that a page is about: by the record, or by what a list is narrowed to."""
    if object_id is not None:
        return _entry_with(model, unquote(str(object_id)))
    query = dict(parse_qsl(request.GET.get("_changelist_filters", ""))) or request.GET.dict()
    if issubclass(model, Part):
        entries = model._meta.get_field(model.entry_field).related_model
        return _entry_with(entries, query.get(f"{model.entry_field}__id__exact"))
    key = query.get("content_type__id__exact")
    if not issubclass(model, Attachment) or not is_key(key):
        return None
    content_type = ContentType.objects.filter(pk=int(key)).first()
    target = content_type and content_type.model_class()
    if target is None or not issubclass(target, Record) or issubclass(target, Attachment):
        return None
    return _entry_with(target, query.get("object_id__exact"))


def _entry_with(model, pk):
    """The entry that has the record, stored or in its private change."""
    if not is_key(pk):
        return None
    record = model._base_manager.filter(pk=int(pk)).first()
    if record is not None:
        return entry_of(record)
    change = PendingChange.objects.filter(data__has_key=f"{model._meta.model_name}:{int(pk)}").first()
    return change and change.entry


def _has_position(model):
    return any(field.name == "position" for field in model._meta.fields)


private_site = PrivateAdminSite(changes.SITE)
