"""The editors' Markdown: what it may say, and what never comes out of it."""

import re
from unittest.mock import patch

from django.test import SimpleTestCase

from archive.prose import first_block, other_blocks, to_html, to_inline_html


class ProseTests(SimpleTestCase):
    def test_paragraphs_emphasis_lists_and_quotations_are_read(self):
        self.assertEqual(
            to_html("One *two* **three**\n\nFour"), "<p>One <em>two</em> <strong>three</strong></p>\n<p>Four</p>\n"
        )
        self.assertEqual(to_html("- a\n- b"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")
        self.assertEqual(to_html("3. a"), '<ol start="3">\n<li>a</li>\n</ol>\n')
        self.assertEqual(to_html("> said"), "<blockquote>\n<p>said</p>\n</blockquote>\n")

    def test_links_lead_out_in_the_open(self):
        for address in ("https://example.org/a?b=1&c", "http://example.org", "mailto:a@example.org"):
            self.assertIn('rel="noopener"', to_html(f"[x]({address})"))
            self.assertIn("href=", to_html(f"[x]({address})"))
        for address in ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "/admin/", "//evil.example"):
            with self.subTest(address=address):
                self.assertNotIn("href", to_html(f"[x]({address})"))

    def test_headings_images_and_html_stay_text(self):
        self.assertEqual(to_html("# Title"), "<p># Title</p>\n")
        self.assertNotIn("<img", to_html("![x](https://example.org/i.png)"))
        for text in ("<script>alert(1)</script>", "<b onclick=x>y</b>", "<!-- x -->", "<svg onload=x>"):
            with self.subTest(text=text):
                self.assertNotRegex(to_html(text), r"<(?!/?p>)")
                self.assertNotIn("<", to_inline_html(text))

    def test_deep_nesting_and_long_texts_end(self):
        for text in ("> " * 20_000 + "x", "[" * 50_000, "*" * 50_000, "- " * 10_000, "x" * 100_000):
            self.assertIn("<p>", to_html(text) + "<p>")

    def test_a_sentence_has_no_blocks(self):
        self.assertEqual(to_inline_html("One *two*"), "One <em>two</em>")

    def test_a_sentence_without_marks_is_what_the_parser_would_make_of_it(self):
        plain = [
            "Said no: “never” – not in 1921 (nor later)",
            "Против; «нет», сказал он",
            "1. Who? Trotsky’s side/both",
        ]
        marked = ["a_b_", " led", "ends ", "two\nlines", "a\u00a0b", "R&D", 'a "b"', "x\\y", "[a](b)", "5 < 6", "*"]
        with patch("archive.prose._PLAIN", re.compile("(?!)")):
            parsed = {text: to_inline_html(text) for text in plain + marked}
        for text, html in parsed.items():
            with self.subTest(text=text):
                self.assertEqual(to_inline_html(text), html)
        with patch("archive.prose._markdown", None):
            self.assertEqual([to_inline_html(text) for text in plain], plain)

    def test_the_first_paragraph_can_stand_apart(self):
        self.assertEqual((first_block("a\nb\n\nc\n\nd"), other_blocks("a\nb\n\nc\n\nd")), ("a\nb", "c\n\nd"))
        self.assertEqual((first_block("a"), other_blocks("a")), ("a", ""))
