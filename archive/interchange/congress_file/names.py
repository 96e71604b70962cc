"""The names under which what stands in a congress is found, whichever congress it is."""

from archive.interchange.congress_file.schema import DEBATE, RESOLUTION, SITTING


def name_of(kind, number, identity):
    """The name under which others find what has this identity, in congress `number` where it stands in one."""
    if identity is None:
        return None
    return f"{number}/{identity}" if kind is RESOLUTION else name_within(kind, number, identity)


def name_within(kind, number, reference):
    """The same for how another of congress `number` refers to it: sittings and debates are those of its congress."""
    return (number, reference) if kind in (SITTING, DEBATE) else reference
