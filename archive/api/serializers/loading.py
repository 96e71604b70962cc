"""What loading a congress file did, as data."""

from rest_framework import serializers


class PartsLoadedSerializer(serializers.Serializer):
    """Parts of one kind with one outcome."""

    kind = serializers.CharField()
    outcome = serializers.CharField(help_text="created, changed or deleted")
    count = serializers.IntegerField()


class EntryLoadedSerializer(serializers.Serializer):
    """One entry of the file, or one that the archive had beyond it."""

    entry = serializers.CharField(source="label")
    outcome = serializers.CharField(help_text="created, changed, deleted, or left as it was")
    fields_changed = serializers.ListField(child=serializers.CharField(), source="fields")
    parts = serializers.SerializerMethodField()
    kept = serializers.ListField(
        child=serializers.CharField(), help_text="What the archive holds and the file does not."
    )
    kept_withdrawn = serializers.BooleanField(help_text="Whether it stays withdrawn though the file says published.")

    def get_parts(self, entry) -> PartsLoadedSerializer(many=True):
        return [
            {"kind": kind.name, "outcome": outcome, "count": count} for (kind, outcome), count in entry.parts.items()
        ]


class LoadedSerializer(serializers.Serializer):
    """What the file has changed, or with `dry_run` would have."""

    dry_run = serializers.BooleanField()
    changes_nothing = serializers.BooleanField()
    summary = serializers.CharField(source="totals")
    entries = EntryLoadedSerializer(many=True)
