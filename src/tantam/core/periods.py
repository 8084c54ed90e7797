"""Reporting periods and their deadlines: two calendars, kept apart.

The data of a period run from one cut-off day to the next (Decree 09/2019/NĐ-CP: the year's from 15/12 to
14/12, a quarter's from the 15th to the 14th). The deadline is a day of the ordinary calendar. Both are
configuration: law/plans/reporting.yaml.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

ROMAN: Final = ("", "I", "II", "III", "IV")


class PeriodKind(StrEnum):
    """How long a reporting period is."""

    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF_YEAR = "HALF_YEAR"
    NINE_MONTHS = "NINE_MONTHS"
    YEAR = "YEAR"


MONTHS_OF: Final[Mapping[PeriodKind, int]] = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True, slots=True)
class ReportingCalendar:
    """The rules of both calendars.

    `data_from_day` is the day of the month on which data begin; `due_day` the day of a period's last month on
    which the report is due (the month's last day if it is shorter); reporting opens `opens_days_before` days
    before the report is due.
    """

    data_from_day: int
    due_day: Mapping[PeriodKind, int]
    opens_days_before: int

    def __post_init__(self) -> None:
        assert 1 <= self.data_from_day <= 28
        assert all(1 <= day <= 31 for day in self.due_day.values())
        assert self.opens_days_before >= 0


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A reporting period: its data over `[starts_on, ends_before)`, its opening and its deadline.

    `number` counts the periods of its kind within the year, from 1.
    """

    kind: PeriodKind
    year: int
    number: int
    code: str
    label: str
    starts_on: date
    ends_before: date
    opens_on: date
    due_on: date

    @property
    def last_day(self) -> date:
        """Return the last day that the data cover."""
        return self.ends_before - timedelta(days=1)


def period_span(*, kind: PeriodKind, year: int, number: int, calendar: ReportingCalendar) -> PeriodSpan:
    """Return the period of that kind and number (1 for the first) in a year.

    :raises ValueError: if the year has no such period.
    """
    months = MONTHS_OF[kind]
    if not 1 <= number <= (1 if kind is PeriodKind.NINE_MONTHS else 12 // months):
        raise ValueError(f"a year has no {kind} number {number}")
    last_month = months * number
    due_day = min(calendar.due_day[kind], monthrange(year, last_month)[1])
    due_on = date(year, last_month, due_day)
    return PeriodSpan(
        kind=kind,
        year=year,
        number=number,
        code=_code(kind, year, number),
        label=_label(kind, year, number),
        starts_on=_cut_off(year, last_month - months, calendar),
        ends_before=_cut_off(year, last_month, calendar),
        opens_on=due_on - timedelta(days=calendar.opens_days_before),
        due_on=due_on,
    )


def periods_due(
    *, kinds: Iterable[PeriodKind], after: date, until: date, calendar: ReportingCalendar
) -> list[PeriodSpan]:
    """Return the periods whose reports are due after one day and up to another, in order of deadline.

    Where a year's report is asked for, its second half is not asked for again.
    """
    wanted = set(kinds)
    spans = [
        period_span(kind=kind, year=year, number=number, calendar=calendar)
        for year in range(after.year, until.year + 1)
        for kind in wanted
        for number in _numbers(kind, with_year=PeriodKind.YEAR in wanted)
    ]
    return sorted((s for s in spans if after < s.due_on <= until), key=lambda s: (s.due_on, s.code))


def _numbers(kind: PeriodKind, *, with_year: bool) -> range:
    if kind is PeriodKind.NINE_MONTHS or (kind is PeriodKind.HALF_YEAR and with_year):
        return range(1, 2)
    return range(1, 12 // MONTHS_OF[kind] + 1)


def _cut_off(year: int, month: int, calendar: ReportingCalendar) -> date:
    """Return the cut-off day in a month; month 0 is December of the year before."""
    return date(year - 1, 12, calendar.data_from_day) if month == 0 else date(year, month, calendar.data_from_day)


def _code(kind: PeriodKind, year: int, number: int) -> str:
    suffix = {
        PeriodKind.MONTH: f"-M{number:02d}",
        PeriodKind.QUARTER: f"-Q{number}",
        PeriodKind.HALF_YEAR: f"-H{number}",
        PeriodKind.NINE_MONTHS: "-N9",
        PeriodKind.YEAR: "",
    }[kind]
    return f"{year}{suffix}"


def _label(kind: PeriodKind, year: int, number: int) -> str:
    if kind is PeriodKind.MONTH:
        return f"Tháng {number}/{year}"
    if kind is PeriodKind.QUARTER:
        return f"Quý {ROMAN[number]}/{year}"
    if kind is PeriodKind.HALF_YEAR:
        return f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}"
    if kind is PeriodKind.NINE_MONTHS:
        return f"9 tháng năm {year}"
    return f"Năm {year}"
