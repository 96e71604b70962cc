"""The pages that tests of quality look at: one of every kind and state. A new kind of page is one line in PAGES."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command

from archive.models import Congress
from archive.workflow import versions
from tests.factories import PUBLISHED, make_clause, make_debate, make_resolution, make_speaker, make_speech, make_topic

PAGES = [
    "/",
    "/about/",
    "/timeline/",
    "/congresses/",
    "/congresses/1/",
    "/congresses/28/",
    "/congresses/8/people/",
    "/congresses/11/",
    "/congresses/11/people/",
    "/congresses/11/debates/red-army/",
    "/congresses/11/debates/political-report/",
    "/congresses/11/debates/in-two-languages/",
    "/congresses/11/resolutions/former-workers-opposition/",
    "/congresses/11/resolutions/in-two-languages/",
    "/debates/",
    "/resolutions/?after=1922-04",
    "/resolutions/?after=soon",
    "/speeches/?speaker=lenin",
    "/speakers/?body=orgburo",
    "/speakers/?after=1950",
    "/speakers/trotsky/",
    "/speakers/of-whom-nothing-is-known/",
    "/topics/",
    "/topics/red-army/",
    "/topics/party-building/",
    "/topics/of-which-nothing-is-known/",
    "/sources/?page=2&page_size=10",
    "/sources/lenin-pss-45/",
    "/sources/lenin-pss-45/cite/",
    "/congresses/11/debates/red-army/cite/?part=speech-1-p1",
    "/congresses/11/debates/red-army/cite/?part=speech-99",
    "/search/",
    "/search/?q=Trotskii",
    "/search/?q=Trotsy",
    "/search/?q=party&type=nonsense",
    "/congresses/11/debates/red-army/?mark=doctrine",
    "/congresses/11/debates/in-two-languages/?version=1",
    "/congresses/11/debates/in-two-languages/?version=99",
    "/congresses/11/debates/in-two-languages/versions/?from=1&to=2",
    "/congresses/11/debates/in-two-languages/cite/?version=1&part=speech-1",
    "/no/such/page/",
]
#: Those of them that say that there is nothing here.
ABSENT = {
    "/congresses/11/debates/red-army/cite/?part=speech-99",
    "/congresses/11/debates/in-two-languages/?version=99",
    "/no/such/page/",
}
#: Pages that are in English only.
UNTRANSLATED = ["/api/docs/"]
LANGUAGES = {"en": "", "ru": "/ru"}

ENGLISH = "The retreat is over.\n\nThe forces have to be regrouped, and that takes time.\n\nThere is time."
RUSSIAN = "Отступление окончено.\n\nНужно перегруппировать силы, а на это нужно время.\n\nВремя есть."


def pages_in(language):
    """Every page in one language of the interface."""
    translated = [LANGUAGES[language] + page for page in PAGES]
    return translated if language == "ru" else [*translated, *UNTRANSLATED]


def load_archive():
    """The bundled congresses, and what they have no example of: parallel texts, entries that are empty, versions."""
    for name in ("congress-11.yaml", "congresses.yaml"):
        call_command("load_congress", settings.BASE_DIR / "archive/content" / name, stdout=StringIO())
    congress = Congress.objects.get(number=11)
    both = {"congress": congress, "slug": "in-two-languages", "title": "In two languages", "status": PUBLISHED}
    debate = make_debate(position=900, **both)
    parts = {"debate": debate, "rendering": "translation", "language": "en"}
    first = make_speech(position=1, text=ENGLISH, original_text=RUSSIAN, attribution="Ленин", **parts)
    make_speech(position=2, text=ENGLISH, original_text=RUSSIAN.rpartition("\n\n")[0], **parts)
    resolution = make_resolution(position=900, text=ENGLISH, original_text=RUSSIAN, **both)
    make_clause(resolution=resolution, position=1, text=ENGLISH, original_text=RUSSIAN)
    make_speaker(slug="of-whom-nothing-is-known", name="Somebody", sort_name="Somebody", status=PUBLISHED)
    make_topic(slug="of-which-nothing-is-known", name="Something", status=PUBLISHED)
    versions.record(debate, None)
    first.text = ENGLISH.replace("retreat", "great retreat")
    first.original_text = RUSSIAN.replace("Отступление", "Великое отступление")
    first.save()
    versions.record(debate, None)
