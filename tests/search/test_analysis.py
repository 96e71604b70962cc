"""Words, tokens and stems, which are the same whichever thread asks."""

from concurrent.futures import ThreadPoolExecutor

from django.test import SimpleTestCase
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer

from archive.corpus.words import vocabulary
from archive.search.analysis import has_codes, stem_of, token_of, tokens

WORDS = ["generously", "relational", "conditions", "comrades", "революционный", "крестьянство", "профсоюзами"]


class AnalysisTests(SimpleTestCase):
    def test_stems_are_those_of_the_plain_stemmers(self):
        # Compiled ones stand in for them where they are installed: the index must not tell which machine made it.
        for language, plain in (("en", EnglishStemmer()), ("ru", RussianStemmer())):
            made = [token_of(word) for word in vocabulary(language)[::20]]
            self.assertEqual([stem_of(token) for token in made], [plain.stemWord(token) for token in made])

    def test_threads_do_not_get_each_others_stems(self):
        alone = [stem_of.__wrapped__(word) for word in WORDS]
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(stem_of.__wrapped__, WORDS * 500))
        self.assertEqual(together, alone * 500)

    def test_a_letter_of_another_alphabet_has_a_code_that_no_suggestion_shows(self):
        (token,) = tokens("Wałęsa")
        self.assertTrue(has_codes(token))
        self.assertFalse(any(has_codes(word) for word in [*tokens("Émigré"), *WORDS, "11", "1922"]))
