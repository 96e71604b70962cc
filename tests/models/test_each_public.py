"""The gate asked of each row in turn keeps what the joined one keeps, and what is hidden is the rest."""

from datetime import timedelta

from django.utils import timezone

from archive.models import ENTRIES, PARTS
from tests import factories as make
from tests.api.archive import ArchiveTestCase


class EachPublicTests(ArchiveTestCase):
    def test_it_keeps_what_is_public(self):
        now = timezone.now()
        make.make_speech(debate=make.make_debate(congress=self.congress), text="In a draft")
        self.after.publish_at, self.tenth.withdraw_at = now + timedelta(hours=1), now + timedelta(hours=2)
        self.after.save()
        self.tenth.save()
        for hours in (0, 1.5, 3):
            moment = now + timedelta(hours=hours)
            for model in (*ENTRIES, *PARTS):
                with self.subTest(model=model.__name__, hours=hours):
                    rows = model.objects.order_by("pk")
                    public = list(rows.public(moment))
                    self.assertEqual(list(rows.each_public(moment)), public)
                    self.assertEqual(list(rows.hidden(moment)), [row for row in rows if row not in public])
