"""Two texts word by word, in bounded time."""

import random
import time

from django.test import SimpleTestCase

from archive.differences import word_differences

CHOICE = random.Random(11)


def text(words):
    """Paragraphs of some eighty words, some of which are very common."""
    kinds = ["the", "of", "and"] * 100 + [f"word{number}" for number in range(2000)]
    chosen = [CHOICE.choice(kinds) for _ in range(words)]
    return "\n\n".join(" ".join(chosen[start : start + 80]) for start in range(0, words, 80))


def side(pieces, kind):
    return "".join(words for tag, words in pieces if tag in ("same", kind))


class DifferenceTests(SimpleTestCase):
    def test_words_are_told_apart(self):
        self.assertEqual(
            word_differences("The tax in kind", "The new tax in money"),
            [("same", "The "), ("added", "new "), ("same", "tax in "), ("removed", "kind"), ("added", "money")],
        )
        self.assertEqual(word_differences("", "New"), [("added", "New")])
        self.assertEqual(word_differences("Same", "Same"), [("same", "Same")])
        self.assertEqual(word_differences("", ""), [])

    def test_of_a_long_text_the_words_within_its_paragraphs(self):
        before = text(20_000)
        middle = before.index("\n\n", len(before) // 2) + 2
        after = f"First {before[:middle]}Inserted {before[middle:]} last"
        added = [words.strip() for tag, words in word_differences(before, after) if tag == "added"]
        self.assertEqual((added[0], added[1]), ("First", "Inserted"))

    def test_nothing_is_lost_and_the_worst_texts_are_quick(self):
        long = text(20_000)
        pairs = [
            (long, text(20_000)),
            (text(4_990), text(4_990)),
            ("a " * 4_900, "b a " * 2_450),
            ("a\n" * 30_000, "a\nb\n" * 15_000),
            (long, long.replace("the", "The")),
            (long.replace(" ", "\n"), long),
        ]
        for before, after in pairs:
            with self.subTest(before=before[:20], after=after[:20]):
                began = time.process_time()
                pieces = word_differences(before, after)
                self.assertLess(time.process_time() - began, 3)
                self.assertEqual((side(pieces, "removed"), side(pieces, "added")), (before, after))
