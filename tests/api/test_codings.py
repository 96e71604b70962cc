"""One answer in several codings, each with an ETag of its own; pages, files and API alike."""

import gzip
import zlib
from itertools import repeat

import brotli
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory, SimpleTestCase

from archive.choices import PublicationStatus
from archive.models import Debate
from congress_site.codings import accepted
from congress_site.representations import SHORT, RepresentationMiddleware, tag_in
from tests.api.archive import ADDRESSES, ArchiveTestCase

DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
ADDRESS = ADDRESSES["debate-versions"]
TEXT = "Слово за словом. " * 100
TAG = '"0123456789abcdef"'


class AcceptTests(SimpleTestCase):
    def test_what_is_liked_best_comes_first(self):
        for header, codings in {
            "": ["identity"],
            "gzip": ["gzip", "identity"],
            "br, gzip": ["br", "gzip", "identity"],
            "gzip, deflate, br, zstd": ["br", "gzip", "identity"],
            "gzip;q=1.0, br;q=0.5": ["gzip", "br", "identity"],
            "gzip;q=0.5, identity": ["identity", "gzip"],
            "GZIP ; Q=0.2": ["gzip", "identity"],
            "gzip;q=0, br;q=0": ["identity"],
            "*": ["br", "gzip", "identity"],
            "*;q=0.5, gzip;q=0": ["br", "identity"],
            "identity;q=0, gzip": ["gzip"],
            "*;q=0, br;q=0.001": ["br"],
            # Nothing that we have: something has to be sent.
            "*;q=0": ["identity"],
            "identity;q=0, zstd": ["identity"],
            # What is not understood is as if it were not there.
            "gzip;q=2, br;q=x, ;;;,\xff": ["identity"],
            "xgzip, gzip-ish, notbr": ["identity"],
            "," * 8000: ["identity"],
        }.items():
            with self.subTest(header=header[:50]):
                self.assertEqual(list(accepted(header)), codings)


class CodingTests(ArchiveTestCase):
    def ask(self, address, coding="", method="get", **headers):
        return getattr(self.client, method)(address, headers={"accept-encoding": coding, **headers})

    def test_each_coding_is_the_same_content_under_its_own_strong_etag(self):
        for address in [*ADDRESSES.values(), "/api/v1/schema/", "/congresses/11/", "/ru/speakers/lenin/cite.bib"]:
            with self.subTest(address=address):
                plain, packed, small = (self.ask(address, coding) for coding in ("", "gzip", "gzip, br"))
                self.assertIn("Accept-Encoding", plain["Vary"])
                is_short = len(plain.content) < SHORT
                for answer, coding in ((plain, None), (packed, "gzip"), (small, "br")):
                    coding = None if is_short else coding
                    self.assertEqual(answer["ETag"], tag_in(plain["ETag"], coding or "identity"))
                    self.assertRegex(answer["ETag"], r'^"[\w-]+"$')
                    self.assertEqual(answer.headers.get("Content-Encoding"), coding)
                    self.assertEqual(DECODERS[coding](answer.content), plain.content)
                    self.assertEqual(int(answer["Content-Length"]), len(answer.content))
                    self.assertEqual(answer["Vary"], plain["Vary"])
                self.assertEqual(dict(self.ask(address, "br", "head").headers), dict(small.headers))

    def test_whoever_has_a_representation_is_told_so_and_which(self):
        tags = {coding: self.ask(ADDRESS, coding)["ETag"] for coding in ("identity", "gzip", "br")}
        for tag in tags.values():
            for sent in (tag, f"W/{tag}", f'"other", {tag}', f'"other",W/{tag} , "another"'):
                for method in ("get", "head"):
                    again = self.ask(ADDRESS, "br, gzip", method, **{"if-none-match": sent})
                    self.assertEqual((again.status_code, again.content, again["ETag"]), (304, b"", tag), sent)
                    self.assertNotIn("Content-Length", again)
        again = self.ask(ADDRESS, "br, gzip", **{"if-none-match": "*"})
        self.assertEqual((again.status_code, again["ETag"]), (304, tags["br"]))
        plain = self.ask(ADDRESS, "br")
        for name in ("Cache-Control", "Last-Modified", "Link", "Vary"):
            self.assertEqual(again[name], plain[name])
        # A cache that asks for somebody who takes no brotli is not told to give him some.
        self.assertEqual(self.ask(ADDRESS, "gzip", **{"if-none-match": tags["br"]})["ETag"], tags["gzip"])
        for wrong in ('"other"', tags["br"].strip('"'), tags["br"].upper(), "", '"', "W/", '"\xff\xfe"', '"x", ' * 400):
            with self.subTest(wrong=wrong[:30]):
                self.assertEqual(self.ask(ADDRESS, "br", **{"if-none-match": wrong}).status_code, 200)

    def test_if_match_holds_for_any_representation_and_no_weak_one(self):
        for coding in ("", "gzip", "br"):
            tag = self.ask(ADDRESS, coding)["ETag"]
            self.assertEqual(self.ask(ADDRESS, "gzip, br", **{"if-match": tag}).status_code, 200)
        self.assertEqual(self.ask(ADDRESS, **{"if-match": "*"}).status_code, 200)
        for sent in (f"W/{tag}", '"other"'):
            self.assertEqual(self.ask(ADDRESS, "br", **{"if-match": sent}).status_code, 412)

    def test_a_time_alone_decides_nothing(self):
        changed = self.ask(ADDRESS)["Last-Modified"]
        self.assertEqual(self.ask(ADDRESS, **{"if-modified-since": changed}).status_code, 200)
        self.assertEqual(self.ask("/robots.txt", **{"if-unmodified-since": changed}).status_code, 200)

    def test_errors_and_what_is_private_carry_no_etag_and_never_come_in_brotli(self):
        Debate.objects.update(status=PublicationStatus.DRAFT)
        for address in (ADDRESS, "/admin/login/"):
            answer = self.ask(address, "br", **{"if-none-match": "*"})
            self.assertNotIn("ETag", answer)
            self.assertNotIn("Content-Encoding", answer)
        packed = [self.ask("/admin/login/", "br, gzip") for _ in range(6)]
        self.assertEqual({answer["Content-Encoding"] for answer in packed}, {"gzip"})
        # The length says nothing sure of what is inside.
        self.assertGreater(len({len(answer.content) for answer in packed}), 1)
        self.assertNotIn("Content-Encoding", self.ask("/admin/login/", "gzip;q=0"))


