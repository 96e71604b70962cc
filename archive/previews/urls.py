"""Addresses of previews for the staff, below /admin/preview/."""

from django.contrib import admin
from django.urls import path

from archive.previews.answering import PAGE, SUFFIXES
from archive.previews.staff import preview

#: Behind the same door as every page of the admin.
view = admin.site.admin_view(preview)

urlpatterns = [
    path(
        f"<slug:kind>/<int:pk>/{'change/' if of_change else ''}{suffix}",
        view,
        {"of_change": of_change, "part": part},
        name=f"preview{'-change' if of_change else ''}{'' if part == PAGE else f'-{part}'}",
    )
    for of_change in (False, True)
    for part, suffix in SUFFIXES.items()
]
