"""What the terms of a query mean in this archive: which people and topics they name, which values fields have."""

import re
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_info, override

from archive.search.analysis import stem_of, tokens
from archive.search.expressions import Exact, InTitle, Not, Phrase, Prefix, Stem, Tag, every, some
from archive.search.named import EXACT, MOST_PEOPLE, NAME, SPELLING, STEM, TITLE, look_up
from archive.search.query import Term
from archive.search.records import MODELS

_YEARS = re.compile(r"([0-9]{4})?(\.{2,3}|[-–—])?([0-9]{4})?")


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
    named = look_up(query.terms, now)
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
    also = _whom(others, named.family)
    elsewhere = also | _whom(others, named.given)
    elsewhere = elsewhere.union(*(named.with_initial(other) for other in others if len(other) == 1))
    people, names = {}, {}
    for level in (NAME, SPELLING):
        family = named.family.get(token, {}).get(level, set())
        found = family | (named.given.get(token, {}).get(level, set()) & also)
        if len(token) == 1 and level == NAME:
            found |= also & named.with_initial(token)
        if found:
            # First those that other words name too.
            people[level] = frozenset(sorted(found, key=lambda key: (key not in elsewhere, key))[:MOST_PEOPLE])
            # Of those alone, so that nobody is spoken of who is not meant.
            named_so = family & people[level]
            names[level] = sorted({name for key in named_so for name in named.tokens.get(key, ())})[:MOST_PEOPLE]
    return Meaning(term, people=people, names=names)


def _whom(words, names):
    """Everybody of whom one of the words is a name, at whatever level."""
    return {key for word in words for people in names.get(word, {}).values() for key in people}


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
    return set(sorted(found)[:MOST_PEOPLE])


def _whole(kind, term, named):
    return named.whole.get((kind, term.value.casefold()), set()) | named.whole.get(
        (kind, " ".join(tokens(term.value))), set()
    )


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