class AnyAnswerTests(SimpleTestCase):
    """What the views of the site have no example of."""

    def answer(self, response, method="get", **headers):
        request = getattr(RequestFactory(), method)("/", headers={"accept-encoding": "gzip, br", **headers})
        return RepresentationMiddleware(lambda request: response)(request)

    def test_a_stream_is_compressed_as_it_flows(self):
        taken = []

        def rows():
            for number in range(100_000):
                taken.append(number)
                yield f"{number} {hash(str(number))}\n".encode()

        for coding, decoder in (
            ("gzip", zlib.decompressobj(wbits=31).decompress),
            ("br", brotli.Decompressor().process),
        ):
            taken.clear()
            answer = self.answer(StreamingHttpResponse(rows(), content_type="text/csv"), **{"accept-encoding": coding})
            self.assertEqual(answer["Content-Encoding"], coding)
            self.assertNotIn("ETag", answer)
            parts = iter(answer)
            first = decoder(next(parts))
            self.assertLess(len(taken), 100_000)
            whole = first + b"".join(decoder(part) for part in parts)
            self.assertEqual(whole.count(b"\n"), 100_000)

    def test_a_stream_with_an_etag_is_304_without_being_begun(self):
        def stream():
            raise AssertionError("nobody wanted this")
            yield b""

        tagged = {"content_type": "application/x-ndjson", "headers": {"ETag": TAG}}
        again = self.answer(StreamingHttpResponse(stream(), **tagged), **{"if-none-match": f'{TAG[:-1]}-gzip"'})
        self.assertEqual((again.status_code, again["ETag"]), (304, f'{TAG[:-1]}-gzip"'))
        head = self.answer(StreamingHttpResponse(stream(), **tagged), "head")
        self.assertEqual((b"".join(head), head["ETag"]), (b"", f'{TAG[:-1]}-br"'))

    def test_what_gains_nothing_or_would_lose_is_sent_as_it_is(self):
        long = TEXT.encode()
        for response in (
            HttpResponse("short"),
            HttpResponse(long, content_type="image/png"),
            HttpResponse(long, content_type="application/zip"),
            HttpResponse(long, headers={"Content-Encoding": "x"}),
            HttpResponse(long, headers={"Accept-Ranges": "bytes", "ETag": TAG}),
            HttpResponse(long, headers={"Content-Range": "bytes 0-9/10"}, status=206),
            HttpResponse(long, headers={"Cache-Control": "private, no-store", "ETag": TAG}),
        ):
            before, coding = response.content, response.headers.get("Content-Encoding")
            answer = self.answer(response)
            self.assertEqual((answer.content, answer.headers.get("Content-Encoding")), (before, coding))
            self.assertNotRegex(answer.headers.get("ETag", ""), "br|gzip")
        endless = StreamingHttpResponse(repeat(b"x"), headers={"Cache-Control": "no-store"})
        self.assertEqual(self.answer(endless)["Content-Encoding"], "gzip")

    def test_head_leaves_the_body_out_whatever_the_answer_is(self):
        for made in ({"status": 200}, {"status": 404}, {"headers": {"Cache-Control": "no-store", "ETag": TAG}}):
            get, head = self.answer(HttpResponse(TEXT, **made)), self.answer(HttpResponse(TEXT, **made), "head")
            self.assertEqual(head.content, b"")
            self.assertEqual(int(head["Content-Length"]), len(get.content))

    def test_writing_keeps_the_etag_that_it_was_given(self):
        written = HttpResponse(TEXT, headers={"ETag": TAG, "Cache-Control": "no-store"})
        self.assertEqual(self.answer(written, "put", **{"if-none-match": TAG})["ETag"], TAG)
