"""The pages of private changes themselves: their list, and of each what it changes and what becomes of it."""

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin import comparing
from archive.admin.reasons import reason_in
from archive.admin.references import is_key
from archive.admin.sharing import preview_address
from archive.choices import ChangeState, PublicationStatus
from archive.models import ENTRIES, PendingChange
from archive.workflow import private, rights, snapshots
from archive.workflow.errors import WorkflowError
from archive.workflow.private.merging import MINE, THEIRS

#: The name of the admin site of private changes.
SITE = "private"
PER_PAGE = 50
#: What is said when a step is done.
DONE = {
    "submit": gettext_lazy("The private change is submitted for review."),
    "take_back": gettext_lazy("The private change is being worked on again."),
    "return": gettext_lazy("The private change is returned."),
    "release": gettext_lazy("The private change is released: readers see it now."),
}


def address(change, page="change"):
    return reverse(f"admin:private_{page}", args=[change.pk], current_app=SITE)


def form_address(entry, site=SITE):
    options = entry._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[quote(entry.pk)], current_app=site)


def context_of(change, has_moved):
    """What the private pages say of the change they stand in; one that is not begun has no key.

    Whether the public entry `has_moved` is asked outside of the world of the change.
    """
    entry = change.entry
    return {
        "private_change": change,
        "private_entry": entry,
        "private_form": form_address(entry),
        "public_form": form_address(entry, "admin"),
        "private_overview": address(change) if change.pk else "",
        "private_preview": preview_address(change) if change.pk else "",
        "has_moved": has_moved,
    }


def notice(entry, user):
    """For the page of an entry that is or was public: its private change, and the way to one for those who may."""
    if entry.status in rights.UNPUBLISHED or not rights.has_permission(user, "change", type(entry)):
        return {}
    change = private.change_of(entry)
    return {
        "notice_change": change,
        "notice_overview": address(change) if change else "",
        "notice_form": form_address(entry) if rights.may_change_privately(user, entry) else "",
    }


def warn_of_private_change(model_admin, request, entry):
    """Somebody has saved the public entry beside its private change."""
    change = private.change_of(entry)
    if change is not None and private.has_moved(change):
        text = _("There is a private change to this entry. It must be reconciled before it can be released: {}")
        link = format_html('<a href="{}">{}</a>', address(change, "reconcile"), _("Reconcile with the public entry"))
        model_admin.message_user(request, format_html(text, link), messages.WARNING)


def index(site, request):
    """All private changes to what this person may change, the newest first."""
    models = [model for model in ENTRIES if rights.has_permission(request.user, "change", model)]
    kinds = ContentType.objects.get_for_models(*models).values()
    found = PendingChange.objects.filter(content_type__in=kinds).defer("data").order_by("-updated_at", "-pk")
    found = found.select_related("created_by", "updated_by", "content_type").prefetch_related("entry")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "title": _("Private changes"),
        "page": page,
        "rows": [(change, address(change)) for change in page],
        "home": reverse("admin:index", current_app="admin"),
    }
    return _answer(site, request, "index", context)


def overview(site, request, pk):
    """What the change changes, against what readers see now, and the steps that are open to this person."""
    change = _get(request, pk)
    entry, user = change.entry, request.user
    context = {"title": str(change), "change": change, "may_discard": private.may_discard(user, change)}
    if entry is None:
        context |= _records(request, {}, change)
    else:
        public = snapshots.take(entry)
        is_public = entry.standing() == PublicationStatus.PUBLISHED
        found = private.problems(change) if is_public else {}
        moved = private.has_moved(change)
        before = private.begun_from(change) if moved else public
        context |= context_of(change, moved) | _records(request, before, change)
        context |= {
            "is_public": is_public,
            "problems": comparing.problem_rows(found, public, change.data),
            "may_change": rights.may_change_privately(user, entry),
            "may_publish": rights.may_publish(user, entry),
            "is_in_review": change.state == ChangeState.IN_REVIEW,
        }
    return _answer(site, request, "change", context)


