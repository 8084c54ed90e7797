"""Loading the simulated province through the commands that people use: the opening, commune by commune.

Every step has a key that is always the same, so that an interrupted load goes on where it stopped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tantam.base.asked import Asked, system_actor
from tantam.base.commands import was_carried_out
from tantam.base.errors import Refusal
from tantam.cli.demo.asking import STORYTELLER, asked_by, moment, once
from tantam.cli.demo.province.commune import CommuneBook
from tantam.cli.demo.province.groups import ORGANISATIONS
from tantam.cli.demo.province.opening import count_loans, day_before, iterate_loans, list_groups, point_code
from tantam.cli.demo.province.registering import iterate_households
from tantam.core.canonical import plain
from tantam.groups.commands.contracts import ContractPaper, sign_entrustment
from tantam.groups.commands.taking_over import take_over_groups
from tantam.lending.commands.taking_over import LOANS_MAX, take_over_loans
from tantam.people.commands.taking_in import HOUSEHOLDS_MAX, take_in_register
from tantam.units.commands import set_point

_BRANCH: Final = "NHCSXH"


class UnableToLoadProvince(Refusal):
    """The program refused what the simulation made: one of the two is wrong."""


@dataclass(slots=True)
class Opened:
    """What was taken over, over all communes."""

    households: int = 0
    persons: int = 0
    groups: int = 0
    loans: int = 0
    communes: int = 0


def open_commune(book: CommuneBook, *, office_code: str, month: int, opened: Opened) -> None:
    """Take over a commune as another register and another book had it before a month; add it to `opened`.

    :raises UnableToLoadProvince: if anything of it was refused.
    """
    place, as_of = book.shape.place, day_before(book, month)
    asked = _asker(place.state_code, as_of)
    for number, homes in enumerate(iterate_households(book, as_of=as_of, size=HOUSEHOLDS_MAX)):
        told = taken(
            once(take_in_register, asked=asked(f"people:{number}"), commune_code=place.state_code, households=homes)
        )
        opened.households += told["taken"]
        opened.persons += told["persons"]
    set_points(book, office_code=office_code, month=month)
    _entrust(place.state_code, office_code, asked=asked, on=as_of)
    told = taken(
        once(
            take_over_groups,
            asked=asked("groups"),
            commune_code=place.state_code,
            office_code=office_code,
            as_of=as_of,
            groups=list_groups(book),
        )
    )
    opened.groups += told["taken"]
    for number, loans in enumerate(iterate_loans(book, month=month, size=LOANS_MAX)):
        told = taken(
            once(take_over_loans, asked=asked(f"loans:{number}"), office_code=office_code, as_of=as_of, loans=loans)
        )
        opened.loans += told["taken"]
    opened.communes += 1


def set_points(book: CommuneBook, *, office_code: str, month: int) -> dict[str, int]:
    """Let the office come to a commune's points; return their ids by code."""
    place, on = book.shape.place, day_before(book, month)
    asked = _asker(place.state_code, on)
    return {
        point_code(book, point): once(
            set_point,
            asked=asked(f"point:{point}"),
            code=point_code(book, point),
            name=f"Điểm {place.name} {point + 1}",
            office_code=office_code,
            commune_code=place.state_code,
            place=f"Ủy ban nhân dân {place.name}",
            visit_day=visit_day,
        )
        for point, visit_day in enumerate(book.shape.visit_days)
    }


def is_open(book: CommuneBook, *, month: int) -> bool:
    """Tell whether the last step of opening a commune was carried out before."""
    last = (count_loans(book, month=month) - 1) // LOANS_MAX
    return was_carried_out(f"demo:province:{book.shape.place.state_code}:loans:{last}")


def _asker(state_code: str, on: date) -> Callable[[str], Asked]:
    actor = system_actor(STORYTELLER)
    return lambda key: asked_by(actor, key=f"province:{state_code}:{key}", at=moment(on, 17 * 60))


def _entrust(state_code: str, office_code: str, *, asked: Callable[[str], Asked], on: date) -> None:
    for organisation in ORGANISATIONS:
        once(
            sign_entrustment,
            asked=asked(f"entrustment:{organisation}"),
            commune_code=state_code,
            organisation=organisation,
            office_code=office_code,
            paper=ContractPaper(number=f"{state_code}/{organisation}", signed_on=on, starts_on=on),
        )


def taken(outcome: Any) -> dict[str, Any]:
    """Return what became of a batch, also of one that was carried out before.

    :raises UnableToLoadProvince: if anything was refused.
    """
    told: dict[str, Any] = plain(outcome)
    if told["refused"]:
        raise UnableToLoadProvince(f"Tỉnh mô phỏng không hợp lệ: {told['refused'][:3]}")
    return told


def office_of(former_district: str, offices: dict[str, str]) -> str:
    """Return the office that keeps a former district's communes; the branch keeps the provincial town's."""
    return offices.get(former_district.removeprefix("TX ").removeprefix("TP "), _BRANCH)
