"""What is marked: a glance at the letters spares most texts a closer look, and must not miss what that would find."""

from unittest import mock

from django.test import SimpleTestCase

from archive.search.analysis import beginning_of, stem_of, words
from archive.search.highlighting import _KnownWords, mark, terms_of

TEXTS = (
    "Сказа\u0301л: ёлка и Ёж; кон\u00adгресс №\u00a05 — «Район»… раион",
    "The peasant’s plan, O'Brien's, d'Artagnan, McDonald; tries, dying, skies, gently",
    "Café naïve ﬁnance Ångström Ｆｕｌｌ ѓorѓi ґанок Київ i\u0307 x²",
    "Троцкого, Троцкому и троцкий; TROTZKI, trotzki; Дантон",
    "東京 саქართველო u00451 plan`s pla\u2032n",
)


class GlanceTests(SimpleTestCase):
    def test_nothing_is_missed_at_a_glance(self):
        said = {text[word.start : word.end] for text in TEXTS for word in words(text)}
        queries = {*said, *(f'"{word} {word}"' for word in said), *(f"{word[:3]}*" for word in said)}
        for query in sorted({*queries, '"peasants plan"', '"ежа" OR раионы', "try die sky Trotsky обриен"}):
            terms = terms_of(query)
            for text in TEXTS:
                with self.subTest(query=query, text=text):
                    quick = mark(text, terms)
                    with (
                        mock.patch.object(_KnownWords, "can_match", return_value=True),
                        mock.patch.object(_KnownWords, "parts", lambda known, text: [(0, len(text))]),
                    ):
                        self.assertEqual(quick, mark(text, terms))

    def test_a_word_begins_as_its_stem_does(self):
        for word in ("tries", "dying", "skies", "sensibilities", "ability", "hoping", "ties", "ешь", "ежей", "а", "by"):
            with self.subTest(word=word):
                self.assertTrue(word.startswith(beginning_of(stem_of(word))))

    def test_most_passages_are_not_looked_at_closely(self):
        known = _KnownWords.of(terms_of("крестьяне"))
        self.assertFalse(known.can_match("О земле и о воле говорил оратор. Он был прав."))
        self.assertFalse(known.can_match("A man’s word."))
        self.assertTrue(known.can_match("О «крестьянах»."))
