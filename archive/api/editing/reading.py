"""The body of a request that writes: strict JSON, bounded, with texts as the admin's forms would store them."""

import json
from http import HTTPStatus

from rest_framework.parsers import BaseParser

from archive.api.editing.refusals import Refused
from archive.interchange.congress_file.reading import DEEPEST

#: A debate of a thousand speeches has two million characters.
LARGEST = 8 * 1024 * 1024
MERGE_PATCH = "application/merge-patch+json"


class StrictJSONParser(BaseParser):
    """JSON (RFC 8259) that means one thing: no key twice, no NaN, no deeper than the format, an object at the top."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A document has no more than {LARGEST} bytes.")
        try:
            data = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise _malformed(error) from error
        if not isinstance(data, dict):
            raise _malformed("an object is wanted at the top")
        if _is_deeper(data, DEEPEST):
            raise _malformed(f"nested more than {DEEPEST} deep")
        return cleaned(data)


class MergePatchParser(StrictJSONParser):
    media_type = MERGE_PATCH


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


def _once(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice[:100]!a} is there twice")
    return found


def _refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def _is_deeper(value, limit):
    level, waiting = 0, [value]
    while waiting:
        if level > limit:
            return True
        inner = [item.values() if isinstance(item, dict) else item for item in waiting if isinstance(item, dict | list)]
        waiting, level = [item for items in inner for item in items], level + 1
    return False


def _malformed(why):
    return Refused(HTTPStatus.BAD_REQUEST, f"The body is not JSON as it is wanted here: {why}.")
