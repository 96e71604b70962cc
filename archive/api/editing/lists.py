"""Lists of entries for those who write them, drafts included; and making one where they stand."""

from django.db import transaction

from archive.api.editing import documents
from archive.api.editing.description import LISTED
from archive.api.editing.views import EditingView
from archive.api.pagination import PageNumberPagination
from archive.api.parameters import nearest
from archive.api.problems import InvalidParameters, parameter_error
from archive.api.repeats import repeatable
from archive.choices import PublicationStatus
from archive.paging import whole_number
from archive.workflow.editing import entries_for


class EditingListView(EditingView):
    """The entries of a kind that the asker may see in the admin, a row for each."""

    http_method_names = ["get", "head", "options", "post"]
    pagination_class = PageNumberPagination
    operations = LISTED

    @property
    def parameters(self):
        return self.list_parameters if self.is_reading else self.writing_parameters

    @property
    def list_parameters(self):
        within = [] if self.kind.is_shared or self.kind is documents.CONGRESS else ["congress"]
        return [*self.pagination_class.parameters, "status", *within]

    def get(self, request):
        rows = self.paginate_queryset(entries_for(request.user, self.kind.model, **self._condition()))
        return self.get_paginated_response([self._row(entry) for entry in rows])

    @repeatable
    @transaction.atomic
    def post(self, request):
        return self.make(request.data, self._address)

    def _row(self, entry):
        row = {"address": self.address_of(entry), "title": str(entry), "status": entry.status}
        if "congress" in self.parameters:
            row["congress"] = entry.congress.number
        identity = self.kind.identity
        return {**row, identity: getattr(entry, identity), "updated_at": entry.updated_at.isoformat()}

    def _condition(self):
        condition, errors = {}, []
        asked = self.request.query_params
        if "status" in asked:
            statuses = PublicationStatus.values
            condition["status"] = asked["status"]
            if asked["status"] not in statuses:
                message, near = "This is not one of the values.", nearest(asked["status"], statuses)
                errors.append(parameter_error("status", asked["status"], message, allowed=statuses, nearest=near))
        if "congress" in asked:
            condition["congress__number"] = whole_number(asked["congress"])
            if condition["congress__number"] is None:
                errors.append(parameter_error("congress", asked["congress"], "This is the number of a congress."))
        if errors:
            raise InvalidParameters(errors)
        return condition

    def _address(self, data):
        """Where the entry of a document that has been written stands."""
        if self.kind is documents.CONGRESS:
            return {"number": int(data["number"])}
        number = {} if self.kind.is_shared else {"number": int(data["congress"])}
        return {**number, "slug": str(data["slug"])}
