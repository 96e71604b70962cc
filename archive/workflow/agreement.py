"""Whether references stay within one congress: which of them belong to another one."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _


def strangers(congress_id, records):
    """Those of the records (sittings, debates) that belong to another congress."""
    return [record for record in records if record.congress_id != congress_id]


def refusal(records):
    """A sentence that names the records of another congress, for a form or an import report."""
    names = [
        _("“%(name)s” of congress %(number)d") % {"name": record, "number": record.congress.number}
        for record in records
    ]
    return _("Not of this congress: %(names)s.") % {"names": get_text_list(names, _("and"))}
