"""JSON as it leaves, written by a compiled library."""

import orjson
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

_unknown = JSONEncoder().default


class FastJSONRenderer(JSONRenderer):
    """What the framework's own renderer writes, except that an answer that may not be spaced out is written faster."""

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if data is None or self.get_indent(accepted_media_type or "", renderer_context or {}):
            return super().render(data, accepted_media_type, renderer_context)
        return orjson.dumps(data, default=_unknown)
