"""Subjects of debates and resolutions."""

from archive.admin.entries import EntryAdmin
from archive.admin.site import register
from archive.models import Topic


@register(Topic)
class TopicAdmin(EntryAdmin):
    fieldsets = [(None, {"fields": ["name", "slug", "original_name", "broader", "description"]})]
    prepopulated_fields = {"slug": ["name"]}
    list_display = ["name", "original_name", "broader", "status", "updated_at"]
    list_filter = ["status"]
    search_fields = ["name", "original_name", "slug"]
