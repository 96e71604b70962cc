"""Lists as tables and lines, entries as schema.org data; by `?format=` and by the Accept header."""

import csv
import json
import re
from io import StringIO

from archive.api.tables import cell
from tests import factories as make
from tests.api.archive import ADDRESSES, LISTS, PUBLIC, ArchiveTestCase

ENTRIES = {name: ADDRESSES[name] for name in ("congress", "debate", "resolution", "speaker", "topic", "source")}
WITHOUT_OTHERS = [address for name, address in ADDRESSES.items() if name not in LISTS and name not in ENTRIES]


class AskingTests(ArchiveTestCase):
    def media_type(self, address, accept):
        answer = self.client.get(address, headers={"accept": accept})
        return answer["Content-Type"].split(";")[0] if answer.status_code == 200 else answer.status_code

    def test_the_accept_header_chooses_by_its_weights(self):
        for accept, expected in {
            "": "application/json",
            "*/*": "application/json",
            "text/csv": "text/csv",
            "Text/CSV; header=present": "text/csv",
            "text/*": "text/csv",
            "application/*": "application/json",
            "application/x-ndjson": "application/x-ndjson",
            "text/csv, */*": "text/csv",
            "text/csv;q=0.5, application/json": "application/json",
            "application/json;q=0.1, text/csv;q=0.2, application/x-ndjson;q=0.3": "application/x-ndjson",
            "application/json;q=0, */*;q=0.1": "text/csv",
            "text/html, application/xhtml+xml, */*;q=0.8": "application/json",
            "application/json; charset=utf-8": "application/json",
            "application/ld+json": 406,
            "text/html": 406,
            "*/*;q=0": 406,
            "nonsense, ;;, q=1": 406,
        }.items():
            with self.subTest(accept=accept):
                self.assertEqual(self.media_type("/api/v1/topics/", accept), expected)

    def test_the_parameter_goes_before_the_header(self):
        answer = self.client.get("/api/v1/topics/?format=ndjson", headers={"accept": "text/csv"})
        self.assertEqual(answer["Content-Type"], "application/x-ndjson; charset=utf-8")
        answer = self.client.get("/api/v1/topics/?format=json", headers={"accept": "text/html"})
        self.assertEqual(answer["Content-Type"], "application/json")

    def test_a_format_that_an_address_does_not_have_is_refused_with_those_it_has(self):
        wrong = [
            *((address, "csv", ["json"]) for address in WITHOUT_OTHERS),
            *((address, "csv", ["json", "jsonld"]) for address in ENTRIES.values()),
            *((ADDRESSES[name], "jsonld", ["json", "csv", "ndjson"]) for name in LISTS),
        ]
        for address, name, allowed in wrong:
            with self.subTest(address=address):
                answer = self.client.get(address, {"format": name})
                [error] = answer.json()["errors"]
                self.assertEqual((answer.status_code, error["field"], error["allowed"]), (400, "format", allowed))
                self.assertEqual(self.client.get(address, headers={"accept": "image/png"}).status_code, 406)
        self.assertEqual(self.client.get("/api/v1/topics/?format=").status_code, 400)

    def test_what_cannot_be_met_is_said_with_what_can(self):
        answer = self.client.get("/api/v1/topics/", headers={"accept": "text/html"})
        wanted = "The answer can be had as application/json, text/csv, application/x-ndjson."
        self.assertEqual((answer.status_code, answer.json()["detail"]), (406, wanted))

    def test_a_whole_list_has_no_pages(self):
        for parameter in ("page=1", "page_size=10", "cursor=start"):
            with self.subTest(parameter=parameter):
                answer = self.client.get(f"/api/v1/topics/?format=csv&{parameter}&ordering=-name")
                [error] = answer.json()["errors"]
                self.assertEqual((answer.status_code, error["field"]), (400, parameter.split("=")[0]))
        for parameter, form in (("expand=sources", "csv"), ("expand=sources", "ndjson")):
            answer = self.client.get(f"/api/v1/topics/?format={form}&{parameter}")
            self.assertEqual((answer.status_code, answer.json()["errors"][0]["field"]), (400, "expand"), form)
        self.assertEqual(self.client.get("/api/v1/topics/?format=csv&page=").status_code, 200)
        self.assertEqual(self.client.get("/api/v1/topics/?format=csv&after=1922").status_code, 400)


