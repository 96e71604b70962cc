"""Where the history of each record is: that of an entry at Django's address of it, that of a part with its entry's."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path

from archive.admin import going_back, history_pages
from archive.admin.references import is_key
from archive.models import Entry
from archive.workflow import snapshots
from archive.workflow.locking import entry_of


class HistoryMixin:
    """For a ModelAdmin."""

    def get_urls(self):
        if not issubclass(self.model, Entry):
            return super().get_urls()
        pages = {
            "<int:pk>/history/<int:number>/": ("version", self.version_view),
            "<int:pk>/compare/": ("compare", self.compare_view),
            "<int:pk>/restore/": ("restore", self.restore_view),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=f"{history_pages.name_of(self.model)}_{name}")
            for route, (name, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        obj = self.model._base_manager.filter(pk=object_id).first() if is_key(object_id) else None
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        entry = entry_of(obj)
        if entry is obj:
            return history_pages.history(self, request, obj)
        if entry is None:
            raise Http404
        return HttpResponseRedirect(f"{history_pages.address(entry, 'history')}?record={snapshots.key_of(obj)}")

    def version_view(self, request, pk, number):
        return history_pages.one_version(self, request, self.entry_for(request, pk), number)

    def compare_view(self, request, pk):
        return history_pages.compare(self, request, self.entry_for(request, pk))

    def restore_view(self, request, pk):
        return going_back.restore(self, request, self.entry_for(request, pk))

    def entry_for(self, request, pk):
        """The stored entry, for those who may view it."""
        entry = self.model._base_manager.filter(pk=pk).first() if is_key(pk) else None
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        if entry is None:
            raise Http404
        return entry
