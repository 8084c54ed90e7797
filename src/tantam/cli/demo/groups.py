"""Savings-and-credit groups of the demo province: in two communes, each at another point of its way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from tantam.base.asked import EVERYTHING, Actor, Asked
from tantam.cli.demo.asking import Event, asked_by, moment, once
from tantam.cli.demo.people import Cast
from tantam.groups.commands.approving import approve_group
from tantam.groups.commands.board import DeclaredKin, Elected, elect_board, set_convention
from tantam.groups.commands.contracts import ContractPaper, sign_authorisation, sign_entrustment
from tantam.groups.commands.forming import ask_approval, form_group
from tantam.groups.commands.meetings import Guests, NewVote, record_meeting
from tantam.groups.queries.candidates import list_candidates
from tantam.groups.queries.group import MemberLine, list_members_on
from tantam.people.queries.search import list_register_choices
from tantam.units.queries import UnitLine

FORMED_ON: Final = date(2026, 3, 2)
ASKED_ON: Final = date(2026, 3, 5)
APPROVED_ON: Final = date(2026, 3, 16)
AUTHORISED_ON: Final = date(2026, 3, 23)
MET_ON: Final = date(2026, 4, 15)
ENTRUSTED_ON: Final = date(2026, 2, 2)
HOUSEHOLDS_MIN: Final = 5
HOUSEHOLDS_MAX: Final = 12
OFFICE: Final = "NHCSXH"
# The office whose loans are kept here has the groups of its commune too.
OFFICES: Final = {"X21484": "PGD-11"}
# Where, under whom, and how far each group has come; a village with few households has none.
COMMUNES: Final = ("X21484", "X21529")
PLOTS: Final = (
    ("WOMEN", "ACTIVE"),
    ("FARMERS", "ACTIVE"),
    ("VETERANS", "WAITING"),
    ("YOUTH", "FORMING"),
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A group to be: its village, households and organisation, how far it comes, and who acts."""

    key: str
    village_id: int
    village: str
    household_ids: tuple[int, ...]
    organisation: str
    until: str
    office_code: str
    officer: Actor
    approver: Actor

    def asked(self, step: str, on: date) -> Asked:
        """Return the credit officer's request for a step."""
        return asked_by(self.officer, key=f"group:{self.key}:{step}", at=moment(on, 9 * 60))


class GroupStory:
    """What becomes of the groups, in order of time: the officer forms them, and the communes approve some."""

    def __init__(self, cast: Cast, units: Sequence[UnitLine]) -> None:
        self._cast = cast
        self._communes = [code for code in COMMUNES if code in {unit.code for unit in units}]
        self._plots: list[Plot] = []
        self._groups: dict[str, int] = {}

    @property
    def groups(self) -> Mapping[str, int]:
        """Return the numbers of the groups by their keys, as they are formed."""
        return self._groups

    def working_keys(self) -> list[str]:
        """Return the keys of groups that may come to work; a village that lacks households has none."""
        return [
            f"{code}:{place}" for code in self._communes for place, (_, until) in enumerate(PLOTS) if until == "ACTIVE"
        ]

    @property
    def count(self) -> int:
        """Return how many groups were formed."""
        return len(self._groups)

    def keeps(self, unit_code: str) -> bool:
        """Tell whether a commune has groups."""
        return unit_code in self._communes

    def office_of(self, unit_code: str) -> str:
        """Return the office that keeps the groups of a commune."""
        return OFFICES.get(unit_code, OFFICE)

    def working_in(self, unit_code: str) -> tuple[int, ...]:
        """Return the groups of a commune that work, once they were formed."""
        working = [plot.key for plot in self._plots if plot.until == "ACTIVE" and plot.key.startswith(f"{unit_code}:")]
        return tuple(self._groups[key] for key in working)

    def list_events(self, *, today: date) -> list[Event]:
        """Return what happens before today; nothing where it would not all be past, or nobody forms groups."""
        if today <= MET_ON or (OFFICE, "CREDIT_OFFICER") not in self._cast.actors:
            return []
        return [
            Event(moment(ENTRUSTED_ON, 9 * 60), self._begin),
            Event(moment(FORMED_ON, 9 * 60), self._form),
            Event(moment(ASKED_ON, 9 * 60), self._ask),
            Event(moment(APPROVED_ON, 14 * 60), partial(self._each, _approve)),
            Event(moment(AUTHORISED_ON, 9 * 60), partial(self._each, _authorise)),
            Event(moment(MET_ON, 9 * 60), partial(self._each, _vote)),
        ]

    def _begin(self) -> None:
        self._plots = [plot for code in self._communes for plot in _plots(self._cast, code)]
        _entrust(self._cast, self._plots)

    def _form(self) -> None:
        for plot in self._plots:
            self._groups[plot.key] = group_id = _form(plot)
            if plot.until != "FORMING":
                _found(plot, group_id, _members(group_id))

    def _ask(self) -> None:
        for plot in self._plots:
            if plot.until != "FORMING":
                once(ask_approval, asked=plot.asked("ask", ASKED_ON), group_id=self._groups[plot.key])

    def _each(self, step: Callable[[Plot, int], None]) -> None:
        """Take a step with every group that works."""
        for plot in self._plots:
            if plot.until == "ACTIVE":
                step(plot, self._groups[plot.key])


