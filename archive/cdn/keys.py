"""The keys of an answer as a CDN is told of them: short, so that those of a long page find room in one header."""

import base64
import hashlib

#: Every answer carries it: what is purged when all has to go.
ALL = "all"
#: Bytes of the header. The CDNs that are known take 16 KB, of all headers together.
LONGEST = 14_000


def short(key):
    """Eight letters for a key of `archive.ledger.stale`. Two that share theirs go together."""
    digest = hashlib.blake2b(key.encode(), digest_size=6).digest()
    return base64.urlsafe_b64encode(digest).decode()


def joined(name, keys):
    """The keys as the header of this name has them."""
    return ("," if name == "Cache-Tag" else " ").join(keys)
