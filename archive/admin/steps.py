"""The steps of publication: by the buttons of a form, which saves first, and by the actions of a list.

Both carry the `stamp` of what the person saw. What has moved on since is not taken a step further unseen.
"""

from contextlib import suppress

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.reasons import MISSING, REASON
from archive.workflow import rights, transitions
from archive.workflow.errors import WorkflowError
from archive.workflow.locking import stamp as stamp_of

#: What a button of the change form is called in the posted data.
BUTTON = "_step_"
#: The stamp of the entry in the form; with its key, of an entry in the list; and when the list was opened.
SEEN, SEEN_ROW, SEEN_LIST = "_seen", "seen_", "seen_list"
#: The stamp of nothing: what nobody has seen.
UNSEEN = "-"
#: So many refusals are said one by one.
MOST_SAID = 20


class StepsMixin:
    """For the ModelAdmin of an entry."""

    actions = ["submit", "return_to_draft", "publish", "withdraw"]

    # By the buttons. What can be known before is refused before anything is saved.

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusals = list(self._refusals(request, obj))
        return form

    def lacks_reason(self, request):
        step = _pressed(request)
        return step is not None and step.needs_reason and not self.posted_reason(request)

    def _refusals(self, request, obj):
        if self.lacks_reason(request):
            yield MISSING
        stamp = stamp_of(obj) if obj is not None else None
        if _pressed(request) and stamp and request.POST.get(SEEN, stamp) != stamp:
            changed = _("“%(entry)s” has been changed since you opened this page. Look again before you go on.")
            yield changed % {"entry": obj}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        entry = self.model(created_by=request.user) if obj is None else obj
        may_save = obj is None or self.has_change_permission(request, obj)
        context["steps"] = transitions.available(entry, request.user) if may_save else []
        context["step_prefix"] = BUTTON
        if obj is not None:
            context["seen"] = stamp_of(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        self._take_pressed_step(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self._take_pressed_step(request, obj)
        return super().response_change(request, obj)

    def _take_pressed_step(self, request, obj):
        step = _pressed(request)
        if step is None:
            return
        refusal = self._take_step(request, obj, step.name)
        if refusal:
            self.message_user(request, refusal, messages.ERROR)
        else:
            self.message_user(request, _(step.done), messages.SUCCESS)

    def _take_step(self, request, entry, name, seen=None):
        """Take the step and note it in the history; a sentence when it cannot be taken."""
        try:
            transitions.move(entry, request.user, name, self.posted_reason(request), seen)
        except PermissionDenied:
            return _("You may not do this to “%(entry)s”.") % {"entry": entry}
        except WorkflowError as error:
            return str(error)
        self.log_change(request, entry, transitions.TRANSITIONS[name].done)
        return ""

    # By the actions of the list. Each entry is checked on its own.

    def has_submit_permission(self, request):
        return rights.may_change_some(request.user, self.model)

    def has_return_permission(self, request):
        return rights.has_permission(request.user, "change", self.model)

    def has_publish_permission(self, request):
        return rights.has_permission(request.user, "publish", self.model)

    @admin.action(description=gettext_lazy("Submit the selected for review"), permissions=["submit"])
    def submit(self, request, queryset):
        return self._take_steps(request, queryset, "submit")

    @admin.action(description=gettext_lazy("Return the selected to draft"), permissions=["return"])
    def return_to_draft(self, request, queryset):
        if not self.posted_reason(request):
            return self._ask_for_reason(request, queryset)
        return self._take_steps(request, queryset, "return_to_draft")

    @admin.action(description=gettext_lazy("Publish the selected"), permissions=["publish"])
    def publish(self, request, queryset):
        return self._take_steps(request, queryset, "publish")

    @admin.action(description=gettext_lazy("Withdraw the selected"), permissions=["publish"])
    def withdraw(self, request, queryset):
        return self._take_steps(request, queryset, "withdraw")

    def action_checkbox(self, obj):
        """With the stamp of the row beside the box."""
        seen = format_html('<input type="hidden" name="{}{}" value="{}">', SEEN_ROW, str(obj.pk), stamp_of(obj))
        return super().action_checkbox(obj) + seen

    def changelist_view(self, request, extra_context=None):
        context = {"seen_list": f"{timezone.now().timestamp():.6f}"}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def _take_steps(self, request, queryset, name):
        entries = queryset.order_by("pk")
        refusals = [self._take_step(request, entry, name, _seen_in_list(request, entry)) for entry in entries]
        done = refusals.count("")
        if done:
            text = ngettext("%(count)d entry changed: %(done)s", "%(count)d entries changed: %(done)s", done)
            label = _(transitions.TRANSITIONS[name].done)
            self.message_user(request, text % {"count": done, "done": label}, messages.SUCCESS)
        self._say_refusals(request, [refusal for refusal in refusals if refusal])
        return HttpResponseRedirect(request.get_full_path())

    def _say_refusals(self, request, refusals):
        for refusal in refusals[:MOST_SAID]:
            self.message_user(request, refusal, messages.ERROR)
        if len(refusals) > MOST_SAID:
            self.message_user(request, _("… and %(count)d more") % {"count": len(refusals) - MOST_SAID}, messages.ERROR)

    def _ask_for_reason(self, request, queryset):
        """A page in between: one reason for all that are returned. It says again what the person saw."""
        entries = list(queryset.order_by("pk"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Return to draft"),
            "action": "return_to_draft",
            "rows": [(entry, f"{SEEN_ROW}{entry.pk}", _seen_in_list(request, entry)) for entry in entries],
            "reason": {"name": REASON, "typed": "", "error": MISSING if REASON in request.POST else ""},
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/archive/return_selected.html", context)


def _pressed(request):
    """The step whose button was pressed, if one was."""
    return next((step for name, step in transitions.TRANSITIONS.items() if f"{BUTTON}{name}" in request.POST), None)


def _seen_in_list(request, entry):
    """The stamp of the entry as the person saw it in the list.

    When all of a long list are chosen, most have not been on the page; those count as seen that have not been
    changed since it was opened. A post that says nothing of what was seen is about what is stored now.
    """
    posted = request.POST.get(f"{SEEN_ROW}{entry.pk}")
    opened = request.POST.get(SEEN_LIST)
    if posted is not None or opened is None:
        return posted or stamp_of(entry)
    with suppress(ValueError):
        if entry.updated_at.timestamp() <= float(opened):
            return stamp_of(entry)
    return UNSEEN
