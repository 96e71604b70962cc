"""The review queue: what waits to be published or released, of all kinds together, the oldest first."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin import changes, history_pages
from archive.admin.references import reference_label
from archive.models import ENTRIES, PendingChange
from archive.workflow import queue, rights

PER_PAGE = 50
#: What of the queue is shown: everything, or what is given to this person, or what is marked.
SHOWN = {
    "": gettext_lazy("Everything"),
    "mine": gettext_lazy("Assigned to me"),
    "attention": gettext_lazy("Needs attention"),
}


def address_for(user):
    """The address of the queue, for those to whom it shows something."""
    return reverse("admin:archive_review", current_app="admin") if _viewed(user) else ""


def page(site, request):
    """The queue, for those who view entries; private changes in it for those who may work on them."""
    viewed = _viewed(request.user)
    if not viewed:
        raise PermissionDenied
    shown = request.GET.get("show") if request.GET.get("show") in SHOWN else ""
    condition = {"mine": {"assignee": request.user}, "attention": {"needs_attention": True}}.get(shown, {})
    changed = [model for model in ENTRIES if rights.has_permission(request.user, "change", model)]
    found = Paginator(queue.keys(viewed, changed, **condition), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **site.each_context(request),
        "title": _("Review queue"),
        "page": found,
        "rows": [_row(line) for line in queue.lines(found)],
        "query": f"show={shown}&",
        "views": [(name, label, name == shown) for name, label in SHOWN.items()],
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/archive/review.html", context)


def difference_address(record):
    """Where a waiting entry or private change is compared with what readers see now."""
    if isinstance(record, PendingChange):
        return changes.address(record)
    return history_pages.address(record, "compare") + "?against=public"


def _row(line):
    is_change = isinstance(line.record, PendingChange)
    return {
        "line": line,
        "is_change": is_change,
        "label": reference_label(line.entry) if line.entry is not None else _("(deleted)"),
        "form": changes.address(line.record) if is_change else changes.form_address(line.entry, "admin"),
        "difference": difference_address(line.record),
    }


def _viewed(user):
    return [model for model in ENTRIES if rights.may_view(user, model)]
