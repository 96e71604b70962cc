"""What an answer costs that the site has kept, and a 304, beside the same bytes from where they cost nothing to make.

    python -m tests.benchmarks.cached [--speeches 100000] [--rounds 20]

A debate of forty speeches is asked for again and again, with wrk, of this site, of a Django view that returns a
constant (with the middleware that `startproject` writes, and with none) under the same server, and of nginx, which
has it as a file. What is compared is the time of the processor that the server takes for a request.
"""

from contextlib import ExitStack

from tests.benchmarks.comparing import Comparison
from tests.benchmarks.contenders import PLAIN
from tests.benchmarks.running import main
from tests.benchmarks.serving import middle, nginx, served

SERVER = "gthread"
#: Threads of one Python that have several processors wait for each other there, which takes as long again and has
#: nothing to do with what is compared.
PROCESSORS = {0}


def measure(run):
    address = run.entries["debates"][0]
    page = run.folder / "page.html"
    with run.ours() as ours:
        answer = ours.ask(address, keep=str(page))
    with ExitStack() as stack:
        start = stack.enter_context
        ours = start(served(SERVER, "congress_site.settings", run.data, processors=PROCESSORS))
        constant = start(served(SERVER, PLAIN, run.data, processors=PROCESSORS, CONSTANT=str(page)))
        bare = start(
            served(SERVER, PLAIN, run.data, processors=PROCESSORS, CONSTANT=str(page), PLAIN_MIDDLEWARE="none")
        )
        file = start(nginx(run.folder))
        tag = answer["headers"]["ETag"]
        takers = {
            "page": lambda: ours.load(address),
            "304": lambda: ours.load(address, headers=[f"If-None-Match: {tag}"]),
            "brotli": lambda: ours.load(address, headers=["Accept-Encoding: br"]),
            "constant": lambda: constant.load("/constant/"),
            "bare": lambda: bare.load("/constant/"),
            "nginx": lambda: file.load(f"/{page.name}"),
        }
        loads = {name: [] for name in takers}
        for number in range(1 + max(run.rounds // 4, 1)):
            for name, take in takers.items():
                load = take()
                if number:
                    loads[name].append(load)
    found = {name: middle(taken) for name, taken in loads.items()}
    page, constant = found["page"], found["constant"]
    rates = ", ".join(f"{name} {load.rate:,.0f}" for name, load in found.items())
    note = f"{answer['size']:,} bytes; requests a second of one worker: {rates}"
    yield compared("cached page", page, "Django's constant view, default middleware", constant, 1, note)
    yield compared("cached page", page, "Django's constant view, no middleware", found["bare"])
    yield compared("cached page", page, "nginx, the same file", found["nginx"])
    yield compared("cached page in brotli", found["brotli"], "Django's constant view, default middleware", constant)
    yield compared("304", found["304"], "Django's constant view, default middleware", constant, 1.3)


def compared(name, ours, against, theirs, bar=None, note=""):
    failed = sum(load.failed for load in (ours, theirs))
    if failed:
        note = f"{note}; {failed:.0f} requests failed"
    return Comparison(name, ours.cpu, against, theirs.cpu, at_least=bar, note=note)


if __name__ == "__main__":
    main(measure)
