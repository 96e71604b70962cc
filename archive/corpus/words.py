"""A made-up vocabulary in two languages, and texts of it: words come as often as in a language. No queries."""

from bisect import bisect_left
from functools import cache
from itertools import accumulate, chain, pairwise, repeat
from operator import itemgetter
from random import Random
from struct import unpack
from sys import intern

from archive.search.analysis import stem_of, token_of

#: Distinct words of a language; of those, the ones below are the most frequent and are real.
VOCABULARY = 40_000
_FREQUENT = {
    "en": (
        "the of and to in a that is was for it on we with as be not by this which are have from at his they or an but "
        "will their has all must our been one party congress comrades its were there no more can when who if would "
        "only so what do committee workers work these he peasants new against power now state those question central "
        "should every other time organisation first than policy people such into delegates report also country "
        "resolution class struggle masses under struggle members war union soviet economic same between how very two"
    ),
    "ru": (
        "и в не на что с мы это к а то как по из но он за все они для о у от так же было бы его был есть только или "
        "быть если мне их до уже товарищи нет нас партии ещё когда ни чтобы вопрос надо съезд там мы даже которые нам "
        "работы теперь может рабочих этого совершенно тов очень должны комитета власти против дело всех более крестьян "
        "время какой того могут этом потому сейчас здесь них была которая центрального первый новой политики борьбы "
        "партия резолюция доклад делегаты масс класса войны союза советской народ страны между организации члены два"
    ),
}
_ONSETS = {
    "en": "b c d f g h l m n p r s t v w st pr tr gr br cl pl sh ch th sp str fl cr".split(),
    "ru": "б в г д ж з к л м н п р с т х ч ш ст пр тр гр бр кл пл св сл вз зн кр".split(),
}
_VOWELS = {"en": "a e i o u ea ou ai io".split(), "ru": "а е и о у я ы ё ю".split()}
_CODAS = {"en": ["", "", "n", "r", "t", "l", "s", "nd", "ck"], "ru": ["", "", "н", "р", "т", "л", "с", "й", "вк"]}
#: Words of one stem stand in several forms, as in a language, so that stemming has something to do.
_ENDINGS = {
    "en": ["", "s", "ed", "ing", "ation", "ly", "er", "ness"],
    "ru": ["", "а", "у", "ом", "ами", "ого", "ение", "ность", "ать", "ых"],
}
#: Mandelbrot's form of Zipf's law: the n-th word has the frequency 1 / (n + 2.7) ** 1.1.
_SHIFT, _SLOPE = 2.7, 1.1
#: Words are drawn from bags of as many as two bytes can number; together they have the rarest word once or twice.
_BAG, _BAGS = 65_536, 16
#: What `forms` has made, by language. To stem a vocabulary takes seconds: one process does it for all.
FORMS = {}
#: Words of a sentence; every so many of them have a comma after them.
_SHORTEST, _LONGEST, _COMMA = 6, 26, 9


@cache
def vocabulary(language):
    """The words of a language, the most frequent first."""
    rng, words = Random(f"vocabulary {language}"), dict.fromkeys(_FREQUENT[language].split())
    while len(words) < VOCABULARY:
        # Frequent words are short.
        syllables = 1 + (len(words) > 1_500) + (len(words) > 15_000)
        stem = "".join(rng.choice(_ONSETS[language]) + rng.choice(_VOWELS[language]) for _ in range(syllables))
        stem += rng.choice(_CODAS[language])
        words.update(dict.fromkeys(stem + ending for ending in rng.sample(_ENDINGS[language], 3)))
    return list(words)[:VOCABULARY]


@cache
def _bags(language):
    """The places of words in the vocabulary, each as often as the word is frequent, dealt out to several bags.

    To draw from them takes no search. One paragraph has its rare words from one bag, as it has one matter.
    """
    frequencies = [(rank + _SHIFT) ** -_SLOPE for rank in range(1, VOCABULARY + 1)]
    share = _BAG * _BAGS / sum(frequencies)
    ends = [round(share * total) for total in accumulate(frequencies, initial=0)]
    times = [end - start for start, end in pairwise(ends)]
    places = [*chain.from_iterable(map(repeat, range(VOCABULARY), times))]
    return [places[first::_BAGS] for first in range(_BAGS)]


def forms(language):
    """The words of the language, their tokens and their stems, as `archive.search.analysis` finds them."""
    if language not in FORMS:
        # What is spelled alike is one string, of which the processor then has one copy at hand.
        words = [*map(intern, vocabulary(language))]
        tokens = [*map(intern, map(token_of, words))]
        FORMS[language] = words, tokens, [*map(intern, map(stem_of, tokens))]
    return FORMS[language]


def draw(rng, language, count):
    """Places of two words or more in the vocabulary, each as likely as its word is frequent; as a function that takes
    what stands in these places from a list.
    """
    bag = rng.choice(_bags(language))
    return itemgetter(*itemgetter(*unpack(f"<{count}H", rng.randbytes(2 * count)))(bag))


def rare(rng, language, count=1):
    """Words that say something: none of the most frequent."""
    bag = rng.choice(_bags(language))
    first = bisect_left(bag, len(_FREQUENT[language].split()))
    return [forms(language)[0][bag[rng.randrange(first, _BAG)]] for _ in range(count)]


def title(rng, language, opening):
    """A title: what it begins with, and two or three words."""
    return f"{opening} {' '.join(rare(rng, language, rng.randint(2, 3)))}"


class KnownParagraphs(dict):
    """The tokens and the stems of paragraphs, both in one string each; and all words there are."""

    def __init__(self):
        self.words = set()


def paragraph(rng, language, count, known):
    """A paragraph of so many words, which `known`, if there is any, is told of."""
    words, tokens, stems = map(draw(rng, language, count), forms(language))
    words, start = [*words], 0
    while start < count:
        end = min(count, start + _SHORTEST + int(rng.random() * (_LONGEST + 1 - _SHORTEST)))
        words[start] = words[start].capitalize()
        for place in range(start + _COMMA, end - 2, _COMMA):
            words[place] += ","
        words[end - 1] += "."
        start = end
    made = " ".join(words)
    if known is not None:
        known[made] = " ".join(tokens), " ".join(stems)
        known.words.update(tokens)
    return made


def text(rng, language, count, *, paragraphs=1, known=None):
    """A plain text of so many words, in so many paragraphs."""
    return "\n\n".join(paragraph(rng, language, max(1, count // paragraphs), known) for _ in range(paragraphs))
