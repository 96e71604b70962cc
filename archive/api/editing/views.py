"""Entries for those who write them, below /api/v1/editing/: private answers, never kept by anyone."""

from functools import cached_property
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from rest_framework.response import Response

from archive.api.authentication import ForStaff
from archive.api.editing import conditions, documents, writing
from archive.api.editing.description import ENTRY, EditingSchema
from archive.api.editing.reading import DocumentParser, MergePatchParser, merged
from archive.api.parameters import check_names
from archive.api.problems import InvalidParameters, Refused, parameter_error
from archive.api.repeats import repeatable
from archive.api.views.base import ArchiveView
from archive.interchange.entry_documents import KINDS
from archive.workflow import editing


class EditingView(ForStaff, ArchiveView):
    """What they share. The kind is set where the address is."""

    parser_classes = [DocumentParser]
    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete"]
    kind_name = ""
    schema = EditingSchema()
    #: What can be done here, for the schema: see `description`.
    operations = ENTRY
    #: The parameters of what writes.
    writing_parameters = ("reason", "dry_run")

    @cached_property
    def kind(self):
        return KINDS[self.kind_name]

    @property
    def is_reading(self):
        return self.request.method in ("GET", "HEAD", "OPTIONS")

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        check_names(request, self.parameters)
        if request.query_params.get("dry_run", "1") != "1":
            value = request.query_params["dry_run"]
            raise InvalidParameters([parameter_error("dry_run", value, "Say 1 or leave it out.", allowed=["1"])])

    @property
    def parameters(self):
        return () if self.is_reading else self.writing_parameters

    @property
    def reason(self):
        return self.request.query_params.get("reason", "").strip()

    def answer(self, entry, status=HTTPStatus.OK):
        """The entry as it is stored now, or as it would be: of a dry run all is undone."""
        answer = self.read(entry)
        headers = {"ETag": answer.etag}
        if status == HTTPStatus.CREATED:
            headers["Location"] = answer.body["address"]
        if self.request.query_params.get("dry_run"):
            transaction.set_rollback(True)
            return Response({"dry_run": True, **answer.body})
        return Response(answer.body, status=status, headers=headers)

    def read(self, entry):
        return documents.Answer(self.kind, entry, self.request.user, self.address_of(entry))

    def address_of(self, entry):
        congress = getattr(entry, "congress", None)
        address = {"number": congress.number} if congress else {}
        address |= {self.kind.identity: getattr(entry, self.kind.identity)}
        return self.request.build_absolute_uri(reverse(f"editing:{self.kind.name}", kwargs=address))

    def find(self, address):
        return documents.find(self.kind, address, self.request.user)

    def make(self, data, address):
        """Make an entry of the document and answer with it."""
        writing.create(self.kind, data, self.request.user, self.reason)
        entry = self.find(address(data))
        editing.note_times(entry, self.request.user, [name for name in writing.TIMES if getattr(entry, name)])
        return self.answer(entry, HTTPStatus.CREATED)


class EditingEntryView(EditingView):
    """One entry, whatever its status."""

    http_method_names = ["get", "head", "options", "put", "patch", "delete"]

    def get(self, request, **address):
        return self.answer(self.find(address))

    def get_parsers(self):
        # The schema is made without a request.
        is_patch = self.request is not None and self.request.method == "PATCH"
        return [MergePatchParser(), DocumentParser()] if is_patch else [DocumentParser()]

    @repeatable
    @transaction.atomic
    def put(self, request, **address):
        """The document is the whole truth: what it leaves out is emptied or deleted."""
        data = request.data
        documents.hold_at(self.kind, address)
        try:
            entry = self.find(address)
        except documents.NotPublic:
            return self._create(data, address)
        return self._change(entry, data, address)

    @repeatable
    @transaction.atomic
    def patch(self, request, **address):
        """A merge patch of the document."""
        data = request.data
        documents.hold_at(self.kind, address)
        entry = self.find(address)
        return self._change(entry, merged(self.read(entry).document, data), address)

    @repeatable
    @transaction.atomic
    def delete(self, request, **address):
        documents.hold_at(self.kind, address)
        entry = self.find(address)
        conditions.require_match(request, self.read(entry))
        try:
            editing.delete(entry, request.user, self.reason)
        except PermissionDenied as error:
            raise Refused(HTTPStatus.FORBIDDEN, writing.why_not_delete(entry)) from error
        except editing.InUse as error:
            raise Refused(HTTPStatus.CONFLICT, f"{error} {writing.uses(error.users, request.user)}") from error
        if request.query_params.get("dry_run"):
            transaction.set_rollback(True)
        return Response(status=HTTPStatus.NO_CONTENT)

    def _create(self, data, address):
        conditions.require_absence(self.request)
        keys = self._keys(address)
        data = {**keys, **data}
        for key, name in keys.items():
            if str(data[key]) != str(name):
                raise writing.wrong([writing.error_at((key,), f"is {name} in the address of the request", data)])
        return self.make(data, lambda data: address)

    def _change(self, entry, data, address):
        answer = self.read(entry)
        conditions.refuse_presence(self.request, answer)
        conditions.require_match(self.request, answer)
        writing.change(self.kind, entry, data, self.request.user, self.reason, answer.document)
        (stored,) = documents.fetch_entries(self.kind, pk=entry.pk)
        times = [name for name in writing.TIMES if getattr(stored, name) != getattr(entry, name)]
        editing.note_times(stored, self.request.user, times)
        return self.answer(stored)

    def _keys(self, address):
        """The keys of a document that an address says."""
        if self.kind is documents.CONGRESS:
            return address
        return {"congress" if key == "number" else key: value for key, value in address.items()}
