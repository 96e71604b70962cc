"""What a change of the API's description takes away from those who rely on the released one.

`breaks(released, present)` takes two OpenAPI 3.1 documents and gives a sentence for each break. A request that was
right must stay right, and an answer must hold what it held. New addresses, optional parameters, fields, statuses and
values of vocabularies are no breaks: docs/api.md asks programs to be ready for them.
"""

from tests.contract.schemas import Schemas

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


def breaks(released, present):
    """Yield a sentence for each thing that the released document promises and the present one does not keep."""
    before, now = Schemas(released), Schemas(present)
    for path, item in released["paths"].items():
        for method in METHODS & item.keys():
            where = f"{method.upper()} {path}"
            operation = present["paths"].get(path, {}).get(method)
            if operation is None:
                yield f"{where}: the operation is gone"
            else:
                yield from _operation(where, before, item[method], now, operation)


def _operation(where, before, released, now, present):
    if released.get("operationId") != present.get("operationId"):
        yield f"{where}: the operation is now called {present.get('operationId')}, and not {released['operationId']}"
    if {} in (released.get("security") or [{}]) and {} not in (present.get("security") or [{}]):
        yield f"{where}: a key is needed now"
    yield from _parameters(where, before, released, now, present)
    yield from _body(where, before, released, now, present)
    yield from _responses(where, before, released, now, present)


def _parameters(where, before, released, now, present):
    old, new = (_by_name(schemas, operation) for schemas, operation in ((before, released), (now, present)))
    for place, name in sorted(old.keys() - new.keys()):
        yield f"{where}: the {place} parameter {name} is gone"
    for place, name in sorted(new.keys() - old.keys()):
        if new[place, name].get("required"):
            yield f"{where}: the {place} parameter {name} is new and required"
    for place, name in sorted(old.keys() & new.keys()):
        what, was, is_now = f"{where}: the {place} parameter {name}", old[place, name], new[place, name]
        if is_now.get("required") and not was.get("required"):
            yield f"{what} is required now"
        for key in ("style", "explode"):
            if was.get(key) != is_now.get(key):
                yield f"{what} is written in another way ({key})"
        if was["schema"].get("default") != is_now["schema"].get("default"):
            yield f"{what} has another default"
        yield from now.refusals(what, before, was["schema"], is_now["schema"])


def _by_name(schemas, operation):
    parameters = [schemas.resolve(parameter) for parameter in operation.get("parameters", [])]
    return {(parameter["in"], parameter["name"]): parameter for parameter in parameters}


def _body(where, before, released, now, present):
    old, new = (
        schemas.resolve(operation.get("requestBody", {})) for schemas, operation in ((before, released), (now, present))
    )
    what = f"{where}: the body"
    if new.get("required") and not old.get("required"):
        yield f"{what} is required now"
    for media_type, media in old.get("content", {}).items():
        if media_type not in new.get("content", {}):
            yield f"{what} is no longer taken as {media_type}"
        else:
            yield from now.refusals(what, before, media.get("schema", {}), new["content"][media_type].get("schema", {}))


def _responses(where, before, released, now, present):
    for status, response in released["responses"].items():
        what = f"{where}: the answer {status}"
        if status not in present["responses"]:
            yield f"{what} is gone"
            continue
        old, new = before.resolve(response), now.resolve(present["responses"][status])
        for name in old.get("headers", {}).keys() - new.get("headers", {}).keys():
            yield f"{what} has no header {name} any more"
        for media_type, media in old.get("content", {}).items():
            if media_type not in new.get("content", {}):
                yield f"{what} is no longer given as {media_type}"
            else:
                schema = new["content"][media_type].get("schema", {})
                yield from now.surprises(what, before, media.get("schema", {}), schema)
