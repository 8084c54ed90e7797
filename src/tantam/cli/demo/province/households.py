"""The households of a commune and who lives in them, as columns.

A household's head stands for it in the group and signs its loans. Shares of poverty follow the kind of commune;
identity numbers begin with 999 and telephones have twelve digits, which nobody's have.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tantam.cli.demo.province.chances import Bools, Ints, chances, choose, happens
from tantam.cli.demo.province.groups import Groups
from tantam.cli.demo.province.shape import CommuneShape, Kind, Months
from tantam.cli.demo.province.trouble import Trouble

POOR, NEAR_POOR, NEWLY_ESCAPED, AVERAGE_LIVING = range(4)
CLASSES: Final = ("POOR", "NEAR_POOR", "NEWLY_ESCAPED", "AVERAGE_LIVING")
RELATIONS: Final = ("HEAD", "SPOUSE", "CHILD")
NOBODY: Final = -1
NUMBERS_A_COMMUNE: Final = 1_000_000
_FIRST_NUMBER: Final = 100_000_000
_CLASS_WEIGHTS: Final = {
    Kind.CITY: (5, 15, 18, 62),
    Kind.PLAIN: (12, 31, 25, 32),
    Kind.UPLAND: (21, 30, 24, 25),
    Kind.HIGHLAND: (38, 28, 18, 16),
}
_MINORITY: Final = {Kind.CITY: 0.04, Kind.PLAIN: 0.03, Kind.UPLAND: 0.52, Kind.HIGHLAND: 0.87}
_STEPS_UP: Final = (0.16, 0.13, 0.10)  # a year, from each class to the next
_INCOME_VND: Final = ((600_000, 1_500_000), (900_000, 1_500_000), (1_600_000, 2_600_000), (1_550_000, 2_250_000))
_SIZES: Final = (1, 2, 3, 4, 5, 6)
_SIZE_WEIGHTS: Final = (4, 14, 24, 34, 17, 7)
_WOMEN: Final = 0.60
_SAVES: Final = 0.90
_TINY_VND: Final = 5_000
_SHARES_TELEPHONE: Final = 6


@dataclass(frozen=True, slots=True)
class Households:
    """One place a household; amounts in đồng.

    `classes` has a row for every year that the months touch, from the first of January on. `ethnicity` is 1 where it
    is that of the commune's own people. `died_month` is that of the head, NOBODY where they live.
    """

    group: Ints
    classes: Ints
    ethnicity: Ints
    size: Ints
    income_vnd: Ints
    deprivations: Ints
    borrower_is_woman: Bools
    phone: Ints
    savings_vnd: Ints
    monthly_savings_vnd: Ints
    died_month: Ints


@dataclass(frozen=True, slots=True)
class Persons:
    """One place a person, in the order of households and the head first; `born` is an ordinal day."""

    household: Ints
    relation: Ints
    is_woman: Bools
    born: Ints
    family: Ints
    middle: Ints
    given: Ints
    identity: Ints


def make_households(shape: CommuneShape, groups: Groups, months: Months) -> Households:
    """Return the households of a commune's groups."""
    chance = chances("households", shape.place.state_code)
    group = np.repeat(np.arange(len(groups.size), dtype=np.int64), groups.size)
    count = len(group)
    classes = _classes(chance, shape, months, count)
    low, high = np.asarray(_INCOME_VND, dtype=np.int64)[classes[0]].T
    saves = happens(chance, _SAVES, count)
    monthly = np.where(saves, groups.convention_vnd[group], 0)
    savings = np.where(saves, chance.lognormal(np.log(2_300_000), 0.55, count), 0).astype(np.int64) // 1_000 * 1_000
    phone = shape.number * NUMBERS_A_COMMUNE + np.arange(count, dtype=np.int64)
    households = Households(
        group=group,
        classes=classes,
        ethnicity=happens(chance, _MINORITY[shape.kind], count).astype(np.int64) * (shape.ethnicity != "KINH"),
        size=choose(chance, _SIZES, _SIZE_WEIGHTS, count),
        income_vnd=chance.integers(low, high) // 10_000 * 10_000,
        deprivations=np.where(classes[0] == POOR, chance.integers(3, 9, count), chance.integers(0, 3, count)),
        borrower_is_woman=happens(chance, _WOMEN, count),
        phone=phone,
        savings_vnd=savings,
        monthly_savings_vnd=monthly,
        died_month=np.full(count, NOBODY, dtype=np.int64),
    )
    _plant(chance, households, groups, months)
    return households


