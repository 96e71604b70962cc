"""Columns that a read can do without: those of whatever is only named, most of all its long texts and its times."""

#: What no reader is shown of any record.
NOT_SHOWN = ("version", "created_at")
_NAMES = {"id", "slug", "name", "sort_name", "original_name", "title", "original_title"}


def beyond_naming(model, path="", keeping=()):
    """The fields of an entry joined as `path` that a link with its name has no use for, to be deferred."""
    return [
        f"{path}__{field.name}" if path else field.name
        for field in model._meta.concrete_fields
        if field.name not in _NAMES and field.name not in keeping
    ]
