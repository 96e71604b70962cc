"""Any text an editor may type or paste is kept as it is and shown as text."""

from archive.models import Congress, Debate, Speech
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, read_form, signed_in

HOSTILE = {
    "script": "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "end of textarea": "</textarea><script>alert(1)</script>\"'><b>",
    "template": "{{ request.user }} {% debug %} {# x #} %(name)s {0} %s",
    "right to left": "\u202eabc\u202c שלום עולם مرحبا",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "combining": "e\u0301 e\u0301\u0323\u0302 Й и\u0306 Z\u0351\u036b\u0343",
    "odd spaces": "a\u00a0b\u2028c\u200bd\ufeffe",
    "sql": "'; DROP TABLE archive_speech; --",
    "paragraphs": "One.\n\nTwo,\nsecond line.\n\n\tThree.",
}


class HostileTextTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.congress = make.make_congress()
        cls.debate = make.make_debate(congress=cls.congress)
        cls.speech = make.make_speech(debate=cls.debate)

    def test_it_is_kept_and_escaped_everywhere(self):
        pages = [address(self.debate), address(Debate, "changelist"), address(self.debate, "history"),
                 address(self.debate, "delete"), address(self.speech), address(Speech, "changelist"),
                 address(self.speech, "delete")]  # fmt: skip
        for name, text in HOSTILE.items():
            with self.subTest(name):
                one_line = " ".join(text.split("\n")).strip()
                data = self.open(self.client_, self.debate)
                data |= {"title": one_line, "summary": text, "speeches-0-text": text, "speeches-0-heading": one_line}
                self.assertSaved(self.save(self.client_, self.debate, data))
                self.debate.refresh_from_db()
                self.speech.refresh_from_db()
                self.assertEqual((self.debate.title, self.debate.summary), (one_line, text))
                self.assertEqual((self.speech.text, self.speech.heading), (text, one_line))
                for page in pages:
                    content = self.client_.get(page).content.decode()
                    for tag in ("<script>alert", "<img src=x", "</textarea><script>"):
                        self.assertNotIn(tag, content)
                self.assertEqual(self.open(self.client_, self.debate)["title"], [one_line])

    def test_it_is_escaped_in_a_conflict(self):
        data = self.open(self.client_, self.congress)
        Congress.objects.filter(pk=self.congress.pk).update(title=HOSTILE["script"], version=2)
        response = self.save(self.client_, self.congress, {**data, "title": HOSTILE["end of textarea"]})
        self.assertRefused(response, "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;")
        self.assertNotIn("<script>alert", response.content.decode())

    def test_100_kb_come_back_whole(self):
        text = ("Товарищи! «Кто — кого?» " * 4200).strip()
        self.assertGreater(len(text.encode()), 100_000)
        data = self.open(self.client_, self.speech)
        self.assertSaved(self.save(self.client_, self.speech, {**data, "text": text, "original_text": text}))
        self.speech.refresh_from_db()
        self.assertEqual((self.speech.text, self.speech.original_text), (text, text))
        self.assertEqual(self.open(self.client_, self.speech)["text"], [text])

    def test_line_ends_become_single_line_feeds(self):
        data = self.open(self.client_, self.speech)
        self.save(self.client_, self.speech, {**data, "text": "One\r\n\r\nTwo\rThree\nFour"})
        self.speech.refresh_from_db()
        self.assertEqual(self.speech.text, "One\n\nTwo\nThree\nFour")

    def test_a_nul_is_refused_in_words(self):
        for record, name in ((self.congress, "title"), (self.congress, "summary"), (self.speech, "text")):
            with self.subTest(record=record._meta.model_name, field=name):
                data = self.open(self.client_, record)
                response = self.save(self.client_, record, {**data, name: "a\x00b"})
                self.assertRefused(response, "Null characters are not allowed.")

    def test_a_nul_in_a_search_is_no_error(self):
        response = self.client_.get(address(Debate, "changelist"), {"q": "a\x00b"})
        self.assertIn(response.status_code, {200, 302})

    def test_every_page_runs_without_inline_script_or_style(self):
        for record in (self.congress, self.debate, self.speech):
            for page in ("change", "add", "changelist", "delete", "history"):
                content = self.client_.get(address(record, page)).content.decode()
                with self.subTest(model=record._meta.model_name, page=page):
                    self.assertNotRegex(content, r"<script(?![^>]*\b(src|type=\"application/json\"))[^>]*>")
                    self.assertNotRegex(content, r"<style|\sstyle=|\son[a-z]+=\"")

    def test_a_typed_text_survives_an_error(self):
        data = self.open(self.client_, self.debate)
        response = self.save(self.client_, self.debate, {**data, "title": "", "summary": HOSTILE["paragraphs"]})
        kept = read_form(response).data["summary"][0].replace("\r\n", "\n")
        self.assertEqual(kept, HOSTILE["paragraphs"])
