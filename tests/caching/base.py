"""Tests with the page cache on, which say of each answer whether it was kept."""

from unittest import mock

from django.core.cache import cache
from django.test import override_settings

from archive.caching import knowledge as knowing
from archive.caching.knowledge import knowledge
from archive.caching.middleware import PageCacheMiddleware

WITH_CACHE = override_settings(PAGE_CACHE_MEGABYTES=8)


class CachingMixin:
    """For a test case, before its class. The archive is asked each time whether it has changed."""

    believed = 0

    def setUp(self):
        super().setUp()
        WITH_CACHE.enable()
        self.addCleanup(WITH_CACHE.disable)
        cache.clear()
        knowledge.forget()
        self.made = []
        render = PageCacheMiddleware.render

        def noted(middleware, request, *args):
            self.made.append(request.get_full_path())
            return render(middleware, request, *args)

        for patch in (
            mock.patch.object(PageCacheMiddleware, "render", noted),
            mock.patch.object(knowing, "BELIEVED", self.believed),
        ):
            patch.start()
            self.addCleanup(patch.stop)
        self.addCleanup(knowledge.forget)

    def is_kept(self, address, **headers):
        """Ask for it; whether the answer was not made for it, and the answer."""
        self.made.clear()
        response = self.client.get(address, **headers)
        return not self.made, response

    def fresh(self, address):
        """What is answered past the cache: the public site looks at no token."""
        return self.client.get(address, HTTP_AUTHORIZATION="Bearer nobody")
