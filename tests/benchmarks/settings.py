"""This site as its settings have it, without the cache of pages: what an answer costs the first time."""

from congress_site.settings import *

MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("archive.caching")]
