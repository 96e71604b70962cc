"""What a dump says of itself: `datapackage.json`, a Data Package (https://datapackage.org/, version 2)."""

from django.urls import reverse

NAME = "datapackage.json"
LICENCE = {
    "name": "CC-BY-SA-4.0",
    "path": "https://creativecommons.org/licenses/by-sa/4.0/",
    "title": "Creative Commons Attribution-ShareAlike 4.0 International",
}
#: A Table Schema: what a line holds. The keys of a document are those of the congress file.
SCHEMA = {
    "fields": [
        {"name": "url", "type": "string", "description": "The path of the entry in the API."},
        {"name": "page", "type": "string", "description": "The path of its page."},
        {"name": "document", "type": "object", "description": "The entry, as a block of the congress file."},
    ],
    "primaryKey": ["url"],
}
PORTRAIT = {
    "name": "portrait",
    "type": "object",
    "description": "Of people who have one: the address, SHA-256 and size of the picture, and the words beside it.",
}


def package_of(name, created, cursor, files):
    """The package as a dictionary. `files` has for each kind the number of its rows and its two `Written` files."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"congress-archive-{name.lower()}",
        "title": "Congress Archive: all that readers see",
        "description": "One line of JSON for each public entry. What a file holds may be withdrawn later: take a new "
        "dump, or follow the changes from changes_cursor.",
        "created": created.isoformat(),
        "changes_cursor": cursor,
        "changes": reverse("api:front") + "changes/",
        "licenses": [LICENCE],
        "resources": [_resource(kind, rows, *written) for kind, (rows, written) in files.items()],
    }


def _resource(kind, rows, plain, packed):
    return {
        "name": kind,
        **_file(plain),
        "format": "ndjson",
        "mediatype": "application/x-ndjson",
        "encoding": "utf-8",
        "rows": rows,
        "schema": SCHEMA | {"fields": [*SCHEMA["fields"], PORTRAIT]} if kind == "speakers" else SCHEMA,
        "gzip": _file(packed),
    }


def _file(written):
    return {"path": written.name, "bytes": written.size, "hash": f"sha256:{written.sha256}"}
