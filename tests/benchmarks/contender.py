"""One of those that are measured: a WSGI application in a process of its own, which does what each line tells it.

Needs nothing but the standard library, so that it also runs in the environment of a peer. A line of its input is an
order as JSON; a line of its output says what came of it, with the seconds of the processor and of the clock each took.
"""

import importlib
import io
import json
import os
import resource
import sys
import time
from pathlib import Path


def main():
    orders, reports = sys.stdin, os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # Whatever the application prints is no report.
    module, _, name = sys.argv[1].partition(":")
    application = getattr(importlib.import_module(module), name)
    for line in orders:
        order = json.loads(line)
        report = called(**order) if "call" in order else asked(application, **order)
        print(json.dumps(report), file=reports, flush=True)


def asked(application, path, query="", headers=(), times=1, keep=None):
    """Ask for an address as often as said; with `keep`, the answer's bytes go into that file."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in dict(headers).items()},
    }
    said = []
    cpu, wall = [], []
    for _ in range(times):
        fresh = {**environ, "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr}
        start, clock = time.process_time(), time.perf_counter()
        response = application(fresh, lambda *head: said.append(head))
        size, body = 0, []
        for chunk in response:
            size += len(chunk)
            if keep:
                body.append(chunk)
        response.close()
        cpu.append(time.process_time() - start)
        wall.append(time.perf_counter() - clock)
    status, headers = said[-1][:2]
    if keep:
        Path(keep).write_bytes(b"".join(body))
    return {"status": int(status[:3]), "headers": dict(headers), "size": size, "cpu": cpu, "wall": wall, **memory()}


def called(call, arguments=(), times=1):
    """Call a function by its name, `module:function`, as often as said; what it gives has to be JSON."""
    module, _, name = call.partition(":")
    function = getattr(importlib.import_module(module), name)
    cpu, wall = [], []
    for _ in range(times):
        start, clock = time.process_time(), time.perf_counter()
        given = function(*arguments)
        cpu.append(time.process_time() - start)
        wall.append(time.perf_counter() - clock)
    return {"given": given, "cpu": cpu, "wall": wall, **memory()}


def memory():
    """Bytes that the process holds now, and has held at most."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"memory": pages * resource.getpagesize(), "peak": peak}


if __name__ == "__main__":
    main()
