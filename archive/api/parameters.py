"""Query parameters, read strictly: what is unknown or wrong is named, with what would be right."""

import difflib

from django.utils.encoding import force_str
from django_filters import ChoiceFilter, ModelChoiceFilter, OrderingFilter
from rest_framework.filters import BaseFilterBackend

from archive.api.problems import InvalidParameters, parameter_error
from archive.filters import ChangedSinceFilter, PartialDateFilter, YearFilter

#: As many allowed values are listed in an error or the schema; of more, only the nearest is named.
LISTED = 50
#: Among as many is the nearest looked for.
SEARCHED = 5000

MOMENT_PATTERN = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$"
)
DATE_PATTERN = r"^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
SLUG_PATTERN = "^[-a-zA-Z0-9_]*$"
#: No text of ours holds a NUL.
TEXT_PATTERN = "^[^\\u0000]*$"


class FilterSetBackend(BaseFilterBackend):
    """Filters a list by its view's FilterSet, the same one as its page."""

    def filter_queryset(self, request, queryset, view):
        filters = view.filterset_class.base_filters
        if "ordering" in filters and not request.query_params.keys() & filters.keys():
            # Nothing to filter by, so no form is made to find that out; the order is total all the same.
            return filters["ordering"].filter(queryset, None)
        filterset = view.filterset_class(request.query_params, queryset=queryset, request=request)
        check_filters(filterset)
        return filterset.qs

    def get_schema_operation_parameters(self, view):
        return [
            {"name": name, "in": "query", "required": False, "allowEmptyValue": True, **_described(parameter)}
            for name, parameter in view.filterset_class.base_filters.items()
        ]


def check_filters(filterset):
    """Refuse values that the FilterSet does not understand."""
    if not filterset.is_valid():
        raise InvalidParameters(_filter_errors(filterset))


def check_names(request, known):
    """Refuse parameters that are unknown, given twice, or hold a NUL, which no text of ours does."""
    errors = []
    for name, values in request.query_params.lists():
        if name not in known:
            message = "There is no such parameter here."
            errors.append(parameter_error(name, values[-1], message, allowed=known, nearest=nearest(name, known)))
        elif len(values) > 1:
            errors.append(parameter_error(name, values[-1], "This parameter can be given once."))
        elif "\0" in values[0]:
            errors.append(parameter_error(name, values[0], "A value cannot hold a NUL character."))
    if errors:
        raise InvalidParameters(errors)


def refuse(request, names, message):
    """Refuse parameters that are known here and that the format asked for has no use for."""
    given = {name: request.query_params[name] for name in names if request.query_params.get(name)}
    if given:
        raise InvalidParameters([parameter_error(name, value, message) for name, value in given.items()])


def nearest(value, allowed):
    """The allowed value that was probably meant, or an empty text."""
    close = difflib.get_close_matches(value[:100].lower(), [str(choice) for choice in allowed], n=1)
    return close[0] if close else ""


def _filter_errors(filterset):
    for name in filterset.form.errors:
        parameter = filterset.filters[name]
        value = filterset.data.get(name, "")
        if isinstance(parameter, ModelChoiceFilter):
            field = filterset.form.fields[name]
            slugs = [str(slug) for slug in field.queryset.values_list(field.to_field_name, flat=True)[:SEARCHED]]
            message = f"There is no public {field.queryset.model._meta.verbose_name} with this {field.to_field_name}."
            listed = slugs if len(slugs) <= LISTED else ()
            yield parameter_error(name, value, message, allowed=listed, nearest=nearest(value, slugs))
        elif isinstance(parameter, OrderingFilter):
            allowed = _choices(parameter)
            wrong = next((part for part in value.split(",") if part not in allowed), value)
            message = "The list cannot be put in this order."
            yield parameter_error(name, value, message, allowed=allowed, nearest=nearest(wrong, allowed))
        elif isinstance(parameter, ChoiceFilter):
            allowed = _choices(parameter)
            message = "This is not one of the values."
            yield parameter_error(name, value, message, allowed=allowed, nearest=nearest(value, allowed))
        else:
            yield parameter_error(name, value, " ".join(force_str(error) for error in filterset.form.errors[name]))


def _choices(parameter):
    return [value for value, label in parameter.extra["choices"]]


def _described(parameter):
    """A filter's description and schema, as OpenAPI has them."""
    label = force_str(parameter.label)
    if isinstance(parameter, ModelChoiceFilter):
        key = parameter.extra["to_field_name"]
        schema = {"type": "integer", "minimum": 1} if key == "number" else {"type": "string", "pattern": SLUG_PATTERN}
        return {"description": f"{label}: the {key} of a public one.", "schema": schema}
    if isinstance(parameter, OrderingFilter):
        values = _choices(parameter)
        return {
            "description": "The order of the list, by one or more of the values with commas between; a minus turns "
            "one round. Ties are broken in the list's own order, so the order is always total.",
            "schema": {"type": "array", "items": {"type": "string", "enum": values}},
            "style": "form",
            "explode": False,
        }
    if isinstance(parameter, ChoiceFilter):
        return {"description": f"{label}.", "schema": {"type": "string", "enum": _choices(parameter)}}
    if isinstance(parameter, PartialDateFilter):
        return {
            "description": f"{label} (of `{parameter.field_name}`): a year, a month or a day. A row whose own date is "
            "less precise is kept when it may lie on that side.",
            "schema": {"type": "string", "pattern": DATE_PATTERN, "examples": ["1922", "1922-03", "1922-03-27"]},
        }
    if isinstance(parameter, ChangedSinceFilter):
        return {
            "description": "Rows that may have changed since then: that were changed, or appeared, by themselves or "
            "with the entry they stand in. A day (which begins in UTC) or a moment with its time zone.",
            "schema": {
                "type": "string",
                "pattern": MOMENT_PATTERN,
                "examples": ["2026-01-31", "2026-01-31T12:00:00Z"],
            },
        }
    if isinstance(parameter, YearFilter):
        schema = {"type": "integer", "minimum": parameter.extra["min_value"], "maximum": parameter.extra["max_value"]}
        return {"description": f"{label}: a year.", "schema": schema}
    schema = {"type": "string", "maxLength": parameter.extra.get("max_length"), "pattern": TEXT_PATTERN}
    return {"description": f"{label}.", "schema": schema}
