"""Which reporting periods a task follows, from its time phrase."""

from collections.abc import Collection
from typing import Final

from tantam.core import deadlines
from tantam.core.periods import PeriodKind

_OWN_RHYTHM: Final = {
    deadlines.YEARLY: frozenset({PeriodKind.YEAR}),
    deadlines.HALF_YEARLY: frozenset({PeriodKind.HALF_YEAR}),
    deadlines.QUARTERLY: frozenset({PeriodKind.QUARTER}),
    deadlines.MONTHLY: frozenset({PeriodKind.MONTH}),
}
# One deadline, no rhythm.
DATED: Final = frozenset({deadlines.DATE, deadlines.RELATIVE, deadlines.MILESTONE_AND_PERIOD})
# No duty comes of these until the coordinator sets a milestone.
UNDATED: Final = frozenset({deadlines.RELATIVE_TO_EVENT, deadlines.SEE_CHILDREN, deadlines.UNPARSED})


def rhythms_of(time_kind: str, *, report_cycle: Collection[PeriodKind]) -> frozenset[PeriodKind]:
    """Return the kinds of period in which a task with this time phrase is reported.

    "Thường xuyên" follows the plan's cycle; "hằng năm" adds the year; a dated task has its deadline only.
    """
    if time_kind in _OWN_RHYTHM:
        return _OWN_RHYTHM[time_kind]
    if time_kind == deadlines.CONTINUOUS_YEARLY:
        return frozenset(report_cycle) | {PeriodKind.YEAR}
    if time_kind in (deadlines.CONTINUOUS, deadlines.PERIOD):
        return frozenset(report_cycle)
    return frozenset()
