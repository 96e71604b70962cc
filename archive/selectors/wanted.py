"""What is read of one entry: all that its page shows, unless the names of attributes say what is wanted of it."""

from archive.selectors.evidence import attach_evidence
from archive.selectors.versions import attach_public_version


def attach_wanted(entry, wanted, *cited):
    """Give a public entry what is wanted of its evidence and its `public_version`; four queries at most.

    `cited` are the attributes of its lists whose records have evidence. A list that was not wanted is not there.
    """
    records = [entry] if "public_citations" in wanted or "public_notes" in wanted else []
    records += [record for name in cited for record in getattr(entry, name, ())]
    if records:
        attach_evidence(records)
    if "public_version" in wanted:
        attach_public_version(entry)
