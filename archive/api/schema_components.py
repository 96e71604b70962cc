"""What many operations of the schema share stands once in its components, so that its paths can be read.

A hook of drf-spectacular, named in the settings. Each operation comes with answers, headers and examples written
out; afterwards it refers to `components/responses`, `components/headers` and `components/examples`.
"""

from http import HTTPStatus


def share(result, generator, **kwargs):
    """Move headers, examples and the answers without data into the components. A part is shared if it is the same."""
    shared = _Shared(result.setdefault("components", {}))
    for path_item in result["paths"].values():
        for operation in path_item.values():
            _share_schemas(shared, operation.get("requestBody", {}))
            for status, response in operation["responses"].items():
                _share_parts(shared, operation["operationId"], response)
                if not status.startswith("2"):
                    operation["responses"][status] = shared.put("responses", _words(status), response)
    return result


def resolved(document, part):
    """The part itself where the document only refers to it."""
    reference = part.get("$ref")
    if reference is None:
        return part
    for step in reference.removeprefix("#/").split("/"):
        document = document[step]
    return document


def _share_schemas(shared, message):
    """Schemas that are written out and have a title become components of that name."""
    for media in message.get("content", {}).values():
        if "title" in media.get("schema", {}):
            media["schema"] = shared.put("schemas", media["schema"]["title"], media["schema"])


def _share_parts(shared, operation_id, response):
    _share_schemas(shared, response)
    for name, header in response.get("headers", {}).items():
        response["headers"][name] = shared.put("headers", name, header)
    for media_type, media in response.get("content", {}).items():
        for name, example in media.get("examples", {}).items():
            wanted = operation_id if media_type == "application/json" else name
            media["examples"][name] = shared.put("examples", wanted, example)


class _Shared:
    """The components by their kind. What differs from a part of the same name gets a number behind its own."""

    def __init__(self, components):
        self._components = components

    def put(self, kind, name, part):
        parts = self._components.setdefault(kind, {})
        wanted, number = name, 1
        while parts.setdefault(name, part) != part:
            number += 1
            name = f"{wanted}{number}"
        return {"$ref": f"#/components/{kind}/{name}"}


def _words(status):
    """The status in words, as a name: "NotFound"."""
    return HTTPStatus(int(status)).phrase.replace(" ", "")
