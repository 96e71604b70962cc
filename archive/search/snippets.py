"""The passages of a hit that answer best, cut to where their matches stand closest. No queries."""

from archive.search.highlighting import mark, matches
from archive.search.passages import passages
from archive.search.results import Piece, Snippet

#: Letters of a snippet, about; and passages read of one record, so that an enormous one does not hold up a page.
LENGTH = 260
BEFORE = 70
MOST_PASSAGES = 2000
MOST = 2


def snippets(record, terms):
    """The best one or two passages of a record, best first; none when only its title matches."""
    scored = []
    for place, passage in enumerate(passages(record)[:MOST_PASSAGES]):
        found = matches(passage.text, terms)
        if found:
            # Different terms count before the same one again; phrases are the longest terms.
            terms_found = {term for _start, _end, term in found}
            weight = sum(len(term) if isinstance(term, tuple) else 1 for term in terms_found)
            scored.append((-weight, -len(found), place, passage, found))
    scored.sort(key=lambda row: row[:3])
    kept = scored[:1] + [row for row in scored[1:MOST] if row[3].anchor != scored[0][3].anchor]
    return tuple(_snippet(passage, found, terms) for *_, passage, found in kept)


def _snippet(passage, found, terms):
    start = _densest(found)
    text = " ".join(_window(passage.text, start).split())
    return Snippet(passage.anchor, passage.language, passage.label, mark(text, terms) or (Piece(text, False),))


def _densest(found):
    """Where the window with most different matches begins."""
    best, where = -1, 0
    for position, (start, _end, _term) in enumerate(found[:500]):
        here = {term for begin, _stop, term in found[position : position + 20] if begin < start + LENGTH - BEFORE}
        if len(here) > best:
            best, where = len(here), start
    return where


def _window(text, start):
    """The text around a place, cut between words, with dots where something is left out."""
    if len(text) <= LENGTH:
        return text
    first = max(0, min(start - BEFORE, len(text) - LENGTH))
    last = min(len(text), first + LENGTH)
    window = text[first:last]
    if first:
        cut, space, rest = window.partition(" ")
        window = f"… {rest}" if space and len(cut) < BEFORE else f"…{window}"
    if last < len(text):
        rest, space, cut = window.rpartition(" ")
        window = f"{rest} …" if space and len(cut) < BEFORE else f"{window}…"
    return window
