"""Filters of lists by what rows refer to."""

from django.contrib import admin

from archive.admin.references import is_key

#: As many links stand beside a list.
MOST_LINKS = 50


class FewLinksFilter(admin.RelatedFieldListFilter):
    """Links where there are few; of many only the one that is chosen, to see and undo it.

    Nobody looks through a hundred links: the search box takes the number of a congress, and its page leads to its own
    lists.
    """

    def has_output(self):
        return super().has_output() or self.lookup_val is not None

    def field_choices(self, field, request, model_admin):
        ordering = self.field_admin_ordering(field, request, model_admin) or field.related_model._meta.ordering
        rows = field.related_model._base_manager.order_by(*ordering)
        first = list(rows[: MOST_LINKS + 1])
        if len(first) > MOST_LINKS:
            first = rows.filter(pk__in=filter(is_key, self.lookup_val or ()))
        return [(row.pk, str(row)) for row in first]
