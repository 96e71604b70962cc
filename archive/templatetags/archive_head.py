"""What stands around a page: texts said twice in its head, data inside a script element, what all pages share."""

import orjson
from django import template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from archive.markup import escaped

register = template.Library()

#: A script element ends at the first "</script", whatever it holds; U+2028 and U+2029 end a line of a script.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.filter
def json_ld(data):
    """The data as JSON that can stand in a script element: no sign of HTML is left in it."""
    text = orjson.dumps(data).decode()
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return mark_safe(text)


@register.simple_tag
def named_contents(pairs):
    """Meta elements of these names and contents."""
    return SafeString(
        "".join(f'<meta name="{escaped(name)}" content="{escaped(content)}">\n    ' for name, content in pairs)
    )


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


@register.tag
def once(parser, token):
    """`{% once section %}…{% endonce %}`: written once in a process for each language and each value of what is named.

    Nothing inside may depend on anything else, the request least of all. The values have to be few.
    """
    _tag, *names = token.split_contents()
    nodelist = parser.parse(["endonce"])
    parser.delete_first_token()
    return _Once(nodelist, [parser.compile_filter(name) for name in names])


class _Once(template.Node):
    # It holds no block that a page could fill, so whoever looks for these on every page need not look inside.
    child_nodelists = ()

    def __init__(self, nodelist, names):
        self.nodelist = nodelist
        self.names = names
        self._written = {}

    def render(self, context):
        key = get_language(), get_script_prefix(), *(name.resolve(context) for name in self.names)
        if key not in self._written:
            self._written[key] = self.nodelist.render(context)
        return self._written[key]
