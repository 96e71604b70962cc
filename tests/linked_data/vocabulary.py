"""What schema.org lets be said: the whole vocabulary, from the package that carries it, and a check against it."""

import re
from functools import cache

from schema_org import registry

#: How each data type is written. A date may be as short as it is known (ISO 8601).
FORMS = {
    "Date": r"\d{4}(-\d\d(-\d\d)?)?",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)",
    "Text": r"(?s).+",
    "URL": r"https?://[^\s<>]+",
}
NUMBERS = {"Integer": int, "Number": (int, float), "Float": float}


def problems(node, path="$"):
    """Yield what is wrong with a node, each with the place it stands at; nothing when all of it is schema.org."""
    kind = node.get("@type")
    if kind not in registry.MODEL_BY_SCHEMA:
        yield f"{path}: {kind!r} is no type"
        return
    if registry.CLASS_METADATA[kind].superseded_by:
        yield f"{path}: {kind} is superseded"
    known = _properties(kind)
    for name, value in node.items():
        here = f"{path}.{name}"
        if name in {"@type", "@context"}:
            continue
        if name == "@id":
            yield from _literal(value, ("URL",), here)
        elif name.endswith("-input") and name.removesuffix("-input") in known:
            yield from _literal(value, ("Text",), here)
        elif name not in known:
            yield f"{here}: {kind} has no such property"
        elif known[name].superseded_by:
            yield f"{here}: superseded by {known[name].superseded_by}"
        else:
            for each in value if isinstance(value, list) else [value]:
                yield from _value(each, known[name].ranges, here)


@cache
def _properties(kind):
    return {each.schema_name: each for each in registry.get_model(kind).SCHEMA_PROPERTIES}


def _value(value, ranges, path):
    if not isinstance(value, dict):
        yield from _literal(value, ranges, path)
        return
    yield from problems(value, path)
    kind = value.get("@type")
    if not {kind, *registry.ancestry(kind or "")} & set(ranges):
        yield f"{path}: expects {' or '.join(ranges)}, not {kind}"


def _literal(value, ranges, path):
    if isinstance(value, str):
        fits = any(re.fullmatch(FORMS[kind], value) for kind in ranges if kind in FORMS)
    else:
        fits = any(isinstance(value, NUMBERS[kind]) for kind in ranges if kind in NUMBERS)
    if not fits:
        yield f"{path}: {value!r} is no {' or '.join(ranges)}"
