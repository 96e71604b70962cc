"""How long a page takes that nobody has asked for before, beside a plain Django template page with the same text.

    python -m tests.benchmarks.first_time [--speeches 100000] [--rounds 20]

In process, through the whole handler with its middleware, without the cache of pages; seconds of the processor. The
plain page is what a Django developer writes who knows the ORM (`plain/`): no evidence, no figures, no linked data.
"""

from tests.benchmarks.comparing import Comparison, in_turn, milliseconds
from tests.benchmarks.running import main


def measure(run):
    pages = {
        "a debate of 40 speeches": (run.entries["debates"], 0.6),
        "a speaker with 300 speeches": (run.entries["speakers"][:1], None),
    }
    with run.ours() as ours, run.plain() as plain:
        for name, (addresses, bar) in pages.items():
            sizes = [contender.ask(addresses[0])["size"] for contender in (ours, plain)]
            taken = in_turn(
                {
                    "ours": lambda addresses=addresses: each(ours, addresses),
                    "plain": lambda addresses=addresses: each(plain, addresses),
                },
                run.rounds,
            )
            yield Comparison(
                f"first-time page: {name}",
                milliseconds(taken["ours"]),
                "a plain Django template page",
                milliseconds(taken["plain"]),
                at_most=bar,
                note=f"{sizes[0]:,} bytes, plain {sizes[1]:,}",
            )


def each(contender, addresses):
    return [seconds for address in addresses for seconds in contender.ask(address)["cpu"]]


if __name__ == "__main__":
    main(measure)
