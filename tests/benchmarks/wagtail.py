"""How long a first-time page and a list of the API take in a minimal Wagtail site with the same texts.

    python -m tests.benchmarks.wagtail [--speeches 100000] [--rounds 20]

Twice: with speeches as child rows and speakers as snippets, and with each speech a page. The site is built by pip in an
environment of its own and filled once (`wagtail_site/`). Seconds of the processor, through the whole handler of each.
"""

import subprocess

from tests.benchmarks.comparing import Comparison, in_turn, milliseconds
from tests.benchmarks.contenders import ROOT, started, surroundings
from tests.benchmarks.environments import environment_with
from tests.benchmarks.running import KEPT, main

SETTINGS = "tests.benchmarks.wagtail_site.settings"
APPLICATION = "tests.benchmarks.wagtail_site.wsgi:application"
#: A larger site takes longer to fill than all else together, and its pages no longer.
LARGEST = 200_000


def measure(run):
    if run.speeches > LARGEST:
        return
    python = environment_with("wagtail")
    debate, api = run.entries["debates"][0], "/api/v1/speeches/?page_size=20"
    _, number, _, slug = debate.strip("/").split("/")
    with run.ours() as ours, started(SETTINGS, filled(python, run.data), python, APPLICATION) as wagtail:
        takers = {
            "ours": (ours, debate),
            "snippets": (wagtail, f"/c{number}/{slug}/"),
            "pages": (wagtail, f"/p{number}/{slug}/"),
            "our list": (ours, api),
            "list": (
                wagtail,
                "/api/v2/pages/?type=wagtail_site.SpeechPage&fields=speaker,heading,kind,text,original_text&limit=20",
            ),
        }
        sizes = {name: contender.ask(address)["size"] for name, (contender, address) in takers.items()}
        taken = in_turn(
            {
                name: lambda contender=contender, address=address: contender.ask(address)["cpu"]
                for name, (contender, address) in takers.items()
            },
            run.rounds,
        )
    took = {name: milliseconds(seconds) for name, seconds in taken.items()}
    page = "first-time page: a debate of 40 speeches"
    for kind, bar in {"snippets": 3.5, "pages": 8}.items():
        note = f"{sizes['ours']:,} bytes, Wagtail {sizes[kind]:,}"
        yield Comparison(page, took["ours"], f"Wagtail, speeches as {kind}", took[kind], at_least=bar, note=note)
    note = f"{sizes['our list']:,} bytes, Wagtail {sizes['list']:,}"
    yield Comparison("API list, 20 speeches, whole rows", took["our list"], "Wagtail's API", took["list"], note=note)


def filled(python, data):
    """The folder of a Wagtail site with what the archive in `data` holds."""
    folder = KEPT / f"wagtail-{data.name}"
    ready = folder / "READY"
    if not ready.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "wagtail.sqlite3").unlink(missing_ok=True)
        command = [python, "-m", "tests.benchmarks.wagtail_site.filling", data / "archive.sqlite3"]
        subprocess.run(command, cwd=ROOT, env=surroundings(SETTINGS, folder), check=True)
        ready.touch()
    return folder


if __name__ == "__main__":
    main(measure)
