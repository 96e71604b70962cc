"""The comparer finds every kind of break, and lets through what is none: it is what guards the promise of v1."""

import copy

from django.test import SimpleTestCase

from tests.contract.compatibility import breaks

DOCUMENT = {
    "openapi": "3.1.1",
    "paths": {
        "/debates/": {
            "get": {
                "operationId": "list_debates",
                "security": [{}],
                "parameters": [
                    {"in": "query", "name": "kind", "schema": {"type": "string", "enum": ["report", "discussion"]}},
                    {"$ref": "#/components/parameters/size"},
                    {
                        "in": "query",
                        "name": "ordering",
                        "style": "form",
                        "explode": False,
                        "schema": {"type": "array", "items": {"type": "string", "enum": ["title", "-title"]}},
                    },
                    {"in": "query", "name": "after", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Debate"}},
                            "text/csv": {"schema": {"type": "string"}},
                        },
                    },
                    "404": {"$ref": "#/components/responses/NotFound"},
                },
            },
            "post": {
                "operationId": "write_debate",
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Written"}}},
                },
                "responses": {"201": {"description": "Made."}},
            },
        },
    },
    "components": {
        "parameters": {
            "size": {
                "in": "query",
                "name": "page_size",
                "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 50},
            }
        },
        "responses": {"NotFound": {"description": "Nothing.", "content": {"application/problem+json": {}}}},
        "schemas": {
            "Kind": {"type": "string", "enum": ["report", "discussion"]},
            "Debate": {
                "type": "object",
                "required": ["url", "kind", "votes"],
                "properties": {
                    "url": {"type": "string", "format": "uri"},
                    "kind": {"oneOf": [{"$ref": "#/components/schemas/Kind"}, {"enum": [""]}]},
                    "votes": {"type": ["integer", "null"]},
                    "note": {"type": "string"},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Debate"}},
                    "about": {"anyOf": [{"$ref": "#/components/schemas/Topic"}, {"type": "null"}]},
                },
            },
            "Topic": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
            "Written": {
                "type": "object",
                "required": ["title"],
                "properties": {
                    "title": {"type": "string", "maxLength": 200},
                    "votes": {"type": ["integer", "null"]},
                    "kind": {"allOf": [{"$ref": "#/components/schemas/Kind"}], "description": "What it was."},
                },
            },
        },
    },
}


def changed(change):
    """The document after a change, and what may be changed in it by the names below."""
    document = copy.deepcopy(DOCUMENT)
    read, write = (document["paths"]["/debates/"][method] for method in ("get", "post"))
    change(
        {
            "document": document,
            "paths": document["paths"],
            "methods": document["paths"]["/debates/"],
            "read": read,
            "parameters": read["parameters"],
            "size": document["components"]["parameters"]["size"],
            "answer": read["responses"]["200"],
            "responses": read["responses"],
            "write": write,
            "schemas": document["components"]["schemas"],
            "debate": document["components"]["schemas"]["Debate"],
            "fields": document["components"]["schemas"]["Debate"]["properties"],
            "written": document["components"]["schemas"]["Written"],
            "written_fields": document["components"]["schemas"]["Written"]["properties"],
        }
    )
    return document


