"""Whether readers have ever seen an entry that they do not see now: only then its address says that it was there.

What an entry and its congress say today is not enough: both may have been due, and never at the same moment, or taken
back before their time came. The versions know.
"""

from archive.choices import PublicationStatus, VersionAction
from archive.selectors.versions import key_of, timelines


def has_been_seen(entry, now):
    """Whether a version of the entry was public before `now`; two queries, three for what stands in a congress.

    Call it for what is withdrawn as things stand. What happened before anything was on record is believed.
    """
    places = [entry, entry.congress] if hasattr(entry, "congress_id") else [entry]
    found = timelines(places)
    own = found[key_of(entry)]
    if not own or _was_public(own, now):
        return True
    around = [found[key_of(place)] for place in places[1:]]
    return _began_in_the_open(own) and all(_was_public(one, now) or _began_in_the_open(one) for one in around)


def _was_public(timeline, now):
    return any(start <= now for _version, spans in timeline for start, _end in spans)


def _began_in_the_open(timeline):
    """Whether it was public before its history began, as far as its first version tells; also when it has none.

    A file that says of an entry that it is withdrawn says that it was public where the file was made.
    """
    if not timeline:
        return True
    first, _spans = timeline[0]
    if first.number > 1 or (first.publish_at is not None and first.publish_at > first.made_at):
        return False
    if first.status == PublicationStatus.WITHDRAWN:
        return first.action in {VersionAction.FOUND, VersionAction.IMPORT}
    return first.status == PublicationStatus.PUBLISHED and first.action == VersionAction.FOUND
