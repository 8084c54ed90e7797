"""Counting cash by denomination."""

from collections.abc import Mapping
from typing import Final

# Notes in circulation, in đồng; what is smaller is counted as a rest of single đồng.
NOTES: Final = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000)
REST: Final = 1
PIECES_MAX: Final = 1_000_000


class ImpossibleCount(ValueError):  # noqa: N818 - it says what the count is
    """A count of notes that do not exist, or of fewer than none."""


def counted_vnd(counted: Mapping[str, int]) -> int:
    """Return what notes come to in đồng, from how many there are of each denomination.

    :raises ImpossibleCount: if a denomination is not in circulation, or a number is impossible.
    """
    known = {str(note): note for note in (*NOTES, REST)}
    total = 0
    for name, pieces in counted.items():
        if name not in known or not 0 <= pieces <= PIECES_MAX:
            raise ImpossibleCount(name)
        total += known[name] * pieces
    return total
