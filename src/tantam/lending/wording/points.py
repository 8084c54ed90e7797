"""Points of interest as đồng, for who wants to reckon along."""

from tantam.core.loans.points import POINTS_PER_DONG
from tantam.core.vietnamese import format_number


def points_words(points: int) -> str:
    """Write points as đồng with two decimals, cut and not rounded: 62.058,08."""
    dong, rest = divmod(abs(points), POINTS_PER_DONG)
    return f"{'-' if points < 0 else ''}{format_number(dong)},{rest * 100 // POINTS_PER_DONG:02d}"
