"""How likely two persons of the register are one, and why: reasons that a person weighs, in parts per thousand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rapidfuzz import fuzz

from tantam.core.text import word_keys


class Likeness(StrEnum):
    """What speaks for two persons being one, and what against it."""

    SAME_IDENTITY = "SAME_IDENTITY"
    SAME_OLD_IDENTITY = "SAME_OLD_IDENTITY"
    SAME_NAME = "SAME_NAME"
    SAME_NAME_WITHOUT_ACCENTS = "SAME_NAME_WITHOUT_ACCENTS"
    LIKE_NAME = "LIKE_NAME"
    SAME_BIRTH_DATE = "SAME_BIRTH_DATE"
    SWAPPED_BIRTH_DATE = "SWAPPED_BIRTH_DATE"  # 03/04 and 04/03
    SAME_BIRTH_YEAR = "SAME_BIRTH_YEAR"  # where one of the days is not known
    SAME_VILLAGE = "SAME_VILLAGE"
    SAME_PHONE = "SAME_PHONE"
    SAME_SEX = "SAME_SEX"
    DIFFERENT_IDENTITY = "DIFFERENT_IDENTITY"
    DIFFERENT_OLD_IDENTITY = "DIFFERENT_OLD_IDENTITY"
    DIFFERENT_BIRTH = "DIFFERENT_BIRTH"
    DIFFERENT_SEX = "DIFFERENT_SEX"


AGAINST: Final = frozenset(
    {
        Likeness.DIFFERENT_IDENTITY,
        Likeness.DIFFERENT_OLD_IDENTITY,
        Likeness.DIFFERENT_BIRTH,
        Likeness.DIFFERENT_SEX,
    }
)
_NAMED: Final = frozenset(
    {Likeness.SAME_NAME, Likeness.SAME_NAME_WITHOUT_ACCENTS, Likeness.LIKE_NAME, Likeness.SAME_OLD_IDENTITY}
)
CERTAIN: Final = 1000
NEVER_SURE: Final = 990  # the most without the same number of identity
PAIR_FROM: Final = 600  # from here on a person is asked
LIKE_NAME_FROM: Final = 88  # of 100
# What each reason counts. With another number of identity nothing makes two persons one.
WEIGHTS: Final = {
    Likeness.SAME_OLD_IDENTITY: 550,
    Likeness.SAME_NAME: 400,
    Likeness.SAME_NAME_WITHOUT_ACCENTS: 330,
    Likeness.LIKE_NAME: 280,
    Likeness.SAME_BIRTH_DATE: 350,
    Likeness.SWAPPED_BIRTH_DATE: 250,
    Likeness.SAME_BIRTH_YEAR: 200,
    Likeness.SAME_VILLAGE: 120,
    Likeness.SAME_PHONE: 150,
    Likeness.SAME_SEX: 30,
    Likeness.DIFFERENT_IDENTITY: -2000,
    Likeness.DIFFERENT_OLD_IDENTITY: -250,
    Likeness.DIFFERENT_BIRTH: -300,
    Likeness.DIFFERENT_SEX: -400,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What two persons are compared by; an empty field is not known. Indexes stand for the numbers themselves."""

    full_name: str
    name_folded: str
    sex: str = "UNKNOWN"
    birth_date: date | None = None
    birth_year: int | None = None
    village: int | None = None
    identity_index: str | None = None
    old_identity_index: str | None = None
    phone_index: str | None = None


def same_person_reasons(a: Known, b: Known) -> tuple[int, tuple[Likeness, ...]]:
    """Return how likely two persons are one (of 1000), and the reasons for and against it.

    The same number of a citizen's card makes it certain, two different ones make it as good as impossible; with
    neither, a person is asked when name, birth and place or numbers agree (`PAIR_FROM`).
    """
    reasons = (*_by_numbers(a, b), *_by_name(a, b), *_by_birth(a, b), *_by_rest(a, b))
    if Likeness.SAME_IDENTITY in reasons:
        return CERTAIN, reasons
    total = sum(WEIGHTS[reason] for reason in reasons)
    # Two of one household share birthdays, telephones and villages; without a name or a card that is not enough.
    most = NEVER_SURE if _NAMED & set(reasons) else PAIR_FROM - 1
    return max(0, min(total, most)), reasons


def _compare(first: object, second: object, same: Likeness, different: Likeness) -> tuple[Likeness, ...]:
    if not first or not second:
        return ()
    return (same,) if first == second else (different,)


def _by_numbers(a: Known, b: Known) -> tuple[Likeness, ...]:
    return (
        *_compare(a.identity_index, b.identity_index, Likeness.SAME_IDENTITY, Likeness.DIFFERENT_IDENTITY),
        *_compare(
            a.old_identity_index, b.old_identity_index, Likeness.SAME_OLD_IDENTITY, Likeness.DIFFERENT_OLD_IDENTITY
        ),
    )


def _by_name(a: Known, b: Known) -> tuple[Likeness, ...]:
    if not a.name_folded or not b.name_folded:
        return ()
    if word_keys(a.full_name) == word_keys(b.full_name):
        return (Likeness.SAME_NAME,)
    if a.name_folded == b.name_folded:
        return (Likeness.SAME_NAME_WITHOUT_ACCENTS,)
    likeness = int(fuzz.token_sort_ratio(a.name_folded, b.name_folded))
    return (Likeness.LIKE_NAME,) if likeness >= LIKE_NAME_FROM else ()


def _by_birth(a: Known, b: Known) -> tuple[Likeness, ...]:
    first, second = a.birth_date, b.birth_date
    if first is None or second is None:
        years = (_year(a), _year(b))
        return _compare(*years, Likeness.SAME_BIRTH_YEAR, Likeness.DIFFERENT_BIRTH)
    if first == second:
        return (Likeness.SAME_BIRTH_DATE,)
    swapped = (first.year, first.month, first.day) == (second.year, second.day, second.month)
    return (Likeness.SWAPPED_BIRTH_DATE,) if swapped else (Likeness.DIFFERENT_BIRTH,)


def _year(person: Known) -> int | None:
    return person.birth_date.year if person.birth_date else person.birth_year


def _by_rest(a: Known, b: Known) -> tuple[Likeness, ...]:
    found = []
    if a.village is not None and a.village == b.village:
        found.append(Likeness.SAME_VILLAGE)
    if a.phone_index and a.phone_index == b.phone_index:
        found.append(Likeness.SAME_PHONE)
    if "UNKNOWN" not in {a.sex, b.sex}:
        found.append(Likeness.SAME_SEX if a.sex == b.sex else Likeness.DIFFERENT_SEX)
    return tuple(found)
