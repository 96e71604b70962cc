"""What stands before and after an entry in an order."""

from django.db.models import Q, Subquery


def neighbours(others, field, place):
    """The rows of `others` next below and next above `place` by `field`, None where there is none; one query."""
    return by_side(next_to(others, field, place), field, place)


def next_to(others, field, place):
    """The rows next below and next above, at most one of each."""
    before = others.filter(**{f"{field}__lt": place}).order_by(f"-{field}").values(field)[:1]
    after = others.filter(**{f"{field}__gt": place}).order_by(field).values(field)[:1]
    return others.filter(Q(**{field: Subquery(before)}) | Q(**{field: Subquery(after)}))


def by_side(found, field, place):
    """The one below and the one above of rows as of `next_to`."""
    sides = {getattr(other, field) < place: other for other in found}
    return sides.get(True), sides.get(False)
