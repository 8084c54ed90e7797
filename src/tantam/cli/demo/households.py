"""Households that do not exist: the same ones every time, for a commune.

Identity numbers begin with 999, which no province has. Shares follow the province's own character: highland
communes have more poor households and more households of the Hrê, Co, Ca Dong and Xơ Đăng.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from tantam.cli.demo.dice import dice
from tantam.cli.demo.folder import read_people

CLASSES: Final = ("POOR", "NEAR_POOR", "NEWLY_ESCAPED", "AVERAGE_LIVING")
_MIX_LOW: Final = (15, 35, 25, 25)
_MIX_HIGH: Final = (45, 30, 15, 10)
_HIGHLAND: Final = frozenset(
    {"Trà Bồng", "Sơn Hà", "Sơn Tây", "Minh Long", "Ba Tơ", "Tu Mơ Rông", "Đăk Glei", "Kon Plông", "Kon Rẫy"}
)
_ETHNICITIES: Final = ("HRE", "CO", "XO_DANG", "HRE", "BA_NA", "GIE_TRIENG")
_VILLAGES: Final = ("Thôn Một", "Thôn Hai", "Thôn Ba", "Thôn Tư", "Thôn Năm")
_INCOMES_VND: Final = {
    "POOR": (600_000, 1_500_000),
    "NEAR_POOR": (900_000, 1_500_000),
    "NEWLY_ESCAPED": (1_600_000, 2_600_000),
    "AVERAGE_LIVING": (1_550_000, 2_250_000),
}
_SIZES: Final = (1, 2, 3, 3, 4, 4, 5)
_NUMBERS_A_COMMUNE: Final = 10_000
_ESCAPED_AFTER: Final = 200  # more than there are communes
_ESCAPED_CODES: Final = 901


@dataclass(frozen=True, slots=True)
class SampleMember:
    """A member of a household."""

    full_name: str
    sex: str
    birth_date: date
    relation: str
    ethnicity: str
    identity: str
    phone: str


@dataclass(frozen=True, slots=True)
class SampleHousehold:
    """A household of a list: its class, what the review found, and who lives there, the head first."""

    code: str
    village: str
    poverty_class: str
    income_vnd: int
    deprivations: int
    members: tuple[SampleMember, ...]
    debts: tuple[tuple[str, str, int], ...]  # programme, source, đồng


def is_highland(former_district: str) -> bool:
    """Tell whether a former district lies in the highlands."""
    return former_district in _HIGHLAND


def make_households(*, commune_code: str, highland: bool, place: int, count: int, on: date) -> list[SampleHousehold]:
    """Return a commune's households on a day; `place` is the commune's own number, so that no number is used twice."""
    chance = dice("households", commune_code)
    first = place * _NUMBERS_A_COMMUNE
    people = _Numbers(first)
    return [
        _household(chance, people, code=f"{commune_code}-{number:05d}", highland=highland, on=on)
        for number in range(1, count + 1)
    ]


def make_escaped(*, commune_code: str, highland: bool, place: int, count: int, on: date) -> list[SampleHousehold]:
    """Return households of a commune that were recognised as escaped on an earlier day, and stand on no list since."""
    chance = dice("escaped", commune_code)
    people = _Numbers((_ESCAPED_AFTER + place) * _NUMBERS_A_COMMUNE)
    low, high = _INCOMES_VND["NEWLY_ESCAPED"]
    made = [
        _household(chance, people, code=f"{commune_code}-{number:05d}", highland=highland, on=on)
        for number in range(_ESCAPED_CODES, _ESCAPED_CODES + count)
    ]
    return [
        replace(one, poverty_class="NEWLY_ESCAPED", income_vnd=chance.randrange(low, high, 10_000), debts=())
        for one in made
    ]


class _Numbers:
    """Numbers that are used once."""

    def __init__(self, first: int) -> None:
        self._next = first

    def take(self) -> int:
        """Return the next number."""
        self._next += 1
        return self._next


def _household(chance: Random, numbers: _Numbers, *, code: str, highland: bool, on: date) -> SampleHousehold:
    kind = chance.choices(CLASSES, weights=_MIX_HIGH if highland else _MIX_LOW)[0]
    low, high = _INCOMES_VND[kind]
    deprivations = chance.randint(3, 8) if kind == "POOR" else chance.randint(0, 2 if kind == "NEAR_POOR" else 4)
    ethnicity = chance.choice(_ETHNICITIES) if highland and chance.random() < 0.8 else "KINH"
    return SampleHousehold(
        code=code,
        village=chance.choice(_VILLAGES),
        poverty_class=kind,
        income_vnd=chance.randrange(low, high + 1, 10_000),
        deprivations=deprivations,
        members=tuple(_members(chance, numbers, ethnicity=ethnicity, on=on)),
        debts=tuple(_debts(chance, kind)),
    )


def _members(chance: Random, numbers: _Numbers, *, ethnicity: str, on: date) -> list[SampleMember]:
    size = chance.choice(_SIZES)
    head_age = chance.randint(24, 66)
    family, head_sex = _family_name(chance), chance.choice(("MALE", "MALE", "FEMALE"))
    ages = [(head_age, "HEAD", head_sex)]
    if size > 1:
        ages.append((max(20, head_age + chance.randint(-6, 4)), "SPOUSE", "FEMALE" if head_sex == "MALE" else "MALE"))
    ages += [
        (max(1, min(30, head_age - chance.randint(20, 34))), "CHILD", chance.choice(("MALE", "FEMALE")))
        for _child in range(size - 2)
    ]
    found = []
    for age, relation, sex in ages:
        born = on - timedelta(days=age * 365 + chance.randint(1, 360))
        own_family = _family_name(chance) if relation == "SPOUSE" else family
        number = numbers.take()
        found.append(
            SampleMember(
                full_name=f"{own_family} {_given_name(chance, sex)}",
                sex=sex,
                birth_date=born,
                relation=relation,
                ethnicity=ethnicity,
                identity=f"999{number:09d}",
                phone=f"0999{number % 1_000_000:06d}" if relation == "HEAD" else "",
            )
        )
    return found


def _debts(chance: Random, kind: str) -> list[tuple[str, str, int]]:
    """Return what a household owes: mostly the programme of its class, sometimes water works as well."""
    own = {"POOR": "poor", "NEAR_POOR": "near-poor", "NEWLY_ESCAPED": "newly-escaped"}.get(kind, "jobs-worker")
    owed = []
    if chance.random() < 0.55:
        source = chance.choices(("CENTRAL", "MOBILISED", "LOCAL"), weights=(81, 10, 9))[0]
        owed.append((own, source, chance.choice((30, 40, 50, 50, 60, 80, 100, 100)) * 1_000_000))
    if chance.random() < 0.25:
        owed.append(("water-sanitation", "CENTRAL", chance.choice((10, 20, 25, 50)) * 1_000_000))
    return owed


def _family_name(chance: Random) -> str:
    return chance.choice(list(read_people().names["family"]))


def _given_name(chance: Random, sex: str) -> str:
    names = read_people().names
    group = "men" if sex == "MALE" else "women"
    return f"{chance.choice(list(names[f'{group}_middle']))} {chance.choice(list(names[f'{group}_given']))}"
