"""Addresses of writing: those of the public entries, after editing/."""

from django.urls import path

from archive.api.editing.lists import EditingListView
from archive.api.editing.steps import StepsView
from archive.api.editing.views import EditingEntryView
from archive.interchange.entry_documents import KINDS
from archive.routes import PATHS

app_name = "editing"
urlpatterns = []
for kind in KINDS.values():
    urlpatterns += [
        path(f"{kind.many}/", EditingListView.as_view(kind_name=kind.name), name=kind.many),
        path(PATHS[kind.name], EditingEntryView.as_view(kind_name=kind.name), name=kind.name),
        path(f"{PATHS[kind.name]}steps/", StepsView.as_view(kind_name=kind.name), name=f"{kind.name}-steps"),
    ]
