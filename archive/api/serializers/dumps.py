"""The list of dumps."""

from rest_framework import serializers


class DumpFileSerializer(serializers.Serializer):
    """One file of a dump."""

    name = serializers.CharField()
    url = serializers.URLField()
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="In hexadecimal digits.")


class DumpSerializer(serializers.Serializer):
    """All that readers saw at one moment, as files."""

    name = serializers.CharField()
    url = serializers.URLField(help_text="Its datapackage.json, which describes the files.")
    created = serializers.DateTimeField()
    changes_cursor = serializers.CharField(help_text="Follow `/changes/` from here.")
    files = DumpFileSerializer(many=True)


class DumpsSerializer(serializers.Serializer):
    """Every dump that can be had, the newest first."""

    results = DumpSerializer(many=True)
