"""The site's addresses with one more, for the staff."""

from django.urls import path

from congress_site.urls import handler404, handler500
from congress_site.urls import urlpatterns as site
from tests.api.test_tokens import StaffView

__all__ = ["handler404", "handler500"]

urlpatterns = [path("staff/", StaffView.as_view()), *site]
