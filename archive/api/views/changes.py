"""Following the archive: what changed since a cursor."""

from http import HTTPStatus

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from archive.api import examples
from archive.api.parameters import nearest
from archive.api.problems import InvalidParameters, parameter_error, problem_response
from archive.api.schema import described
from archive.api.serializers.changes import ChangesSerializer
from archive.api.views.base import ArchiveView
from archive.dumps.rows import rows_at
from archive.ledger import CURSOR_PATTERN, KINDS, CursorGone, InvalidCursor, changes_since
from archive.paging import whole_number

PAGE_SIZE, MAX_PAGE_SIZE = 100, 1000
#: Of changes with documents.
MAX_DOCUMENTS = 100

GONE = "The changes were begun again after this cursor was given out, so what it missed is not known. Begin again too."

PARAMETERS = [
    OpenApiParameter(
        "since",
        str,
        description="The cursor of a former answer. What changed after it is listed; without it, everything there is.",
        pattern=f"^$|{CURSOR_PATTERN}",
    ),
    OpenApiParameter("kind", str, description="Changes of one kind of entry.", enum=list(KINDS)),
    OpenApiParameter(
        "documents",
        str,
        description="Give each entry with its change, as a dump has it. A page has at most 100 changes then.",
        enum=["1"],
    ),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE},
        description="How many changes are listed at most.",
    ),
]


@described("list_changes", "What changed since a cursor, oldest first", "Changes", examples.changes)
class ChangesView(ArchiveView):
    """Each address once, at its last change: to follow these is to have every public entry as it is now."""

    serializer_class = ChangesSerializer
    parameters = tuple(parameter.name for parameter in PARAMETERS)
    #: Errors that only this address answers with.
    own_errors = {HTTPStatus.GONE: GONE}

    @extend_schema(parameters=PARAMETERS)
    def get(self, request):
        since, kind, size = self.asked(request.query_params)
        try:
            changes = changes_since(since, limit=size, kind=kind)
        except InvalidCursor as error:
            message = "This is not a cursor: send one as an answer gave it."
            raise InvalidParameters([parameter_error("since", since, message)]) from error
        except CursorGone:
            error = parameter_error("since", since, "What came after this cursor is not known.")
            return problem_response(HTTPStatus.GONE, GONE, errors=[error])
        address = replace_query_param(request.build_absolute_uri(), "since", changes.cursor)
        data = {"next": address if changes.has_more else None, "cursor": changes.cursor, "results": changes.results}
        context = self.get_serializer_context()
        if request.query_params.get("documents"):
            context["rows"] = rows_at(change.entry for change in changes.results)
        return Response(ChangesSerializer(data, context=context).data)

    def asked(self, query):
        """The cursor, the kind and the number of changes that are asked for; None where there is none."""
        kind, text, errors = query.get("kind") or None, query.get("page_size") or str(PAGE_SIZE), []
        if kind is not None and kind not in KINDS:
            message = "This is not a kind of entry."
            errors.append(parameter_error("kind", kind, message, allowed=KINDS, nearest=nearest(kind, KINDS)))
        documents = query.get("documents", "")
        if documents not in ("", "1"):
            errors.append(parameter_error("documents", documents, "Say 1, or leave it out.", allowed=["1"]))
        size, most = whole_number(text), MAX_DOCUMENTS if documents else MAX_PAGE_SIZE
        if size is None or size > most:
            page = "A page with documents" if documents else "A page"
            errors.append(parameter_error("page_size", text, f"{page} has 1 to {most} rows."))
        if errors:
            raise InvalidParameters(errors)
        return query.get("since") or None, kind, size