def step(site, request, pk, step):
    """Submit, take back, return or release what was seen."""
    if step not in DONE:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    change = _seen(request, pk)
    reason = reason_in(request)
    entry = change.entry
    try:
        if step == "submit":
            private.submit(change, request.user, reason)
        elif step == "take_back":
            private.take_back(change, request.user)
        elif step == "return":
            private.return_(change, request.user, reason)
        else:
            private.release(change, request.user, reason)
    except snapshots.InvalidSnapshot:
        messages.error(
            request, _("It cannot be released as it is. What does not fit is listed below; nothing is lost.")
        )
        return HttpResponseRedirect(address(change))
    except WorkflowError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(_where(change))
    messages.success(request, DONE[step])
    return HttpResponseRedirect(form_address(entry, "admin") if step == "release" else address(change))


def discard(site, request, pk):
    """Ask, then drop the change."""
    change = _seen(request, pk) if request.method == "POST" else _get(request, pk)
    if not private.may_discard(request.user, change):
        raise PermissionDenied
    if request.method == "POST":
        try:
            private.discard(change, request.user)
        except WorkflowError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(_where(change))
        messages.success(request, _("The private change is discarded."))
        return HttpResponseRedirect(reverse("admin:index", current_app=SITE))
    public = snapshots.take(change.entry) if change.entry is not None else {}
    context = {
        "title": _("Discard the private change?"),
        "change": change,
        "overview": address(change),
    }
    context |= _records(request, public, change)
    return _answer(site, request, "discard", context)


def reconcile(site, request, pk):
    """Bring the change together with the public entry: what both changed is chosen, the rest is taken over."""
    change = _seen(request, pk) if request.method == "POST" else _get(request, pk)
    _check_may_change(request, change)
    names = [name for name in request.POST if "|" in name]
    choices = {name: request.POST[name] for name in names if request.POST[name] in (MINE, THEIRS)}
    refusal = ""
    if request.method == "POST":
        try:
            private.reconcile(change, request.user, choices, request.POST.get("seen", ""))
        except WorkflowError as error:
            refusal = str(error)
            change = _get(request, pk)
        else:
            messages.success(request, _("The private change now begins from the public entry as it is."))
            return HttpResponseRedirect(address(change))
    public = snapshots.take(change.entry)
    merged = private.conflicts(change, choices)
    context = context_of(change, private.has_moved(change)) | {
        "title": _("Reconcile with the public entry"),
        "change": change,
        "refusal": refusal,
        "seen": snapshots.digest_of(public),
        "taken": comparing.taken_rows(merged, public, change.data),
        "clashes": comparing.clash_rows(merged, public, change.data, choices),
    }
    return _answer(site, request, "reconcile", context)


def repair(site, request, pk):
    """What of the change the archive can no longer hold, with all that was typed, and what to do about each."""
    change = _seen(request, pk) if request.method == "POST" else _get(request, pk)
    _check_may_change(request, change)
    if request.method == "POST":
        choices = {key.removeprefix("do|"): value for key, value in request.POST.items() if key.startswith("do|")}
        try:
            private.repair(change, request.user, choices)
        except WorkflowError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(_where(change, "repair"))
        return HttpResponseRedirect(address(change))
    public = snapshots.take(change.entry)
    context = context_of(change, private.has_moved(change)) | {
        "title": _("What does not fit"),
        "change": change,
        "problems": comparing.problem_rows(private.problems(change), public, change.data),
    }
    return _answer(site, request, "repair", context)


def _records(request, before, change):
    """A page of what the change changes: of a long debate it may be a thousand speeches."""
    keys = comparing.differing(before, change.data)
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("p"))
    return {"page": page, "records": comparing.record_rows(list(page), before, change.data)}


def _get(request, pk):
    """The change, for those who may change entries of its kind."""
    related = ("created_by", "updated_by", "content_type")
    change = PendingChange.objects.select_related(*related).filter(pk=pk).first() if is_key(pk) else None
    if change is None:
        raise Http404
    if not rights.has_permission(request.user, "change", change.content_type.model_class()):
        raise PermissionDenied
    return change


def _seen(request, pk):
    """The change, at the version that the person had before him."""
    change = _get(request, pk)
    seen = request.POST.get("version", "")
    change.version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    return change


def _check_may_change(request, change):
    if change.entry is None or not rights.may_change_privately(request.user, change.entry):
        raise PermissionDenied


def _where(change, page="change"):
    """The page of the change, or their list when it is gone."""
    if PendingChange.objects.filter(pk=change.pk).exists():
        return address(change, page)
    return reverse("admin:index", current_app=SITE)


def _answer(site, request, page, context):
    request.current_app = site.name
    return TemplateResponse(request, f"admin/private/{page}.html", {**site.each_context(request), **context})
