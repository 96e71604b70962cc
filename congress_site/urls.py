"""Every address of the site. Pages are English at /… and Russian at /ru/…; the API is neither."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView

from archive.admin import accounts
from archive.admin.private import private_site
from archive.api.docs import ApiDocsView
from archive.previews.answering import API, PORTRAIT
from archive.previews.shared import shared
from archive.sitemaps import SITEMAPS
from archive.views.health import healthz, readyz

handler400 = "archive.views.errors.bad_request"
handler403 = "archive.views.errors.forbidden"
handler404 = "archive.views.errors.not_found"
handler500 = "archive.views.errors.server_error"

robots = TemplateView.as_view(template_name="robots.txt", content_type="text/plain")

urlpatterns = [
    path("api/v1/shared/<str:token>/", shared, {"part": API}, name="shared-api"),
    path("api/v1/editing/", include("archive.api.editing.urls")),
    path("api/v1/", include("archive.api.urls")),
    path("api/docs/", ApiDocsView.as_view(), name="api-docs"),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
    path("robots.txt", cache_control(public=True, max_age=3600)(robots)),
    path("healthz/", healthz, name="healthz"),
    path("readyz/", readyz, name="readyz"),
    *i18n_patterns(
        path("admin/private/", private_site.urls),
        path("admin/account/", include((accounts.urlpatterns, "account"))),
        path("admin/preview/", include("archive.previews.urls")),
        path("admin/", admin.site.urls),
        path("shared/<str:token>/", shared, name="shared"),
        path("shared/<str:token>/portrait/", shared, {"part": PORTRAIT}, name="shared-portrait"),
        path("", include("archive.urls")),
        prefix_default_language=False,
    ),
]
