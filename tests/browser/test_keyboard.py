"""The whole way through a page by keyboard alone."""

from itertools import pairwise

from tests.browser.base import ReadersTestCase

#: What has the focus: a name to know it by, whether it shows, and where it is.
FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
    return {
        name: element.id || element.getAttribute("href") || element.name || element.tagName,
        body: element === document.body,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right,
        part: (element.closest("header, main, footer, .skip-link") || {}).tagName,
    };
}"""
#: More than any page of the archive has.
MOST_STOPS = 900
PAGES = [
    "/",
    "/congresses/11/",
    "/congresses/11/debates/red-army/",
    "/congresses/11/resolutions/former-workers-opposition/",
    "/debates/",
    "/speakers/trotsky/",
    "/topics/party-building/",
    "/ru/sources/lenin-pss-45/",
]


class KeyboardTests(ReadersTestCase):
    def stops(self, page):
        """Every stop of the Tab key from the top to the end of a page."""
        found = []
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUSED)
            if stop["body"] or (found and stop["part"] == "A"):  # Out of the page, or round to its beginning.
                return found
            found.append(stop)
        self.fail(f"The Tab key never leaves {page.url}.")

    def test_every_stop_shows_and_the_way_leads_through_header_text_and_footer(self):
        page = self.new_page(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
        for address in PAGES:
            page.goto(address)
            stops = self.stops(page)
            with self.subTest(address=address):
                self.assertEqual(stops[0]["name"], "#main")
                hidden = [stop["name"] for stop in stops if not (stop["outlined"] and stop["seen"])]
                self.assertEqual(hidden, [])
                parts = list(dict.fromkeys(stop["part"] for stop in stops[1:]))
                self.assertEqual(parts, ["HEADER", "MAIN", "FOOTER"])

    def test_focus_goes_the_way_the_eye_goes(self):
        page = self.new_page(reduced_motion="reduce", viewport={"width": 390, "height": 800})
        for address in PAGES:
            page.goto(address)
            # The skip link comes first and stands aside. After it: on, down, or up to the next column.
            stops = self.stops(page)[1:]
            back = [
                (before["name"], after["name"])
                for before, after in pairwise(stops)
                if after["bottom"] <= before["top"] - 1 and after["left"] < before["right"]
            ]
            with self.subTest(address=address):
                self.assertEqual(back, [])

    def test_the_skip_link_leads_to_the_text(self):
        page = self.new_page()
        page.goto("/congresses/11/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("document.activeElement.id"), "main")
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate(FOCUSED)["part"], "MAIN")

    def test_a_note_can_be_gone_to_and_come_back_from(self):
        page = self.new_page()
        page.goto("/congresses/11/")
        mark = page.locator(".noteref a").first
        place = mark.get_attribute("href")
        mark.focus()
        page.keyboard.press("Enter")
        self.assertTrue(page.url.endswith(place))
        page.keyboard.press("Tab")
        # The first link of the note is its source; the way back is among its links.
        back = page.locator(f"{place} .notes__back a").first
        back.focus()
        page.keyboard.press("Enter")
        target = page.url.partition("#")[2]
        self.assertTrue(page.locator(f"[id='{target}']").is_visible())
        self.assertEqual(page.locator(f"[id='{target}'] a, a[id='{target}']").first.get_attribute("href"), place)

    def test_a_paragraph_s_address_shows_when_it_has_the_focus(self):
        page = self.new_page(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
        page.goto("/congresses/11/debates/red-army/")
        anchor = page.locator(".para__anchor").first
        anchor.focus()
        self.assertEqual(anchor.evaluate("each => getComputedStyle(each).opacity"), "1")
        page.keyboard.press("Enter")
        self.assertTrue(page.url.endswith(anchor.get_attribute("href")))

    def test_filters_are_set_and_sent(self):
        page = self.new_page()
        page.goto("/debates/")
        page.locator("select[name=kind]").focus()
        page.keyboard.press("ArrowDown")
        page.locator("main form button[type=submit], main form button:not([type])").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**kind=*")
        self.assertIn("kind=", page.url)

    def test_a_table_under_a_figure_opens(self):
        page = self.new_page()
        page.goto("/speakers/trotsky/")
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        self.assertTrue(page.locator("details[open] table").first.is_visible())

    def test_a_phone_shows_one_of_two_texts_and_the_arrow_keys_choose(self):
        for prefix, first, second in [("", "text", "original"), ("/ru", "original", "text")]:
            page = self.new_page(viewport={"width": 390, "height": 800})
            page.goto(f"{prefix}/congresses/11/debates/in-two-languages/")
            with self.subTest(prefix=prefix):
                shown = page.locator(f".parallel__{first}").first
                other = page.locator(f".parallel__{second}").first
                self.assertEqual((shown.is_visible(), other.is_visible()), (True, False))
                page.locator("[name=show]:checked").focus()
                page.keyboard.press("ArrowRight" if first == "text" else "ArrowLeft")
                self.assertEqual((shown.is_visible(), other.is_visible()), (False, True))

    def test_a_link_to_a_paragraph_shows_it_whatever_is_chosen(self):
        page = self.new_page(viewport={"width": 390, "height": 800})
        page.goto("/ru/congresses/11/debates/in-two-languages/#speech-1-p3")
        box = page.locator("#speech-1-p3").bounding_box()
        self.assertIsNotNone(box)
        self.assertTrue(0 < box["y"] < 800)

    def test_a_screen_and_paper_show_both_texts(self):
        page = self.new_page(viewport={"width": 1280, "height": 900})
        page.goto("/ru/congresses/11/debates/in-two-languages/")
        for width, media in [(1280, "screen"), (390, "print")]:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(media=media)
            with self.subTest(media=media):
                text = page.locator(".parallel__text").first.bounding_box()
                original = page.locator(".parallel__original").first.bounding_box()
                self.assertAlmostEqual(text["y"], original["y"], delta=2)
                self.assertLess(text["x"] + text["width"], original["x"] + 1)
                self.assertFalse(page.locator(".text-switch").is_visible())
