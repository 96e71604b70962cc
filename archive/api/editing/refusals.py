"""What is refused, as problem details: each thing wrong with its place in the document."""

from http import HTTPStatus

from archive.api.problems import Refused, parameter_error
from archive.interchange.congress_file.problems import format_path


def wrong(errors, detail=""):
    """The refusal of a document that is JSON and is not right."""
    count = len(errors)
    found = "1 thing is" if count == 1 else f"{count} things are"
    detail = detail or f"{found} not right in the document; nothing has been changed."
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


def error_at(path, message, data=None):
    """One thing wrong: `field` says its place as "speeches[3].speaker", `pointer` as RFC 6901 does."""
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in path]
    nearest = message.partition("; did you mean ")[2].removesuffix("?").strip("'")
    error = parameter_error(format_path(path) if path else "document", _value_at(data, path), message, nearest=nearest)
    return {**error, "pointer": "".join(f"/{step}" for step in steps)}


def _value_at(data, path):
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return "" if isinstance(data, dict | list) or data is None else str(data)
