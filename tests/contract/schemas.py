"""Two JSON Schemas compared: what the newer refuses to be sent, or answers to the surprise of those who know the older.

Of JSON Schema it knows what the API's description uses. A choice (`oneOf`, `anyOf`) of plain values is one schema of
all their types and values; among other choices each has to fit one of the other side.
"""

#: Limits of what may be sent: how one is known to be narrower than another.
LOWEST = ("minimum", "minLength", "minItems", "exclusiveMinimum")
HIGHEST = ("maximum", "maxLength", "maxItems", "exclusiveMaximum")
ANYTHING = {"null", "boolean", "object", "array", "number", "string"}


class Schemas:
    """The schemas of one document."""

    def __init__(self, document):
        self._document = document

    def resolve(self, part):
        while "$ref" in part:
            found = self._document
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            part = found
        return part

    def refusals(self, what, before, released, present):
        """Yield what was right to send by the released schema, of the document `before`, and is refused now."""
        return self._compare(what, before, released, present, _refused, seen=frozenset())

    def surprises(self, what, before, released, present):
        """Yield what an answer lacks that the released schema promised, or holds that it did not allow."""
        return self._compare(what, before, released, present, _surprising, seen=frozenset())

    def _compare(self, what, before, released, present, rule, seen):
        pair = released.get("$ref"), present.get("$ref")
        if None not in pair:
            if pair in seen:
                return
            seen |= {pair}
        old, new = before.plain(released), self.plain(present)
        if "choices" in old or "choices" in new:
            yield from self._compare_choices(what, before, old, new, rule, seen)
            return
        yield from rule(what, old, new)
        for name, field in old.get("properties", {}).items():
            if name in new.get("properties", {}):
                inner = f"{what}, {name}"
                yield from self._compare(inner, before, field, new["properties"][name], rule, seen)
        for key in ("items", "additionalProperties"):
            if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
                yield from self._compare(f"{what}, {key}", before, old[key], new[key], rule, seen)

    def _compare_choices(self, what, before, old, new, rule, seen):
        """Each choice that could be sent is still to be taken; each that is answered is to be one that could be."""
        old_choices, new_choices = old.get("choices", [old]), new.get("choices", [new])
        pairs = [
            [list(self._compare(what, before, was, is_now, rule, seen)) for is_now in new_choices]
            for was in old_choices
        ]
        if rule is _surprising:
            pairs = zip(*pairs, strict=True)
        for found in pairs:
            yield from min(found, key=len)

    def plain(self, schema):
        """The schema with its references followed, and `allOf` and choices of plain values made one."""
        schema = dict(self.resolve(schema))
        for part in schema.pop("allOf", []):
            schema = _both(self.plain(part), schema)
        choices = [self.plain(part) for key in ("oneOf", "anyOf") for part in schema.pop(key, [])]
        if choices and all("properties" not in one and "items" not in one and "choices" not in one for one in choices):
            return _any_of(choices) | schema
        return schema | ({"choices": choices} if choices else {})


def _both(one, other):
    merged = {**one, **other}
    if "properties" in one and "properties" in other:
        merged["properties"] = {**one["properties"], **other["properties"]}
    if "required" in one and "required" in other:
        merged["required"] = [*one["required"], *other["required"]]
    return merged


def _any_of(choices):
    """One schema for a choice of plain values; a rule that not every choice has is no rule of the whole."""
    merged = {"type": sorted(set().union(*(_types(one) for one in choices)))}
    if all("enum" in one for one in choices):
        merged["enum"] = [value for one in choices for value in one["enum"]]
    texts = [one for one in choices if "string" in _types(one)]
    if len(texts) == 1:
        merged.update({key: value for key, value in texts[0].items() if key not in ("type", "enum")})
    return merged


def _types(schema):
    if "const" in schema or "enum" in schema:
        named = {None: "null", bool: "boolean", int: "integer", float: "number", str: "string"}
        values = schema["enum"] if "enum" in schema else [schema["const"]]
        return {named.get(type(value), "null" if value is None else "object") for value in values}
    declared = schema.get("type", ANYTHING)
    return {declared} if isinstance(declared, str) else set(declared)


def _beyond(types, others):
    """The types that the others do not cover; every integer is a number."""
    return {type_ for type_ in types if type_ not in others and not (type_ == "integer" and "number" in others)}


def _values(schema):
    if "const" in schema:
        return [schema["const"]]
    return schema.get("enum")


def _refused(what, old, new):
    if lost := _beyond(_types(old), _types(new)):
        yield f"{what} can no longer be {', '.join(sorted(lost))}"
    was, is_now = _values(old), _values(new)
    if is_now is not None and was is None:
        yield f"{what} can only be one of certain values now"
    elif is_now is not None and (lost := [value for value in was if value not in is_now]):
        yield f"{what} can no longer have the value {', '.join(map(str, lost))}"
    for key in LOWEST:
        if key in new and (key not in old or new[key] > old[key]):
            yield f"{what} has a higher {key} now"
    for key in HIGHEST:
        if new.get(key) is not None and (old.get(key) is None or new[key] < old[key]):
            yield f"{what} has a lower {key} now"
    for key in ("pattern", "format"):
        if key in new and new[key] != old.get(key):
            yield f"{what} has another {key} now"
    for name in sorted(old.get("properties", {}).keys() - new.get("properties", {}).keys()):
        yield f"{what} has no field {name} any more"
    for name in sorted(set(new.get("required", [])) - set(old.get("required", []))):
        yield f"{what} needs the field {name} now"


def _surprising(what, old, new):
    if added := _beyond(_types(new), _types(old)):
        yield f"{what} can be {', '.join(sorted(added))} now"
    was, is_now = _values(old), _values(new)
    if was is not None and is_now is None:
        yield f"{what} is no longer one of certain values"
    elif was is not None and (lost := [value for value in was if value not in is_now]):
        yield f"{what} no longer has the value {', '.join(map(str, lost))}"
    if "format" in old and old["format"] != new.get("format"):
        yield f"{what} has another format now"
    for name in sorted(old.get("properties", {}).keys() - new.get("properties", {}).keys()):
        yield f"{what} has no field {name} any more"
    for name in sorted(set(old.get("required", [])) - set(new.get("required", []))):
        if name in new.get("properties", {}):
            yield f"{what} may leave out the field {name} now"
