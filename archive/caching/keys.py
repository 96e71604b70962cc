"""What an answer shows, as the keys of `archive.ledger.stale`: read off its address and its bytes.

Pages link to every entry that they show, and JSON has its `url`, so the addresses in the bytes are what is shown. What
is not said there is said by the answer's own address. What may be shown of some entry and is not linked goes stale with
every entry of its kind: a former version refers to what may have another name today, be hidden, or appear.
"""

import re

from archive.ledger.owners import kinds_met_in
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
#: What stands beside an entry's page.
_BESIDE = re.compile(
    rf"(?:/ru|/api/v1)?/({_ADDRESS})/(cite|versions|people|bibliography|calendar|updates|file)(?:/|\.[a-z]+)"
)
#: The queries by which no entry is chosen: a page of a list, former versions, a whole list as a file.
_PAGE = re.compile(r"(?:page|cursor)=[\w-]+", re.ASCII)
_VERSION = re.compile(r"version=[0-9]+", re.ASCII)
_COMPARED = re.compile(r"(?:from|to)=[0-9]+(?:&(?:from|to)=[0-9]+)?", re.ASCII)
_WHOLE = re.compile(r"format=(?:csv|ndjson)")
#: A list narrowed to the debates or resolutions that refer to an entry, or to what is said in them.
_NARROWED = re.compile(r"(?:page=[0-9]+&)?(congress|speaker|topic)=([-a-zA-Z0-9_]+)(?:&page=[0-9]+)?")
_NARROWED_BY = {
    "debates": {"congress", "speaker", "topic"},
    "resolutions": {"congress", "topic"},
    "speeches": {"congress", "speaker"},
}


def keys_of(path, query, content_type, content):
    """The keys of the answer to a path and query.

    What no rule is known for may show anything, as may what was chosen by a query.
    """
    is_linking = content_type.startswith(_LINKING)
    own = _of_entry(path, query, is_linking) or _of_list(path, query, is_linking) or {EVERYTHING}
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


def _of_entry(path, query, is_linking):
    """What is shown by an address of an entry: itself, whatever refers to it and what its page shows unlinked."""
    if match := _ENTRY.fullmatch(path):
        name = "page"
    elif match := _BESIDE.fullmatch(path):
        name = match[2]
    else:
        return None
    entries = _along(match[1])
    kind, number, _slug = entries[-1]
    own, around = {key_of(*entry) for entry in entries}, {referring_to(key_of(*entries[-1]))}
    is_former = bool(_VERSION.fullmatch(query))
    former = _any_of(kinds_met_in(kind)) if is_former else set()
    match name:
        case "page" if is_linking and (not query or is_former or _PAGE.fullmatch(query)):
            return own | around | former | ({order_around(kind, number)} - {None})
        case "people" if is_linking and (not query or is_former):
            # Who was elected by the congress before.
            before = key_of(kind, number - 1, "")
            return own | around | former | {before, referring_to(before)}
        case "cite" if not query or is_former:
            # A resolution is cited with the source of its text, which files cannot link to.
            return own | former | (_any_of(["source"]) if kind == "resolution" else set())
        case "versions" if not query or _COMPARED.fullmatch(query):
            # Of what a former version referred to, the name is shown, or that it was there at all.
            return own | _any_of(kinds_met_in(kind))
        case "updates" if not query:
            # When readers first saw a debate follows from its congress.
            return own | around | _any_of(["congress"])
        case "bibliography" if not query:
            return own | around | _any_of(["source"])
        case "calendar" if not query:
            return own | _any_of(["debate"])
        case "file" if not query:
            # What it holds of other kinds than debates may be of any congress.
            return own | around | _any_of({"congress", *_KINDS.values()} - {"debate"})
    return None


def _of_list(path, query, is_linking):
    """What a list shows: any of its kinds."""
    match = _LIST.fullmatch(path)
    if match is None:
        return None
    name, kinds = match[1], _LISTED[match[1]]
    if is_linking and (not query or _PAGE.fullmatch(query)):
        return _any_of(kinds)
    if _WHOLE.fullmatch(query):
        # Nobody looks at it for links, and it has the sources of each row.
        return _any_of({*kinds, "source"})
    narrowed = _NARROWED.fullmatch(query)
    if is_linking and narrowed and narrowed[1] in _NARROWED_BY.get(name, ()):
        # Whatever else can be chosen instead is named.
        return {referring_to(_key_said(*narrowed.groups()))} | _any_of(set(kinds) - {"debate", "resolution"})
    return None


def _key_said(kind, name):
    """The key of the entry that a filter names."""
    return key_of(kind, int(name), "") if kind == "congress" and name.isdecimal() else key_of(kind, 0, name)


def _any_of(kinds):
    return {referring_to(kind) for kind in kinds}
