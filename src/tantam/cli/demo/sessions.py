"""Sessions of the demo province: a point of the office whose loans are kept here, held once, and open again today."""

from datetime import date
from functools import partial
from typing import Final

from tantam.base.asked import EVERYTHING, Actor
from tantam.base.commands import was_carried_out
from tantam.cli.demo.asking import Event, asked_by, moment, once
from tantam.cli.demo.groups import OFFICE, GroupStory
from tantam.cli.demo.people import Cast
from tantam.core.cash import NOTES, REST
from tantam.groups.commands.points import set_point as set_point_of_groups
from tantam.lending.commands.sessions import close_session, open_session
from tantam.lending.commands.sheets import record_sheet
from tantam.lending.queries.due import GroupDue, get_point_due
from tantam.lending.queries.sessions import get_session_page
from tantam.units.commands import set_point

COMMUNE: Final = "X21484"
VISIT_DAY: Final = 20
SET_ON: Final = date(2026, 3, 24)
HELD_ON: Final = date(2026, 11, 20)
OPENED_AT, HANDED_IN_AT, CLOSED_AT, EARLY = 10 * 60, 10 * 60 + 30, 16 * 60, 6 * 60 + 30  # minutes of the day
BROUGHT_VND: Final = 20_000_000
_EVERY_NTH_PAYS_NOTHING: Final = 7
_CONTROLLER: Final = "Kiểm soát viên Phòng giao dịch"


class SessionStory:
    """What happens at the point of Ba Tơ: the leader of the team opens and closes, the teller records."""

    def __init__(self, cast: Cast, groups: GroupStory) -> None:
        self._cast = cast
        self._groups = groups
        self._point_id = self._session_id = 0

    def list_events(self, *, today: date) -> list[Event]:
        """Return what happens before today, and that a session is open today; nothing where nobody could hold one."""
        if today <= HELD_ON or (OFFICE, "TELLER") not in self._cast.actors or not self._groups.keeps(COMMUNE):
            return []
        return [
            Event(moment(SET_ON, 9 * 60), self._set_point),
            Event(moment(HELD_ON, OPENED_AT), partial(self._open, HELD_ON, OPENED_AT)),
            Event(moment(HELD_ON, HANDED_IN_AT), self._hand_in),
            Event(moment(HELD_ON, CLOSED_AT), self._close),
            Event(moment(today, EARLY), partial(self._open, today, EARLY)),
        ]

    @property
    def _leader(self) -> Actor:
        return self._cast.of(OFFICE, "CREDIT_OFFICER")

    def _set_point(self) -> None:
        self._point_id = once(
            set_point,
            asked=asked_by(self._leader, key="point", at=moment(SET_ON, 9 * 60)),
            code="DGD-BATO",
            name="Điểm giao dịch xã Ba Tơ",
            office_code=self._groups.office_of(COMMUNE),
            commune_code=COMMUNE.removeprefix("X"),
            place="Trụ sở Ủy ban nhân dân xã Ba Tơ",
            visit_day=VISIT_DAY,
        )
        once(
            set_point_of_groups,
            asked=asked_by(self._leader, key="point:groups", at=moment(SET_ON, 9 * 60)),
            point_id=self._point_id,
            group_ids=self._groups.working_in(COMMUNE),
        )

    def _open(self, on: date, minute: int) -> None:
        self._session_id = once(
            open_session,
            asked=asked_by(self._leader, key=f"session:{on}:open", at=moment(on, minute)),
            point_id=self._point_id,
            day=on,
            reason="" if on.day == VISIT_DAY else "Phiên bổ sung trong tháng",
            leader_name=self._leader.name,
            controller_name=_CONTROLLER,
            teller_name=self._cast.of(OFFICE, "TELLER").name,
            brought_vnd=BROUGHT_VND,
        )

    def _hand_in(self) -> None:
        """Let each group hand its sheet in; a group that did so in an interrupted load owes something else by now."""
        teller = self._cast.of(OFFICE, "TELLER")
        for group in get_point_due(scope=EVERYTHING, point_id=self._point_id, day=HELD_ON).groups:
            rows, savings = _sheet(group)
            asked = asked_by(teller, key=f"sheet:{HELD_ON}:{group.code}", at=moment(HELD_ON, HANDED_IN_AT))
            if (rows or savings) and not was_carried_out(asked.request_key):
                record_sheet(asked=asked, session_id=self._session_id, group_id=group.id, rows=rows, savings=savings)

    def _close(self) -> None:
        expected_vnd = get_session_page(scope=EVERYTHING, session_id=self._session_id).expected_vnd
        once(
            close_session,
            asked=asked_by(self._leader, key=f"session:{HELD_ON}:close", at=moment(HELD_ON, CLOSED_AT)),
            session_id=self._session_id,
            counted=_notes(expected_vnd),
        )


def _sheet(group: GroupDue) -> tuple[tuple[tuple[str, int, int], ...], tuple[tuple[str, int], ...]]:
    """Return what a group hands in: interest and savings as due, of all but every seventh household."""
    paying = [one for place, one in enumerate(group.members, start=1) if place % _EVERY_NTH_PAYS_NOTHING]
    loans = [loan for member in paying for loan in member.loans if loan.may_pay and loan.interest_vnd]
    rows = tuple((loan.number, loan.interest_vnd, 0) for loan in loans)
    return rows, tuple((one.household_code, one.agreed_savings_vnd) for one in paying if one.agreed_savings_vnd)


def _notes(amount_vnd: int) -> dict[str, int]:
    """Return the fewest notes that come to an amount."""
    counted = {}
    for note in (*NOTES, REST):
        pieces, amount_vnd = divmod(amount_vnd, note)
        if pieces:
            counted[str(note)] = pieces
    return counted
