"""References: enough of an entry to name it and to lead to it."""

from rest_framework import serializers

from archive.api.serializers.fields import ApiAddressField, PageAddressField


class ReferenceSerializer(serializers.Serializer):
    """An entry, or a sitting, named in both languages. A person's or topic's name is the title."""

    url = ApiAddressField()
    page = PageAddressField()
    title = serializers.CharField(read_only=True, help_text="In English.")
    original_title = serializers.CharField(read_only=True, help_text="In Russian; empty when it has none.")

    def to_representation(self, entry):
        return refer(entry, self.context["addresses"])


def refer(entry, addresses):
    """The reference to an entry; made once in an answer, for a debate of a thousand speeches is named by each."""
    key = (type(entry), getattr(entry, "pk", entry))
    reference = addresses.references.get(key)
    if reference is None:
        path = entry.get_absolute_url()
        reference = addresses.references[key] = {
            "url": addresses.twin(path),
            "page": addresses.absolute(path),
            "title": getattr(entry, "title", None) or str(entry),
            "original_title": getattr(entry, "original_title", None) or getattr(entry, "original_name", ""),
        }
    return reference


def reference(source=None, **kwargs):
    """A field that refers to one entry and is never empty."""
    return ReferenceSerializer(read_only=True, **_from(source), **kwargs)


def optional_reference(source=None, **kwargs):
    """A field that refers to one entry, or is null."""
    return ReferenceSerializer(read_only=True, allow_null=True, **_from(source), **kwargs)


def references(source=None, **kwargs):
    """A field that refers to any number of entries."""
    return ReferenceSerializer(read_only=True, many=True, **_from(source), **kwargs)


def _from(source):
    return {"source": source} if source else {}
