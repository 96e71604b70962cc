"""Pictures are made anew: what comes in is not what is kept."""

from io import BytesIO
from unittest import mock

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from PIL import Image

from archive.workflow import images


def picture(format="JPEG", size=(40, 30), mode="RGB", name="portrait.jpg", **options):
    out = BytesIO()
    Image.new(mode, size, 128 if mode in {"L", "P"} else None).save(out, format, **options)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


class ReencodeTests(SimpleTestCase):
    def kept(self, upload):
        file = images.reencode(upload)
        with Image.open(BytesIO(file.read()), formats=["WEBP"]) as kept:
            kept.load()
            return file, kept

    def test_every_kind_we_read_becomes_webp_under_a_name_of_ours(self):
        for format, mode in [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"),
                             ("WEBP", "RGB")]:  # fmt: skip
            with self.subTest(format=format, mode=mode):
                file, kept = self.kept(picture(format, mode=mode, name="../../evil<script>.php"))
                self.assertRegex(file.name, r"^[0-9a-f]{32}\.webp$")
                self.assertEqual(kept.size, (40, 30))

    def test_metadata_is_left_behind(self):
        exif = Image.Exif()
        exif[0x010E] = "SECRET description"
        file, kept = self.kept(picture(exif=exif, comment=b"SECRET comment"))
        self.assertNotIn(b"SECRET", file.open().read())
        self.assertFalse(kept.getexif())

    def test_text_chunks_and_trailing_bytes_are_left_behind(self):
        upload = picture("PNG")
        polyglot = SimpleUploadedFile("a.png", upload.read() + b"<script>alert(1)</script>")
        file, _ = self.kept(polyglot)
        self.assertNotIn(b"script", file.open().read())

    def test_a_picture_is_turned_the_right_way_up(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        self.assertEqual(self.kept(picture(exif=exif))[1].size, (30, 40))

    def test_a_large_picture_is_scaled_down(self):
        self.assertEqual(self.kept(picture(size=(3200, 1600)))[1].size, (1600, 800))

    def assertRefused(self, upload, message):
        with self.assertRaises(ValidationError) as refused:
            images.reencode(upload)
        self.assertEqual(refused.exception.messages, [str(message)])

    def test_what_is_no_picture_is_refused(self):
        jpeg = picture().read()
        hostile = {
            "text": b"hello",
            "nothing": b"",
            "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "html": b"<!doctype html><script>alert(1)</script>",
            "half a jpeg": jpeg[: len(jpeg) // 2],
            "gif": b"GIF89a" + b"\0" * 100,
            "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        }
        for name, content in hostile.items():
            with self.subTest(name):
                self.assertRefused(SimpleUploadedFile("a.jpg", content, "image/jpeg"), images.NOT_A_PICTURE)

    def test_a_decompression_bomb_is_refused_before_it_is_unpacked(self):
        bomb = picture("PNG", size=(12000, 12000), mode="1")
        self.assertLess(bomb.size, 100_000)
        with mock.patch.object(Image.Image, "convert") as convert:
            self.assertRefused(bomb, images.TOO_MANY_PIXELS)
        convert.assert_not_called()

    def test_pillows_own_bomb_guard_is_answered_in_words(self):
        bomb = picture("PNG", size=(20000, 20000), mode="1")
        self.assertRefused(bomb, images.TOO_MANY_PIXELS)

    def test_a_file_too_large_is_not_read(self):
        upload = picture()
        upload.size = images.LARGEST_FILE + 1
        self.assertRefused(upload, images.TOO_LARGE)
