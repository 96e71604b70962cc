"""Where a shared link stops leading: forged, run out, revoked, or what it was made for is gone."""

from datetime import timedelta
from unittest import mock

from django.core import signing
from django.utils import timezone

from archive.choices import LinkState, PublicationStatus
from archive.models import ShareLink
from archive.workflow import private, sharing
from archive.workflow.snapshots import key_of
from tests import factories as make
from tests.previews.test_sharing import CHANGE, SharingTestCase, addresses, share_page


class EndingTests(SharingTestCase):
    def test_a_forged_address_leads_nowhere(self):
        link = self.share(self.debate)
        token = sharing.token_of(link)
        other = self.share(self.resolution)
        changed = [token[:n] + ("A" if token[n] != "A" else "B") + token[n + 1 :] for n in range(0, len(token) - 1, 9)]
        foreign = signing.Signer(salt="another", sep=".").sign(f"{link.pk}.{link.nonce}")
        crossed = signing.Signer(salt="archive.workflow.sharing", sep=".").sign(f"{link.pk}.{other.nonce}")
        missing = signing.Signer(salt="archive.workflow.sharing", sep=".").sign(f"999.{link.nonce}")
        for forged in (
            *changed,
            foreign,
            crossed,
            missing,
            str(link.pk),
            "\x00",
            "é.ж.ы",
            token[:-1],
            token + "x",
            token.upper(),
        ):
            with self.subTest(forged=forged):
                self.assertNowhere(forged)

    def test_a_link_ends_at_its_time(self):
        token = sharing.token_of(self.share(self.debate, days=3))
        for days, status in ((2.99, 200), (3.01, 404)):
            with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=days)):
                self.assertEqual(self.client.get(addresses(token)["shared"]).status_code, status)
        ShareLink.objects.update(expires_at=timezone.now())
        self.assertNowhere(token)

    def test_a_link_ends_with_the_entry_and_is_not_inherited_with_its_key(self):
        token, key = sharing.token_of(self.share(self.topic)), self.topic.pk
        self.debate.topics.clear()
        self.topic.delete()
        self.assertNowhere(token)
        heir = make.make_topic(pk=key, name="DRAFT heir")
        self.assertNowhere(token)
        self.assertNotContains(self.publisher.get(share_page(heir)), "Petrova")

    def test_a_link_ends_when_the_entry_or_its_congress_is_withdrawn(self):
        topic, debate = self.share(self.topic), self.share(self.debate)
        for entry in (self.topic, self.congress):
            type(entry).objects.filter(pk=entry.pk).update(status=PublicationStatus.WITHDRAWN)
        self.assertNowhere(sharing.token_of(topic))
        self.assertNowhere(sharing.token_of(debate))

    def test_a_link_ends_when_the_time_of_withdrawal_has_come(self):
        link = self.share(self.topic)
        self.topic.status = PublicationStatus.PUBLISHED
        for seconds, state in ((60, LinkState.WORKS), (-60, LinkState.WITHDRAWN)):
            self.topic.withdraw_at = timezone.now() + timedelta(seconds=seconds)
            self.assertEqual(sharing.state_of(link, self.topic), state)

    def test_a_link_to_a_private_change_ends_with_it_and_not_with_the_next(self):
        discarded, released = self.change(), self.change()
        tokens = [sharing.token_of(self.share(change.entry, CHANGE)) for change in (discarded, released)]
        private.discard(discarded, self.publisher_user)
        private.release(private.submit(released, self.editor_user), self.publisher_user)
        self.assertNowhere(tokens[0])
        self.assertNowhere(tokens[1])
        self.change(discarded.entry)
        self.assertNowhere(tokens[0])
        self.assertContains(self.publisher.get(share_page(discarded.entry)), "has been released or discarded")

    def test_a_private_change_that_does_not_fit_leads_nowhere(self):
        change = self.change()
        token = sharing.token_of(self.share(change.entry, CHANGE))
        key = key_of(change.entry)
        private.store(change, {**change.data, key: {**change.data[key], "broader": 999_999}}, self.editor_user)
        self.assertNowhere(token)

    def test_a_link_stays_when_the_account_of_its_maker_ends(self):
        link = self.share(self.debate)
        self.publisher_user.is_active = False
        self.publisher_user.save()
        self.assertContains(self.read(link), "DRAFT words")
        self.assertContains(self.editor.get(share_page(self.debate)), "Prof. Petrova")
