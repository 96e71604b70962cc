"""Where readers last met entries that they do not see now, by what is on record of them."""

from collections import defaultdict

from django.db.models import F

from archive.models import Congress, RecordState
from archive.selectors.versions import key_of, timelines


def met_between(model, keys, start, end):
    """Of the entries with these keys, also of deleted ones, those that were public between the two moments.

    {key: (number of the congress or 0, slug or "")}, as the last version that was public says; five queries at most.
    What is not on record is left out, as is what stood in a congress that was deleted.
    """
    states = _states(model._meta.model_name, keys)
    congresses = Congress.objects.in_bulk({data.get("congress") for of in states.values() for data in of.values()})
    entries = {key: _unsaved(model, key, of, congresses) for key, of in states.items()}
    entries = {key: entry for key, entry in entries.items() if entry is not None}
    found, met = timelines(entries.values()), {}
    for key, entry in entries.items():
        timeline = found[key_of(entry)]
        numbers = [version.number for version, spans in timeline if any(s <= end and e > start for s, e in spans)]
        if numbers:
            data = [data for number, data in states[key].items() if number <= numbers[-1]][-1]
            met[key] = _address(model, data, congresses)
    return met


def _states(name, keys):
    """How the entries themselves stood, as {key: {number of the version: values}}, oldest first."""
    states = defaultdict(dict)
    rows = RecordState.objects.filter(record__in=[f"{name}:{key}" for key in keys], data__isnull=False)
    for row in rows.annotate(number=F("version__number")).order_by("number"):
        states[int(row.record.partition(":")[2])][row.number] = row.data
    return states


def _unsaved(model, key, states, congresses):
    """As much of an entry as its timeline asks for."""
    if not hasattr(model, "congress"):
        return model(pk=key)
    congress = congresses.get([*states.values()][-1]["congress"])
    return congress and model(pk=key, congress=congress)


def _address(model, data, congresses):
    if model is Congress:
        return data["number"], ""
    congress = congresses.get(data.get("congress"))
    return congress.number if congress else 0, data["slug"]
