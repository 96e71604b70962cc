"""What every start of the server has in common; gunicorn reads this file from the folder that it is started in."""

import contextlib
import ctypes

# The C library of Linux gives each thread memory of its own, and none of it to another when it is free again; and it
# keeps ever larger pieces of what is free. A worker held a quarter more. The threads of one Python hardly ever ask at
# once, so they share. Some free megabytes stay at hand: to fetch and give back those of each page takes as long as to
# send it.
with contextlib.suppress(AttributeError):
    M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 4 * 1024**2)
    ctypes.CDLL(None).mallopt(M_TRIM_THRESHOLD, 8 * 1024**2)

# The longest request line that gunicorn can be told to read. The API refuses addresses of more than 8,000 bytes with a
# problem that says so (archive/api/refusals.py); beyond this gunicorn does, in a sentence of its own.
limit_request_line = 8190

# Longer than a proxy keeps its own (nginx: 60 seconds), which would else send a request down one that is being closed.
keepalive = 75

# A proxy that passes on what clients send would let them say where the site begins, and so what its links are.
forwarder_headers = ""
