"""How the province is made: its communes by kind, their points and groups, and the months that are played.

Totals are those published for Quảng Ngãi at the end of 2025: 96 communes, 275 transaction points, about 4,300 groups.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from tantam.cli.demo.province.chances import chances, share_out

POINTS: Final = 275
GROUPS: Final = 4_300
GROUPS_MIN: Final = 12
GROUPS_MAX: Final = 110
POINTS_MAX: Final = 5
MONTHS: Final = 24

_HIGHLAND: Final = frozenset(
    {
        *("Trà Bồng", "Sơn Hà", "Sơn Tây", "Minh Long", "Ba Tơ"),
        *("Tu Mơ Rông", "Đăk Glei", "Kon Plông", "Kon Rẫy", "Ia H'Drai"),
    }
)
_UPLAND: Final = frozenset({"Đăk Hà", "Đăk Tô", "Ngọc Hồi", "Sa Thầy", "TP Kon Tum"})
# Who lives in the highlands, by former district; elsewhere people are Kinh.
_ETHNICITIES: Final = {
    **dict.fromkeys(("Sơn Hà", "Minh Long", "Ba Tơ"), "HRE"),
    **dict.fromkeys(("Sơn Tây", "Tu Mơ Rông", "Kon Plông", "Đăk Tô", "Ngọc Hồi"), "XO_DANG"),
    **dict.fromkeys(("TP Kon Tum", "Đăk Hà", "Kon Rẫy"), "BA_NA"),
    **dict.fromkeys(("Sa Thầy", "Ia H'Drai"), "GIA_RAI"),
    "Trà Bồng": "CO",
    "Đăk Glei": "GIE_TRIENG",
}


class Kind(StrEnum):
    """What kind of commune it is, by which programmes and incomes differ."""

    CITY = "CITY"
    PLAIN = "PLAIN"
    UPLAND = "UPLAND"
    HIGHLAND = "HIGHLAND"


@dataclass(frozen=True, slots=True)
class CommunePlace:
    """A commune as the list of units has it."""

    state_code: str
    name: str
    form: str  # COMMUNE, WARD or SPECIAL_ZONE
    former_district: str


@dataclass(frozen=True, slots=True)
class CommuneShape:
    """A commune of the simulated province: its own number, kind, people, groups, and the visit days of its points."""

    place: CommunePlace
    number: int
    kind: Kind
    ethnicity: str
    groups: int
    visit_days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Months:
    """The months that are played; month 0 is the first, earlier ones are negative."""

    begins_on: date
    count: int = MONTHS

    def __post_init__(self) -> None:
        assert self.begins_on.day == 1

    def day(self, month: int, day: int) -> date:
        """Return a day of a month; the last one where the month is too short."""
        year, place = divmod(self.begins_on.year * 12 + self.begins_on.month - 1 + month, 12)
        return date(year, place + 1, min(day, monthrange(year, place + 1)[1]))

    def calendar_month(self, month: int) -> int:
        """Return which month of the year it is, January being 1."""
        return (self.begins_on.month - 1 + month) % 12 + 1


def shape_province(places: Sequence[CommunePlace]) -> tuple[CommuneShape, ...]:
    """Return the shapes of all communes of the province; they depend on each other only by the totals."""
    chance = chances("shape")
    spread = chance.lognormal(0.0, 0.42, len(places))
    kinds = [_kind(place) for place in places]
    weights = [float(one) * _size(kind) for one, kind in zip(spread, kinds, strict=True)]
    least, most = (GROUPS_MIN, GROUPS_MAX) if len(places) > 1 else (GROUPS, GROUPS)
    groups = share_out(GROUPS, weights, least=least, most=most)
    points = share_out(POINTS, groups, least=1, most=POINTS_MAX)
    return tuple(
        CommuneShape(
            place=place,
            number=number,
            kind=kind,
            ethnicity=_ETHNICITIES.get(place.former_district, "KINH"),
            groups=groups[number],
            visit_days=_visit_days(place.state_code, points[number]),
        )
        for number, (place, kind) in enumerate(zip(places, kinds, strict=True))
    )


def _kind(place: CommunePlace) -> Kind:
    if place.former_district in _HIGHLAND:
        return Kind.HIGHLAND
    if place.form == "WARD" and place.former_district.startswith("TP "):
        return Kind.CITY
    return Kind.UPLAND if place.former_district in _UPLAND else Kind.PLAIN


def _size(kind: Kind) -> float:
    return {Kind.CITY: 1.2, Kind.PLAIN: 1.25, Kind.UPLAND: 0.82, Kind.HIGHLAND: 0.66}[kind]


def _visit_days(state_code: str, points: int) -> tuple[int, ...]:
    """Return the day of the month on which each point is visited, each another; never so late that a month lacks it."""
    days = chances("visits", state_code).permutation(range(3, 27))[:points]
    return tuple(sorted(int(day) for day in days))
