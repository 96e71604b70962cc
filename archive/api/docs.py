"""The schema for programs and the guide for people, both from the same description."""

import json
from urllib.parse import urlsplit

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
from archive.api.problems import DETAILS, problem_anchor
from archive.api.schema import schema_document
from archive.api.schema_components import resolved
from archive.api.views.base import ArchiveView


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
            endpoints=[_endpoint(path, item["get"], origin) for path, item in schema_document()["paths"].items()],
            problems=[
                {"status": status.value, "title": status.phrase, "detail": detail, "anchor": problem_anchor(status)}
                for status, detail in DETAILS.items()
            ],
            **kwargs,
        )


def _endpoint(path, operation, origin):
    answer = operation["responses"]["200"]["content"]["application/json"]
    example = resolved(schema_document(), next(iter(answer["examples"].values())))["value"]
    address = path.replace("{number}", "11").replace("{slug}", _last_step(example))
    return {
        "id": operation["operationId"],
        "path": path,
        "summary": operation["summary"],
        "description": operation["description"],
        "parameters": [_parameter(parameter) for parameter in operation.get("parameters", [])],
        "request": f"curl '{origin}{address}'",
        "answer": json.dumps(_shortened(example), ensure_ascii=False, indent=2).replace(examples.ORIGIN, origin),
    }


def _last_step(example):
    path = urlsplit(example.get("url", "")).path.rstrip("/").removesuffix("/cite").removesuffix("/versions")
    return path.rpartition("/")[2]


def _parameter(parameter):
    schema = parameter["schema"]
    values = schema.get("enum") or schema.get("items", {}).get("enum") or []
    if "maximum" in schema:
        values = [f"{schema['minimum']}–{schema['maximum']}"]
    values = values or schema.get("examples") or [schema["type"]]
    return {
        "name": parameter["name"],
        "values": values,
        "description": parameter["description"].replace("`", ""),
        "default": schema.get("default"),
    }


def _shortened(value):
    """The example without what is empty in it: the whole shape is in the schema."""
    if isinstance(value, dict):
        return {key: _shortened(part) for key, part in value.items() if part not in (None, "", [])}
    if isinstance(value, list):
        return [_shortened(part) for part in value]
    return value
