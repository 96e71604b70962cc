"""The base of every page of the admin: rights from the workflow layer, one lock, no lost update."""

from contextlib import nullcontext

from django.contrib import admin
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import connections, models, router
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.admin import choosing, deletion
from archive.admin.fields import LineFeedTextarea
from archive.admin.forms import PositionedForm, RecordForm
from archive.admin.history import HistoryMixin
from archive.admin.inlines import own_lists, stands_in_own_list
from archive.admin.reasons import ReasonMixin
from archive.admin.recording import RecordingMixin
from archive.admin.references import ReferencesMixin, with_references
from archive.admin.searching import WordSearch
from archive.admin.unsaved import UnsavedTextMixin
from archive.following import collecting
from archive.workflow import ordering, rights
from archive.workflow.locking import entry_of, lock_all, stamp


class RecordAdmin(
    UnsavedTextMixin, ReasonMixin, HistoryMixin, RecordingMixin, ReferencesMixin, WordSearch, admin.ModelAdmin
):
    """Admin of an entry, a part or an attachment."""

    form = RecordForm
    formfield_overrides = {
        models.TextField: {"widget": LineFeedTextarea},
        models.URLField: {"assume_scheme": "https"},
    }
    list_per_page = 50
    list_max_show_all = 500
    save_on_top = False
    #: Shown, never typed.
    always_readonly = ("created_at", "updated_at")

    # Rights: without a record, whether there can be one that the user may do this to.

    def has_view_permission(self, request, obj=None):
        return rights.may_view(request.user, self.model)

    def has_add_permission(self, request):
        return rights.may_add(request.user, self.model)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return rights.may_change_some(request.user, self.model)
        return rights.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        if obj is None:
            return rights.may_delete_some(request.user, self.model)
        return rights.may_delete(request.user, obj)

    # Reading.

    def get_queryset(self, request):
        return with_references(super().get_queryset(request))

    def get_object(self, request, object_id, from_field=None):
        """The record; when it is about to be saved, as it is once its entry is locked."""
        obj = super().get_object(request, object_id, from_field)
        if obj is None or request.method != "POST":
            return obj
        entry = entry_of(obj)
        if entry is not None and connections[router.db_for_write(self.model)].in_atomic_block:
            # The congress first, as a load does: another place among its like is a write to them too.
            lock_all([one for one in (getattr(entry, "congress", None), entry) if one is not None])
            obj = super().get_object(request, object_id, from_field)
        return obj

    # The form.

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.site = self.admin_site.name
        return form

    def get_fieldsets(self, request, obj=None):
        """The fieldsets of the noun, the first with the version that the person has seen."""
        fieldsets = [(name, dict(options)) for name, options in super().get_fieldsets(request, obj)]
        if obj is not None and self.has_change_permission(request, obj):
            first = fieldsets[0][1]
            first["fields"] = [name for name in first["fields"] if name != "seen_version"] + ["seen_version"]
        else:
            for _name, options in fieldsets:
                options["fields"] = [name for name in options["fields"] if name != "seen_version"]
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *self.always_readonly]

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        return [inline for inline in inlines if not stands_in_own_list(request, obj, inline)]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["own_lists"] = self.get_own_lists(request, obj)
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        context["conflicts"] = choosing.on_page(context["adminform"].form, formsets)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_own_lists(self, request, obj):
        """Links to what belongs to the record and is not on its page."""
        return own_lists(request, obj, super().get_inline_instances(request, obj))

    def changelist_view(self, request, extra_context=None):
        """The list; when it holds what belongs to one record, with the way back."""
        owner = self.owner_in(request.GET)
        context = {} if owner is None else {"belongs_to": _way_back(owner, self.admin_site.name)}
        try:
            with _one_change(request):
                return super().changelist_view(request, {**context, **(extra_context or {})})
        except OverflowError:
            # A number beyond 64 bits, which SQLite cannot even look for: answered as any senseless filter is.
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def owner_in(self, query):
        """The record whose rows a list is narrowed to by its address; None for a whole list."""
        return None

    # Writing. One request changes many records; the search index hears of them together, at the end.

    def changeform_view(self, request, *args, **kwargs):
        with _one_change(request):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        with _one_change(request):
            return super().delete_view(request, *args, **kwargs)

    def write(self, obj, form, change):
        if isinstance(form, PositionedForm) and (not change or "position" in form.changed_data):
            ordering.place(obj, form.cleaned_data["position"])
        else:
            obj.save()

    # What is not there any more, and what goes.

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Somebody deleted it while it was being edited: show what was typed, so that it can be kept."""
        if request.method != "POST" or "post" in request.POST:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": opts,
            "title": _("This %(kind)s has been deleted") % {"kind": opts.verbose_name},
            "typed": deletion.typed_values(self.model, request.POST),
        }
        return TemplateResponse(request, "admin/archive/deleted_meanwhile.html", context, status=409)

    def get_deleted_objects(self, objs, request):
        return deletion.preview(objs, request, self)

    def seen_of(self, obj, request):
        """What a page carries of a record, to notice at the next step that it has moved on."""
        return stamp(obj)

    def render_delete_form(self, request, context):
        context["seen_version"] = self.seen_of(context["object"], request)
        return super().render_delete_form(request, context)

    def _delete_view(self, request, object_id, extra_context):
        """Delete what the person has seen; what has moved on is shown first, and so is what was not seen at all."""
        obj = self.get_object(request, object_id) if request.method == "POST" else None
        if obj is not None and deletion.warn_of_moved_on([obj], request, self):
            return HttpResponseRedirect(request.get_full_path())
        return super()._delete_view(request, object_id, extra_context)

    def get_actions(self, request):
        """Django's, with a deletion of several that is as careful as that of one."""
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            _function, name, description = actions["delete_selected"]
            actions[name] = (deletion.delete_selected, name, description)
        return actions


def _one_change(request):
    return collecting() if request.method == "POST" else nullcontext()


def _way_back(owner, site):
    """The label and the address of the record that a list belongs to."""
    options = owner._meta
    return {
        "label": f"{capfirst(options.verbose_name)}: {owner}",
        "address": reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[owner.pk], current_app=site),
    }
