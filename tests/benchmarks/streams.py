"""A feed beside Django's own, and the rate of an export beside serializers over the same rows.

    python -m tests.benchmarks.streams [--speeches 100000] [--rounds 20]

The feed is compared by the seconds of the processor of an answer, the export by those for a row of all speeches of one
congress. What memory they take is measured beside another archive (`sizes.py`).
"""

from tests.benchmarks.comparing import Comparison, in_turn, milliseconds
from tests.benchmarks.running import main


def measure(run):
    number = run.entries["congress"].strip("/").split("/")[-1]
    with run.ours() as ours, run.plain() as plain:
        taken = in_turn(
            {
                "ours": lambda: ours.ask("/feeds/updates.atom")["cpu"],
                "plain": lambda: plain.ask("/feeds/updates.atom")["cpu"],
            },
            run.rounds,
        )
        theirs = milliseconds(taken["plain"])
        yield Comparison("feed of what is new", milliseconds(taken["ours"]), "Django's Feed", theirs)
        addresses = {
            "ours": f"/api/v1/speeches/?format=ndjson&congress={number}",
            "plain": f"/congresses/{number}/speeches.ndjson",
        }
        rows = {}
        for name, contender in {"ours": ours, "plain": plain}.items():
            kept = run.folder / name
            contender.ask(addresses[name], keep=str(kept))
            rows[name] = kept.read_bytes().count(b"\n")
        taken = in_turn(
            {
                name: lambda name=name, contender=contender: contender.ask(addresses[name])["cpu"]
                for name, contender in {"ours": ours, "plain": plain}.items()
            },
            max(run.rounds // 4, 1),
        )
        row = {name: milliseconds(taken[name]) / rows[name] for name in rows}
        note = f"{rows['ours']:,} rows, {1000 / row['ours']:,.0f} a second"
        yield Comparison("export, a row of NDJSON", row["ours"], "serializers, streamed", row["plain"], note=note)


if __name__ == "__main__":
    main(measure)