def _plots(cast: Cast, unit_code: str) -> list[Plot]:
    """Return the groups of a commune: one for each of its larger villages, until every plot is told."""
    approver = cast.of(unit_code, "APPROVER")
    villages = list_register_choices(scope=approver.scope).villages
    found: list[Plot] = []
    for village_id, name in villages:
        homes = list_candidates(scope=approver.scope, village_id=village_id, day=FORMED_ON)
        # A group that an interrupted load formed has its households already.
        ids = tuple(sorted(home.id for home in homes if home.head))[:HOUSEHOLDS_MAX]
        if len(ids) >= HOUSEHOLDS_MIN and len(found) < len(PLOTS):
            organisation, until = PLOTS[len(found)]
            found.append(
                Plot(
                    key=f"{unit_code}:{len(found)}",
                    village_id=village_id,
                    village=name,
                    household_ids=ids,
                    organisation=organisation,
                    until=until,
                    office_code=OFFICES.get(unit_code, OFFICE),
                    officer=cast.of(OFFICE, "CREDIT_OFFICER"),
                    approver=approver,
                )
            )
    return found


def _entrust(cast: Cast, plots: Sequence[Plot]) -> None:
    officer = cast.of(OFFICE, "CREDIT_OFFICER")
    pairs = sorted({(plot.approver.unit_code, plot.organisation) for plot in plots})
    for number, (unit_code, organisation) in enumerate(pairs, start=1):
        once(
            sign_entrustment,
            asked=asked_by(officer, key=f"entrust:{unit_code}:{organisation}", at=moment(ENTRUSTED_ON, 9 * 60)),
            commune_code=unit_code.removeprefix("X"),
            organisation=organisation,
            office_code=OFFICES.get(unit_code, OFFICE),
            paper=ContractPaper(f"{number:02d}/HĐUT-2026", ENTRUSTED_ON, ENTRUSTED_ON),
        )


def _form(plot: Plot) -> int:
    return once(
        form_group,
        asked=plot.asked("form", FORMED_ON),
        village_id=plot.village_id,
        organisation=plot.organisation,
        office_code=plot.office_code,
        formed_on=FORMED_ON,
        name=f"Tổ {plot.village}",
        household_ids=plot.household_ids,
    )


def _members(group_id: int) -> Sequence[MemberLine]:
    return list_members_on(scope=EVERYTHING, group_id=group_id, day=FORMED_ON, at=moment(FORMED_ON, 12 * 60))


def _found(plot: Plot, group_id: int, members: Sequence[MemberLine]) -> None:
    head, deputy = members[0].id, members[1].id
    once(
        elect_board,
        asked=plot.asked("board", FORMED_ON),
        group_id=group_id,
        elected=(Elected(head, "HEAD"), Elected(deputy, "DEPUTY")),
        elected_on=FORMED_ON,
        declared=(DeclaredKin(head, deputy, "NONE"),),
    )
    once(
        set_convention,
        asked=plot.asked("convention", FORMED_ON),
        group_id=group_id,
        monthly_savings_vnd=50_000,
        meeting_day=15,
        starts_on=FORMED_ON,
    )
    once(
        record_meeting,
        asked=plot.asked("founding", FORMED_ON),
        group_id=group_id,
        kind="ESTABLISHMENT",
        held_on=FORMED_ON,
        present=tuple(member.id for member in members),
        place=f"Nhà văn hóa {plot.village}",
        text="Thống nhất thành lập Tổ, bầu ban quản lý và quy ước hoạt động.",
        secretary_member_id=members[2].id,
        guests=Guests(),
    )


def _approve(plot: Plot, group_id: int) -> None:
    once(
        approve_group,
        asked=asked_by(plot.approver, key=f"group:{plot.key}:approve", at=moment(APPROVED_ON, 14 * 60)),
        group_id=group_id,
        number="52/QĐ-UBND",
        signed_on=APPROVED_ON,
        signer=plot.approver.name,
    )


def _authorise(plot: Plot, group_id: int) -> None:
    once(
        sign_authorisation,
        asked=plot.asked("authorise", AUTHORISED_ON),
        group_id=group_id,
        paper=ContractPaper(f"{plot.key.replace('X', '').replace(':', '.')}/HĐUN", AUTHORISED_ON, AUTHORISED_ON),
    )


def _vote(plot: Plot, group_id: int) -> None:
    members = _members(group_id)
    present = members[:-1]
    once(
        record_meeting,
        asked=plot.asked("lending", MET_ON),
        group_id=group_id,
        kind="LENDING",
        held_on=MET_ON,
        present=tuple(member.id for member in present),
        place=f"Nhà văn hóa {plot.village}",
        text="Bình xét công khai các hộ đề nghị vay vốn.",
        secretary_member_id=members[2].id,
        votes=(
            NewVote(
                "Vay vốn chăn nuôi bò",
                in_favour=len(present),
                member_id=members[3].id,
                amount_vnd=50_000_000,
                term_months=60,
            ),
        ),
    )
