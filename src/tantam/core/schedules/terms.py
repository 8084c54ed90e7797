"""The terms from which a schedule is drawn, and the rows it is made of."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from tantam.core.schedules.day_counts import DayCount, NightOf, Period, year_share
from tantam.core.schedules.due_dates import Frequency, date_after, dates_after
from tantam.core.schedules.rounding import Rounding


class ImpossibleTerms(ValueError):  # noqa: N818 - said of terms as they are given
    """The terms, or what is to be done with a schedule, contradict themselves; the message says how."""


class InterestMethod(StrEnum):
    """What interest is charged on: FLAT on the original principal, DECLINING on the balance."""

    FLAT = "FLAT"
    DECLINING = "DECLINING"


class InterestBasis(StrEnum):
    """How long a period is: PERIOD by its name (a month is a twelfth of a year), DAILY by the day count."""

    PERIOD = "PERIOD"
    DAILY = "DAILY"


class Amortization(StrEnum):
    """How the principal is spread: one level instalment, equal parts of principal, or all of it at the end."""

    EQUAL_INSTALMENT = "EQUAL_INSTALMENT"
    EQUAL_PRINCIPAL = "EQUAL_PRINCIPAL"
    BULLET = "BULLET"


class LevelFormula(StrEnum):
    """How the level instalment is solved.

    FIRST_PERIOD: the annuity with the rate of one period, counted from the start; interest is rounded stretch
    by stretch. PERIOD_FACTORS: with each period's own factor, then evened out (`levelling`); interest is
    rounded once a period.
    """

    FIRST_PERIOD = "FIRST_PERIOD"
    PERIOD_FACTORS = "PERIOD_FACTORS"


@dataclass(frozen=True, slots=True)
class ScheduleTerms:
    """What a schedule is drawn from. Money is an integer count of the money unit, the smallest that is kept.

    `yearly_rate` is a fraction (66/1000 for 6,6 % a year). `due_dates` override start and frequency.
    `grace_principal` first instalments have no principal; the interest of `grace_interest` first ones is
    billed with the next. `level_multiple` is what the level instalment is rounded to, in units; `fixed_level`
    gives it instead of solving it. `flat_principal` is what flat interest is charged on, where it is not the
    principal. `units_in_cent` is how many units a hundredth of the currency has (1/100 where the unit is the
    currency itself): PERIOD_FACTORS evens a level out in cents. `stretched` are periods whose due date was moved:
    they stand for more or less than one.
    """

    principal: int
    yearly_rate: Fraction
    starts_on: date
    frequency: Frequency
    instalments: int
    interest_method: InterestMethod = InterestMethod.DECLINING
    interest_basis: InterestBasis = InterestBasis.DAILY
    day_count: DayCount = DayCount.ACTUAL_365
    night_of: NightOf = NightOf.DAY_BEFORE
    amortization: Amortization = Amortization.EQUAL_INSTALMENT
    level_formula: LevelFormula = LevelFormula.FIRST_PERIOD
    due_dates: tuple[date, ...] = ()
    grace_principal: int = 0
    grace_interest: int = 0
    rounding: Rounding = Rounding.HALF_EVEN
    level_multiple: int = 1
    level_rounding: Rounding = Rounding.HALF_EVEN
    fixed_level: int | None = None
    flat_principal: int | None = None
    units_in_cent: Fraction = Fraction(1)
    stretched: tuple[Period, ...] = ()

    def __post_init__(self) -> None:
        if self.principal < 0:
            raise ImpossibleTerms(f"the principal is {self.principal}; it cannot be negative")
        if self.yearly_rate < 0:
            raise ImpossibleTerms(f"the yearly rate is {self.yearly_rate}; it cannot be negative")
        if self.instalments < 1:
            raise ImpossibleTerms(f"there are {self.instalments} instalments; there must be at least one")
        if not 0 <= self.grace_principal < self.instalments:
            raise ImpossibleTerms(f"{self.grace_principal} of {self.instalments} instalments have no principal")
        if not 0 <= self.grace_interest < self.instalments:
            raise ImpossibleTerms(f"{self.grace_interest} of {self.instalments} instalments have no interest")
        if self.level_multiple < 1 or self.units_in_cent <= 0:
            raise ImpossibleTerms("an instalment is rounded to a positive number of units")
        if self.fixed_level is not None and self.fixed_level < 0:
            raise ImpossibleTerms(f"the level instalment is {self.fixed_level}; it cannot be negative")
        self._check_dates()

    def _check_dates(self) -> None:
        if not self.due_dates:
            return
        if len(self.due_dates) != self.instalments:
            raise ImpossibleTerms(f"{len(self.due_dates)} due dates are given for {self.instalments} instalments")
        days = (self.starts_on, *self.due_dates)
        if any(after <= before for before, after in pairwise(days)):
            raise ImpossibleTerms("due dates must follow the start and each other")

    @property
    def periods(self) -> tuple[Period, ...]:
        """Return the periods between the start and the due dates.

        :raises ImpossibleTerms: if they leave the calendar.
        """
        try:
            due = self.due_dates or dates_after(self.starts_on, self.frequency, self.instalments)
        except ValueError as problem:
            raise ImpossibleTerms(str(problem)) from None
        stretched = {(period.starts_on, period.due_on): period for period in self.stretched}
        return tuple(stretched.get(days) or Period(*days) for days in pairwise((self.starts_on, *due)))

    @property
    def first_period(self) -> Period:
        """Return one whole period counted from the start, whatever due dates are given."""
        return Period(self.starts_on, date_after(self.starts_on, self.frequency, 1))

    def with_rate(self, yearly_rate: Fraction) -> "ScheduleTerms":
        """Return the same terms at another rate."""
        return replace(self, yearly_rate=yearly_rate)


@dataclass(frozen=True, slots=True)
class Instalment:
    """A row of a schedule, in money units. `balance` is the principal left after it.

    `level` is the level instalment that was in force for the row (0 where there is none).
    """

    number: int
    period: Period
    principal: int
    interest: int
    balance: int
    level: int = 0

    @property
    def due_on(self) -> date:
        """Return the day on which it falls due."""
        return self.period.due_on

    @property
    def total(self) -> int:
        """Return principal and interest."""
        return self.principal + self.interest


def share_of_year(terms: ScheduleTerms, period: Period, starts_on: date, ends_on: date) -> Fraction:
    """Return what share of a year a stretch inside a period is, by the basis and day count of the terms."""
    day_count = DayCount.PERIOD if terms.interest_basis is InterestBasis.PERIOD else terms.day_count
    return year_share(
        day_count=day_count,
        starts_on=starts_on,
        ends_on=ends_on,
        period=period,
        frequency=terms.frequency,
        night_of=terms.night_of,
    )


def share_of_period(terms: ScheduleTerms, period: Period) -> Fraction:
    """Return what share of a year a whole period is."""
    return share_of_year(terms, period, period.starts_on, period.due_on)
