"""Pages of lists: `{count, next, previous, results}`, with the page size of the HTML lists."""

from django.core.paginator import EmptyPage, Paginator
from rest_framework import pagination
from rest_framework.response import Response

from archive.api.problems import InvalidParameters, parameter_error
from archive.paging import MAX_NUMBER, MAX_PAGE_SIZE, PAGE_SIZE, whole_number


class PageNumberPagination(pagination.PageNumberPagination):
    """Fifty rows a page, up to a hundred if asked; a page that does not exist is an error, not an empty list."""

    page_size = PAGE_SIZE
    max_page_size = MAX_PAGE_SIZE
    page_size_query_param = "page_size"
    parameters = ("page", "page_size")

    def paginate_queryset(self, queryset, request, view=None):
        number, size = self.asked(request)
        return list(self.turn_to(Paginator(queryset, size), number))

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
            raise InvalidParameters([self._error("page", message, nearest=paginator.num_pages)]) from error
        return self.page

    def get_paginated_data(self, data):
        return {
            "count": self.page.paginator.count,
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
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "minimum": 0, "example": 1, "description": "Rows on all pages together."},
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
