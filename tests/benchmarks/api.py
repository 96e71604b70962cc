"""How long answers of the API take, beside plain nested model serializers over the same rows (`plain/api.py`).

    python -m tests.benchmarks.api [--speeches 100000] [--rounds 20]

In process, through the whole handler with its middleware, without the cache of pages and the throttle; seconds of the
processor. Rows are compared whole, with all that ours hold, and brief, as `fields=` cuts them.
"""

import json

from tests.benchmarks.comparing import Comparison, in_turn, milliseconds
from tests.benchmarks.running import main

SIZE, PAGE = 10, 5000
BRIEF = "fields=url,position,speaker,debate,text"
BRIEF_DEBATE = (
    "fields=url,page,updated_at,congress,position,kind,title,original_title,question,summary,outcome,consequences"
)


def measure(run):
    debate, key = run.entries["debates"][0], run.entries["keys"][0]
    pairs = {
        "API list, 20 speeches with speaker and debate, whole rows": (
            "/api/v1/speeches/?page_size=20",
            "/api/speeches/",
            3,
        ),
        "API list, 20 speeches with speaker and debate, brief rows": (
            f"/api/v1/speeches/?page_size=20&{BRIEF}",
            "/api/brief-speeches/",
            3,
        ),
        "API list, 20 debates with speakers and resolutions": (
            "/api/v1/debates/?page_size=20&expand=speakers,resolutions",
            "/api/debates/",
            None,
        ),
        "API detail, a debate with its 40 speeches": (f"/api/v1{debate}", f"/api/whole-debates/{key}/", 3),
        "API detail, a debate without its parts": (f"/api/v1{debate}?{BRIEF_DEBATE}", f"/api/brief-debates/{key}/", 3),
    }
    with run.ours() as ours, run.plain() as plain:
        for name, (address, other, bar) in pairs.items():
            yield compared(run, name, (ours, address), (plain, other), bar)
        yield from pages(run, ours, plain)


def compared(run, name, ours, theirs, bar):
    rows, sizes = [], []
    for contender, address in (ours, theirs):
        kept = run.folder / "answer.json"
        sizes.append(contender.ask(address, keep=str(kept))["size"])
        answer = json.loads(kept.read_bytes())
        rows.append([row["url"] for row in answer.get("results", [answer])])
    note = f"{sizes[0]:,} bytes, plain {sizes[1]:,}"
    # Only the gate may make a difference: ours leaves out what is not public.
    same = len(set(rows[0]) & set(rows[1]))
    if same < len(rows[0]):
        note += f"; {same} of {len(rows[0])} rows are the same, as the plain list has hidden ones too"
    taken = in_turn({"ours": asking(*ours), "theirs": asking(*theirs)}, run.rounds)
    ours, theirs = milliseconds(taken["ours"]), milliseconds(taken["theirs"])
    return Comparison(name, ours, "plain nested serializers", theirs, at_least=bar, note=note)


def pages(run, ours, plain):
    """The 5,000th page of a list, by cursor and by number, beside the first."""
    page = min(PAGE, run.entries["public"] // SIZE)
    cursor = walked(run, ours, (page - 1) * SIZE)
    lists = "/api/v1/speeches/?page_size={}&{}".format
    first = asking(ours, lists(SIZE, "cursor=start"))
    taken = in_turn({"first": first, "there": asking(ours, lists(SIZE, f"cursor={cursor}"))}, run.rounds)
    name = f"API list, page {page:,}"
    there, first = milliseconds(taken["there"]), milliseconds(taken["first"])
    yield Comparison(f"{name} by cursor", there, "the first page, by cursor", first, at_most=1.5)
    plainly = asking(plain, f"/api/speeches/?page={page}&page_size={SIZE}")
    numbered = lists(SIZE, f"page={page}")
    if ours.ask(numbered, status=None)["status"] == 200:
        takers = {"first": asking(ours, lists(SIZE, "page=1")), "there": asking(ours, numbered), "plain": plainly}
        taken = in_turn(takers, run.rounds)
        there, first, plainly = (milliseconds(taken[name]) for name in ("there", "first", "plain"))
        yield Comparison(f"{name} by number", there, "the first page, by number", first, at_most=1.5)
        yield Comparison(f"{name} by number", there, "the same page of the plain list", plainly)
    else:
        taken = in_turn({"there": asking(ours, lists(SIZE, f"cursor={cursor}")), "plain": plainly}, run.rounds)
        there, plainly = milliseconds(taken["there"]), milliseconds(taken["plain"])
        note = "numbers are bounded: this page is refused by number, and read by cursor"
        yield Comparison(f"{name} by cursor", there, "the same page of the plain list", plainly, note=note)


def walked(run, ours, rows):
    """The cursor behind so many rows, as somebody gets it who walks there."""
    cursor, kept = "start", run.folder / "walk.json"
    while rows:
        step = min(rows, 100)
        ours.ask(f"/api/v1/speeches/?page_size={step}&fields=url&cursor={cursor}", keep=str(kept))
        cursor = json.loads(kept.read_bytes())["next"].partition("cursor=")[2].partition("&")[0]
        rows -= step
    return cursor


def asking(contender, address):
    return lambda: contender.ask(address)["cpu"]


if __name__ == "__main__":
    main(measure)