#: What has to be said of a change that breaks the promise.
BREAKS = {
    "/debates/: the operation is gone": lambda it: it["paths"].clear(),
    "POST /debates/: the operation is gone": lambda it: it["methods"].pop("post"),
    "is now called debates": lambda it: it["read"].update(operationId="debates"),
    "a key is needed now": lambda it: it["read"].update(security=[{"token": []}]),
    "parameter after is gone": lambda it: it["parameters"].pop(),
    "parameter who is new and required": lambda it: it["parameters"].append(
        {"in": "query", "name": "who", "required": True, "schema": {"type": "string"}}
    ),
    "parameter kind is required now": lambda it: it["parameters"][0].update(required=True),
    "written in another way (explode)": lambda it: it["parameters"][2].update(explode=True),
    "parameter page_size has another default": lambda it: it["size"]["schema"].update(default=20),
    "parameter page_size has a lower maximum now": lambda it: it["size"]["schema"].update(maximum=20),
    "parameter page_size has a higher minimum now": lambda it: it["size"]["schema"].update(minimum=2),
    "parameter kind can no longer have the value report": lambda it: it["parameters"][0]["schema"]["enum"].pop(0),
    "parameter ordering, items can no longer have the value -title": lambda it: it["parameters"][2]["schema"]["items"][
        "enum"
    ].pop(),
    "parameter after can only be one of certain values now": lambda it: it["parameters"][3]["schema"].update(
        enum=["1922"]
    ),
    "parameter after has another pattern now": lambda it: it["parameters"][3]["schema"].update(pattern="^x"),
    "parameter after can no longer be string": lambda it: it["parameters"][3]["schema"].update(type="integer"),
    "the body is required now": lambda it: it["write"]["requestBody"].update(required=True),
    "no longer taken as application/json": lambda it: it["write"]["requestBody"].update(content={}),
    "the body needs the field votes now": lambda it: it["written"]["required"].append("votes"),
    "the body, votes can no longer be null": lambda it: it["written_fields"]["votes"].update(type="integer"),
    "the body, title has a lower maxLength now": lambda it: it["written_fields"]["title"].update(maxLength=100),
    "the body has no field votes any more": lambda it: it["written_fields"].pop("votes"),
    "the body, kind can no longer have the value discussion": lambda it: it["schemas"]["Kind"]["enum"].pop(),
    "the answer 404 is gone": lambda it: it["responses"].pop("404"),
    "the answer 200 has no header ETag any more": lambda it: it["answer"]["headers"].clear(),
    "no longer given as text/csv": lambda it: it["answer"]["content"].pop("text/csv"),
    "the answer 200 has no field note any more": lambda it: it["fields"].pop("note"),
    "the answer 200 may leave out the field votes now": lambda it: it["debate"]["required"].remove("votes"),
    "the answer 200, note can be null now": lambda it: it["fields"]["note"].update(type=["string", "null"]),
    "the answer 200, votes can be number now": lambda it: it["fields"]["votes"].update(type=["number", "null"]),
    "the answer 200, url has another format now": lambda it: it["fields"]["url"].update(format="date"),
    "the answer 200, kind no longer has the value": lambda it: it["fields"]["kind"]["oneOf"].pop(),
    "the answer 200, kind is no longer one of certain values": lambda it: it["fields"].update(kind={"type": "string"}),
    "the answer 200, parts can be object now": lambda it: it["fields"].update(parts={"type": "object"}),
    "the answer 200, about can be string now": lambda it: it["fields"]["about"]["anyOf"].append({"type": "string"}),
}
NO_BREAKS = {
    "nothing": lambda it: None,
    "a new address": lambda it: it["paths"].update({"/new/": it["paths"]["/debates/"]}),
    "an optional parameter": lambda it: it["parameters"].append({"in": "query", "name": "who", "schema": {}}),
    "another value to send": lambda it: it["parameters"][0]["schema"]["enum"].append("other"),
    "another value of a vocabulary": lambda it: it["schemas"]["Kind"]["enum"].append("other"),
    "a wider limit": lambda it: it["size"]["schema"].update(maximum=200),
    "a limit that is lifted": lambda it: it["written_fields"]["title"].pop("maxLength"),
    "a type more to send": lambda it: it["parameters"][3]["schema"].update(type=["string", "integer"]),
    "a field more in the answer": lambda it: it["fields"].update(more={"type": "string"}),
    "a field that is always there now": lambda it: it["debate"]["required"].append("note"),
    "a figure that is always known now": lambda it: it["fields"]["votes"].update(type="integer"),
    "an optional field more to send": lambda it: it["written_fields"].update(more={"type": "string"}),
    "a field that need not be sent any more": lambda it: it["written"].update(required=[]),
    "another status": lambda it: it["responses"].update({"410": {"description": "Gone."}}),
    "another media type": lambda it: it["answer"]["content"].update({"text/html": {}}),
    "another header": lambda it: it["answer"]["headers"].update(Link={}),
    "a key that may be sent": lambda it: it["read"].update(security=[{}, {"token": []}]),
    "other words": lambda it: it["fields"]["note"].update(description="A remark.", title="Note"),
    "another name for the same shape": lambda it: it["schemas"].update(
        Renamed=it["schemas"]["Kind"],
        Debate={
            **it["debate"],
            "properties": {
                **it["fields"],
                "kind": {"oneOf": [{"$ref": "#/components/schemas/Renamed"}, {"enum": [""]}]},
            },
        },
    ),
}


class ComparerTests(SimpleTestCase):
    def test_every_kind_of_break_is_found(self):
        for sentence, change in BREAKS.items():
            with self.subTest(sentence=sentence):
                self.assertIn(sentence, "\n".join(breaks(DOCUMENT, changed(change))))

    def test_what_is_compatible_is_let_through(self):
        for name, change in NO_BREAKS.items():
            with self.subTest(name=name):
                self.assertEqual(list(breaks(DOCUMENT, changed(change))), [])
