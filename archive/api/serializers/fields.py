"""Fields that several shapes share: addresses, partial dates, and whether a congress is an outline."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive.api.parameters import DATE_PATTERN


@extend_schema_field({"type": "string", "format": "uri", "description": "The address in the API."})
class ApiAddressField(serializers.Field):
    """The absolute API address of the record whose page address is the value."""

    def __init__(self, **kwargs):
        super().__init__(**{"source": "get_absolute_url", "read_only": True, **kwargs})

    def to_representation(self, path):
        return self.context["addresses"].twin(path)


@extend_schema_field({"type": "string", "format": "uri", "description": "The address of the page for people."})
class PageAddressField(serializers.Field):
    """The absolute address of a page."""

    def __init__(self, **kwargs):
        super().__init__(**{"source": "get_absolute_url", "read_only": True, **kwargs})

    def to_representation(self, path):
        return self.context["addresses"].absolute(path)


@extend_schema_field(
    {
        "type": "string",
        "pattern": DATE_PATTERN,
        "description": "A year, a month or a day, New Style; null when it is not known.",
    }
)
class DateField(serializers.Field):
    """A partial date as the shorter ISO 8601 string."""

    def to_representation(self, date):
        return str(date)


def date_field(**kwargs):
    return DateField(read_only=True, allow_null=True, **kwargs)


def outline_field():
    return serializers.BooleanField(
        read_only=True, help_text="Whether only figures and decisions are here: no debate of it has been published."
    )
