"""The `Link` header of an answer (RFC 8288): the neighbouring pages, the page for people, and what explains it."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from rest_framework.utils.urls import remove_query_param, replace_query_param

from archive.models.addresses import page_path
from archive.routes import PATHS


def link_header(request, data, renderers):
    """The value of `Link` for an answer with this data, which one of the renderers has written."""
    links = [_link("self", request.build_absolute_uri()), *_turning(request, data), *_pages(request)]
    links += _forms(request, renderers)
    schema, guide = (request.build_absolute_uri(reverse(name)) for name in ("api:schema", "api-docs"))
    links += [
        _link("service-desc", schema, type="application/vnd.oai.openapi+json"),
        _link("service-doc", guide, type="text/html"),
        _link("license", settings.LICENCE_URL),
    ]
    return ", ".join(links)


def _turning(request, data):
    """The pages of a list around this one; the same addresses as in the body."""
    if not isinstance(data, dict) or "next" not in data:
        return
    if "page" in request.query_params:
        yield _link("first", remove_query_param(request.build_absolute_uri(), "page"))
    for relation, name in (("prev", "previous"), ("next", "next")):
        if data.get(name):
            yield _link(relation, data[name])


def _pages(request):
    """The twin for people, in each language, of what has one."""
    match, query = request.resolver_match, request.META.get("QUERY_STRING", "")
    if match is None or match.url_name not in PATHS:
        return
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            path = page_path(match.url_name, *match.kwargs.values())
        address = request.build_absolute_uri(f"{path}?{query}" if query else path)
        yield _link("alternate", address, type="text/html", hreflang=language)


def _forms(request, renderers):
    """The other forms that it can be had in, of a page the whole list; none where JSON alone has what was chosen."""
    if request.query_params.keys() & {"expand", "fields"}:
        return
    address = request.build_absolute_uri()
    for name in ("format", "page", "page_size", "cursor"):
        address = remove_query_param(address, name)
    forms = {renderer.format: renderer.media_type for renderer in reversed(renderers)}
    del forms[request.accepted_renderer.format]
    for name, media_type in reversed(forms.items()):
        yield _link("alternate", replace_query_param(address, "format", name), type=media_type)


def _link(relation, address, **more):
    """One link. Addresses come percent-encoded, so none ends before its `>`."""
    return f'<{address}>; rel="{relation}"' + "".join(f'; {name}="{value}"' for name, value in more.items())
