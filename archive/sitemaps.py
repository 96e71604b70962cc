"""The sitemap: every public page, in both languages, with the time of its last change."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from archive.selectors.congresses import public_congresses
from archive.selectors.references import public_references, reference


class BilingualSitemap(Sitemap):
    i18n = True
    alternates = True
    x_default = True
    limit = 5000


class EntrySitemap(BilingualSitemap):
    """Every public entry of every kind; one query for the rows, one for their number."""

    def items(self):
        return public_references()

    def location(self, item):
        return reference(item).get_absolute_url()

    def lastmod(self, item):
        return item["entry_updated_at"]

    def get_latest_lastmod(self):
        newest = self.items()[:1]
        return newest[0]["entry_updated_at"] if newest else None


class PeopleSitemap(BilingualSitemap):
    """The page of the people at each congress."""

    def items(self):
        return public_congresses()

    def location(self, item):
        return item.get_people_url()

    def lastmod(self, item):
        return item.updated_at


class ListSitemap(BilingualSitemap):
    """The front page, the lists, the timeline, and the page about the archive."""

    def items(self):
        lists = ["congresses", "debates", "resolutions", "speeches", "speakers", "topics", "sources"]
        return ["front", *lists, "timeline", "about"]

    def location(self, item):
        return reverse(f"archive:{item}")


SITEMAPS = {"lists": ListSitemap, "people": PeopleSitemap, "entries": EntrySitemap}
