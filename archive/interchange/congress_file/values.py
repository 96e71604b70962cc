"""From what a file holds to the value of a model field, or `Wrong` with a sentence that says why not."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify

from archive.dates import PartialDate
from archive.interchange.congress_file.problems import Wrong, did_you_mean, name_of_type, quoted
from archive.models.fields import PartialDateField

#: What no database keeps as text: NUL, and halves of a character that UTF-8 cannot write.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WHOLE_NUMBER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_BOOLEANS = {"true": True, "false": False}


def to_value(field, given):
    """Convert `given` (a text; a number or a boolean is read as its text) to the value of `field`."""
    for field_type, expected, convert in _CONVERTERS:
        if isinstance(field, field_type):
            return convert(field, to_text(given, expected))
    raise TypeError(f"the file has no way to write a {type(field).__name__}")


def to_text(given, expected="a text"):
    """The text of a scalar, refused when it is a list or a block, or cannot be stored."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, int):
        return str(given)
    if not isinstance(given, str):
        raise Wrong(f"expected {expected}, found {name_of_type(given)}")
    if bad := _UNSTORABLE.search(given):
        raise Wrong(f"the character U+{ord(bad[0]):04X} at place {bad.start() + 1} cannot be stored")
    return given


def to_position(given):
    """A position as a reference writes it."""
    text = to_text(given, "a position")
    if not _WHOLE_NUMBER.fullmatch(text):
        raise Wrong(f"{quoted(text)} is not a position (a whole number)")
    return int(text)


def to_version(given):
    """The number of the version from which an entry was exported."""
    text = to_text(given, "the number of a version")
    if not _WHOLE_NUMBER.fullmatch(text) or int(text) < 1:
        raise Wrong(f"{quoted(text)} is not the number of a version (a whole number from 1), as an export writes it")
    return int(text)


def _to_date(field, text):
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise Wrong(f"{quoted(text)} is not a date: {error}") from error


def _to_time(field, text):
    try:
        time = parse_datetime(text)
    except ValueError as error:
        raise Wrong(f"{quoted(text)} is not a time: {error}") from error
    if time is None or time.tzinfo is None:
        raise Wrong(f"{quoted(text)} is not a time with its zone, such as 2026-11-07T09:00:00+00:00")
    return time


def _to_boolean(field, text):
    if text.lower() not in _BOOLEANS:
        raise Wrong(f"{quoted(text)} is not true or false")
    return _BOOLEANS[text.lower()]


def _to_number(field, text):
    if not _WHOLE_NUMBER.fullmatch(text):
        raise Wrong(f"{quoted(text)} is not a whole number")
    number = int(text)
    # The range of the standard, not of the present database: a file is for every archive.
    least, most = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
    least = max([least, *_limits(field, MinValueValidator)])
    most = min([most, *_limits(field, MaxValueValidator)])
    if number < least:
        raise Wrong(f"{number} is less than {least}, the least allowed")
    if number > most:
        raise Wrong(f"{number} is more than {most}, the most allowed")
    return number


def _limits(field, kind):
    return [rule.limit_value for rule in field.validators if isinstance(rule, kind)]


def _to_text(field, text):
    # The line end of a YAML block is no part of the text; the admin's forms would take it off as well.
    text = text.rstrip("\n")
    if not text and not field.blank:
        raise Wrong("is empty, and must not be")
    if field.choices and text:
        return _to_choice(field, text)
    if field.max_length and len(text) > field.max_length:
        raise Wrong(f"{quoted(text)} is {len(text)} characters long; the limit is {field.max_length}")
    if not text:
        return text
    try:
        field.run_validators(text)
    except ValidationError as error:
        raise Wrong(_refusal(field, text, error)) from error
    return text


def _to_choice(field, text):
    options = [value for value, _ in field.flatchoices]
    if text not in options:
        near = did_you_mean(text, options)
        raise Wrong(f"{quoted(text)} is not one of {', '.join(options)}{near}")
    return text


def _refusal(field, text, error):
    if isinstance(field, models.SlugField):
        return f"{quoted(text)} is not a slug (letters a-z, digits, - and _){_slug_hint(text)}"
    if isinstance(field, models.URLField):
        return f"{quoted(text)} is not an address that starts with http:// or https://"
    return f"{quoted(text)} is not right: {error.messages[0]}"


def _slug_hint(text):
    return f"; did you mean {quoted(slugify(text))}?" if slugify(text) else ""


#: In this order: a partial date is a character field too.
_CONVERTERS = (
    (PartialDateField, "a date", _to_date),
    (models.DateTimeField, "a time", _to_time),
    (models.BooleanField, "true or false", _to_boolean),
    (models.IntegerField, "a whole number", _to_number),
    ((models.CharField, models.TextField), "a text", _to_text),
)
