"""The picture of a card: its size, its words inside its margins, and the same bytes for the same words."""

import re
from io import BytesIO

from django.conf import settings
from django.test import SimpleTestCase
from PIL import Image, ImageChops

from archive.cards import HEIGHT, WIDTH, Card, draw
from archive.cards.lettering import CUTS, Face, face
from archive.cards.picture import PAPER, RED

MARGIN = 72
LONGEST = "Об укреплении партии в связи с учётом опыта проверки личного состава её " * 4


def picture(**words):
    return Image.open(BytesIO(draw(Card(**{"kind": "", "title": "", "site": "", **words})))).convert("RGB")


def written(image):
    """The box that holds all that is not paper."""
    return ImageChops.difference(image, Image.new("RGB", image.size, PAPER)).getbbox()


def colours(image):
    return {"#{:02x}{:02x}{:02x}".format(*colour) for _count, colour in image.getcolors(100_000)}


class PictureTests(SimpleTestCase):
    def test_it_is_a_small_png_of_the_size_that_previews_ask_for(self):
        file = draw(Card(kind="Debate", title="The Red Army", number="11", suffix="th", site="Congress Archive"))
        image = Image.open(BytesIO(file))
        self.assertEqual((image.format, image.size), ("PNG", (WIDTH, HEIGHT)))
        self.assertLess(len(file), 100_000)

    def test_the_same_words_give_the_same_bytes_and_others_do_not(self):
        card = Card(kind="Debate", title="The Red Army")
        first = draw(card)
        draw.cache_clear()
        self.assertEqual(draw(card), first)
        self.assertNotEqual(draw(Card(kind="Debate", title="The Red Navy")), first)

    def test_the_words_stay_inside_the_margins_whatever_they_are(self):
        for name, words in {
            "short": {"title": "Я"},
            "long": {"title": LONGEST, "number": "11", "suffix": "-й", "details": ("11-й съезд", LONGEST)},
            "one word": {"title": "Ж" * 120, "details": ("Щ" * 200,)},
            "wide number": {"title": LONGEST, "number": "28", "suffix": "th"},
            "hostile": {"title": "<b>\n\t\u202e👩🏽‍🚀 e\u0301\u0327 ق 中</b>", "kind": "مرحبا"},
        }.items():
            with self.subTest(name):
                image = picture(site="Архив съездов", **{"kind": "Резолюция", **words})
                left, top, right, bottom = written(image)
                self.assertGreaterEqual(left, MARGIN - 8)
                self.assertGreaterEqual(top, MARGIN - 20)
                self.assertLessEqual(right, WIDTH - MARGIN + 4)
                self.assertLessEqual(bottom, HEIGHT - MARGIN + 24)
                # The rule above the foot is crossed by nothing: the row over it is empty.
                self.assertEqual(colours(image.crop((0, HEIGHT - 126, WIDTH, HEIGHT - 118))), {PAPER})

    def test_the_number_of_a_congress_is_the_largest_thing_and_red(self):
        image = picture(title="The Red Army", number="11", suffix="th")
        ordinal = image.crop((MARGIN, MARGIN, 400, 300))
        self.assertIn(RED, colours(ordinal))
        self.assertGreater(written(ordinal)[3] - written(ordinal)[1], 190)
        self.assertNotIn(RED, colours(image.crop((440, 0, WIDTH, HEIGHT))))

    def test_both_scripts_are_drawn_and_what_the_face_lacks_leaves_no_box(self):
        for title in ("Троцкий", "Trotsky"):
            self.assertIsNotNone(written(picture(title=title).crop((0, 100, WIDTH, 400))))
        self.assertEqual(draw(Card("", "A中B")), draw(Card("", "AB")))


class LetteringTests(SimpleTestCase):
    def test_what_cannot_be_shown_is_spelled_plainly_or_left_out(self):
        display = face("display", 60)
        self.assertEqual(display.spelled("Ďábel 中 ﬁn\n\tЁж"), "Dábel fin Ёж")

    def test_lines_are_broken_between_words_and_inside_a_word_that_is_too_long(self):
        display = face("display", 60)
        lines = display.lines("one two " + "w" * 40, 300)
        self.assertEqual(lines[0], "one two")
        self.assertEqual("".join(lines[1:]), "w" * 40)
        self.assertTrue(all(display.length(line) <= 300 for line in lines))

    def test_a_cut_is_made_between_words_and_says_so(self):
        display = face("display", 60)
        cut = display.shortened("one two three four five six seven", 400)
        self.assertRegex(cut, r"^one two.* …$")
        self.assertLessEqual(display.length(cut), 400)

    def test_the_cuts_hold_what_the_style_sheet_says(self):
        css = (settings.BASE_DIR / "archive/static/archive/css/fonts.css").read_text()
        for cuts in CUTS.values():
            for file, ranges in cuts.items():
                with self.subTest(file=file):
                    declared = re.search(rf"{file}.*?unicode-range: ([^;]*);", css)[1]
                    self.assertEqual(declared.replace("U+", "").replace(",", ""), ranges)

    def test_every_character_of_the_cuts_has_a_shape(self):
        for name in CUTS:
            for character in "AzйЯѣѢéß№“”–…0123456789":
                with self.subTest(face=name, character=character):
                    self.assertGreater(Face(name, 60).length(character), 0)
