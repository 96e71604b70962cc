"""From values to coordinates: shares of a width, heights, and labels that keep their distance."""

from itertools import accumulate

#: Steps of an axis, in the axis's own units.
_STEPS = (1, 2, 5, 10, 20, 50, 100)


def percent(share):
    """A share of the width: 0.5 is "50%"."""
    return f"{round(share * 100, 3):g}%"


def rem(length):
    return f"{round(length, 3):g}rem"


def middle(date):
    """The day a partial date stands at: the middle of all that it may mean, as an ordinal."""
    return (date.earliest.toordinal() + date.latest.toordinal()) / 2


def step_for(span, most):
    """The smallest step that divides a span into no more than so many parts."""
    return next((step for step in _STEPS if span / step <= most), _STEPS[-1])


def apart(wanted, distances, lowest=0.0):
    """Places as near as can be to the wanted ones, in order, each at least its distance after the one before.

    With the distances taken off it is least squares under order, solved by pooling neighbours that would
    collide (isotonic regression: Barlow et al., Statistical Inference under Order Restrictions, 1972, ch. 1).
    `distances[0]` is not looked at.
    """
    offsets = list(accumulate([0.0, *distances[1:]])) if wanted else []
    pools = []
    for place, offset in zip(wanted, offsets, strict=True):
        pools.append((place - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean, count), (before, many) = pools.pop(), pools.pop()
            pools.append(((mean * count + before * many) / (count + many), count + many))
    settled = [max(mean, lowest) for mean, count in pools for _ in range(count)]
    return [place + offset for place, offset in zip(settled, offsets, strict=True)]
