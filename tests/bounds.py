"""Bounds that tests move, so that a few rows are many."""

from unittest.mock import patch

from archive.paging import BoundedPaginator


def counted_to(most):
    """Within, lists are counted no further."""
    return patch.dict(BoundedPaginator.__init__.__kwdefaults__, most=most)
