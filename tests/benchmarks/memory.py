"""How much memory one worker of the server holds after ten thousand requests of all kinds.

    python -m tests.benchmarks.memory [--speeches 100000] [--rounds 20]

Pages in both languages, lists, answers of the API, searches, feeds and addresses that lead nowhere, each from a client
that keeps its connection. One in four goes past the cache of pages, as whoever has a session does. Memory is what the
process holds alone and its part of what it shares.
"""

import http.client
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from tests.benchmarks.comparing import Comparison
from tests.benchmarks.contenders import PLAIN
from tests.benchmarks.running import main
from tests.benchmarks.serving import served

MOST, REQUESTS, CLIENTS = 160, 10_000, 4
MEGABYTE = 1024**2


def measure(run):
    requests = min(REQUESTS, run.rounds * 500)
    debates, speakers = run.entries["debates"], run.entries["speakers"]
    with run.ours() as ours:
        words = [word for group in ours.call("tests.benchmarks.examples:words")["given"].values() for word in group]
    pages = [*debates, *speakers, run.entries["congress"], "/", "/congresses/", "/speakers/", "/nothing/"]
    pages += ["/debates/?page=2", "/speeches/?page=3", "/timeline/", "/feeds/updates.atom", "/topics/", "/sources/"]
    mixed = [
        *pages,
        *(f"/ru{page}" for page in pages),
        *(f"/api/v1{address}" for address in [*debates, *speakers, "/topics/", "/congresses/", "/debates/"]),
        *(f"/api/v1/speeches/?page_size=20&page={number}" for number in range(1, 20)),
        *(f"/search/?q={quote(word)}" for word in words),
        *(f"/api/v1/search/?q={quote(word)}" for word in words),
    ]
    with served("gthread", "congress_site.settings", run.data) as ours:
        failed = ask(ours.port, mixed, requests)
        held = max(ours.memory()) / MEGABYTE
    with served("gthread", PLAIN, run.data) as plain:
        ask(plain.port, [*debates, *speakers, "/feeds/updates.atom", "/api/speeches/"], max(requests // 5, 1))
        theirs = max(plain.memory()) / MEGABYTE
    note = f"{requests:,} requests to {len(mixed)} addresses; {failed:,} of them failed"
    yield Comparison("memory of one worker", held, "the bar", MOST, at_most=1, unit="MB", note=note)
    yield Comparison("memory of one worker", held, "a plain Django site, a fifth of the requests", theirs, unit="MB")


def ask(port, addresses, requests):
    """Ask for the addresses over and over; how often the server failed."""

    def client(start):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        failed = 0
        for number in range(start, requests, CLIENTS):
            turn, place = divmod(number, len(addresses))
            headers = {"Cookie": "sessionid=nobody"} if turn % 4 == 3 else {}
            connection.request("GET", addresses[place], headers=headers)
            answer = connection.getresponse()
            answer.read()
            failed += answer.status >= 500
        connection.close()
        return failed

    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(client, range(CLIENTS)))


if __name__ == "__main__":
    main(measure)
