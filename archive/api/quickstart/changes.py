import json
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

CHANGES = "https://archive.example/api/v1/changes/"
KEPT = Path("congress-archive.json")


def read(address):
    """The answer, or None where nothing stands any more."""
    try:
        with urlopen(address) as answer:
            return json.load(answer)
    except HTTPError as error:
        if error.code in (404, 410):
            return None
        raise


# What the last run kept: every entry by its address, and from where to go on.
kept = json.loads(KEPT.read_text()) if KEPT.exists() else {"cursor": None, "entries": {}}
address = f"{CHANGES}?{urlencode({'since': kept['cursor']})}" if kept["cursor"] else CHANGES
while address:
    changes = read(address)
    if changes is None:
        # The archive has begun its changes again, so what was missed is not known: begin the copy again too.
        kept, address = {"cursor": None, "entries": {}}, CHANGES
        continue
    for change in changes["results"]:
        print(change["change"], change["url"])
        kept["entries"].pop(change["url"], None)
        if change["change"] in ("created", "updated") and (entry := read(change["url"])):
            kept["entries"][change["url"]] = entry
    kept["cursor"] = changes["cursor"]
    KEPT.write_text(json.dumps(kept))
    address = changes["next"]
