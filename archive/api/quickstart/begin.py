import json
from urllib.parse import urlencode
from urllib.request import urlopen

API = "https://archive.example/api/v1"


def read(address):
    with urlopen(address) as answer:
        return json.load(answer)


def rows(address):
    """Every row of a list: each page names the next."""
    while address:
        page = read(address)
        yield from page["results"]
        address = page["next"]


# One congress, and what its sources do not agree on.
congress = read(f"{API}/congresses/11/")
print(congress["title"], congress["opened_on"])
for dispute in congress["disputes"]:
    others = [citation["value"] for citation in dispute["disputed_by"]]
    print(dispute["field"], dispute["value"], "or", *others)

# A list, and each debate of it with those who spoke.
for row in rows(f"{API}/debates/?congress=11"):
    debate = read(row["url"])
    names = {speech["speaker"]["title"] for speech in debate["speeches"] if speech["speaker"]}
    print(debate["title"], "–", ", ".join(sorted(names)))

# Search.
query = urlencode({"q": "Lenin report", "type": "debate"})
for hit in read(f"{API}/search/?{query}")["results"]:
    print("found:", hit["title"], hit["page"])
