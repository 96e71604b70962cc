"""An archive every text of which is hostile: each page says it as it stands, escaped once, and fills nothing into it.

HTML is written in Python in many places, each of which has to escape what it puts in.
"""

import re
from html.parser import HTMLParser

from django.db import models

from archive.models import ENTRIES, PARTS, Citation, EditorialNote
from archive.workflow import versions
from tests import factories as make
from tests.api.archive import PUBLIC, ArchiveTestCase

#: No sign of it means the same in HTML, in a pattern of Python and in a template.
HOSTILE = "%(kind)s{cite}<u onload=x>'\"&quot;%s"
#: An entry has a name in each language.
RUSSIAN = f"Съезд {HOSTILE}"
#: What the database holds to a form, or to be empty beside something else.
LEFT_OUT = {"wikidata", "viaf", "outside_title"}
#: Each begins so, whatever room it has; filled in, it would not.
BEGINNING, SECOND = "%(kind)s", "{cite}"

PAGES = [
    "/",
    "/timeline/",
    "/nothing/",
    "/search/?q=kind",
    "/search/?q=cite&type=speech",
    "/congresses/11/people/",
    "/congresses/11/debates/report/?mark=kind",
    "/congresses/11/debates/report/?version=1",
    "/congresses/11/debates/report/versions/?from=1&to=2",
    "/congresses/11/debates/report/cite/?part=speech-3-p1",
    "/congresses/11/resolutions/on-the-report/cite/",
    "/speeches/?speaker=lenin",
    "/speakers/?congress=11",
    *(f"/{kind}/" for kind in ("congresses", "debates", "resolutions", "speeches", "speakers", "topics", "sources")),
    *(f"/congresses/{number}/" for number in (10, 11)),
    *(f"/congresses/11/{entry}/" for entry in ("debates/report", "resolutions/on-the-report", "resolutions/secret")),
    *(f"/{entry}/" for entry in ("speakers/lenin", "topics/trade", "topics/economy", "sources/works")),
    "/sources/encyclopedia/",
]


class Reader(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its texts."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.attributes, self.texts, self._is_inside = set(), [], False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self._is_inside = tag == "mark"
        self.attributes |= {name for name, _value in attributes}
        self.texts += [value for _name, value in attributes if value]

    def handle_endtag(self, tag):
        self._is_inside = tag == "mark"

    def handle_data(self, data):
        """A word that is marked divides no text."""
        self.texts.append((self.texts.pop() if self._is_inside else "") + data)


def hostile_texts(model):
    """The fields of a model into which anybody may write what he likes, with what is written into each."""
    for field in model._meta.concrete_fields:
        if type(field) in (models.CharField, models.TextField) and not field.choices and field.name not in LEFT_OUT:
            yield field.name, (RUSSIAN if field.name.startswith("original_") else HOSTILE)[: field.max_length]


class HostileArchiveTests(ArchiveTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        make.make_speech(debate=cls.debate, rendering="summary", kind="narrative", language="pt")
        for role in ("criticised", "in_favour", "against"):
            make.make_participation(debate=cls.debate, role=role, speaker=make.make_speaker(**PUBLIC))
        closed = {"slug": "secret", "result": "rejected", "secrecy": "secret", **PUBLIC}
        make.make_resolution(congress=cls.congress, **closed)
        versions.record(cls.debate, None)
        for model in (*ENTRIES, *PARTS, Citation, EditorialNote):
            for record in model.objects.all():
                for name, text in hostile_texts(model):
                    setattr(record, name, text)
                if getattr(record, "outside_title", ""):
                    record.outside_title = HOSTILE
                record.save()
        versions.record(cls.debate, None)

    def test_every_page_says_it_as_it_stands(self):
        for address in (f"{language}{page}" for language in ("", "/ru") for page in PAGES):
            with self.subTest(address=address):
                page = self.client.get(address)
                self.assertEqual(page.status_code, 404 if "nothing" in address else 200)
                reader = Reader(page.content.decode())
                self.assertFalse([name for name in reader.attributes if not re.fullmatch(r"(?!on)[\w-]+", name)])
                self.assertTrue(any(HOSTILE in text for text in reader.texts))
                for text in reader.texts:
                    self.assertNotRegex(text, "&(lt|amp|#x27|#39);")
                    for found in re.finditer(re.escape(SECOND), text):
                        self.assertTrue(text[: found.start()].endswith(BEGINNING), text)
                    for found in re.finditer(re.escape(BEGINNING), text):
                        self.assertRegex(text[found.end() :], r"\{cite\}|\{?c?i?…|$")
