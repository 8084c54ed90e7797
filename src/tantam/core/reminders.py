"""Which work calls for a line in a person's daily digest.

A line is called for on fixed days: some days before the due day, on it, the day after it and weekly from
then on; returned and waiting work from the day after it came back or was filed, and weekly. Days on which
nobody asked are made up for: whatever fell after the last run is called for on the next.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from tantam.core.duties import OPEN, DutyState, state_of

A_DAY: Final = timedelta(days=1)
MONDAY: Final = 0


class Part(StrEnum):
    """What a person does for a unit: writes its reports, or signs them off."""

    REPORTS = "REPORTS"
    SIGNS = "SIGNS"


class LineKind(StrEnum):
    """Why a line stands in the digest; the order of the members is the order of importance."""

    RETURNED = "RETURNED"
    LATE = "LATE"
    DUE_TODAY = "DUE_TODAY"
    TO_SIGN_OFF = "TO_SIGN_OFF"
    UPCOMING = "UPCOMING"
    LATE_UNITS = "LATE_UNITS"
    TO_ACCEPT = "TO_ACCEPT"


IMPORTANCE: Final = {kind: place for place, kind in enumerate(LineKind)}


@dataclass(frozen=True, slots=True)
class Rules:
    """When to remind: days before the due day, days between repeats, the weekday of summaries (Monday 0)."""

    days_before: tuple[int, ...] = (14, 7, 3, 1)
    repeat_days: int = 7
    summary_weekday: int = MONDAY

    def __post_init__(self) -> None:
        assert all(days > 0 for days in self.days_before)
        assert self.repeat_days > 0
        assert 0 <= self.summary_weekday <= 6


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of a duty: its days, and since when its submission waits for a signature or is back."""

    opens_on: date
    due_on: date
    done_on: date | None = None
    exempt: bool = False
    filed_on: date | None = None
    returned_on: date | None = None

    def __post_init__(self) -> None:
        assert self.filed_on is None or self.returned_on is None, "waiting for a signature, or back; not both"

    def state(self, on: date) -> DutyState:
        """Return the state of the duty on a day."""
        return state_of(opens_on=self.opens_on, due_on=self.due_on, done_on=self.done_on, exempt=self.exempt, on=on)


@dataclass(frozen=True, slots=True)
class Call:
    """A line that is called for, and the reminder day that called it."""

    kind: LineKind
    day: date


def call_for(work: Work, *, parts: frozenset[Part], since: date | None, on: date, rules: Rules) -> Call | None:
    """Return the one line that a duty calls for, for a person with these parts; None for none.

    `since` is the day of the run before: the reminder days in `(since, on]` count, all days without one.
    """
    calls = [
        call
        for part in sorted(parts)
        if (call := _call_for_part(work, part=part, on=on, rules=rules)) and _is_after(call.day, since)
    ]
    return min(calls, key=lambda call: IMPORTANCE[call.kind], default=None)


def _call_for_part(work: Work, *, part: Part, on: date, rules: Rules) -> Call | None:
    """Return the latest call up to a day: to who has the work in hand, and late work to the signer too."""
    state = work.state(on)
    if state not in OPEN:
        return None
    by_due_day = _latest_due_call(work, on=on, rules=rules)
    if work.filed_on is not None:
        waiting = latest_repeat(first=work.filed_on + A_DAY, every=rules.repeat_days, on=on)
        return _call(LineKind.TO_SIGN_OFF, by_due_day, waiting) if part is Part.SIGNS else None
    if part is Part.SIGNS:
        return _call(LineKind.LATE, by_due_day) if state is DutyState.OPEN_OVERDUE else None
    if work.returned_on is not None:
        back = latest_repeat(first=work.returned_on + A_DAY, every=rules.repeat_days, on=on)
        return _call(LineKind.RETURNED, by_due_day, back)
    if state is DutyState.OPEN_OVERDUE:
        return _call(LineKind.LATE, by_due_day)
    return _call(LineKind.DUE_TODAY if on == work.due_on else LineKind.UPCOMING, by_due_day)


def latest_repeat(*, first: date, every: int, on: date) -> date | None:
    """Return the latest of the days first, first + every, … that is not after a day."""
    assert every > 0
    return None if on < first else on - timedelta(days=(on - first).days % every)


def is_summary_due(*, since: date | None, on: date, rules: Rules) -> bool:
    """Tell whether the weekday of summaries came since the run before."""
    days_ago = (on.weekday() - rules.summary_weekday) % 7
    return _is_after(on - timedelta(days=days_ago), since)


def is_waiting_line_due(*, waiting_since: date, since: date | None, on: date, rules: Rules) -> bool:
    """Tell whether work that waits since a day calls for a line: from the next day on, and weekly."""
    latest = latest_repeat(first=waiting_since + A_DAY, every=rules.repeat_days, on=on)
    return latest is not None and _is_after(latest, since)


def _latest_due_call(work: Work, *, on: date, rules: Rules) -> date | None:
    """Return the latest reminder day up to a day; one that falls before the opening moves to the opening."""
    days = [max(work.due_on - timedelta(days=n), work.opens_on) for n in (*rules.days_before, 0)]
    late = latest_repeat(first=work.due_on + A_DAY, every=rules.repeat_days, on=on)
    return max((day for day in (*days, late) if day is not None and day <= on), default=None)


def _call(kind: LineKind, *days: date | None) -> Call | None:
    known = [day for day in days if day is not None]
    return Call(kind=kind, day=max(known)) if known else None


def _is_after(day: date, since: date | None) -> bool:
    return since is None or day > since
