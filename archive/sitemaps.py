"""The sitemap: every public page, in both languages, with the time of its last change."""

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property

from archive.selectors.references import reference
from archive.selectors.updates import PublicChanges, latest_changes


class BilingualSitemap(Sitemap):
    i18n = True
    alternates = True
    x_default = True
    #: As many addresses as one file of it holds.
    limit = 5000

    @property
    def paginator(self):
        """Django's reads all items to give an address in each language a place; here only those of a page are read."""
        return _BilingualPaginator(self.items(), self.limit // len(self._languages()), self._languages())


class _BilingualPaginator(Paginator):
    """Turns pages of items, of which each then stands there once in each language."""

    def __init__(self, items, size, languages):
        super().__init__(items, size)
        self._of_each = languages

    def _get_page(self, items, *place):
        return super()._get_page([(item, language) for item in items for language in self._of_each], *place)


class EntrySitemap(BilingualSitemap):
    """Every public entry of every kind; one query for how many there are of each, one for the rows."""

    def items(self):
        return PublicChanges()

    def location(self, item):
        return reference(item).get_absolute_url()

    def lastmod(self, item):
        return item["entry_updated_at"]

    def get_latest_lastmod(self):
        """The same for all pages: to know that of each is to read them."""
        return _latest_of(latest_changes())


class PeopleSitemap(EntrySitemap):
    """The page of the people at each congress."""

    def items(self):
        return PublicChanges("congress")

    def location(self, item):
        return reverse("archive:congress-people", args=[item["entry_number"]])

    def get_latest_lastmod(self):
        return latest_changes().get("congress")


class ListSitemap(BilingualSitemap):
    """The front page, the lists, the timeline, and the page about the archive; one query for the times of all."""

    #: The pages, each with the kind of entry whose latest change is its own; a speech changes its debate.
    pages = {
        "front": None,
        "congresses": "congress",
        "debates": "debate",
        "resolutions": "resolution",
        "speeches": "debate",
        "speakers": "speaker",
        "topics": "topic",
        "sources": "source",
        "timeline": "congress",
        "about": None,
    }

    @cached_property
    def changes(self):
        return latest_changes()

    def items(self):
        return list(self.pages)

    def location(self, item):
        return reverse(f"archive:{item}")

    def lastmod(self, item):
        return self.get_latest_lastmod() if item == "front" else self.changes.get(self.pages[item])

    def get_latest_lastmod(self):
        return _latest_of(self.changes)


def _latest_of(changes):
    return max(filter(None, changes.values()), default=None)


SITEMAPS = {"lists": ListSitemap, "people": PeopleSitemap, "entries": EntrySitemap}
