"""Fills the Wagtail site with the debates and speeches of an archive. Run in Wagtail's environment, once.

DATA_DIR=… python -m tests.benchmarks.wagtail_site.filling path/to/archive.sqlite3
"""

import os
import sqlite3
import sys
from itertools import groupby, islice
from uuid import uuid4

import django

BATCH = 500
DEBATES = """
    SELECT debate.id, congress.number, debate.slug, debate.title, debate.question, debate.summary, debate.outcome,
        debate.consequences
    FROM archive_debate debate JOIN archive_congress congress ON congress.id = debate.congress_id
    WHERE debate.status = 'published' ORDER BY congress.number, debate.position
"""
SPEECHES = """
    SELECT speech.debate_id, speech.position, speech.speaker_id, speech.heading, speech.kind, speech.text,
        speech.original_text
    FROM archive_speech speech JOIN archive_debate debate ON debate.id = speech.debate_id
    JOIN archive_congress congress ON congress.id = debate.congress_id
    WHERE debate.status = 'published' ORDER BY congress.number, debate.position, speech.position
"""


class Tree:
    """Makes pages by the batch: Wagtail itself saves them one by one, with a revision and a log entry each."""

    def __init__(self):
        from wagtail.models import Locale, Page

        self.locale = Locale.get_default()
        self.next = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
        self.waiting = []

    def add(self, model, parent, number, slug, title, **fields):
        from django.contrib.contenttypes.models import ContentType

        page = model(
            id=self.next,
            page_ptr_id=self.next,
            path=parent.path + parent._get_path("", 1, number),
            depth=parent.depth + 1,
            numchild=0,
            title=title[:255],
            draft_title=title[:255],
            slug=slug,
            url_path=f"{parent.url_path}{slug}/",
            locale=self.locale,
            translation_key=uuid4(),
            content_type=ContentType.objects.get_for_model(model),
            live=True,
            **fields,
        )
        self.next += 1
        parent.numchild += 1
        self.waiting.append(page)
        if len(self.waiting) >= BATCH:
            self.flush()
        return page

    def flush(self):
        """Write the rows of wagtailcore_page, then those of each kind of page."""
        from django.db import connection
        from wagtail.models import Page

        names = [field.attname for field in Page._meta.concrete_fields]
        Page.objects.bulk_create(
            [Page(**{name: getattr(page, name) for name in names}) for page in self.waiting], batch_size=BATCH
        )
        for model, pages in groupby(sorted(self.waiting, key=lambda page: page._meta.label), key=type):
            fields = model._meta.local_concrete_fields
            columns = ", ".join(f'"{field.column}"' for field in fields)
            marks = ", ".join(["%s"] * len(fields))
            rows = [[getattr(page, field.attname) for field in fields] for page in pages]
            with connection.cursor() as cursor:
                cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})', rows)
        self.waiting = []


def rich(text):
    return "".join(f"<p>{paragraph.strip()}</p>" for paragraph in text.split("\n\n") if paragraph.strip())


def fill(archive):
    from wagtail.models import Page, Site

    from tests.benchmarks.wagtail_site.models import (
        CongressPage,
        DebateOfPages,
        DebatePage,
        Speaker,
        Speech,
        SpeechPage,
    )

    rows = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    people = rows.execute("SELECT id, name, slug FROM archive_speaker")
    while batch := list(islice(people, BATCH)):
        Speaker.objects.bulk_create([Speaker(pk=pk, name=name, slug=slug) for pk, name, slug in batch])
    tree, home = Tree(), Page.objects.get(depth=2)
    speeches = groupby(rows.execute(SPEECHES), key=lambda row: row[0])
    said = next(speeches, (None, ()))
    parents = [home]
    congresses, numbers = {}, {}
    for pk, number, slug, title, *texts in rows.execute(DEBATES):
        fields = dict(zip(("question", "summary", "outcome", "consequences"), map(rich, texts), strict=True))
        made = {}
        for model, prefix in ((DebatePage, "c"), (DebateOfPages, "p")):
            place = f"{prefix}{number}"
            if place not in congresses:
                congresses[place] = tree.add(CongressPage, home, len(congresses) + 10, place, f"Congress {number}")
                parents.append(congresses[place])
            numbers[place] = numbers.get(place, 0) + 1
            made[model] = tree.add(model, congresses[place], numbers[place], slug, title, **fields)
            parents.append(made[model])
        if said[0] != pk:
            continue
        children = []
        for _, position, speaker, heading, kind, text, original in said[1]:
            content = {"speaker_id": speaker, "heading": heading, "kind": kind, "text": rich(text)} | {
                "original_text": rich(original)
            }
            children.append(Speech(debate=made[DebatePage], sort_order=position, **content))
            name = f"speech-{position}"
            tree.add(SpeechPage, made[DebateOfPages], len(children), name, heading or name, **content)
        tree.flush()
        Speech.objects.bulk_create(children, batch_size=BATCH)
        said = next(speeches, (None, ()))
    tree.flush()
    for parent in parents:
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
    Site.objects.update(hostname="127.0.0.1", port=8000, root_page=home)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.wagtail_site.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        fill(sys.argv[1])
