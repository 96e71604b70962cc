"""The real site under gunicorn (sync and gthread) and granian: what they serve, at what cost and how fast.

    python -m tests.benchmarks.servers [--speeches 100000] [--rounds 8]

Two processes each, as `make run` starts them. A kept page, a 304, a page that nobody has asked for before (without the
cache) and a static file, on 1, 16 and 128 connections. Prints a table of its own; nothing of it has a bar.
"""

import re
from contextlib import ExitStack

from tests.benchmarks.comparing import machine
from tests.benchmarks.contenders import OURS
from tests.benchmarks.running import options, run
from tests.benchmarks.serving import COMMANDS, middle, served

#: On how many connections at once; a page that takes long enough keeps sixteen of them waiting.
FEW, MANY = (1, 16), (1, 16, 128)
MEGABYTE = 1024**2


def main():
    chosen = options(__doc__).parse_args()
    print(machine())
    with run(chosen) as given, ExitStack() as stack:
        address = given.entries["debates"][0]
        with given.ours() as ours:
            kept = given.folder / "page.html"
            tag = ours.ask(address, keep=str(kept))["headers"]["ETag"]
        style = re.search(r'href="([^"]+/site\.[^"]+\.css)"', kept.read_text())[1]
        sites = {
            (kind, cached): stack.enter_context(served(kind, settings, given.data, workers=2))
            for kind in COMMANDS
            for cached, settings in {True: "congress_site.settings", False: OURS}.items()
        }
        asked = {
            "kept page": (True, address, (), MANY),
            "kept page, brotli": (True, address, ("Accept-Encoding: br",), MANY),
            "304": (True, address, (f"If-None-Match: {tag}",), MANY),
            "static file": (True, style, (), MANY),
            "static file, brotli": (True, style, ("Accept-Encoding: br",), MANY),
            # The last, as it leaves the most undone.
            "first-time page": (False, address, (), FEW),
        }
        print("| asked | connections | server | requests/s | ms of CPU | p50 ms | p99 ms | failed |")
        print("|---|---|---|---|---|---|---|---|")
        for name, (cached, path, headers, connected) in asked.items():
            for connections in connected:
                loads = {kind: [] for kind in COMMANDS}
                for _ in range(max(chosen.rounds // 4, 1)):
                    for kind in COMMANDS:
                        loads[kind].append(sites[kind, cached].load(path, 2, connections, headers))
                for kind, load in {kind: middle(each) for kind, each in loads.items()}.items():
                    row = f"| {name} | {connections} | {kind} | {load.rate:,.0f} | {load.cpu:.3f} "
                    print(row + f"| {load.p50:.1f} | {load.p99:.1f} | {load.failed:.0f} |", flush=True)
        for kind in COMMANDS:
            held = ", ".join(f"{size / MEGABYTE:.0f}" for size in sites[kind, True].memory())
            print(f"- memory of {kind}, MB for each process: {held}")


if __name__ == "__main__":
    main()
