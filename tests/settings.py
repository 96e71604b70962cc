"""The site's settings for tests: plain static files, a cheap password hash, no throttle in the way."""

import tempfile

from congress_site.settings import *

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = tempfile.mkdtemp(prefix="congress-archive-test-media-")
API_THROTTLE = "off"
#: Tests write and read within the second for which a process believes nothing has changed; tests/caching turns it on.
PAGE_CACHE_MEGABYTES = 0
DUMPS_ROOT = tempfile.mkdtemp(prefix="congress-archive-test-dumps-")
MIRROR_ROOT = f"{DUMPS_ROOT}/mirror"
