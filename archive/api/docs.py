"""The schema for programs and the guide for people, both from the same description."""

from pathlib import Path

from django.conf import settings
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from archive.api import examples
from archive.api.problems import DETAILS, problem_anchor, problem_title
from archive.api.reference import reference
from archive.api.schema import schema_document
from archive.api.views.base import ArchiveView

#: Programs that the guide shows as they are, but for the address: (the language, the file).
QUICK_STARTS = [
    ("curl", "begin.sh"),
    ("Python", "begin.py"),
    ("JavaScript", "begin.mjs"),
    ("Following changes, in Python", "changes.py"),
]

PERIODS = {"sec": "second", "min": "minute", "hour": "hour", "day": "day"}


def quick_start(name, origin):
    """The program of this name, which asks the archive at this origin."""
    program = (Path(__file__).parent / "quickstart" / name).read_text(encoding="utf-8")
    return program.replace(examples.ORIGIN, origin)


def _limit():
    """How many requests one client may send, in words; nothing if there is no limit."""
    number, _slash, period = settings.API_THROTTLE.partition("/")
    return f"{number} requests a {PERIODS[period]}" if period else ""


@extend_schema(exclude=True)
class SchemaView(ArchiveView):
    """The schema itself: JSON, or YAML if that is asked for."""

    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer2, OpenApiYamlRenderer]

    def get(self, request):
        return Response(schema_document())


@method_decorator(cache_control(public=True, max_age=0, must_revalidate=True), name="dispatch")
class ApiDocsView(TemplateView):
    """The guide, made from the schema on the server: no script, so the site's strict policy holds."""

    template_name = "archive/api_docs.html"

    def get_context_data(self, **kwargs):
        origin = self.request.build_absolute_uri("/").removesuffix("/")
        return super().get_context_data(
            origin=origin,
            quick_starts=[(language, quick_start(name, origin)) for language, name in QUICK_STARTS],
            groups=reference(origin),
            keys=schema_document()["components"].get("securitySchemes", {}),
            limit=_limit(),
            problems=[
                {
                    "status": status.value,
                    "title": problem_title(status),
                    "detail": detail,
                    "anchor": problem_anchor(status),
                }
                for status, detail in DETAILS.items()
            ],
            **kwargs,
        )
