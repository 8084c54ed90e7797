"""Interest of many loans at once: a bucket of principal at one rate, and what the ledger is told of it.

Points add up over loans as they do over nights, so a bucket needs to know the sum of its principal only. What is told
is whole đồng; the rest stays in the bucket, so no night is told twice and none is lost, however days are closed.
"""

from dataclasses import dataclass

from tantam.core.loans.points import POINTS_PER_DONG


@dataclass(slots=True)
class Heap:
    """Principal (đồng) that bears one rate, and points that were not told yet; both are of the end of one day."""

    rate_ppm: int
    principal_vnd: int = 0
    points: int = 0

    def pass_nights(self, nights: int) -> None:
        """Let the principal bear interest for some nights."""
        assert nights >= 0
        self.points += self.principal_vnd * self.rate_ppm * nights

    def take(self, principal_vnd: int, *, points: int = 0, nights: int = 0) -> None:
        """Take in principal that came (or, below zero, left) some nights ago, and points that it brought.

        Nights below zero are still to come: the points already hold them, and they pass here again.
        """
        self.principal_vnd += principal_vnd
        self.points += points + principal_vnd * self.rate_ppm * nights

    def tell(self) -> int:
        """Return the whole đồng among the points, half up, and keep the rest; below zero, interest is withdrawn."""
        vnd, self.points = whole_and_rest(self.points)
        return vnd


def whole_and_rest(points: int) -> tuple[int, int]:
    """Return points as whole đồng, half up also below zero, and the points that are left over."""
    vnd = (2 * points + POINTS_PER_DONG) // (2 * POINTS_PER_DONG)
    return vnd, points - vnd * POINTS_PER_DONG
