"""Partial dates as columns of a list."""

from django.contrib import admin


def date_column(field, description):
    """A column with the date in words, sorted as the database sorts it."""

    @admin.display(description=description, ordering=field, empty_value="–")
    def in_words(record):
        date = getattr(record, field)
        return date.display if date else None

    return staticmethod(in_words)
