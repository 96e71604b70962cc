"""What the site makes answers with: another edition of it makes others from the same archive."""

import hashlib
from functools import cache
from pathlib import Path

import django
from django.conf import settings

_FOLDERS = ("archive", "congress_site", "templates")
_SUFFIXES = {".py", ".html", ".txt", ".xml", ".mo", ".md", ".csl"}
_SETTINGS = (
    "CONTENT_SECURITY_POLICY",
    "FRONT_PAGE_CONGRESS",
    "LICENCE_URL",
    "SECRET_KEY",
    "SECURE_SSL_REDIRECT",
    "STATIC_URL",
    "TIME_ZONE",
)


@cache
def edition():
    """The same on every machine that has the same code, the same static files, and shows by the same settings."""
    digest = hashlib.blake2b(digest_size=8)
    digest.update(repr((django.__version__, [getattr(settings, name) for name in _SETTINGS])).encode())
    root = Path(settings.BASE_DIR)
    files = [path for folder in _FOLDERS for path in (root / folder).rglob("*") if path.suffix in _SUFFIXES]
    # The libraries that write pages too, as far as they are pinned.
    files += root.glob("requirements*.txt")
    for path in [*sorted(files), *Path(settings.STATIC_ROOT).glob("staticfiles.json")]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
