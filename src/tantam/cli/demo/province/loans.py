"""The loans of a commune's households, as columns: those that run when the months begin, and those lent in them.

A household has a place for one main loan, which is renewed after it was repaid, and some have a second one for water
works or a student.
"""

from dataclasses import dataclass, fields, replace
from enum import IntEnum
from typing import Final

import numpy as np

from tantam.cli.demo.province.chances import Bools, Ints, chances, choose, happens
from tantam.cli.demo.province.groups import Groups
from tantam.cli.demo.province.households import AVERAGE_LIVING, NEAR_POOR, POOR, Households, touched, years_of
from tantam.cli.demo.province.shape import CommuneShape, Kind, Months
from tantam.cli.demo.province.trouble import Trouble

MILLION: Final = 1_000_000
SOURCES: Final = ("CENTRAL", "MOBILISED", "LOCAL_PROVINCE", "LOCAL_COMMUNE")
NEVER: Final = 10_000


class Programme(IntEnum):
    """The programmes that are lent under."""

    POOR = 0
    NEAR_POOR = 1
    NEWLY_ESCAPED = 2
    JOBS_EARLIER = 3
    JOBS = 4
    HARDSHIP = 5
    WATER = 6
    SOCIAL_HOUSING = 7
    MINORITY = 8
    STUDENTS = 9


CODES: Final = {
    Programme.POOR: "poor",
    Programme.NEAR_POOR: "near-poor",
    Programme.NEWLY_ESCAPED: "newly-escaped",
    Programme.JOBS_EARLIER: "jobs-until-2025",
    Programme.JOBS: "jobs-worker",
    Programme.HARDSHIP: "hardship-production",
    Programme.WATER: "water-sanitation",
    Programme.SOCIAL_HOUSING: "social-housing",
    Programme.MINORITY: "minority-house",
    Programme.STUDENTS: "students",
}
# ppm a year, as another book has them; overdue 130 % of it. Domain §4.2; a test compares them with the law.
RATES_PPM: Final = (66_000, 79_200, 82_500, 79_200, 83_820, 90_000, 90_000, 54_000, 30_000, 66_000)
OVERDUE_SHARE_PPM: Final = 1_300_000
_TERMS: Final = (
    ((36, 48, 60), (40, 20, 40)),
    ((36, 48, 60), (40, 20, 40)),
    ((24, 36, 60), (15, 55, 30)),
    ((24, 36, 60), (10, 55, 35)),
    ((24, 36, 60), (10, 55, 35)),
    ((36, 48, 60), (40, 20, 40)),
    ((36, 48, 60), (20, 20, 60)),
    ((180, 240), (50, 50)),
    ((120, 180), (50, 50)),
    ((60, 84), (50, 50)),
)
_SIZES: Final = (20, 30, 40, 50, 60, 70, 80, 90, 100)
_USUAL: Final = (6, 9, 11, 17, 10, 5, 5, 2, 35)
_AMOUNTS: Final = {
    Programme.WATER: ((10, 15, 20, 25, 40, 50), (6, 6, 30, 12, 16, 30)),
    Programme.SOCIAL_HOUSING: ((200, 300, 350, 400, 450, 500), (15, 25, 20, 20, 10, 10)),
    Programme.MINORITY: ((40, 50), (70, 30)),
    Programme.STUDENTS: ((8, 16, 24, 40, 64, 80, 120, 160), (5, 10, 15, 25, 20, 10, 10, 5)),
}
# What a household of each class borrows for, by kind of commune; poor, near-poor, newly escaped, average.
_OF_CLASS: Final[dict[int, tuple[tuple[int, ...], dict[Kind, tuple[int, ...]]]]] = {
    POOR: ((Programme.POOR, Programme.MINORITY), {Kind.HIGHLAND: (84, 16), Kind.UPLAND: (92, 8)}),
    NEAR_POOR: ((Programme.NEAR_POOR, Programme.HARDSHIP), {Kind.HIGHLAND: (88, 12)}),
    2: ((Programme.NEWLY_ESCAPED, Programme.JOBS_EARLIER), {}),
    AVERAGE_LIVING: (
        (Programme.JOBS_EARLIER, Programme.HARDSHIP, Programme.SOCIAL_HOUSING, Programme.STUDENTS),
        {Kind.CITY: (86, 0, 10, 4), Kind.PLAIN: (59, 36, 2, 3), Kind.UPLAND: (36, 60, 1, 3)},
    ),
}
_DEFAULT_WEIGHTS: Final = {POOR: (97, 3), NEAR_POOR: (96, 4), 2: (88, 12), AVERAGE_LIVING: (28, 69, 0, 3)}
_SEASON: Final = (4, 6, 11, 12, 11, 7, 6, 9, 10, 10, 9, 5)  # January first
_RUNS_AT_START: Final = 0.885
_BEGINS_LATER: Final = 0.95
_RENEWS: Final = 0.97
_SECOND: Final = 0.265
_REPAYS_EARLY: Final = 0.0055  # a month
_SOURCE_SHARES_OLD: Final = (84, 9.5, 4.6, 1.9)
_SOURCE_SHARES_NEW: Final = (76.5, 10.3, 9.4, 3.8)
_FIRST_OF_MOBILISED: Final = (Programme.JOBS_EARLIER, Programme.SOCIAL_HOUSING)


