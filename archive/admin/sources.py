"""Works that can be cited."""

from django.utils.translation import gettext_lazy as _

from archive.admin.entries import EntryAdmin
from archive.admin.inlines import list_of
from archive.admin.site import register
from archive.models import Citation, Source


@register(Source)
class SourceAdmin(EntryAdmin):
    fieldsets = [
        (None, {"fields": ["kind", "title", "slug", "authors", "editors"]}),
        (
            _("Where it appeared"),
            {"fields": ["container", "pages", "publisher", "place", "year", "language"]},
        ),
        (_("In an archive"), {"fields": ["archive_reference"]}),
        (_("On the web"), {"fields": ["url", "accessed_on"]}),
        (_("Remarks"), {"fields": ["rights", "note"]}),
    ]
    prepopulated_fields = {"slug": ["title"]}
    list_display = ["title", "authors", "year", "kind", "language", "status", "updated_at"]
    list_filter = ["status", "kind", "language"]
    search_fields = ["title", "authors", "editors", "container", "archive_reference", "slug"]

    def get_own_lists(self, request, obj):
        lists = super().get_own_lists(request, obj)
        return lists if obj is None else [list_of(Citation, "source", obj), *lists]
