"""Static files as they go out in public: a name that tells their content, kept for ever, compressed beforehand."""

import re
import tempfile
import zlib
from itertools import chain
from pathlib import Path

import brotli
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import SimpleTestCase, override_settings

#: What a reader's first page takes at most, in brotli: the style sheets together, the scripts together, a font.
MOST = {"css": 20_000, "js": 2_000, "woff2": 40_000}
#: What the staff alone is sent.
FOR_STAFF = re.compile(r"js/(admin|colleagues|editing)|css/admin")
DECODED = {"br": brotli.decompress, "gzip": lambda data: zlib.decompress(data, wbits=zlib.MAX_WBITS + 16)}


class StaticFileTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        whitenoise = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
        cls.enterClassContext(
            override_settings(STATIC_ROOT=folder, STORAGES={**settings.STORAGES, "staticfiles": whitenoise})
        )
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin", "django_otp"])
        hashed = storages["staticfiles"].hashed_files
        cls.names = [name for name in hashed.values() if name.startswith("archive/")]
        cls.folder = Path(folder)

    def asked(self, name, coding="identity"):
        answer = self.client.get(f"/static/{name}", headers={"accept-encoding": coding})
        self.assertEqual(answer.status_code, 200, name)
        return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content

    def test_each_is_kept_for_ever_and_was_compressed_where_that_makes_it_smaller(self):
        for name in self.names:
            with self.subTest(name=name):
                answer, content = self.asked(name)
                self.assertEqual(answer.headers["Cache-Control"], "max-age=315360000, public, immutable")
                self.assertEqual(content, (self.folder / name).read_bytes())
                for coding, decoded in DECODED.items():
                    answer, sent = self.asked(name, coding)
                    if answer.headers.get("Content-Encoding") == coding:
                        self.assertEqual((decoded(sent), "Accept-Encoding" in answer.headers["Vary"]), (content, True))
                    else:
                        self.assertLess(len(content), 400 if Path(name).suffix in {".css", ".js"} else 50_000)

    def test_a_first_page_takes_few_bytes(self):
        sizes = {kind: [] for kind in MOST}
        for name in self.names:
            kind = Path(name).suffix[1:]
            if kind in sizes and not FOR_STAFF.search(name):
                sizes[kind].append(len(self.asked(name, "br")[1]))
        self.assertLessEqual(sum(sizes["css"]), MOST["css"])
        self.assertLessEqual(sum(sizes["js"]), MOST["js"])
        self.assertLessEqual(max(sizes["woff2"]), MOST["woff2"])


class StyleTests(SimpleTestCase):
    def test_no_class_is_styled_that_nothing_has(self):
        styles = (settings.BASE_DIR / "archive/static/archive/css").glob("*.css")
        # Those of the admin are for what Django has written.
        texts = [path.read_text() for path in styles if path.name != "admin.css"]
        selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", "".join(texts), flags=re.DOTALL)
        writers = chain.from_iterable(
            (settings.BASE_DIR / folder).rglob(names)
            for folder, names in [("templates", "*.html"), ("archive", "*.py"), ("archive", "*.js")]
        )
        written = "".join(path.read_text() for path in writers)
        words = set(re.findall(r"[\w-]+", written))
        # What the data says of a part, as in speech--reaction.
        kinds = set(re.findall(r"[\w-]+--(?=\{|%)", written))
        for name in set(re.findall(r"\.([a-z][\w-]*)", selectors)):
            with self.subTest(name=name):
                self.assertTrue(name in words or re.sub("--.*", "--", name) in kinds)
