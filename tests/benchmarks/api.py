"""How many lists the API answers in a second, as a ratio to plain nested model serializers over the same rows.

    python -m tests.benchmarks.api [--rounds 60] [--profile]

Both are asked in turn, through the real WSGI handler with all of its middleware, in one process and one run. The rows
are the bundled 11th Congress, once more as a 12th, in a database of its own: 20 debates with their speakers and
resolutions expanded. The ratio is that of the medians.
"""

import argparse
import cProfile
import io
import json
import os
import pstats
import tempfile
import time
from pathlib import Path
from statistics import median

OURS = ("/api/v1/debates/", "page_size=20&expand=speakers,resolutions")
PLAIN = ("/plain/debates/", "")


def make_archive(folder):
    import yaml
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    bundled = settings.BASE_DIR / "archive/content/congress-11.yaml"
    call_command("load_congress", bundled, stdout=io.StringIO())
    document = yaml.safe_load(bundled.read_text())
    document["congress"]["number"] = 12
    again = Path(folder) / "congress-12.yaml"
    again.write_text(yaml.safe_dump(document, allow_unicode=True))
    call_command("load_congress", again, stdout=io.StringIO())


def ask(application, address):
    """The body of the answer at a path and its query."""
    path, query = address
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    answered = []
    response = application(environ, lambda status, headers: answered.append(status))
    body = b"".join(response)
    response.close()
    assert answered[0].startswith("200"), (address, answered[0], body[:500])
    return body


def measure(application, rounds):
    """Seconds for each answer of ours and of the plain one, asked in turn."""
    times = {OURS: [], PLAIN: []}
    for address in times:
        for _ in range(5):
            ask(application, address)
    for _ in range(rounds):
        for address, taken in times.items():
            start = time.process_time()
            ask(application, address)
            taken.append(time.process_time() - start)
    return times


def report(application, times):
    ours, plain = median(times[OURS]), median(times[PLAIN])
    bodies = [ask(application, address) for address in (OURS, PLAIN)]
    rows, same = (json.loads(body)["results"] for body in bodies)
    assert [row["url"] for row in rows] == [row["url"] for row in same]
    speakers = sum(len(row["speakers"]) for row in rows)
    resolutions = sum(len(row["resolutions"]) for row in rows)
    print(f"{len(rows)} debates with {speakers} speakers and {resolutions} resolutions")
    print(f"bytes: ours {len(bodies[0])}, plain {len(bodies[1])}")
    print(f"plain: {1 / plain:6.1f} answers/s ({plain * 1000:.1f} ms)")
    print(f"ours:  {1 / ours:6.1f} answers/s ({ours * 1000:.1f} ms)")
    print(f"ratio: {plain / ours:.2f} (at least 4)")


def profile(application):
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(30):
        ask(application, OURS)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(35)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--profile", action="store_true", help="Say what ours spends its time on.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="congress_site.settings", API_THROTTLE="1000000/min")
        import django
        from django.conf import settings

        django.setup()
        settings.ROOT_URLCONF = "tests.benchmarks.plain_api"
        make_archive(folder)
        from django.core.wsgi import get_wsgi_application

        application = get_wsgi_application()
        report(application, measure(application, options.rounds))
        if options.profile:
            profile(application)


if __name__ == "__main__":
    main()
