"""Spellings of names: one key for all usual ways to write a Russian name in Cyrillic or Latin letters. No queries.

The rules fold what the systems of transliteration differ in (Library of Congress, BGN/PCGN, scholarly,
ISO 9, and the German and French habits of the 1920s): Троцкий, Trotsky, Trotskii, Trotskij, Trotzki and
Trocki have one key. They are crude on purpose. A key is only ever compared with the keys of names on
record, so an ordinary word is taken for a name only when some person has it.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from archive.search.analysis import is_cyrillic, stem_of, tokens

#: A shorter key says too little.
SHORTEST = 3

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g u".replace(
            "_", "-"
        ).split(),
        strict=True,
    )
)
#: In this order: the longer spelling of a sound before those it contains.
_FOLDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("-", ""),
        ("schtsch|chtch|shch|sch|sh", "s"),
        ("tsch|tch|cz", "h"),
        ("dzh|dsch|dj", "q"),
        ("zh", "q"),
        ("kh|ch", "h"),
        ("^x", "h"),
        ("x", "ks"),
        ("tz|ts", "c"),
        ("c(?=[aoulr])", "k"),
        ("ph", "f"),
        ("off$", "ov"),
        ("eff$", "ev"),
        ("w", "v"),
        ("ou", "u"),
        ("z", "s"),
        ("[iyj]+(?=[eoau])", "-"),
        ("-o", "e"),
        ("-", ""),
        ("[iyj]+$", "i"),
        ("[iy]+", "i"),
        ("(.)\\1+", r"\1"),
    )
]
#: Family names in -ский, -цкий, -ов, -ев, -ин, -ын in any case. The stemmer takes some of them for verbs.
_DECLINED = re.compile(
    "(.+[сц]к)(?:ий|ого|ому|им|ом|ая|ую|ой|ие|их|ими)|(.+(?:ов|ев|ин|ын))(?:а|у|ым|ом|е|ой|ы|ых|ыми)?"
)


@lru_cache(maxsize=50_000)
def spelling(token):
    """The key of a token's spelling; empty when the word is too short to say anything."""
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in token)
    for pattern, sound in _FOLDS:
        latin = pattern.sub(sound, latin)
    return latin if len(latin) >= SHORTEST else ""


@lru_cache(maxsize=50_000)
def stem_spelling(token):
    """The key of a declined name without its ending: Троцкого, Троцкому and Троцкий share one."""
    if not is_cyrillic(token):
        return spelling(token)
    declined = _DECLINED.fullmatch(token)
    return spelling(declined[1] or declined[2] if declined else stem_of(token))


def initial(token):
    """The first letter of a name as it is in Latin letters: Д., D. and Давидович have one."""
    return _CYRILLIC.get(token[0], token[0])[:1]


class NameWord(NamedTuple):
    """A word of a person's name, with what it is looked up by."""

    token: str
    spelling: str
    stem_spelling: str
    is_family: bool


def name_words(sort_name, names):
    """The words of all the names of one person, each marked as a family name or not.

    `sort_name` says which words are the family name ("Trotsky, Leon": what stands before the comma). Another name
    of several words has it where one of its words is a spelling of that, else in its last word.
    """
    family, comma, _given = sort_name.partition(",")
    known = {spelling(token) for token in tokens(family if comma else _last_word(sort_name))} - {""}
    found = {}
    for name in (sort_name, *names):
        name_tokens = [token for token in tokens(name.replace(",", " ")) if len(token) > 1]
        marked = {token for token in name_tokens if spelling(token) in known} or set(name_tokens[-1:])
        for token in name_tokens:
            found[token] = found.get(token, False) or token in marked
    return [
        NameWord(token, spelling(token), stem_spelling(token), is_family) for token, is_family in sorted(found.items())
    ]


def _last_word(name):
    return " ".join(name.split()[-1:])
