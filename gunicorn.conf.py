"""What every start of the server has in common; gunicorn reads this file from the folder that it is started in."""

import ctypes
from itertools import count

_libc = ctypes.CDLL(None)
_requests = count(1)

# The C library of Linux gives each thread memory of its own, and none of it to another when it is free again. The
# threads of one Python hardly ever ask at once, so they share.
_M_ARENA_MAX = -8
if hasattr(_libc, "mallopt"):
    _libc.mallopt(_M_ARENA_MAX, 1)


def post_request(worker, request):
    """Give back what is free in a worker, once in a while: to do so with each page takes as long as to send it."""
    if next(_requests) % 500 == 0 and hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)


# The longest request line that gunicorn can be told to read. The API refuses addresses of more than 8,000 bytes with a
# problem that says so (archive/api/refusals.py); beyond this gunicorn does, in a sentence of its own.
limit_request_line = 8190

# Longer than a proxy keeps its own (nginx: 60 seconds), which would else send a request down one that is being closed.
keepalive = 75

# A proxy that passes on what clients send would let them say where the site begins, and so what its links are.
forwarder_headers = ""
