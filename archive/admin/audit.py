"""The audit log, to be read and taken away; nobody changes it here, whatever his rights."""

import csv
import json

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from archive.admin.searching import NoHugeKeys, WordSearch
from archive.admin.site import register
from archive.choices import AuditAction
from archive.models import AuditEvent
from archive.workflow import audit

COLUMNS = ("at", "action", "who", "kind", "id", "to what", "address", "details")
#: With these a spreadsheet takes a cell for a formula and runs it (OWASP, "CSV Injection").
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


@register(AuditEvent)
class AuditEventAdmin(WordSearch, NoHugeKeys, admin.ModelAdmin):
    change_list_template = "admin/accounts/audit_log.html"
    list_display = ["at", "action", "actor_name", "subject", "address", "told_briefly"]
    list_display_links = ["at"]
    list_filter = ["action", "at", "actor_name"]
    list_select_related = ["content_type"]
    list_per_page = 50
    list_max_show_all = 500
    date_hierarchy = "at"
    search_fields = ["actor_name", "title", "address", "details"]
    search_help_text = _("Search in names, titles, addresses and details.")
    actions = None
    fields = readonly_fields = ("at", "action", "actor_name", "subject", "address", "told")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("to what"), ordering="title")
    def subject(self, event):
        return f"{capfirst(event.content_type.name)}: {event.title}" if event.content_type else event.title

    @admin.display(description=_("details"))
    def told(self, event):
        return "; ".join(f"{name}: {_as_text(value)}" for name, value in event.details.items())

    @admin.display(description=_("details"))
    def told_briefly(self, event):
        return Truncator(self.told(event)).chars(80)

    # Taking it away.

    def get_urls(self):
        export = self.admin_site.admin_view(self.export)
        return [path("export/", export, name="archive_auditevent_export"), *super().get_urls()]

    def export(self, request):
        """What the list shows, filters and search applied, as CSV; it is sent while it is read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            events = self.get_changelist_instance(request).get_queryset(request)
            count = events.count()
        except (admin.views.main.IncorrectLookupParameters, OverflowError):
            return HttpResponseRedirect(reverse("admin:archive_auditevent_changelist") + "?e=1")
        last = events.order_by("-pk").values_list("pk", flat=True).first() or 0
        audit.note(AuditAction.EXPORT, request=request, about="audit log", rows=count, filters=dict(request.GET))
        response = StreamingHttpResponse(_lines(events.filter(pk__lte=last)), content_type="text/csv; charset=utf-8")
        name = f"audit-log-{timezone.now():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class _Line:
    """A file of which a csv.writer writes one line after another, each handed back as it comes."""

    def write(self, text):
        return text


def _lines(events):
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for event in events.select_related("content_type").iterator(chunk_size=1000):
        kind = event.content_type.model if event.content_type else ""
        cells = (
            event.at.isoformat(),
            event.action,
            event.actor_name,
            kind,
            event.object_id,
            event.title,
            event.address or "",
            _as_text(event.details) if event.details else "",
        )
        yield writer.writerow([harmless(cell) for cell in cells])


def harmless(cell):
    """The cell, as text in every spreadsheet."""
    return f"'{cell}" if cell.startswith(FORMULA_BEGINS) else cell


def _as_text(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