@dataclass(frozen=True, slots=True)
class Loans:
    """One place a loan. Months count from the first played; negative ones lie before it.

    `step_vnd` is each instalment but the last, which takes the rest; one falls due every `period_months`.
    `early_month` is when it is repaid at once, `checked_days` after how many days 06/TD was written, NEVER if not.
    """

    household: Ints
    programme: Ints
    source: Ints
    month: Ints
    approved_vnd: Ints
    term_months: Ints
    period_months: Ints
    step_vnd: Ints
    early_month: Ints
    checked_days: Ints

    @property
    def instalments(self) -> Ints:
        """Return how many instalments each has."""
        return self.term_months // self.period_months

    @property
    def rate_ppm(self) -> Ints:
        """Return the rate of each, a year."""
        return np.asarray(RATES_PPM, dtype=np.int64)[self.programme]

    def left_by_plan(self, month: int) -> Ints:
        """Return what each plan leaves outstanding after a month's session, in đồng."""
        passed = np.maximum((month - self.month) // self.period_months, 0)
        left = self.approved_vnd - self.step_vnd * np.minimum(passed, self.instalments - 1)
        return np.where(passed >= self.instalments, 0, left)

    def take(self, places: Ints | Bools) -> "Loans":
        """Return some of the loans."""
        return Loans(**{each.name: getattr(self, each.name)[places] for each in fields(self)})


def make_loans(shape: CommuneShape, groups: Groups, households: Households, months: Months) -> Loans:
    """Return a commune's loans, those that run at the start first."""
    chance = chances("loans", shape.place.state_code)
    every = np.arange(len(households.group), dtype=np.int64)
    runs = happens(chance, _RUNS_AT_START, len(every))
    old = _loans(chance, shape, households, months, household=every[runs], month=None)
    ends = np.minimum(old.month + old.term_months, old.early_month)
    renewed = (ends < months.count - 1) & happens(chance, _RENEWS, len(ends))
    later = every[~runs][happens(chance, _BEGINS_LATER, int((~runs).sum()))]
    anywhen = _season(chance, months, np.zeros(len(later), dtype=np.int64), months.count)
    again = _season(chance, months, ends[renewed] + 1, 4)
    household, month = np.concatenate((old.household[renewed], later)), np.concatenate((again, anywhen))
    within = month < months.count
    new = _loans(chance, shape, households, months, household=household[within], month=month[within])
    second = _second_loans(chance, shape, households, months)
    double = _exclusive_loans(chance, shape, groups, households, months)
    joined = _join((old, second, new, double))
    ordered = joined.take(np.argsort(joined.month, kind="stable"))
    return _plant(ordered, groups, households, months)


def _join(some: tuple[Loans, ...]) -> Loans:
    return Loans(**{each.name: np.concatenate([getattr(loans, each.name) for loans in some]) for each in fields(Loans)})


def _loans(
    chance: np.random.Generator,
    shape: CommuneShape,
    households: Households,
    months: Months,
    *,
    household: Ints,
    month: Ints | None,
    programme: Ints | None = None,
) -> Loans:
    """Return a loan of each household: from a month, or running for part of its term when the months begin."""
    count = len(household)
    wanted = programme
    if wanted is None:
        wanted = _programmes(chance, shape.kind, households, household, _year_place(months, month, len(household)))
    term = _drawn(chance, wanted, {each: _TERMS[each] for each in Programme})
    begins = (
        -1 - np.floor(chance.random(count) * np.minimum(term, 60) * 0.97).astype(np.int64) if month is None else month
    )
    approved = _drawn(chance, wanted, {each: _AMOUNTS.get(each, (_SIZES, _USUAL)) for each in Programme}) * MILLION
    # Before 2 September 2024 works for water were lent 10 million each.
    small = (wanted == Programme.WATER) & (begins < _months_until(months, 2024, 9))
    approved = np.where(small, np.minimum(approved, 20 * MILLION), approved)
    wanted = np.where(
        (wanted == Programme.JOBS_EARLIER) & (begins >= _months_until(months, 2026, 1)), Programme.JOBS, wanted
    )
    early = np.maximum(begins + 6, 1) + np.floor(chance.exponential(1 / _REPAYS_EARLY, count)).astype(np.int64)
    period = np.where(happens(chance, 0.3, count), 6, 12)
    share = choose(chance, (3, 5, 8, 10), (35, 35, 20, 10), count)
    return Loans(
        household=household,
        programme=wanted,
        source=_sources(chance, wanted, begins),
        month=begins,
        approved_vnd=approved,
        term_months=term,
        period_months=period,
        step_vnd=_step(approved * share // 100, approved, term // period),
        early_month=early,
        checked_days=chance.integers(7, 31, count),
    )


def _programmes(chance: np.random.Generator, kind: Kind, households: Households, household: Ints, year: Ints) -> Ints:
    """Return under which programme each household borrows, by its class in the year (its place) of the loan."""
    poverty = households.classes[year, household]
    wanted = np.zeros(len(household), dtype=np.int64)
    for class_, (programmes, by_kind) in _OF_CLASS.items():
        of_class = np.flatnonzero(poverty == class_)
        wanted[of_class] = choose(chance, programmes, by_kind.get(kind, _DEFAULT_WEIGHTS[class_]), len(of_class))
    return wanted


def _step(wanted_vnd: Ints, approved_vnd: Ints, instalments: Ints) -> Ints:
    """Return what each instalment but the last repays: as wanted, as far as that leaves the last one the most."""
    step = np.minimum(wanted_vnd, approved_vnd // (instalments + 1)) // 100_000 * 100_000
    most_vnd: Ints = np.maximum(step, 100_000)
    return most_vnd


def _year_place(months: Months, month: Ints | None, count: int) -> Ints:
    """Return the place of each month's year among those that are played; the first for what lies before."""
    if month is None:
        return np.zeros(count, dtype=np.int64)
    place: Ints = np.clip((months.begins_on.month - 1 + month) // 12, 0, len(years_of(months)) - 1)
    return place


def _drawn(
    chance: np.random.Generator, programme: Ints, choices: dict[Programme, tuple[tuple[int, ...], tuple[int, ...]]]
) -> Ints:
    """Return a value of each loan's programme, drawn by weight."""
    drawn = np.zeros(len(programme), dtype=np.int64)
    for each, (values, weights) in choices.items():
        places = np.flatnonzero(programme == each)
        drawn[places] = choose(chance, values, weights, len(places))
    return drawn


def _sources(chance: np.random.Generator, programme: Ints, month: Ints) -> Ints:
    """Return where the money of each loan comes from: the province's and the communes' share grows."""
    old = choose(chance, range(4), _SOURCE_SHARES_OLD, len(programme))
    new = choose(chance, range(4), _SOURCE_SHARES_NEW, len(programme))
    return np.where(month < 0, old, new)


def _season(chance: np.random.Generator, months: Months, first: Ints, span: int) -> Ints:
    """Return for each a month from its first one on, drawn by the season of lending."""
    weights = np.asarray([_SEASON[months.calendar_month(month) - 1] for month in range(12)], dtype=np.float64)
    candidates = first[:, None] + np.arange(span, dtype=np.int64)[None, :]
    keys = np.log(weights[candidates % 12]) + chance.gumbel(size=candidates.shape)
    chosen: Ints = first + np.argmax(keys, axis=1)
    return chosen


def _second_loans(chance: np.random.Generator, shape: CommuneShape, households: Households, months: Months) -> Loans:
    """Return second loans: mostly for water works, some for a student; a part of them lent in the months."""
    household = np.flatnonzero(
        happens(chance, _SECOND * (0.6 if shape.kind == Kind.CITY else 1.0), len(households.group))
    )
    is_student = happens(chance, 0.06, len(household))
    programme = np.where(is_student, Programme.STUDENTS, Programme.WATER)
    is_new = happens(chance, 0.6, len(household))
    month = _season(chance, months, np.zeros(len(household), dtype=np.int64), months.count)
    old = _loans(
        chance, shape, households, months, household=household[~is_new], month=None, programme=programme[~is_new]
    )
    new = _loans(
        chance, shape, households, months, household=household[is_new], month=month[is_new], programme=programme[is_new]
    )
    return _join((old, new))


def _exclusive_loans(
    chance: np.random.Generator, shape: CommuneShape, groups: Groups, households: Households, months: Months
) -> Loans:
    """Return the second main loans of households that should have one: poor and near-poor at once."""
    trouble = groups.trouble[households.group]
    household = np.flatnonzero((trouble == Trouble.EXCLUSIVE_PROGRAMMES) & touched(groups, households.group))
    poor = households.classes[0, household] == POOR
    programme = np.where(poor, Programme.NEAR_POOR, Programme.POOR).astype(np.int64)
    month = np.full(len(household), min(3, months.count - 1), dtype=np.int64)
    return _loans(chance, shape, households, months, household=household, month=month, programme=programme)


def _plant(loans: Loans, groups: Groups, households: Households, months: Months) -> Loans:
    """Write into the columns what trouble the groups have with loans."""
    group = households.group[loans.household]
    trouble = groups.trouble[group]
    is_touched = touched(groups, households.group)[loans.household]
    one_day = np.isin(trouble, (Trouble.ALL_HUNDRED_ON_ONE_DAY, Trouble.BORROWED_THROUGH_MEMBERS))
    same = one_day & is_touched & (loans.month >= 0) & (loans.approved_vnd >= 30 * MILLION)
    month = np.where(same, min(5, months.count - 1), loans.month)
    amount = np.where(trouble == Trouble.ALL_HUNDRED_ON_ONE_DAY, 100 * MILLION, 50 * MILLION)
    approved = np.where(same, amount, loans.approved_vnd)
    wrong = (trouble == Trouble.WRONG_BENEFICIARY) & is_touched & (loans.programme != Programme.WATER)
    checked = np.where((trouble == Trouble.LOANS_NEVER_CHECKED) & (loans.month >= 0), NEVER, loans.checked_days)
    stays = np.isin(trouble, list(Trouble)[1:]) & is_touched
    early = np.where(stays, NEVER, loans.early_month)
    programme = np.where(wrong, Programme.POOR, loans.programme)
    approved = np.where(wrong, np.minimum(approved, 100 * MILLION), approved)
    term = np.where(wrong, np.minimum(loans.term_months, 60), loans.term_months)
    planted = replace(
        loans,
        month=month,
        approved_vnd=approved,
        term_months=term,
        step_vnd=_step(loans.step_vnd, approved, term // loans.period_months),
        programme=programme,
        checked_days=checked,
        early_month=early,
    )
    return planted.take(np.argsort(planted.month, kind="stable"))


def _months_until(months: Months, year: int, month: int) -> int:
    return (year - months.begins_on.year) * 12 + month - months.begins_on.month
