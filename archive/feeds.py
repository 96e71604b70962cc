"""Atom feeds (RFC 4287) of what was published or changed last. A view hands over the entry, which is public."""

import re
from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.selectors.updates import updates_of_archive, updates_of_congress, updates_of_speaker, updates_of_topic
from archive.templatetags.archive_prose import excerpt, plain
from archive.templatetags.archive_text import kind_label, named_plain, short_name, text_language

SUMMARY_LENGTH = 400
#: A feed without an entry has still to say when it was updated, and to say the same each time.
_EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)
#: Characters that XML 1.0, section 2.2, does not allow.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class AtomFeed(Atom1Feed):
    """Django's Atom, with plain summaries that say their language, and a constant answer when it is empty."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else _EMPTY_SINCE

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, {**item, "description": None})
        if item["description"]:
            language = text_language(item["description"])
            attributes = {"type": "text", **({"xml:lang": language} if language else {})}
            handler.addQuickElement("summary", item["description"], attributes)


class UpdatesFeed(Feed):
    """The feed of the whole archive; subclasses narrow it to what is around one entry."""

    feed_type = AtomFeed

    def get_object(self, request, entry=None):
        self.host, _port = split_domain_port(request.get_host())
        return entry

    def title(self, entry):
        return _written(_("Congress Archive: what is new"))

    def subtitle(self, entry):
        return _("Debates, resolutions and people of party congresses, each fact with its source.")

    def link(self, entry):
        return reverse("archive:front")

    def author_name(self, entry):
        return _("Congress Archive")

    def feed_copyright(self, entry):
        return "CC BY-SA 4.0"

    def items(self, entry):
        return updates_of_archive()

    def item_title(self, item):
        if item.kind in {"debate", "resolution"}:
            return _written(f"{named_plain(item)}, {short_name(item)}")
        return _written(named_plain(item))

    def item_description(self, item):
        return _written(excerpt(plain(item.summary), SUMMARY_LENGTH))

    def feed_guid(self, entry):
        about = f"{entry._meta.model_name}/{entry.pk}/" if entry else ""
        return self.tag(f"{about}updates/{get_language()}")

    def item_guid(self, item):
        return self.tag(f"{item.kind}/{item.pk}")

    def tag(self, name):
        """A tag URI (RFC 4151): an address may change, an id in a feed must not (RFC 4287, 4.2.6)."""
        return f"tag:{self.host},2026:{name}"

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.updated_at

    def item_categories(self, item):
        return [kind_label(item.kind)]


class EntryFeed(UpdatesFeed):
    """The feed of one entry and what is around it."""

    def title(self, entry):
        return _written(_("%(entry)s: what is new") % {"entry": named_plain(entry)})

    def subtitle(self, entry):
        return None

    def link(self, entry):
        return entry.get_absolute_url()


class CongressFeed(EntryFeed):
    def items(self, entry):
        return updates_of_congress(entry)


class SpeakerFeed(EntryFeed):
    def items(self, entry):
        return updates_of_speaker(entry)


class TopicFeed(EntryFeed):
    def items(self, entry):
        return updates_of_topic(entry)


def _written(text):
    """The text as XML can hold it."""
    return _NOT_XML.sub("", str(text))
