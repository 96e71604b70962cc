"""The JSON Schema (draft 2020-12) of an entry document, from the same declaration that it is read by."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from archive.interchange.congress_file.document_rows import CONGRESS_PARTS
from archive.interchange.congress_file.schema import CONGRESS, SITTING
from archive.models.fields import PartialDateField

DATE = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def document_schema(kind):
    """The schema of the documents of a kind of entry. It says what a value is; what must agree, the loader says."""
    schema = _block(kind, [*kind.keys.split(), *(CONGRESS_PARTS if kind is CONGRESS else ())])
    if not kind.is_shared and kind is not CONGRESS:
        schema["properties"] = {"congress": _value(CONGRESS.values["number"]), **schema["properties"]}
        schema["required"] = ["congress", *schema["required"]]
    return schema


def _block(kind, keys):
    properties, required = {}, []
    for key in keys:
        if key in kind.parts:
            part = kind.parts[key]
            properties[key] = {"type": "array", "items": _block(part, part.keys.split())}
        else:
            properties[key] = _key(kind, key)
            required += [key] if kind.is_required(key) else []
    return {
        "title": f"{kind.model.__name__}Block",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _key(kind, key):
    field, target = kind.values[key], kind.target(key)
    if target:
        reference = {"type": "integer", "minimum": 1} if target is SITTING else {"type": "string"}
        schema = {"type": "array", "items": reference} if field.many_to_many else reference
    else:
        schema = _value(field)
    return schema if kind.is_required(key) or field.many_to_many else _or_nothing(schema)


def _or_nothing(schema):
    """What may be null too, or an empty text."""
    schema = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], "", None]
    if "pattern" in schema:
        schema["pattern"] = f"^$|{schema['pattern']}"
    return schema


def _value(field):
    if isinstance(field, PartialDateField):
        return DATE
    if isinstance(field, models.DateTimeField):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.IntegerField):
        limits = {MinValueValidator: "minimum", MaxValueValidator: "maximum"}
        given = {limits[type(each)]: each.limit_value for each in field.validators if type(each) in limits}
        return {"type": "integer", "minimum": 0, **given}
    if field.choices:
        return {"type": "string", "enum": [value for value, _label in field.flatchoices]}
    return {"type": "string", **({"maxLength": field.max_length} if field.max_length else {})}
