"""The body of a request that writes: the JSON of a document, with texts as the admin's forms would store them."""

from http import HTTPStatus

from archive.api.congress_files import JsonParser
from archive.api.problems import Refused
from archive.interchange.congress_file import CongressFileError


class DocumentParser(JsonParser):
    """JSON as congress files are read from it, an object at the top."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            data = super().parse(stream, media_type, parser_context)
        except CongressFileError as error:
            raise _malformed(error.problems[0].message) from error
        if not isinstance(data, dict):
            raise _malformed("an object is wanted at the top")
        return cleaned(data)


class MergePatchParser(DocumentParser):
    media_type = "application/merge-patch+json"


def cleaned(value):
    """With texts as the admin stores what is typed: line ends are line feeds, no white space before or after."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    return [cleaned(item) for item in value] if isinstance(value, list) else value


def merged(document, patch):
    """A document with a merge patch (RFC 7396): null takes a key away, a list is replaced as a whole."""
    result = dict(document) if isinstance(document, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value) if isinstance(value, dict) else value
    return result


def _malformed(why):
    return Refused(HTTPStatus.BAD_REQUEST, f"The body is not JSON as it is wanted here: {why}.")
