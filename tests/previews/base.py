"""What the tests of previews share: a draft of each kind, and what must not be told by any outlet."""

from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import TestCase
from django.urls import reverse
from django.utils import translation

from archive.models import ENTRIES
from tests import factories as make
from tests.admin.base import make_user, signed_in
from tests.workflow.test_private import every_row

#: What signing in and looking may write.
BESIDES = {"sessions.Session", "auth.User"}


def make_viewer(name="viewer"):
    """Staff who may look at all and change nothing."""
    viewer = make_user(None, name)
    kinds = ContentType.objects.get_for_models(*ENTRIES).values()
    viewer.user_permissions.add(*Permission.objects.filter(content_type__in=kinds, codename__startswith="view_"))
    return viewer


def preview_address(entry, name="preview"):
    return reverse(name, args=[entry._meta.model_name, entry.pk])


def rows_now():
    return {name: rows for name, rows in every_row().items() if name not in BESIDES}


class PreviewTestCase(TestCase):
    """Six drafts, one in the other where they can be, and each with a name that says DRAFT."""

    def setUp(self):
        # A request for a Russian page leaves its language behind in the thread.
        self.enterContext(translation.override("en"))

    @classmethod
    def setUpTestData(cls):
        cls.viewer_user = make_viewer()
        cls.viewer = signed_in(cls.viewer_user)
        cls.author: User = make_user("Contributor", "author")
        cls.topic = make.make_topic(slug="tax", name="DRAFT topic", created_by=cls.author)
        cls.source = make.make_source(slug="book", title="DRAFT source")
        cls.speaker = make.make_speaker(slug="ivanov", name="DRAFT speaker", sort_name="DRAFT, Speaker")
        cls.congress = make.make_congress(number=12, title="DRAFT congress", opened_on=make.day("1923-04-17"))
        cls.debate = make.make_debate(congress=cls.congress, slug="tax", title="DRAFT debate", summary="What was said")
        cls.speech = make.make_speech(debate=cls.debate, speaker=cls.speaker, attribution="Ivanov", text="DRAFT words")
        cls.debate.topics.add(cls.topic)
        cls.resolution = make.make_resolution(congress=cls.congress, slug="tax", title="DRAFT resolution")
        cls.resolution.debates.add(cls.debate)
        make.make_clause(resolution=cls.resolution, text="DRAFT clause")
        make.make_citation(cls.debate, source=cls.source)
        cls.entries = [cls.topic, cls.source, cls.speaker, cls.congress, cls.debate, cls.resolution]