class WholeListTests(ArchiveTestCase):
    def whole(self, name, form, **query):
        return b"".join(self.client.get(ADDRESSES[name], {"format": form, **query}).streaming_content).decode()

    def test_the_lines_are_the_rows_of_the_list(self):
        for name in LISTS:
            with self.subTest(name=name):
                lines = self.whole(name, "ndjson")
                self.assertTrue(lines.endswith("\n"))
                self.assertEqual([json.loads(line) for line in lines.splitlines()], self.read(name)["results"])

    def test_the_table_has_a_column_for_each_flat_field(self):
        for name in LISTS:
            with self.subTest(name=name):
                text = self.whole(name, "csv")
                rows, results = list(csv.DictReader(StringIO(text, newline=""))), self.read(name)["results"]
                self.assertEqual(len(rows), len(results))
                deep = {"citations", "notes", "paragraphs", "figures"}
                self.assertEqual(list(rows[0]), [key for key in results[0] if key not in deep])
                for row, result in zip(rows, results, strict=True):
                    for key, value in row.items():
                        if isinstance(result[key], str):
                            self.assertEqual(value.removeprefix("'"), result[key])
                        elif result[key] is None or isinstance(result[key], int):
                            expected = {None: "", True: "true", False: "false"}.get(result[key], str(result[key]))
                            self.assertEqual(value, expected if result[key] != 1 or result[key] is True else "1")

    def test_a_reference_is_its_address_and_lists_are_joined(self):
        [debate, _after] = csv.DictReader(StringIO(self.whole("debates", "csv"), newline=""))
        self.debate.topics.add(self.economy)
        self.assertEqual(debate["congress"], "http://testserver/api/v1/congresses/11/")
        self.assertEqual(debate["topics"], "http://testserver/api/v1/topics/trade/")
        [debate, _after] = csv.DictReader(StringIO(self.whole("debates", "csv"), newline=""))
        self.assertEqual(len(debate["topics"].split("; ")), 2)
        [lenin] = csv.DictReader(StringIO(self.whole("speakers", "csv"), newline=""))
        self.assertEqual(lenin["portrait"], "http://testserver/speakers/lenin/portrait/")
        eleventh = list(csv.DictReader(StringIO(self.whole("congresses", "csv"), newline="")))[1]
        self.assertEqual((eleventh["disputes"], eleventh["opened_on"]), ("delegates_consultative", "1922-03-27"))
        works = list(csv.DictReader(StringIO(self.whole("sources", "csv", ordering="year"), newline="")))[1]
        self.assertEqual(works["authors"], "Prokhorov, A.; Vavilov, S.")

    def test_the_table_is_what_rfc_4180_says(self):
        self.topic.description = 'He said "no", twice.\nThen\r\nhe left.'
        self.topic.save()
        text = self.whole("topics", "csv")
        self.assertFalse(text.startswith("\ufeff"))
        self.assertTrue(text.endswith("\r\n"))
        self.assertIn('"He said ""no"", twice.\nThen\r\nhe left."', text)
        rows = list(csv.reader(StringIO(text, newline=""), strict=True))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        self.assertIn(self.topic.description, rows[-1])

    def test_an_empty_list_has_its_header(self):
        self.assertEqual(self.whole("debates", "csv", congress=10).count("\r\n"), 1)
        self.assertEqual(self.whole("debates", "ndjson", congress=10), "")

    def test_the_columns_are_the_fields_that_were_chosen_of_an_empty_list_too(self):
        self.assertEqual(self.whole("debates", "csv", congress=10, fields="title,citations"), "url,title\r\n")
        [header, *_rows] = self.whole("debates", "csv", fields="kind,title").splitlines()
        self.assertEqual(header, "url,kind,title")
        [line, *_lines] = self.whole("debates", "ndjson", fields="title").splitlines()
        self.assertEqual(list(json.loads(line)), ["url", "title"])

    def test_filters_and_order_are_those_of_the_list(self):
        query = {"kind": "book", "ordering": "-title"}
        titles = [row["title"] for row in csv.DictReader(StringIO(self.whole("sources", "csv", **query), newline=""))]
        self.assertEqual(titles, ["The Encyclopedia", "Complete Works"])

    def test_no_text_is_a_formula(self):
        for text in ("=1+1", "+7", "-1", "@SUM(A1)", "\t=1", "\r=1", " \n =HYPERLINK(1)", "＝1", "=cmd|' /C calc'!A0"):
            with self.subTest(text=text):
                self.assertEqual(cell(text), f"'{text}")
                self.assertEqual(cell([text, "x"]), f"'{text}; x")
        for text in ("", "1922", "a=b", "– No!", "«=»", "Ленин", "'=1"):
            self.assertEqual(cell(text), text)
        self.assertEqual((cell(-1), cell(None), cell(True), cell([])), ("-1", "", "true", ""))
        make.make_topic(slug="formula", name="=2+5", **PUBLIC)
        self.assertIn(",'=2+5,", self.whole("topics", "csv"))
        self.assertNotRegex(self.whole("topics", "csv"), re.compile(r"(^|[,;\n])\s*=", re.MULTILINE))

    def test_the_file_has_a_name_and_nobody_keeps_it(self):
        answer = self.client.get("/api/v1/speeches/?format=csv")
        self.assertEqual(answer["Content-Disposition"], 'attachment; filename="speeches.csv"')
        self.assertEqual((answer["Cache-Control"], answer.get("ETag")), ("no-store", None))
        self.assertEqual(answer["X-Content-Type-Options"], "nosniff")
        self.assertIn("Accept", answer["Vary"])


