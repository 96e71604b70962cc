"""The shape of every address: adding a field is compatible, anything else in these lists is a broken promise."""

import re

from django.urls import reverse

import archive.api.urls
from tests.api.archive import ADDRESSES, LISTS, ArchiveTestCase

HOST = "http://testserver"

ADDRESSED = "url page updated_at"
EVIDENCE = "disputes citations"
ENTRY = f"{ADDRESSED} {EVIDENCE} notes"
CONGRESS = (
    f"{ENTRY} number title original_title party_name party_short_name opened_on closed_on opened_on_old_style "
    "closed_on_old_style city country venue delegates_decisive delegates_consultative members_represented "
    "sittings_count figures is_outline purpose summary background outcome aftermath"
)
DEBATE = (
    f"{ENTRY} congress position agenda_number kind title original_title question summary outcome consequences topics"
)
RESOLUTION = (
    f"{ENTRY} congress position kind title original_title adopted_on result votes_for votes_against votes_abstained "
    "vote_note secrecy summary text original_text topics"
)
SPEECH = (
    f"{ADDRESSED} {EVIDENCE} id congress debate position kind speaker attribution certainty rendering language "
    "heading sitting held_on printed_page text original_text paragraphs"
)
SPEAKER = (
    f"{ENTRY} title original_title name sort_name original_name role born_on birth_place died_on death_place "
    "biography portrait wikidata viaf"
)
TOPIC = f"{ENTRY} title original_title name original_name description broader"
SOURCE = (
    f"{ENTRY} kind title original_title authors editors year place publisher container pages archive_reference "
    "web_url accessed_on language rights note"
)
CITED = f"{ADDRESSED} entry part address cited_version published_version basis references item original_item downloads"
ENTRIES = ("congress", "debate", "resolution", "speaker", "topic", "source")
#: The fields of what each address answers: of a row, for a list. `test_search` has those of the search.
SHAPES = {
    "front": f"{ADDRESSED} title lists search changes dumps schema docs subject congresses updates",
    "congresses": CONGRESS,
    "congress": f"{CONGRESS} published_version previous_congress next_congress sittings debates resolutions elections "
    "mandates",
    "congress-people": f"{ADDRESSED} published_version congress delegates_decisive delegates_consultative figures "
    "mandates elections composition changes",
    "debates": DEBATE,
    "debate": f"{DEBATE} published_version previous_debate next_debate held_from held_until sittings "
    "participations speeches shares resolutions",
    "resolutions": RESOLUTION,
    "resolution": f"{RESOLUTION} published_version figures debates clauses links links_from",
    "speeches": SPEECH,
    "speakers": SPEAKER,
    "speaker": f"{SPEAKER} published_version cut names mandates elections participations speeches chaired_sittings",
    "topics": TOPIC,
    "topic": f"{TOPIC} published_version cut narrower debates resolutions",
    "sources": SOURCE,
    "source": f"{SOURCE} published_version uses",
    **{f"{entry}-cite": CITED for entry in ENTRIES},
    **{f"{entry}-versions": f"{ADDRESSED} entry versions comparison" for entry in ENTRIES},
}
PARTS = {
    ("congress", "sittings"): "position label held_on part_of_day openness record chair debates",
    ("congress", "elections"): "congress speaker body office elected_on elected_by note",
    ("congress", "mandates"): "congress speaker vote on_behalf_of number",
    ("debate", "participations"): "congress debate position speaker role stance",
    ("resolution", "clauses"): "id position number heading text original_text",
    ("resolution", "links"): "kind resolution to outside_title note",
    ("speaker", "names"): "name kind language from to",
}


def objects(value):
    """Every object in an answer, at any depth."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from objects(part)


class ShapeTests(ArchiveTestCase):
    def test_every_route_has_a_shape(self):
        others = {"schema", "search", "changes", "dumps", "dump", "dump-file", "congress-file", "edited-congress-file"}
        self.assertEqual({route.name for route in archive.api.urls.urlpatterns} - others, set(SHAPES))

    def test_every_address_answers_its_fields(self):
        for name, fields in SHAPES.items():
            with self.subTest(name=name):
                answer = self.read(name)
                if name in LISTS:
                    self.assertEqual(list(answer), ["count", "count_is_exact", "next", "previous", "results"])
                    answer = answer["results"][0]
                self.assertEqual(set(answer), set(fields.split()))
                self.assertEqual(list(answer)[:3], ADDRESSED.split())

    def test_every_part_answers_its_fields(self):
        for (name, parts), fields in PARTS.items():
            with self.subTest(name=name, parts=parts):
                part = self.read(name)[parts][0]
                self.assertEqual(set(part), {*fields.split(), *ADDRESSED.split(), *EVIDENCE.split()})
        self.assertEqual(set(self.read("debate")["speeches"][0]), set(SPEECH.split()))

    def test_names_mirror_the_pages(self):
        for name, address in ADDRESSES.items():
            if name in {"changes", "dumps"}:
                continue  # They have no page.
            with self.subTest(name=name):
                arguments = re.findall(r"/(11|report|on-the-report|lenin|trade|encyclopedia)(?=/)", address)
                page = reverse(f"archive:{name}", args=arguments)
                self.assertEqual(reverse(f"api:{name}", args=arguments), address)
                self.assertEqual(f"/api/v1{page}", address)
                if name not in [*LISTS, "search"]:
                    answer = self.read(name)
                    self.assertEqual(answer["url"], HOST + address)
                    self.assertEqual(answer["page"], HOST + page)

    def test_every_address_in_an_answer_is_absolute_and_mirrored(self):
        for name in ADDRESSES:
            for found in objects(self.read(name)):
                if {"url", "page"} <= set(found):
                    with self.subTest(name=name, found=found["url"]):
                        self.assertTrue(found["page"].startswith(f"{HOST}/"))
                        self.assertEqual(found["url"], found["page"].replace(HOST, f"{HOST}/api/v1"))

    def test_every_reference_leads_to_an_answer(self):
        followed = set()
        for name in ADDRESSES:
            for found in objects(self.read(name)):
                if set(found) == {"url", "page", "title", "original_title"}:
                    followed.add((found["url"].partition("#")[0], found["title"]))
        self.assertGreater(len(followed), 10)
        for address, title in followed:
            with self.subTest(address=address):
                answer = self.client.get(address).json()
                if title != "First sitting":
                    self.assertEqual(answer.get("title") or answer.get("name"), title)

    def test_nothing_of_the_housekeeping_is_shown(self):
        hidden = {
            "id",
            "pk",
            "status",
            "version",
            "publish_at",
            "withdraw_at",
            "created_at",
            "created_by",
            "object_id",
            "content_type",
        }
        for name in ADDRESSES:
            answer = self.read(name)
            for item in ("item", "original_item"):  # CSL has an `id` and a `version` of its own.
                answer.pop(item, None)
            for found in objects(answer):
                shown = hidden & set(found)
                if "id" in found:
                    self.assertRegex(found["id"], r"^(speech|clause)-\d+(-p\d+)?$")
                self.assertLessEqual(shown, {"id"}, name)
