"""Text to words and stems: one analysis for both engines, so that they give the same answers. No queries.

A token is a word as the index holds it: compatibility forms and case folded (Unicode NFKC, full case
folding), accents dropped, ё as е (й stays й), apostrophes and soft hyphens joined. Tokens are made of
digits, small Latin and Cyrillic letters only; any other character is written as its code, so that no
engine divides or folds them once more by rules of its own.
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import snowballstemmer

#: Goes up whenever the same text would give other tokens or documents: an older index is then made again.
VERSION = 3
#: No word of a language is longer; what is, is cut.
LONGEST = 64

#: What joins two parts of a word to one.
APOSTROPHES = "'’‘ʼʹ′`"
_MARKS = "\u0300-\u036f\u00ad"
# As runs of letters, which are read at once, and not letter by letter.
_RUN = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"
_JOINED = rf"(?:[{APOSTROPHES}]{_RUN})*"
word_pattern = re.compile(rf"{_RUN}{_JOINED}")
#: Words with a capital letter, from there on, in a text that is familiar; and what may be in a word beside its letters.
capital_pattern = re.compile(rf"[A-ZА-ЯЁ][^\W_]*{_JOINED}")
apostrophe_pattern = re.compile(f"[{APOSTROPHES}]")
_UNFAMILIAR = re.compile(rf"[^\x00-\x7fА-яЁё{APOSTROPHES}\u00a0«»„“”…–—№]")
_PLAIN = re.compile(r"[0-9a-zа-џ]*")
_CYRILLIC, _LATIN = re.compile("[\u0400-\u04ff]+"), re.compile("[A-Za-z]+")
_CODE = re.compile(r"u[01][0-9a-f]{4}")
_OTHER = re.compile(r"[^0-9a-zа-џ]")
#: Stands for й while accents are dropped: taken apart, й is и with an accent.
_SHORT_I = "\ue000"
#: A stemmer keeps the word it works on: two threads with one would get each other's stems.
_ONE_AT_A_TIME = Lock()
_STEMMERS = {"en": snowballstemmer.stemmer("english"), "ru": snowballstemmer.stemmer("russian")}


class Word(NamedTuple):
    """A token and where its word stands in the text."""

    token: str
    start: int
    end: int


def words(text):
    """The words of a text in order."""
    found = ((token_of_word(match[0]), match) for match in word_pattern.finditer(text))
    return [Word(token, match.start(), match.end()) for token, match in found if token]


def tokens(text):
    """The tokens of a text in order."""
    return [*filter(None, map(token_of_word, word_pattern.findall(text)))]


def token_of_word(word):
    """A word as it is printed, which may be longer than any word is, as the index holds it."""
    return token_of(word[:LONGEST])


@lru_cache(maxsize=200_000)
def token_of(word):
    """One word as the index holds it."""
    word = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    if _PLAIN.fullmatch(word):
        return word
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).replace("й", _SHORT_I))
    kept = "".join(part for part in parts if part == _SHORT_I or (part.isalnum() and part not in APOSTROPHES)).replace(
        _SHORT_I, "й"
    )
    return _OTHER.sub(lambda other: f"u{ord(other[0]):05x}", kept.casefold())[:LONGEST]


def is_familiar(text):
    """Whether the text has only letters that are in a token what they are in small print, but for ё."""
    return text.isascii() or not _UNFAMILIAR.search(text)


def small_letters(text):
    """A familiar text of the same length, in which each of its tokens is found as it is, but for apostrophes."""
    return text.lower().replace("ё", "е")


def has_codes(token):
    """Whether a token holds the code of a letter of another alphabet, which nobody can read."""
    return bool(_CODE.search(token))


@lru_cache(maxsize=200_000)
def stem_of(token):
    """The stem of a token, by the Snowball algorithm of the language of its script."""
    language = "ru" if is_cyrillic(token) else "en"
    with _ONE_AT_A_TIME:
        return _STEMMERS[language].stemWord(token)


def beginning_of(stem):
    """What every word with this stem begins with. In English the last letter may be another: try, tries; die, dying."""
    if is_cyrillic(stem):
        return stem
    return stem[: -2 if stem.endswith(("ie", "ble")) else -1] or stem


def is_cyrillic(token):
    return "а" <= token[:1] <= "џ"


def language_of(text):
    """ "ru" or "en": the language whose script most letters of the beginning of the text have."""
    beginning = text[:2000]
    if beginning.isascii():
        return "en"
    cyrillic, latin = (sum(map(len, script.findall(beginning))) for script in (_CYRILLIC, _LATIN))
    return "ru" if cyrillic > latin else "en"
