"""The reference for people, made from the schema: its operations by group, and each with all that can be said of it."""

import json

from archive.api import examples
from archive.api.schema import schema_document
from archive.api.schema_components import resolved


def reference(origin):
    """The groups in the order of the schema's tags, each with its operations as the guide shows them."""
    document = schema_document()
    operations = [
        _Operation(document, path, method, operation).shown(origin)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]
    groups = [
        {**tag, "operations": [operation for operation in operations if operation["tag"] == tag["name"]]}
        for tag in document["tags"]
    ]
    return [group for group in groups if group["operations"]]


class _Operation:
    def __init__(self, document, path, method, operation):
        self.document, self.path, self.method, self.operation = document, path, method, operation
        self.parameters = [resolved(document, parameter) for parameter in operation.get("parameters", [])]
        self.responses = {status: resolved(document, response) for status, response in operation["responses"].items()}

    def shown(self, origin):
        return {
            "id": self.operation["operationId"],
            "tag": self.operation["tags"][0],
            "method": self.method.upper(),
            "path": self.path,
            "summary": self.operation["summary"],
            "description": _plain(self.operation["description"]),
            "is_deprecated": self.operation.get("deprecated", False),
            "needs_token": bool(self.operation.get("security")),
            "parameters": [_parameter(parameter) for parameter in self.parameters],
            "statuses": [(status, _plain(response["description"])) for status, response in self.responses.items()],
            "request": self._request(origin),
            "body": self._example(self.operation.get("requestBody", {})).replace(examples.ORIGIN, origin),
            "answer": self._answer().replace(examples.ORIGIN, origin),
            "forms": self._forms(),
        }

    def _request(self, origin):
        """A line for curl, at the address of the example."""
        steps = {
            parameter["name"]: next(iter(parameter["examples"].values()))["value"]
            for parameter in self.parameters
            if parameter["in"] == "path" and "examples" in parameter
        }
        method = "" if self.method == "get" else f"--request {self.method.upper()} "
        token = ' --header "Authorization: Bearer $TOKEN"' if self.operation.get("security") else ""
        return f"curl {method}'{origin}{self.path.format_map(_Kept(steps))}'{token}"

    def _done(self):
        return next((response for status, response in self.responses.items() if status.startswith("2")), {})

    def _answer(self):
        return self._example(self._done())

    def _forms(self):
        """The media types of the answer, where there is a choice."""
        forms = list(self._done().get("content", {}))
        return forms if len(forms) > 1 else []

    def _example(self, message):
        """The example in JSON of what is sent or answered, or an empty text."""
        named = message.get("content", {}).get("application/json", {}).get("examples", {})
        example = next((resolved(self.document, one)["value"] for one in named.values()), None)
        return "" if example is None else json.dumps(_shortened(example), ensure_ascii=False, indent=2)


class _Kept(dict):
    """A step of an address that has no example stays as it is written."""

    def __missing__(self, name):
        return f"{{{name}}}"


def _parameter(parameter):
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "place": "" if parameter["in"] == "query" else parameter["in"],
        "values": _values(schema),
        "description": _plain(parameter["description"]),
        "default": schema.get("default"),
    }


def _values(schema):
    """What the parameter takes: its vocabulary, its limits, examples, or at the least its type."""
    vocabulary = schema.get("enum") or schema.get("items", {}).get("enum")
    if vocabulary:
        return vocabulary
    if "minimum" in schema:
        highest = schema.get("maximum", 0)
        return [f"{schema['minimum']}–{highest}" if 0 < highest < 10_000 else f"from {schema['minimum']} on"]
    return schema.get("examples") or [schema["type"]]


def _plain(text):
    """The words of a description, which is Markdown."""
    return text.replace("`", "")


def _shortened(value):
    """The example without what is empty in it: the whole shape is in the schema."""
    if isinstance(value, dict):
        return {key: _shortened(part) for key, part in value.items() if part not in (None, "", [])}
    if isinstance(value, list):
        return [_shortened(part) for part in value]
    return value
