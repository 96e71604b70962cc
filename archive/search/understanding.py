"""What the terms of a query mean in this archive: which people and topics they name, which values fields have.

One query finds every name in the text, through the gate: a person who is not public is nobody.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.conf import settings
from django.db.models import CharField, DateTimeField, Q
from django.utils.text import capfirst
from django.utils.translation import get_language_info, override

from archive.models import SearchName
from archive.prepared import Prepared
from archive.search.analysis import is_cyrillic, stem_of, tokens
from archive.search.expressions import Exact, InTitle, Not, Phrase, Prefix, Stem, Tag, every, some
from archive.search.gate import is_public
from archive.search.names import initial, spelling, stem_spelling
from archive.search.query import Term
from archive.search.records import MODELS

#: How loosely a word is taken, from strict to loose. What holds at one level holds at all after it.
LEVELS = TITLE, EXACT, STEM, NAME, SPELLING = range(5)
#: More people than these with one family name are not all looked up.
MOST_PEOPLE = 50
MOST_NAMES = 2000

_YEARS = re.compile(r"([0-9]{4})?(\.{2,3}|[-–—])?([0-9]{4})?")


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


@dataclass(frozen=True)
class Meaning:
    """A term and what it is taken for."""

    term: Term
    #: Keys of the people a word names, by the level at which it does.
    people: dict = field(default_factory=dict)
    #: Tokens of the family names of these people, likewise: a text that has one of them speaks of the person.
    names: dict = field(default_factory=dict)
    #: Of a field: tags, one of which a document must have; or years, from and to.
    tags: tuple = ()
    years: tuple | None = None
    value: str = ""
    original_value: str = ""
    problem: str = ""

    @property
    def speakers(self):
        """Everybody the word names, at whatever level."""
        return frozenset().union(*self.people.values())

    def expression(self, level):
        """What is asked of the index, with the term taken as loosely as the level allows."""
        term = self.term
        if self.tags:
            asked = some(*map(Tag, self.tags))
        elif term.kind == "phrase" and level == TITLE and not term.is_negated:
            asked = InTitle(term.tokens)
        elif term.kind == "phrase":
            asked = Phrase(term.tokens) if len(term.tokens) > 1 else Exact(term.tokens[0])
        elif term.kind == "prefix":
            asked = Prefix(term.tokens[0])
        else:
            # What is excluded is so in all its forms, and in no other spelling.
            asked = self._words(STEM if term.is_negated else level)
        return Not(asked) if term.is_negated else asked

    def _words(self, level):
        if level == TITLE:
            return every(*(InTitle((token,)) for token in self.term.tokens))
        if level == EXACT:
            return every(*map(Exact, self.term.tokens))
        stems = every(*(Stem(stem_of(token)) for token in self.term.tokens))
        levels = [] if level == STEM else [NAME] if level == NAME else [NAME, SPELLING]
        people = sorted({key for step in levels for key in self.people.get(step, ())})
        names = sorted({name for step in levels for name in self.names.get(step, ())})
        return some(stems, *(Tag(f"speaker{key}") for key in people), *map(Exact, names))


def understand(query, now):
    """The meanings of the terms of a query, group by group; at most one database query, none without words."""
    named = _look_up(query.terms, now)
    return [[_meaning(term, query, named) for term in group] for group in query.groups]


def _meaning(term, query, named):
    if term.kind == "word":
        return _word(term, query, named)
    if term.kind in ("speaker", "topic"):
        keys = _people(term, named) if term.kind == "speaker" else _whole("topic", term, named)
        if not keys:
            return Meaning(term, problem="unknown_value")
        labels = [named.titles[term.kind, key] for key in sorted(keys)[:3]]
        english, russian = ("; ".join(filter(None, label)) for label in zip(*labels, strict=True))
        tags = tuple(f"{term.kind}{key}" for key in sorted(keys))
        return Meaning(term, tags=tags, value=english, original_value=russian)
    return _FIELDS[term.kind](term) if term.kind in _FIELDS else Meaning(term)


def _word(term, query, named):
    """A word, perhaps a person's family name; or a given name, when the person's family name is in the query too."""
    if len(term.tokens) != 1 or term.is_negated:
        return Meaning(term)
    token = term.tokens[0]
    others = [other.tokens[0] for other in query.terms if other is not term and other.kind == "word"]
    also = set().union(*(people for other in others for people in named.family.get(other, {}).values()), set())
    people, names = {}, {}
    for level in (NAME, SPELLING):
        family = named.family.get(token, {}).get(level, set())
        found = family | (named.given.get(token, {}).get(level, set()) & also)
        if len(token) == 1 and level == NAME:
            found |= {key for key in also if initial(token) in named.initials.get(key, ())}
        if found:
            people[level] = frozenset(found)
            names[level] = sorted({name for key in family for name in named.tokens.get(key, ())})[:MOST_PEOPLE]
    return Meaning(term, people=people, names=names)


def _people(term, named):
    """Whoever has all the words of the value among his or her names; whole names and slugs before that."""
    whole = _whole("speaker", term, named)
    if whole:
        return whole
    words = tokens(term.value)
    by_word = []
    for token in words:
        levels = [named.family.get(token, {}), named.given.get(token, {})]
        exact = set().union(*(level.get(NAME, set()) for level in levels))
        by_word.append(exact or set().union(*(level.get(SPELLING, set()) for level in levels)))
    found = set.intersection(*by_word) if by_word else set()
    if len(words) == 1:
        family = named.family.get(words[0], {})
        found = found & set().union(*family.values(), set()) or found
    return found


def _whole(kind, term, named):
    return named.whole.get((kind, term.value.casefold()), set()) | named.whole.get(
        (kind, " ".join(tokens(term.value))), set()
    )


def _look_up(terms, now):
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
    found = _named(now, asked) if any(asked.values()) else []
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


def _named(now, asked):
    values = {f"{kind}{place}": value for kind, found in asked.items() for place, value in enumerate(found)}
    return _alike(**{kind: len(found) for kind, found in asked.items()}).filled(now=now, **values).rows()


@lru_cache(maxsize=100)
def _alike(**numbers):
    """The prepared read of names, by how many spellings, stems and whole names are asked about.

    Each is a value of its own: of a list as one value an engine cannot know that it is short, and reads all names.
    """
    asked = {kind: [f"{kind}{place}" for place in range(number)] for kind, number in numbers.items()}

    def make(now, **values):
        spellings, stems, wholes = ([values[name] for name in asked[kind]] for kind in ("spellings", "stems", "wholes"))
        alike = Q(spelling__in=spellings) | Q(stem_spelling__in=stems)
        whole = Q(role__in=["whole", "slug"], token__in=wholes)
        # With a person named by one family name come the other names he or she went by.
        persons = SearchName.objects.filter(alike, role="family").values("document")
        names = SearchName.objects.filter(
            Q(alike, role="given") | Q(document__in=persons) | whole,
            is_public(now, "document"),
            # That leads to no index; but whoever is named has a name that is found by one.
            document__in=SearchName.objects.filter(alike | whole).values("document"),
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
    return {level: set(sorted(keys)[:MOST_PEOPLE]) for level, keys in levels.items() if keys}


# Fields with values of their own.


def _congress(term):
    digits = term.value.strip(" №#")
    if not digits.isascii() or not digits.isdigit() or not 0 < int(digits[:6]) < 32768:
        return Meaning(term, problem="unknown_value")
    return Meaning(term, tags=(f"congress{int(digits)}",), value=str(int(digits)))


def _type(term):
    kind = _kinds().get(term.value.casefold())
    if kind is None:
        return Meaning(term, problem="unknown_value")
    value, original_value = in_both(lambda: str(MODELS[kind]._meta.verbose_name))
    return Meaning(term, tags=(f"kind{kind}",), value=value, original_value=original_value)


def _kinds():
    names = {kind: kind for kind in MODELS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for kind, model in MODELS.items():
                for name in (model._meta.verbose_name, model._meta.verbose_name_plural):
                    names[str(name).casefold()] = kind
    return names


def _language(term):
    typed = term.value.casefold()
    for code in ("en", "ru"):
        info = get_language_info(code)
        names = {code, info["name"].casefold(), info["name_local"].casefold()}
        for language, _name in settings.LANGUAGES:
            with override(language):
                names.add(str(get_language_info(code)["name_translated"]).casefold())
        if typed in names:
            value, original_value = language_name(code)
            return Meaning(term, tags=(f"language{code}",), value=value, original_value=original_value)
    return Meaning(term, problem="unknown_value")


def in_both(name):
    """What `name` gives in English and in Russian."""
    with override("en"):
        english = name()
    with override("ru"):
        return english, name()


@cache
def language_name(code):
    """The name of a language in English and in Russian; the code where it has none here."""
    try:
        return in_both(lambda: capfirst(str(get_language_info(code)["name_translated"])))
    except KeyError:
        return code, code


def _year(term):
    match = _YEARS.fullmatch(term.value.strip())
    if not match or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        return Meaning(term, problem="bad_year")
    first = int(match[1]) if match[1] else 1
    last = int(match[3]) if match[3] else (9999 if match[2] else first)
    if first > last:
        first, last = last, first
    if not match[2]:
        return Meaning(term, years=(first, last), value=f"{first}")
    return Meaning(term, years=(first, last), value=f"{match[1] or '…'}–{match[3] or '…'}")


_FIELDS = {"congress": _congress, "type": _type, "language": _language, "year": _year}
