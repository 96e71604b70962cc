"""Reads whose SQL is written once in a process: Django takes longer to write it than a database to answer it.

A selector makes the queryset as for any other read, the gate and all, with a blank for each value that differs from
one asking to the next; `now` is one of them wherever the gate is:

    everybody = Prepared(lambda now: Speaker.objects.public(now), now=DateTimeField())
    everybody.filled(now=timezone.now()).records()

What nobody wants need not be read: `with_lists` names the lists that are to be added to each record.

What is public is said in the querysets and nowhere else: this package knows no table and imports nothing of ours.
"""

from archive.prepared.blanks import Ids
from archive.prepared.reads import Filled, Prepared
from archive.prepared.written import EVERYTHING

__all__ = ["EVERYTHING", "Filled", "Ids", "Prepared"]
