"""A stranger's program: reads the 11th Congress through the client that was generated from docs/openapi.yaml.

Checked by `mypy --strict` together with the client, and run against a server: `python read_congress.py ADDRESS`.
"""

import sys

from congress_archive import Client
from congress_archive.api.congresses import read_congress
from congress_archive.api.debates import list_debates, read_debate
from congress_archive.models import CongressDetail, Debate, DebateDetail, PaginatedDebateList, Problem


def congress(client: Client, number: int) -> CongressDetail:
    answer = read_congress.sync(number, client=client)
    if not isinstance(answer, CongressDetail):
        raise SystemExit(f"no congress {number}: {answer}")
    return answer


def debates(client: Client, number: int) -> list[Debate]:
    """Every debate of the congress, two to a page."""
    rows: list[Debate] = []
    page, following = 1, True
    while following:
        answer = list_debates.sync(client=client, congress=number, page=page, page_size=2)
        if not isinstance(answer, PaginatedDebateList):
            raise SystemExit(f"no page {page}: {answer}")
        rows += answer.results
        page, following = page + 1, answer.next_ is not None
    return rows


def debate(client: Client, row: Debate) -> DebateDetail:
    slug = row.url.rstrip("/").rpartition("/")[2]
    answer = read_debate.sync(11, slug, client=client)
    if not isinstance(answer, DebateDetail):
        raise SystemExit(f"no debate {slug}: {answer}")
    return answer


def main(address: str) -> None:
    client = Client(base_url=address)
    eleventh = congress(client, 11)
    print(eleventh.title, eleventh.delegates_consultative)
    for dispute in eleventh.disputes:
        for citation in dispute.disputed_by:
            print("disputed:", dispute.field, citation.value, citation.source.title)
    for row in debates(client, 11):
        for speech in debate(client, row).speeches:
            print("speech:", speech.url, speech.speaker.title if speech.speaker else "")
    refused = list_debates.sync(client=client, congress=99)
    if not isinstance(refused, Problem):
        raise SystemExit(f"no problem: {refused}")
    print("refused:", refused.status, refused.errors[0].field)


if __name__ == "__main__":
    main(sys.argv[1])
