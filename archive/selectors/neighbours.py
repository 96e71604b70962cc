"""What stands before and after an entry in an order."""

from django.db.models import Q, Subquery


def beside(others, field, place):
    """The row next below and the one next above the place."""
    before = others.filter(**{f"{field}__lt": place}).order_by(f"-{field}").values(field)[:1]
    after = others.filter(**{f"{field}__gt": place}).order_by(field).values(field)[:1]
    return others.filter(Q(**{field: Subquery(before)}) | Q(**{field: Subquery(after)}))


def on_both_sides(found, field, place):
    """What was found beside a place, as a pair."""
    by_side = {getattr(other, field) < place: other for other in found}
    return by_side.get(True), by_side.get(False)
