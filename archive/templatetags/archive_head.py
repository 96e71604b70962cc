"""What stands in the head of a page: texts said twice there, and data inside a script element."""

import json

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

#: A script element ends at the first "</script", whatever it holds; U+2028 and U+2029 end a line of a script.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.filter
def json_ld(data):
    """The data as JSON that can stand in a script element: no sign of HTML is left in it."""
    return mark_safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))


@register.tag
def capture(parser, token):
    """`{% capture title %}…{% endcapture %}`: keep what is written inside, without writing it.

    A block can be filled only once on a page; what is kept can be said as often as the head needs it.
    """
    _tag, name = token.split_contents()
    nodelist = parser.parse(["endcapture"])
    parser.delete_first_token()
    return _Capture(nodelist, name)


class _Capture(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist = nodelist
        self.name = name

    def render(self, context):
        # In the outermost scope: a block forgets what is set inside it.
        context.dicts[0][self.name] = mark_safe(self.nodelist.render(context).strip())
        return ""
