"""Which people and topics the terms of a query name, and how loosely a word is taken.

One query finds every name in the text, through the gate: a person who is not public is nobody.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import CharField, DateTimeField, Q

from archive.models import SearchName
from archive.prepared import Prepared
from archive.search.analysis import is_cyrillic, tokens
from archive.search.gate import is_public
from archive.search.names import initial, spelling, stem_spelling

#: How loosely a word is taken, from strict to loose. What holds at one level holds at all after it.
LEVELS = TITLE, EXACT, STEM, NAME, SPELLING = range(5)
#: More people than these are not looked for by one word.
MOST_PEOPLE = 50
#: More names than these are not read.
MOST_NAMES = 2000


@dataclass
class Named:
    """People and topics that are public and have one of the names asked about."""

    titles: dict = field(default_factory=dict)
    #: {token: {level: {speaker key}}}; NAME: the word is a name on record, perhaps declined; SPELLING: by rule only.
    family: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)
    #: {speaker key: {token of a family name}}
    tokens: dict = field(default_factory=dict)
    #: {speaker key: {initial of a given name}}
    initials: dict = field(default_factory=dict)
    #: {("speaker" or "topic", whole name or slug): {key}}
    whole: dict = field(default_factory=dict)

    def with_initial(self, token):
        """Keys of those of whom a given name begins like the token."""
        return {key for key, letters in self.initials.items() if initial(token) in letters}


def look_up(terms, now):
    """Whom the terms name; at most one query, none without words."""
    words = {term.tokens[0] for term in terms if term.kind == "word" and len(term.tokens) == 1}
    values = [term.value for term in terms if term.kind in ("speaker", "topic")]
    words |= {token for term in terms if term.kind == "speaker" for token in tokens(term.value)}
    wholes = {value.casefold() for value in values} | {" ".join(tokens(value)) for value in values}
    named = Named()
    if not words and not wholes:
        return named
    spellings = {spelling(word) for word in words} - {""}
    stems = {stem_spelling(word) for word in words} | {stem_spelling(word.removesuffix("s")) for word in words}
    asked = {"spellings": spellings, "stems": stems - {""}, "wholes": wholes}
    # Of words, a given name says nothing without a family name, and comes with that.
    has_given = any(term.kind == "speaker" for term in terms)
    found = _named(now, asked, has_given) if any(asked.values()) else []
    for token, _spelling, _stem, role, kind, key, title, original_title in found:
        named.titles[kind, key] = (title, original_title)
        if role in ("whole", "slug"):
            named.whole.setdefault((kind, token), set()).add(key)
        elif role == "family":
            named.tokens.setdefault(key, set()).add(token)
        else:
            named.initials.setdefault(key, set()).add(initial(token))
    for word in words:
        for role, people in (("family", named.family), ("given", named.given)):
            people[word] = _levels(word, [row for row in found if row[3] == role])
    return named


def _named(now, asked, has_given):
    values = {f"{kind}{place}": value for kind, found in asked.items() for place, value in enumerate(found)}
    return _alike(has_given, **{kind: len(found) for kind, found in asked.items()}).filled(now=now, **values).rows()


@lru_cache(maxsize=100)
def _alike(has_given, **numbers):
    """The prepared read of names, by how many spellings, stems and whole names are asked about.

    Each is a value of its own: of a list as one value an engine cannot know that it is short, and reads all names.
    Read are all names of whoever has one of them as a family name, and whole names and slugs; with `has_given`, the
    given names that are asked about too.
    """
    asked = {kind: [f"{kind}{place}" for place in range(number)] for kind, number in numbers.items()}

    def make(now, **values):
        spellings, stems, wholes = ([values[name] for name in asked[kind]] for kind in ("spellings", "stems", "wholes"))
        alike = Q(spelling__in=spellings) | Q(stem_spelling__in=stems)
        family, itself = Q(alike, role="family"), Q(role__in=["whole", "slug"], token__in=wholes)
        if has_given:
            itself |= Q(alike, role="given")
        # With a person named by one family name come the other names he or she went by.
        persons = SearchName.objects.filter(family).values("document")
        names = SearchName.objects.filter(
            itself | Q(document__in=persons),
            is_public(now, "document"),
            # That leads to no index; but whoever is named has a name that is found by one.
            document__in=SearchName.objects.filter(itself | family).values("document"),
        )
        columns = ("token", "spelling", "stem_spelling", "role", "document__kind", "document__object_id")
        labels = ("document__title", "document__original_title")
        return names.order_by("document__object_id", "token").values_list(*columns, *labels)[:MOST_NAMES]

    blanks = {name: CharField() for names in asked.values() for name in names}
    return Prepared(make, now=DateTimeField(), **blanks)


def _levels(word, rows):
    """Who is named by the word, and whether so on record or only by the rules of spelling."""
    levels = defaultdict(set)
    possessive = word.removesuffix("s")
    for token, spelled, stem, _role, _kind, key, *_titles in rows:
        declined = is_cyrillic(word) and is_cyrillic(token) and stem == stem_spelling(word)
        if token in (word, possessive) or declined:
            levels[NAME].add(key)
        elif spelled in (spelling(word), spelling(possessive)):
            levels[SPELLING].add(key)
    levels[SPELLING] -= levels[NAME]
    return {level: keys for level, keys in levels.items() if keys}
