"""CSL items as CSL-JSON, which reference managers read as they are."""

import json


def to_csl_json(items):
    """Return the document for CSL items: an array in UTF-8, for application/vnd.citationstyles.csl+json."""
    return json.dumps(items, ensure_ascii=False, indent=2).encode("utf-8", "replace")
