"""Pages under other conditions than the best: without script, fonts or styles, forced colours, zoom, print."""

import gzip

from tests.browser.base import ReadersTestCase
from tests.pages import pages_in

HEAVY = ["/congresses/11/debates/political-report/", "/congresses/11/debates/in-two-languages/", "/congresses/11/"]
#: Texts that nobody can see: of no size, transparent, in the colour of their ground, or hidden without a reason.
INVISIBLE = """() => {
    const found = [];
    const meant = ".visually-hidden, .para__anchor, .para__cite, .text-switch, .parallel, "
        + "details:not([open]) > :not(summary)";
    const ground = each => {
        for (; each; each = each.parentElement) {
            const colour = getComputedStyle(each).backgroundColor;
            if (colour !== "rgba(0, 0, 0, 0)" && colour !== "transparent") return colour;
        }
    };
    for (const element of document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, td, th, a, button)")) {
        if (!element.textContent.trim() || element.closest(meant)) continue;
        const box = element.getBoundingClientRect(), style = getComputedStyle(element);
        const shown = element.checkVisibility({opacityProperty: true, visibilityProperty: true});
        const hidden = matchMedia("print").matches ? !element.checkVisibility() : false;
        const sized = style.display === "contents" || (box.width >= 1 && box.height >= 1);
        if (hidden) continue;  // Paper leaves out what one can only press.
        if (!shown || !sized || style.color === ground(element)) found.push(element.outerHTML.slice(0, 120));
    }
    return found;
}"""
SHIFT = """
    window.shift = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({type: "layout-shift", buffered: true});
"""


class ConditionTests(ReadersTestCase):
    def width(self, page):
        return page.evaluate("document.scrollingElement.scrollWidth")

    def text(self, page):
        """The words of the text; the buttons that a script adds are none."""
        page.evaluate("document.querySelectorAll('main button.copy').forEach(each => each.remove())")
        return " ".join(page.evaluate("document.querySelector('main').textContent").split())

    def hold(self, page, pattern, waiting):
        """Keep what the page asks for waiting until its routes are continued."""
        page.route(pattern, lambda route: waiting.append(route))

    def test_no_page_complains_or_asks_outside_or_is_wider_than_a_small_phone(self):
        page = self.new_page(viewport={"width": 320, "height": 640})
        hosts = set()
        page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        for address in [*pages_in("en"), *pages_in("ru")]:
            with self.subTest(address=address):
                self.complaints.clear()
                page.goto(address)
                self.assertLessEqual(self.width(page), 320)
                # A page that is missing is a page too; the browser's own word on its status is not a complaint of ours.
                self.assertEqual([text for text in self.complaints if "404" not in text], [])
        self.assertEqual(hosts, {self.live_server_url.split("/")[2]})

    def test_the_first_view_stays_within_its_budget(self):
        for address in [*HEAVY, "/ru" + HEAVY[0]]:
            page = self.new_page()
            answers = []
            page.on("response", lambda answer, answers=answers: answers.append(answer))
            page.goto(address)
            page.wait_for_load_state("networkidle")
            with self.subTest(address=address):
                # The test server sends style sheets as they are; the real one sends them compressed, and better
                # than this. Fonts are compressed already and hardly change.
                self.assertLess(sum(len(gzip.compress(answer.body())) for answer in answers), 150_000)

    def test_nothing_shifts_when_fonts_come_late(self):
        for address in HEAVY:
            page = self.new_page()
            waiting = []
            self.hold(page, "**/*.woff2", waiting)
            page.add_init_script(SHIFT)
            page.goto(address, wait_until="domcontentloaded")
            page.wait_for_timeout(600)
            for route in waiting:
                route.continue_()
            page.evaluate("document.fonts.ready.then(() => true)")
            page.wait_for_timeout(300)
            with self.subTest(address=address):
                self.assertTrue(waiting)
                self.assertEqual(round(page.evaluate("window.shift"), 3), 0)

    def test_without_scripts_fonts_or_styles_every_word_is_there_and_links_lead_on(self):
        address = "/congresses/11/debates/red-army/"
        page = self.new_page()
        page.goto(address)
        whole = self.text(page)
        for blocked in ["**/*.js", "**/*.woff2", "**/*.css"]:
            page = self.new_page(java_script_enabled=blocked != "**/*.js")
            page.route(blocked, lambda route: route.abort())
            page.goto(address)
            with self.subTest(blocked=blocked):
                self.assertEqual(self.text(page), whole)
                self.assertTrue(page.locator("h1").is_visible())
                self.assertTrue(page.locator("#speech-1, .speech").first.is_visible())
                page.locator("main a[href^='/speakers/']").first.click()
                self.assertIn("/speakers/", page.url)
                self.assertTrue(page.locator("h1").is_visible())

    def test_without_styles_the_order_is_heading_text_sources(self):
        page = self.new_page()
        page.route("**/*.css", lambda route: route.abort())
        for address in HEAVY:
            page.goto(address)
            with self.subTest(address=address):
                tops = page.evaluate(
                    "[...document.querySelectorAll('h1, h2')].map(each => each.getBoundingClientRect().top)"
                )
                self.assertEqual(tops, sorted(tops))
                self.assertGreater(len(tops), 2)

    def test_text_stays_in_forced_colours_at_zoom_without_motion_and_on_paper(self):
        conditions = [
            ("forced colours", {"forced_colors": "active"}, {"width": 1280, "height": 900}),
            ("200 % zoom", {"device_scale_factor": 2, "reduced_motion": "reduce"}, {"width": 640, "height": 450}),
        ]
        for name, options, viewport in conditions:
            page = self.new_page(viewport=viewport, **options)
            for address in pages_in("en"):
                page.goto(address)
                with self.subTest(condition=name, address=address):
                    self.assertEqual(page.evaluate(INVISIBLE), [])
                    self.assertLessEqual(self.width(page), viewport["width"])
        page = self.new_page(viewport={"width": 700, "height": 900})
        page.emulate_media(media="print")
        for address in pages_in("ru"):
            page.goto(address)
            with self.subTest(condition="paper", address=address):
                self.assertEqual(page.evaluate(INVISIBLE), [])
                self.assertLessEqual(self.width(page), 700)
                self.assertFalse(page.locator(".site-nav").is_visible())

    def test_nothing_moves_for_those_who_asked_for_stillness(self):
        page = self.new_page(reduced_motion="reduce")
        page.goto("/congresses/11/")
        moving = (
            "[...document.querySelectorAll('*')].filter(each => getComputedStyle(each).transitionDuration !== '0s')"
        )
        self.assertEqual(page.evaluate(f"{moving}.length"), 0)