class LinkedDataTests(ArchiveTestCase):
    SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)

    def test_an_entry_is_the_same_data_as_in_the_head_of_its_page(self):
        for name, address in ENTRIES.items():
            with self.subTest(name=name):
                answer = self.client.get(address, headers={"accept": "application/ld+json"})
                self.assertEqual(answer["Content-Type"], "application/ld+json")
                page = self.client.get(address.removeprefix("/api/v1")).content.decode()
                self.assertEqual(answer.json(), json.loads(self.SCRIPT.search(page)[1]))
                self.assertTrue(answer["ETag"])
                named = self.client.get(address, {"format": "jsonld"})
                self.assertEqual(named.content, answer.content)
                self.assertNotEqual(self.client.get(address)["ETag"], answer["ETag"])

    def test_what_chooses_of_json_is_no_use_here(self):
        for name, query in {"debate": "expand=speeches", "speaker": "fields=title", "source": "page=2"}.items():
            with self.subTest(query=query):
                answer = self.client.get(f"{ENTRIES[name]}?format=jsonld&{query}")
                fields = [error["field"] for error in answer.json()["errors"]]
                self.assertEqual((answer.status_code, fields), (400, [query.partition("=")[0]]))
        self.assertEqual(self.client.get(f"{ENTRIES['debate']}?format=jsonld&fields=").status_code, 200)

    def test_what_is_hidden_or_wrong_is_so_in_every_format(self):
        make.make_topic(slug="draft")
        for query, status in {"draft/": 404, "trade/?version=9": 404, "trade/?nonsense=1": 400}.items():
            with self.subTest(query=query):
                answer = self.client.get(f"/api/v1/topics/{query}", headers={"accept": "application/ld+json"})
                self.assertEqual((answer.status_code, answer["Content-Type"]), (status, "application/problem+json"))
