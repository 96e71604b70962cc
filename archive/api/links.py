"""The `Link` header of an answer (RFC 8288): the neighbouring pages, the page for people, and what explains it."""

from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from django.conf import settings

from archive.api.addresses import api_path
from archive.models.addresses import path_in
from archive.routes import PATHS


def link_header(request, data, renderers):
    """The value of `Link` for an answer with this data, which one of the renderers has written."""
    links = [_link("self", request.build_absolute_uri()), *_turning(request, data), *_pages(request)]
    links += _forms(request, renderers)
    schema, guide = map(request.build_absolute_uri, (api_path("schema"), path_in("en", "api-docs")))
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
        yield _link("first", _changed(request.build_absolute_uri(), {"page"}))
    for relation, name in (("prev", "previous"), ("next", "next")):
        if data.get(name):
            yield _link(relation, data[name])


def _pages(request):
    """The twin for people, in each language, of what has one."""
    match, query = request.resolver_match, request.META.get("QUERY_STRING", "")
    if match is None or match.url_name not in PATHS:
        return
    for language, _name in settings.LANGUAGES:
        path = path_in(language, f"archive:{match.url_name}", *match.kwargs.values())
        address = request.build_absolute_uri(f"{path}?{query}" if query else path)
        yield _link("alternate", address, type="text/html", hreflang=language)


def _forms(request, renderers):
    """The other forms that it can be had in, of a page the whole list; none where JSON alone has what was chosen."""
    if request.query_params.keys() & {"expand", "fields"}:
        return
    address = request.build_absolute_uri()
    forms = {renderer.format: renderer.media_type for renderer in reversed(renderers)}
    del forms[request.accepted_renderer.format]
    for name, media_type in reversed(forms.items()):
        yield _link("alternate", _changed(address, {"page", "page_size", "cursor"}, format=name), type=media_type)


def _changed(address, without, **query):
    """The address without some parameters of its query and with others, in the order of their names."""
    parts = urlsplit(address)
    kept = {
        name: values for name, values in parse_qs(parts.query, keep_blank_values=True).items() if name not in without
    }
    return urlunsplit(parts._replace(query=urlencode(sorted({**kept, **query}.items()), doseq=True)))


def _link(relation, address, **more):
    """One link. Addresses come percent-encoded, so none ends before its `>`."""
    return f'<{address}>; rel="{relation}"' + "".join(f'; {name}="{value}"' for name, value in more.items())
