"""What an answer shows, as the keys of `archive.ledger.stale`: read off its address and its bytes.

Pages link to every entry that they show, and JSON has its `url`, so the addresses in the bytes are what is shown. What
is not said there is said by the answer's own address.
"""

import re

from archive.ledger.stale import EVERYTHING, key_of, order_around, referring_to

#: The kinds of entry by the step of an address that names them.
_KINDS = {
    "debates": "debate",
    "resolutions": "resolution",
    "speakers": "speaker",
    "topics": "topic",
    "sources": "source",
}
_ADDRESS = (
    r"(?:congresses/[0-9]+(?:/(?:debates|resolutions)/[-a-zA-Z0-9_]+)?|(?:speakers|topics|sources)/[-a-zA-Z0-9_]+)"
)
_SHOWN = re.compile(rf"/({_ADDRESS})".encode())
#: An entry's page, its twin in the API and its card, with the language or the root of the API before it.
_ENTRY = re.compile(rf"(?:/ru|/api/v1)?/({_ADDRESS})/(?:card\.png)?")
_LIST = re.compile(r"(?:/ru|/api/v1)?/(congresses|debates|resolutions|speeches|speakers|topics|sources)/")
#: The kinds of entry that each list shows something of, or lets choose among.
_LISTED = {
    "congresses": ("congress", "debate"),
    "debates": ("congress", "debate", "topic", "speaker"),
    "resolutions": ("congress", "resolution", "topic"),
    "speeches": ("congress", "debate", "speaker"),
    "speakers": ("congress", "speaker"),
    "topics": ("topic",),
    "sources": ("source",),
}
#: In JSON and pages an address stands whole, and nothing is shown without one; a card shows only its own entry.
_LINKING = ("text/html", "application/json", "image/png")


def keys_of(path, query, content_type, content):
    """The keys of the answer to a path and query.

    What is neither an entry's own page nor a whole list may show anything, as may what was chosen by a query.
    """
    own = _own(path) if content_type.startswith(_LINKING) and not query else {EVERYTHING}
    return frozenset(own | shown(content))


def shown(content):
    """The keys of the entries whose addresses stand in the bytes."""
    addresses = {address.decode() for address in set(_SHOWN.findall(content))}
    return {key_of(*entry) for address in addresses for entry in _along(address)}


def _along(address):
    """The entries along an address as (kind, number, slug), the outermost first: of a debate, its congress too."""
    place, name, *within = address.split("/")
    if place != "congresses":
        return [(_KINDS[place], 0, name)]
    congress = [("congress", int(name), "")]
    return [*congress, (_KINDS[within[0]], int(name), within[1])] if within else congress


def _own(path):
    """What an answer shows by its address: the entry and whatever refers to it, or the kinds that a list is of."""
    if match := _ENTRY.fullmatch(path):
        entries = _along(match[1])
        kind, number, _slug = entries[-1]
        keys = {key_of(*entry) for entry in entries} | {referring_to(key_of(*entries[-1]))}
        return keys | ({order_around(kind, number)} - {None})
    if match := _LIST.fullmatch(path):
        return {referring_to(kind) for kind in _LISTED[match[1]]}
    return {EVERYTHING}
