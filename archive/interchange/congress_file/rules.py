"""What must agree within one entry or part, and the circle of broader topics; each the twin of a model's rule."""

from archive.choices import Stance
from archive.interchange.congress_file.problems import did_you_mean, quoted
from archive.interchange.congress_file.schema import CITATION, CONGRESS, LINK, NAME, NOTE, SPEAKER


def broken_rules(kind, values, owner):
    """Yield (key, message) for each rule broken by the values that a record, a part of `owner`, will have."""
    if kind.is_entry:
        yield from _leaves_after_it_appears(values)
    for rule in RULES.get(kind, ()):
        yield from rule(values, owner)


def _in_order(first, last, sentence):
    def rule(values, owner):
        start, end = values.get(first), values.get(last)
        # As in `starts_no_later_than`: "1922" may lie after "1922-03".
        if start and end and end < start and not str(start).startswith(str(end)):
            yield last, f"{end} is before {first}, {start}: {sentence}"

    return rule


def _leaves_after_it_appears(values):
    start, end = values.get("publish_at"), values.get("withdraw_at")
    if start and end and end <= start:
        yield "withdraw_at", f"{end.isoformat()} is not after publish_at, {start.isoformat()}"


def _dispute_gives_a_value(values, owner):
    if values.get("stance") == Stance.DISPUTES and values.get("value") == "":
        yield "value", "is required when the source disputes: write what the source says"


def _field_is_citable(values, owner):
    name, kind = values.get("field"), owner.kind
    if name and name not in kind.citable.values():
        hint = did_you_mean(name, kind.citable) or f"; these are: {', '.join(kind.citable)}"
        yield "field", f"{quoted(name)} is not a field of a {kind.name} that can be cited{hint}"


def _link_has_one_end(values, owner):
    if not {"to", "outside_title"} <= values.keys():
        return  # One of them is wrong in itself, and has been reported.
    if values.get("to") and values.get("outside_title"):
        yield "outside_title", "a link has either to or outside_title, not both"
    elif not values.get("to") and not values.get("outside_title"):
        yield None, "a link needs to (a resolution) or outside_title"


RULES = {
    CONGRESS: [_in_order("opened_on", "closed_on", "a congress cannot close before it opens")],
    SPEAKER: [_in_order("born_on", "died_on", "a person cannot die before being born")],
    NAME: [_in_order("from", "to", "a name cannot be given up before it is taken")],
    LINK: [_link_has_one_end],
    CITATION: [_dispute_gives_a_value, _field_is_citable],
    NOTE: [_field_is_citable],
}


def circles(broader):
    """The circles in a mapping of slug to broader slug, each once, from its first member round."""
    seen = set()
    for start in broader:
        way = []
        slug = start
        while slug and slug not in seen:
            seen.add(slug)
            way.append(slug)
            slug = broader.get(slug)
        if slug in way:
            yield way[way.index(slug) :]
