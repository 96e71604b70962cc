"""Which lists of an answer go on beyond it, and where all of each can be read."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from archive.api.addresses import api_path
from archive.selectors.beginnings import MOST_ROWS
from archive.selectors.speakers import MOST_SPEECHES


class CutListSerializer(serializers.Serializer):
    """A list that has more rows than the answer."""

    list = serializers.CharField(help_text="The name of its field in the answer.")
    url = serializers.URLField(help_text="A list, in pages, in whose rows all of it is, perhaps among others.")


class CutSerializer(serializers.Serializer):
    """What the address of an entry adds to the entry where lists grow with the archive."""

    #: By the name of each such list, a list of the API and the query that has all of it.
    whole: dict

    cut = serializers.SerializerMethodField(
        help_text=f"The lists of which only what was entered first is here: {MOST_SPEECHES} speeches, "
        f"{MOST_ROWS} rows of any other."
    )

    @extend_schema_field(CutListSerializer(many=True))
    def get_cut(self, entry):
        return [{"list": name, "url": self._address(entry, *self.whole[name])} for name in entry.cut]

    def _address(self, entry, listed, query):
        return self.context["addresses"].absolute(f"{api_path(listed)}?{query.format(slug=entry.slug)}")
