"""The groups of a commune: in which village, under whom, how large, and which of them hold most of what is overdue."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tantam.cli.demo.province.chances import Bools, Ints, chances, choose, happens
from tantam.cli.demo.province.shape import CommuneShape
from tantam.cli.demo.province.trouble import Trouble

ORGANISATIONS: Final = ("WOMEN", "FARMERS", "VETERANS", "YOUTH")
_ORGANISATION_WEIGHTS: Final = (42, 35, 14, 9)
SIZE_MIN: Final = 5
SIZE_MAX: Final = 60
_SIZE_MEAN: Final = 43.9
_SIZE_SPREAD: Final = 11.0
_GROUPS_A_VILLAGE: Final = 4
_SHARE_WEAK: Final = 0.065
_SHARE_TROUBLED: Final = 0.06
_VILLAGE_WORDS: Final = (
    "Thôn An Bình", "Thôn Phú Lợi", "Thôn Tân Lập", "Thôn Đồng Xuân", "Thôn Gò Da", "Thôn Nước Nia", "Thôn Làng Rê",
    "Thôn Đăk Wet", "Thôn Trường Thọ", "Thôn Hòa Mỹ", "Thôn Bình Yên", "Thôn Suối Cát",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Groups:
    """One place a group. `point` is the place among the commune's points; `head` and `deputy` are households.

    `formed_month` is negative: months before the first one played.
    """

    village: Ints
    organisation: Ints
    point: Ints
    size: Ints
    formed_month: Ints
    meeting_day: Ints
    convention_vnd: Ints
    head: Ints
    deputy: Ints
    is_weak: Bools
    trouble: Ints

    @property
    def first_household(self) -> Ints:
        """Return where the households of each group begin."""
        return np.cumsum(self.size) - self.size


def make_groups(shape: CommuneShape) -> Groups:
    """Return a commune's groups."""
    chance = chances("groups", shape.place.state_code)
    count = shape.groups
    size = np.clip(np.rint(chance.normal(_SIZE_MEAN, _SIZE_SPREAD, count)), SIZE_MIN, SIZE_MAX).astype(np.int64)
    village = np.arange(count, dtype=np.int64) // _GROUPS_A_VILLAGE
    first = np.cumsum(size) - size
    place = chance.integers(0, size).astype(np.int64)
    return Groups(
        village=village,
        organisation=choose(chance, range(4), _ORGANISATION_WEIGHTS, count),
        point=village % len(shape.visit_days),
        size=size,
        formed_month=-chance.integers(14, 120, count),
        meeting_day=chance.integers(1, 29, count),
        convention_vnd=choose(chance, (20_000, 30_000, 50_000, 100_000), (20, 30, 35, 15), count),
        head=first + place,
        deputy=first + (place + 1) % size,
        is_weak=happens(chance, _SHARE_WEAK, count),
        trouble=_troubles(shape, count),
    )


def village_name(number: int) -> str:
    """Return the name of a commune's village."""
    word, again = _VILLAGE_WORDS[number % len(_VILLAGE_WORDS)], number // len(_VILLAGE_WORDS)
    return f"{word} {again + 1}" if again else word


def _troubles(shape: CommuneShape, count: int) -> Ints:
    """Plant each kind in turn, beginning with another kind in every commune, so that all are found in a few."""
    chance = chances("trouble", shape.place.state_code)
    kinds = [kind for kind in Trouble if kind]
    trouble = np.zeros(count, dtype=np.int64)
    planted = chance.permutation(count)[: max(1, round(count * _SHARE_TROUBLED))]
    for turn, group in enumerate(planted.tolist()):
        trouble[group] = kinds[(shape.number * 3 + turn) % len(kinds)]
    return trouble
