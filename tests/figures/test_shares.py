"""Speaking shares: words only where the words are the speaker's own, speeches elsewhere."""

from django.test import SimpleTestCase

from archive.figures.shares import shares
from archive.models import Debate, Speaker, Speech


def speech(name, words=1, **fields):
    defaults = {"rendering": "verbatim", "language": "ru", "kind": "speech"}
    return Speech(attribution=name, text="word " * words, **{**defaults, **fields})


def drawn(*speeches):
    debate = Debate(pk=1)
    debate.public_speeches = list(speeches)
    return shares(debate)


class SharesTests(SimpleTestCase):
    def test_a_debate_without_speeches_tells_nothing(self):
        self.assertFalse(drawn().is_telling)
        self.assertFalse(drawn(speech("", 0, kind="reaction")).is_telling)

    def test_one_voice_is_nothing_to_compare(self):
        self.assertFalse(drawn(speech("A", 10), speech("A", 20)).is_telling)

    def test_an_unknown_voice_is_not_the_second_one(self):
        self.assertFalse(drawn(speech("A", 10), speech("", 20)).is_telling)

    def test_words_of_the_speakers_own_are_counted(self):
        figure = drawn(speech("A", 30), speech("B", 60), speech("A", 10))
        self.assertTrue(figure.is_telling and figure.in_words)
        first = figure.shares[0]
        self.assertEqual((first.amount, first.of_hundred, first.length), (60, 60, "100%"))
        self.assertEqual(figure.total, 100)

    def test_one_summary_makes_it_a_count_of_speeches(self):
        figure = drawn(speech("A", 30), speech("B", 60, rendering="summary"), speech("A", 1))
        self.assertFalse(figure.in_words)
        self.assertEqual([share.amount for share in figure.shares], [2, 1])

    def test_words_of_two_languages_are_not_compared(self):
        self.assertFalse(drawn(speech("A", 30), speech("B", 60, language="en")).in_words)

    def test_a_speech_each_is_nothing_to_compare(self):
        self.assertFalse(drawn(speech("A", rendering="summary"), speech("B", rendering="summary")).is_telling)

    def test_the_hall_is_no_voice(self):
        figure = drawn(speech("A", 30), speech("", 99, kind="reaction"), speech("", 99, kind="narrative"))
        self.assertEqual(figure.total, 30)

    def test_an_interjection_is_no_speech(self):
        summary = {"rendering": "summary"}
        figure = drawn(speech("A", **summary), speech("B", **summary), speech("B", kind="interjection", **summary))
        self.assertEqual(figure.total, 2)

    def test_a_person_is_one_voice_under_every_name_in_print(self):
        person = Speaker(pk=7, name="Lenin")
        first, second = speech("Ulyanov", 2), speech("Lenin", 2)
        first.public_speaker = second.public_speaker = person
        self.assertEqual(len(drawn(first, second, speech("B", 1)).voices), 2)

    def test_of_many_voices_the_rest_share_a_bar(self):
        figure = drawn(*[speech(f"Voice {number}", 100 - number) for number in range(100)])
        self.assertEqual((len(figure.shares), len(figure.voices)), (12, 100))
        self.assertEqual((figure.shares[-1].voices, figure.shares[-1].opening), (89, None))
        self.assertEqual(sum(share.amount for share in figure.shares), figure.total)
        self.assertEqual(max(float(share.length.removesuffix("%")) for share in figure.shares), 100)
