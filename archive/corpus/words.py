"""A made-up vocabulary in two languages, and texts of it: words come as often as in a language. No queries."""

from bisect import bisect
from functools import cache
from itertools import accumulate
from random import Random

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
#: Words of a sentence; every so many of them have a comma after them.
_SHORTEST, _LONGEST, _COMMA = 6, 26, 9


@cache
def vocabulary(language):
    """The words of a language, the most frequent first, and their cumulative frequencies."""
    rng, words = Random(f"vocabulary {language}"), dict.fromkeys(_FREQUENT[language].split())
    while len(words) < VOCABULARY:
        # Frequent words are short.
        syllables = 1 + (len(words) > 1_500) + (len(words) > 15_000)
        stem = "".join(rng.choice(_ONSETS[language]) + rng.choice(_VOWELS[language]) for _ in range(syllables))
        stem += rng.choice(_CODAS[language])
        words.update(dict.fromkeys(stem + ending for ending in rng.sample(_ENDINGS[language], 3)))
    words = list(words)[:VOCABULARY]
    return words, list(accumulate((rank + _SHIFT) ** -_SLOPE for rank in range(1, VOCABULARY + 1)))


def draw(rng, language, count):
    """Some words of the language, each as likely as it is frequent."""
    words, frequencies = vocabulary(language)
    return rng.choices(words, cum_weights=frequencies, k=count)


def rare(rng, language, count=1):
    """Words that say something: none of the most frequent."""
    words, frequencies = vocabulary(language)
    first = len(_FREQUENT[language].split())
    return [words[max(first, bisect(frequencies, rng.random() * frequencies[-1]) - 1)] for _ in range(count)]


def title(rng, language, opening):
    """A title: what it begins with, and two or three words."""
    return f"{opening} {' '.join(rare(rng, language, rng.randint(2, 3)))}"


def sentence(rng, language, count):
    words = draw(rng, language, count)
    for place in range(_COMMA, count - 2, _COMMA):
        words[place] += ","
    return f"{' '.join(words).capitalize()}."


def text(rng, language, count, *, paragraphs=1):
    """A plain text of so many words, in so many paragraphs."""
    written, each = [], max(1, count // paragraphs)
    for _ in range(paragraphs):
        sentences, left = [], each
        while left > 0:
            length = min(left, rng.randint(_SHORTEST, _LONGEST))
            sentences.append(sentence(rng, language, length))
            left -= length
        written.append(" ".join(sentences))
    return "\n\n".join(written)