def make_persons(shape: CommuneShape, households: Households, months: Months) -> Persons:
    """Return who lives in the households."""
    chance = chances("persons", shape.place.state_code)
    size = households.size
    household = np.repeat(np.arange(len(size), dtype=np.int64), size)
    place = np.arange(len(household), dtype=np.int64) - np.repeat(np.cumsum(size) - size, size)
    relation = np.minimum(place, 2)
    head_age = chance.integers(26, 67, len(size))[household]
    age = np.where(relation == 2, head_age - chance.integers(20, 35, len(household)), head_age)
    age = np.where(relation == 1, np.maximum(21, head_age + chance.integers(-6, 5, len(household))), age)
    head_is_woman = households.borrower_is_woman[household]
    either = happens(chance, 0.5, len(household))
    family = chance.integers(0, 10_000, len(size))[household]
    own_family = chance.integers(0, 10_000, len(household))
    return Persons(
        household=household,
        relation=relation,
        is_woman=np.where(relation == 0, head_is_woman, np.where(relation == 1, ~head_is_woman, either)),
        born=months.begins_on.toordinal() - np.clip(age, 1, 80) * 365 - chance.integers(1, 360, len(household)),
        family=np.where(relation == 1, own_family, family),
        middle=chance.integers(0, 10_000, len(household)),
        given=chance.integers(0, 10_000, len(household)),
        identity=_FIRST_NUMBER + shape.number * NUMBERS_A_COMMUNE + np.arange(len(household), dtype=np.int64),
    )


def years_of(months: Months) -> tuple[int, ...]:
    """Return the years that the months touch."""
    return tuple(range(months.begins_on.year, months.day(months.count - 1, 1).year + 1))


def _classes(chance: np.random.Generator, shape: CommuneShape, months: Months, count: int) -> Ints:
    """Return the class of every household in every year: some go up a class, few fall back to poverty."""
    rows = [choose(chance, range(4), _CLASS_WEIGHTS[shape.kind], count)]
    for _year in years_of(months)[1:]:
        now = rows[-1]
        goes_up = happens(chance, np.asarray((*_STEPS_UP, 0.0))[now], count)
        falls = (now == NEWLY_ESCAPED) & happens(chance, 0.05, count)
        rows.append(np.where(falls, NEAR_POOR, now + goes_up))
    return np.stack(rows)


def _plant(chance: np.random.Generator, households: Households, groups: Groups, months: Months) -> None:
    """Write into the columns what trouble the groups have with households."""
    trouble = groups.trouble[households.group]
    households.monthly_savings_vnd[(trouble == Trouble.TINY_SAVINGS) & (households.monthly_savings_vnd > 0)] = _TINY_VND
    is_touched = touched(groups, households.group)
    ghosts = (trouble == Trouble.GHOST_BORROWERS) & is_touched
    households.size[ghosts] = 1
    households.phone[ghosts] = NOBODY
    households.monthly_savings_vnd[ghosts] = 0
    households.savings_vnd[ghosts] = 0
    shared = np.isin(trouble, (Trouble.SAME_TELEPHONE, Trouble.BORROWED_THROUGH_MEMBERS)) & is_touched
    households.phone[shared] = households.phone[groups.head[households.group[shared]]]
    dead = (trouble == Trouble.DECEASED_BORROWER) & is_touched
    households.died_month[dead] = chance.integers(2, max(3, months.count // 2), int(dead.sum()))
    households.size[dead] = np.maximum(households.size[dead], 2)
    for row in households.classes:
        row[(trouble == Trouble.WRONG_BENEFICIARY) & is_touched] = AVERAGE_LIVING


def touched(groups: Groups, group: Ints) -> Bools:
    """Tell which households the trouble of their group touches: all but the head in some kinds, else the next few."""
    place = np.arange(len(group), dtype=np.int64) - groups.head[group]
    distance = np.where(place > 0, place, place + groups.size[group])
    most = np.asarray([_TOUCHES[Trouble(kind)] for kind in range(len(Trouble))], dtype=np.int64)
    is_head = place == 0
    found: Bools = (groups.trouble[group] != 0) & ~is_head & (distance <= most[groups.trouble[group]])
    return found


_TOUCHES: Final = {
    Trouble.NONE: 0,
    Trouble.BORROWED_THROUGH_MEMBERS: 10,
    Trouble.GHOST_BORROWERS: 3,
    Trouble.HEAD_KEEPS_PRINCIPAL: 8,
    Trouble.ALL_HUNDRED_ON_ONE_DAY: 12,
    Trouble.HEAD_ADVANCES_INTEREST: 6,
    Trouble.SAME_TELEPHONE: _SHARES_TELEPHONE,
    Trouble.LOANS_NEVER_CHECKED: 60,
    Trouble.EXCLUSIVE_PROGRAMMES: 3,
    Trouble.DECEASED_BORROWER: 1,
    Trouble.WRONG_BENEFICIARY: 2,
    Trouble.TINY_SAVINGS: 60,
    Trouble.GROUP_COLLAPSES: 60,
}
