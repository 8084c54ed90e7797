"""Dividing a whole number into parts whose sum is that number."""

from collections.abc import Sequence


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Divide `total` in proportion to `weights` by the largest remainders; ties go to the earlier part.

    The parts add up to the total; without any weight all of it would have no place, so that the total must be 0.
    """
    assert total >= 0
    assert all(weight >= 0 for weight in weights)
    whole = sum(weights)
    if whole == 0:
        assert total == 0, "an amount without a place to go"
        return [0] * len(weights)
    parts, rests = [], []
    for place, weight in enumerate(weights):
        part, rest = divmod(total * weight, whole)
        parts.append(part)
        rests.append((-rest, place))
    for _rest, place in sorted(rests)[: total - sum(parts)]:
        parts[place] += 1
    assert sum(parts) == total
    return parts
