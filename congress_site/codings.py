"""Content codings: which of them a request takes, and how an answer is put into one (RFC 9110, section 12.5.3)."""

import re
import zlib
from functools import lru_cache, partial

import brotli

IDENTITY = "identity"

#: Speed against size, for answers that are made anew each time. Both write the same bytes for the same content.
BROTLI_QUALITY = 4
GZIP_LEVEL = 6
#: After so many bytes of a stream what is compressed is sent: brotli would else wait for megabytes.
FLUSHED_AFTER = 64 * 1024

_WEIGHTED = re.compile(
    r"\s*([!#$%&'*+.^_`|~\w-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?", re.ASCII | re.IGNORECASE
)


class _Brotli:
    def __init__(self):
        compressor = brotli.Compressor(quality=BROTLI_QUALITY)
        self.process, self.flush, self.finish = compressor.process, compressor.flush, compressor.finish


class _Gzip:
    def __init__(self):
        compressor = zlib.compressobj(GZIP_LEVEL, wbits=zlib.MAX_WBITS + 16)  # The 16 asks for gzip's own frame.
        self.process, self.finish = compressor.compress, compressor.flush
        self.flush = partial(compressor.flush, zlib.Z_SYNC_FLUSH)


#: What we can write, the smallest first: it is taken among what a client likes equally.
_COMPRESSORS = {"br": _Brotli, "gzip": _Gzip}
CODINGS = [*_COMPRESSORS, IDENTITY]


@lru_cache(maxsize=256)  # Browsers send few different ones.
def accepted(header):
    """The codings that an `Accept-Encoding` takes, the most welcome first; never none, as an answer has to be sent."""
    weights = {}
    for item in header.split(","):
        if match := _WEIGHTED.fullmatch(item):
            weights.setdefault(match[1].lower(), float(match[2] or 1))
    # What is not named is not taken, but for the identity: it is, after all that was named.
    unnamed = weights.get("*", 0)
    ranked = {coding: weights.get(coding, unnamed) for coding in _COMPRESSORS}
    ranked[IDENTITY] = weights.get(IDENTITY, weights.get("*", 0.0001))
    taken = [coding for coding in CODINGS if ranked[coding]]
    return tuple(sorted(taken, key=ranked.get, reverse=True)) or (IDENTITY,)


def recoded(content, coding, other):
    """The same content in another coding; of ours, only brotli is ever read."""
    if coding == other:
        return content
    plain = brotli.decompress(content) if coding == "br" else content
    return plain if other == IDENTITY else b"".join(encoded([plain], other))


def encoded(chunks, coding):
    """Yield the chunks of bytes in a coding as they come, whatever their number and size."""
    compressor = _COMPRESSORS[coding]()
    held = 0
    for chunk in chunks:
        if held >= FLUSHED_AFTER:
            yield compressor.flush()
            held = 0
        held += len(chunk)
        if data := compressor.process(chunk):
            yield data
    yield compressor.finish()
