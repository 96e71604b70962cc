"""Marking the words of a query in a text: for snippets, and for the entry's own page. Pure, and bounded in length."""

from dataclasses import dataclass
from functools import lru_cache

from archive.search.analysis import (
    apostrophe_pattern,
    beginning_of,
    capital_pattern,
    is_familiar,
    small_letters,
    stem_of,
    token_of_word,
    word_pattern,
    words,
)
from archive.search.names import spelling, stem_spelling
from archive.search.query import parse
from archive.search.results import Piece

#: Longer texts are marked up to here only.
LONGEST_TEXT = 200_000
#: Letters that are in a token what they are in a word, when it has no marks.
SMALL = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя")


@dataclass(frozen=True)
class Terms:
    """What is marked: stems of words, beginnings of words, phrases (tuples of tokens), and spellings of names."""

    stems: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    spellings: frozenset[str] = frozenset()

    def __bool__(self):
        return bool(self.stems or self.exact or self.prefixes or self.phrases or self.spellings)


def terms_of(text, names=()):
    """The terms of a query that mark words; `names` are tokens of names of the people it was taken for."""
    wanted = [term for term in parse(text or "").terms if not term.is_negated]
    said = [token for term in wanted if term.kind == "word" for token in term.tokens]
    return Terms(
        stems=frozenset(map(stem_of, said)),
        exact=frozenset(term.tokens[0] for term in wanted if term.kind == "phrase" and len(term.tokens) == 1),
        prefixes=tuple(term.tokens[0] for term in wanted if term.kind == "prefix"),
        phrases=tuple(term.tokens for term in wanted if term.kind == "phrase" and len(term.tokens) > 1),
        spellings=frozenset(key(token) for token in (*said, *names) for key in (spelling, stem_spelling)) - {""},
    )


def mark(text, terms):
    """The text in pieces, matches apart; joined they are the text again."""
    pieces, done = [], 0
    for start, end, _term in matches(text, terms):
        if start > done:
            pieces.append(Piece(text[done:start], False))
        pieces.append(Piece(text[start:end], True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:], False))
    return tuple(pieces)


def matches(text, terms):
    """(start, end, what it matches) of every match in the text, in order, none within another."""
    text = text[:LONGEST_TEXT]
    if not terms or not _KnownWords.of(terms).can_match(text):
        return []
    if not terms.phrases:
        return _single_words(text, _KnownWords.of(terms))
    found = words(text)
    spans, position = [], 0
    while position < len(found):
        length, term = _match_at(text, found, position, terms)
        if length:
            spans.append((found[position].start, found[position + length - 1].end, term))
        position += length or 1
    return spans


def _single_words(text, known):
    return [
        (*match.span(), term)
        for start, end in known.parts(text)
        for match in word_pattern.finditer(text, start, end)
        if (term := known[match[0]])
    ]


class _KnownWords(dict):
    """What a word as it is printed matches by itself, or None: found out once for each word of a page of hits."""

    def __init__(self, terms):
        self._terms = terms
        #: What words begin with that the terms do not: a stem begins as its words do, and no name with a small letter.
        self._others = SMALL - {term[0] for term in (*terms.stems, *terms.exact, *terms.prefixes)}
        whole = (*terms.exact, *terms.prefixes, *(phrase[0] for phrase in terms.phrases))
        self._beginnings = {*map(beginning_of, terms.stems), *whole}
        #: Nearly every text has them.
        self._are_short = any(len(beginning) < 3 for beginning in self._beginnings)

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, terms):
        return cls(terms)

    def can_match(self, text):
        """False where the letters alone show that nothing in the text matches, as in most passages of a hit."""
        if not is_familiar(text):
            return True
        letters = apostrophe_pattern.sub("", small_letters(text))
        if any(beginning in letters for beginning in self._beginnings):
            return True
        return bool(self._terms.spellings) and any(map(self.__getitem__, capital_pattern.findall(text)))

    def parts(self, text):
        """Where in a text there may be matches: the first letter and the one after the last, in order."""
        if self._are_short or not is_familiar(text):
            return [(0, len(text))]
        letters = small_letters(text)
        places = [match.start() for match in apostrophe_pattern.finditer(text)]
        if self._terms.spellings:
            places += [match.start() for match in capital_pattern.finditer(text)]
        for beginning in self._beginnings:
            place = letters.find(beginning)
            while place >= 0:
                places.append(place)
                place = letters.find(beginning, place + 1)
        parts, done = [], 0
        # No word has a space in it.
        for place in sorted(places):
            if place >= done:
                space = text.find(" ", place)
                done = len(text) if space < 0 else space
                parts.append((text.rfind(" ", 0, place) + 1, done))
        return parts

    def __missing__(self, word):
        if word[0] in self._others and word.isalpha():
            self[word] = None
            return None
        token = token_of_word(word)
        self[word] = token and _match_of(token, word[0], self._terms)
        return self[word]


def _match_at(text, found, position, terms):
    """How many words from here on are a match, and of what."""
    token = found[position].token
    for phrase in terms.phrases:
        if token == phrase[0] and phrase == tuple(word.token for word in found[position : position + len(phrase)]):
            return len(phrase), phrase
    term = _match_of(token, text[found[position].start], terms)
    return (1, term) if term else (0, None)


def _match_of(token, letter, terms):
    """What a word matches by itself, or None; it is printed with this letter first."""
    if token in terms.exact:
        return token
    stem = stem_of(token)
    if stem in terms.stems:
        return stem
    for prefix in terms.prefixes:
        if token.startswith(prefix):
            return prefix
    # Only a word that begins with a capital letter can be a name.
    if terms.spellings and letter.isupper():
        for key in (spelling(token), stem_spelling(token)):
            if key in terms.spellings:
                return key
    return None
