"""Pages of lists, with the page size of the HTML lists: by number, as far as a list is counted, or by cursor."""

from django.core.paginator import EmptyPage
from rest_framework import pagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from archive.api import cursors
from archive.api.keyset import Listed, Place, look, values_of
from archive.api.problems import InvalidParameters, parameter_error
from archive.paging import (
    COUNTED,
    MAX_NUMBER,
    MAX_PAGE_SIZE,
    PAGE_SIZE,
    BoundedPaginator,
    GoingOnPaginator,
    whole_number,
)


class PageNumberPagination(pagination.PageNumberPagination):
    """Fifty rows a page, up to a hundred if asked; a page that does not exist is an error, not an empty list."""

    page_size = PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"
    parameters = ("page", "page_size")
    #: How to read what stands beyond the last number.
    beyond = "What comes after it is not listed."

    def paginate_queryset(self, queryset, request, view=None):
        number, size = self.asked(request)
        return list(self.turn_to(self.paginator(queryset, size, number), number))

    def paginator(self, rows, size, number):
        return BoundedPaginator(rows, size)

    def asked(self, request):
        """The number and the size of the page that is asked for."""
        self.request = request
        number, size = self._number("page"), self._number("page_size")
        errors = []
        if number is None:
            errors.append(self._error("page", "A page is a whole number from 1 on."))
        if size is None or size > self.max_page_size:
            errors.append(self._error("page_size", f"A page has 1 to {self.max_page_size} rows."))
        if errors:
            raise InvalidParameters(errors)
        return number, size

    def turn_to(self, paginator, number):
        """The page of this number, from which the links to the next and the one before are made."""
        try:
            self.page = paginator.page(number)
        except EmptyPage as error:
            message = f"There is no such page: the last one is {paginator.num_pages}."
            if not getattr(paginator, "count_is_exact", True):
                message = f"The last page that has a number is {paginator.num_pages}. {self.beyond}"
            raise InvalidParameters([self._error("page", message, nearest=paginator.num_pages)]) from error
        return self.page

    def get_paginated_data(self, data):
        return {
            "count": self.page.paginator.count,
            "count_is_exact": self.page.paginator.count_is_exact,
            "next": self.get_next_link(),
            "previous": self.get_previous_link(),
            "results": data,
        }

    def get_paginated_response(self, data):
        return Response(self.get_paginated_data(data))

    def get_paginated_response_schema(self, schema):
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "count_is_exact", "next", "previous", "results"],
            "properties": {
                "count": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": COUNTED,
                    "example": 1,
                    "description": f"Rows on all pages together, counted up to {COUNTED:,}.",
                },
                "count_is_exact": {
                    "type": "boolean",
                    "example": True,
                    "description": "False when there are more rows than were counted.",
                },
                "next": {**address, "example": None, "description": "The next page; null on the last."},
                "previous": {**address, "example": None, "description": "The page before; null on the first."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view):
        return [
            {
                "name": "page",
                "in": "query",
                "required": False,
                "allowEmptyValue": True,
                "description": "The number of the page. One beyond the last is an error.",
                "schema": {"type": "integer", "minimum": 1, "maximum": MAX_NUMBER, "default": 1},
            },
            {
                "name": "page_size",
                "in": "query",
                "required": False,
                "allowEmptyValue": True,
                "description": "How many rows a page has.",
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": self.max_page_size,
                    "default": self.page_size,
                },
            },
        ]

    def _number(self, name):
        """The parameter as a number, its default when it is not given, None when it is no such number."""
        text = self.request.query_params.get(name, "")
        if not text:
            return {"page": 1, "page_size": self.page_size}[name]
        return whole_number(text)

    def _error(self, name, message, **kwargs):
        return parameter_error(name, self.request.query_params.get(name, ""), message, **kwargs)


class GoingOnPagination(PageNumberPagination):
    """Counts a little further than to the page that is asked for."""

    def paginator(self, rows, size, number):
        return GoingOnPaginator(rows, size, number)


class ListPagination(PageNumberPagination):
    """Pages by number as on the HTML lists or, with `cursor`, from a place that rows which come and go do not move."""

    parameters = (*PageNumberPagination.parameters, "cursor")
    beyond = f"Read a list of more than {COUNTED:,} rows with “cursor={cursors.START}”."
    #: The next and the previous cursor, None at the ends; None altogether where pages are numbered.
    cursors = None
    #: The cursor that goes on after the last page that has a number.
    onward = None

    def paginate_queryset(self, queryset, request, view=None):
        listed = queryset if isinstance(queryset, Listed) else Listed(queryset)
        queryset = listed.queryset
        text = request.query_params.get("cursor", "")
        names = view.filterset_class.base_filters
        filters = {name: value for name, value in request.query_params.items() if value and name in names}
        if not text:
            rows = super().paginate_queryset(listed.rows_from(Place()), request, view)
            if rows and not self.page.has_next() and not self.page.paginator.count_is_exact:
                # Whoever follows `next` comes to the end of the list, not to that of the numbers.
                self.onward = cursors.write(Place(values_of(queryset, rows[-1])), queryset, filters)
            return rows
        _number, size = self.asked(request)
        if request.query_params.get("page"):
            raise InvalidParameters([self._error("page", "A list is paged by number or by cursor, not by both.")])
        try:
            place = cursors.read(text, queryset, filters)
        except cursors.WrongCursor as error:
            raise InvalidParameters([self._error("cursor", str(error))]) from error
        window = look(listed, size, place)
        self.cursors = [at and cursors.write(at, queryset, filters) for at in (window.next, window.previous)]
        return window.rows

    def get_paginated_data(self, data):
        if self.cursors is None:
            return super().get_paginated_data(data)
        following, preceding = map(self._link, self.cursors)
        return {"count": None, "count_is_exact": None, "next": following, "previous": preceding, "results": data}

    def get_paginated_response_schema(self, schema):
        described = super().get_paginated_response_schema(schema)
        for name, kind in (("count", "integer"), ("count_is_exact", "boolean")):
            field = described["properties"][name]
            field["type"] = [kind, "null"]
            field["description"] += " Null with `cursor`, which counts nothing."
        return described

    def get_schema_operation_parameters(self, view):
        cursor = {
            "name": "cursor",
            "in": "query",
            "required": False,
            "description": f"`{cursors.START}` for the first rows, then what `next` and `previous` hold. Rows that "
            "come and go meanwhile make none of the others be met twice or missed. Not together with `page`.",
            "schema": {"type": "string", "maxLength": cursors.LONGEST, "examples": [cursors.START]},
        }
        return [*super().get_schema_operation_parameters(view), cursor]

    def get_next_link(self):
        return self._link(self.onward) or super().get_next_link()

    def _link(self, cursor):
        address = remove_query_param(self.request.build_absolute_uri(), "page")
        return cursor and replace_query_param(address, "cursor", cursor)
