"""A portrait sent in the admin: made anew, described, credited, or refused in words."""

from unittest import mock

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from archive.models import Speaker
from archive.workflow import private
from tests import factories as make
from tests.admin.base import AdminTestCase, address, make_user, read_form, signed_in
from tests.workflow.test_images import picture

WORDS = {"portrait_alt": "A man at a desk", "portrait_credit": "P. Otsup", "portrait_licence": "Public domain"}


class PortraitTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.client_ = signed_in(make_user("Editor"))
        cls.speaker = make.make_speaker()

    def send(self, upload, **words):
        data = {**self.open(self.client_, self.speaker), **WORDS, **words, "portrait": upload}
        return self.save(self.client_, self.speaker, data)

    def test_it_is_kept_as_webp_without_metadata_under_a_name_of_ours(self):
        exif = Image.Exif()
        exif[0x010E] = "SECRET"
        self.assertSaved(self.send(picture(exif=exif, name="../../../evil.php")))
        portrait = Speaker.objects.get().portrait
        self.assertRegex(portrait.name, r"^portraits/[0-9a-f]{32}\.webp$")
        with portrait.open() as file:
            self.assertNotIn(b"SECRET", file.read())
        with Image.open(portrait.path) as kept:
            self.assertEqual(kept.format, "WEBP")

    def test_it_needs_a_description_a_credit_and_a_licence(self):
        for name in WORDS:
            with self.subTest(name=name):
                response = self.send(picture(), **{name: " "})
                self.assertRefused(response)
                self.assertIn(name, response.context["adminform"].form.errors)
        self.assertFalse(Speaker.objects.get().portrait)

    def test_wrong_files_are_refused_in_words(self):
        for content in (b"<svg/>", b"#!/bin/sh", b"", picture().read()[:300]):
            upload = SimpleUploadedFile("a.png", content, "image/png")
            response = self.send(upload)
            self.assertEqual(response.status_code, 200)
            self.assertTrue(response.context["adminform"].form.errors["portrait"])
        self.assertFalse(Speaker.objects.get().portrait)

    def test_it_stays_when_the_rest_is_edited_and_goes_when_cleared(self):
        self.assertSaved(self.send(picture()))
        name = Speaker.objects.get().portrait.name
        data = self.open(self.client_, self.speaker)
        self.assertSaved(self.save(self.client_, self.speaker, {**data, "role": "Leader"}))
        self.assertEqual(Speaker.objects.get().portrait.name, name)
        data = self.open(self.client_, self.speaker)
        self.assertRefused(self.save(self.client_, self.speaker, {**data, "portrait_alt": ""}))
        self.assertSaved(self.save(self.client_, self.speaker, {**data, "portrait-clear": "on"}))
        self.assertFalse(Speaker.objects.get().portrait)

    def test_two_portraits_at_once_are_a_conflict(self):
        mine = self.open(self.client_, self.speaker)
        self.assertSaved(self.send(picture()))
        response = self.save(self.client_, self.speaker, {**mine, **WORDS, "portrait": picture()})
        self.assertRefused(response, "Portrait: stored is “portraits/")
        self.assertContains(self.client_.get(address(self.speaker)), "image/webp")

    def test_a_file_that_is_lost_is_not_found(self):
        Speaker.objects.update(portrait="portraits/lost.webp")
        shown = reverse("admin:archive_speaker_portrait", args=[self.speaker.pk])
        self.assertEqual(self.client_.get(shown).status_code, 404)

    def test_the_type_is_named_though_python_may_not_know_it(self):
        self.assertSaved(self.send(picture()))
        shown = reverse("admin:archive_speaker_portrait", args=[self.speaker.pk])
        with mock.patch("mimetypes.guess_type", return_value=(None, None)):
            self.assertEqual(self.client_.get(shown)["Content-Type"], "image/webp")

    def test_the_admin_shows_it_to_those_who_may_see_the_draft_and_the_public_does_not(self):
        self.assertSaved(self.send(picture()))
        shown = reverse("admin:archive_speaker_portrait", args=[self.speaker.pk])
        self.assertContains(self.client_.get(address(self.speaker)), f'href="{shown}"')
        self.assertEqual(self.client_.get(shown)["Content-Type"], "image/webp")
        public = f"{self.speaker.get_absolute_url()}portrait/"
        self.assertEqual(self.client.get(shown).status_code, 302)
        self.assertEqual(self.client.get(public).status_code, 404)
        self.assertEqual(signed_in(make_user()).get(shown).status_code, 403)
        Speaker.objects.update(status=make.PUBLISHED)
        self.assertEqual(self.client.get(public)["Content-Type"], "image/webp")

    def test_the_file_of_a_discarded_private_change_goes_unless_it_is_used_elsewhere(self):
        self.assertSaved(self.send(picture()))
        public = Speaker.objects.get().portrait
        Speaker.objects.update(status="published")
        editor = User.objects.get(username="editor")
        page = reverse("admin:archive_speaker_change", args=[self.speaker.pk], current_app="private")
        storage, names = public.storage, []
        for _ in range(2):
            data = read_form(self.client_.get(page)).data
            self.client_.post(page, {**data, **WORDS, "portrait": picture(), "_save": "x"})
            change = private.change_of(self.speaker)
            names.append(change.data[f"speaker:{self.speaker.pk}"]["portrait"])
            self.assertTrue(storage.exists(names[-1]))
            with self.captureOnCommitCallbacks(execute=True):
                private.discard(change, editor)
                self.assertTrue(storage.exists(names[-1]))
            self.assertFalse(storage.exists(names[-1]))
        change = private.begin(self.speaker, editor)
        with self.captureOnCommitCallbacks(execute=True):
            private.discard(change, editor)
        self.assertTrue(storage.exists(public.name))
        self.assertEqual(len({*names, public.name}), 3)

    def test_the_file_stays_while_a_version_has_it(self):
        self.assertSaved(self.send(picture()))
        portrait = Speaker.objects.get().portrait
        Speaker.objects.update(status="published")
        change = private.begin(self.speaker, User.objects.get(username="editor"))
        Speaker.objects.update(portrait="")
        with self.captureOnCommitCallbacks(execute=True):
            private.discard(change, User.objects.get(username="editor"))
        self.assertTrue(portrait.storage.exists(portrait.name))
