"""Requests for loans of the demo province's groups: lists that came each another step of the way."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from tantam.base.asked import EVERYTHING, Actor, Asked, system_actor
from tantam.base.commands import was_carried_out
from tantam.cli.demo.asking import Event, asked_by, moment, once
from tantam.cli.demo.people import Cast
from tantam.lending.commands.requests.checking import Settled, check_requests
from tantam.lending.commands.requests.confirming import confirm_requests, return_requests
from tantam.lending.commands.requests.deciding import decide_requests
from tantam.lending.commands.requests.notifying import notify_requests
from tantam.lending.commands.requests.voting import BorrowerVote, VoteMeeting, vote_on_requests
from tantam.lending.commands.requests.writing import write_requests
from tantam.lending.parts.requests.steps import Declined
from tantam.lending.parts.requests.writing import NewItem, NewRequest
from tantam.lending.queries.requests.candidates import MemberChoice, list_member_choices
from tantam.lending.queries.requests.lists import ListFilter, list_request_lists
from tantam.lending.queries.requests.one_list import RequestListPage, get_request_list
from tantam.lending.queries.requests.sessions import NextSession, get_next_session
from tantam.lending.queries.requests.weighing import suggest_programmes, weigh_list

M: Final = 1_000_000
OFFICE: Final = "NHCSXH"
# How far each list comes, one after another over the groups.
_FATES: Final = ("NOTIFIED", "VOTED", "CONFIRMED", "RETURNED", "CHECKED", "WRITTEN", "DECIDED", "VOTED")
_ASKING: Final = 3  # members of a group who ask
# Each purpose with its plan, the amount asked for in đồng, and the months.
_PURPOSES: Final = (
    ("Chăn nuôi bò sinh sản", (("Bò giống", "2 con", 40 * M), ("Làm chuồng, trồng cỏ", "", 15 * M)), 50 * M, 60),
    ("Trồng keo lai", (("Cây giống", "4.000 cây", 12 * M), ("Công trồng, phân bón", "", 18 * M)), 30 * M, 60),
    ("Nuôi heo thịt", (("Heo giống", "10 con", 18 * M), ("Thức ăn", "", 12 * M)), 25 * M, 12),
)
# So many days before today each step is taken: of a group's first list, and of its second.
_DAYS: Final = (
    {"WRITTEN": 12, "VOTED": 10, "CONFIRMED": 8, "CHECKED": 6, "DECIDED": 4, "NOTIFIED": 3},
    {"WRITTEN": 7, "VOTED": 6, "CONFIRMED": 5, "CHECKED": 4, "DECIDED": 2, "NOTIFIED": 1},
)


class RequestStory:
    """What becomes of the lists, in order of time; nothing where a role is not held."""

    def __init__(self, cast: Cast, groups: Mapping[str, int], *, today: date) -> None:
        self._cast, self._groups, self._today = cast, groups, today
        self.lists: dict[tuple[str, int], int] = {}
        self._asking: set[int] = set()  # households

    def list_events(self, keys: Sequence[str]) -> list[Event]:
        """Return what happens to two lists of each group, by the keys of the groups."""
        events = []
        for place, (turn, key) in enumerate((turn, key) for turn in range(len(_DAYS)) for key in keys):
            until = _FATES[place % len(_FATES)]
            for step, days in _DAYS[turn].items():
                at = moment(self._today - timedelta(days=days), 8 * 60 + 10 * place)
                if until == "RETURNED" and step == "CONFIRMED":
                    events.append(Event(at, partial(self._return, (key, turn), at=at)))
                    break
                events.append(Event(at, partial(self._take, (key, turn), step, at=at)))
                if step == until:
                    break
        return events

    def _asked(self, which: tuple[str, int], step: str, actor: Actor, at: datetime) -> Asked:
        key, turn = which
        return asked_by(actor, key=f"requests:{key}:{turn}:{step}", at=at)

    def _take(self, which: tuple[str, int], step: str, *, at: datetime) -> None:
        group_id = self._groups.get(which[0])
        if group_id is None:
            return
        unit = which[0].split(":", maxsplit=1)[0] if step == "CONFIRMED" else OFFICE
        by = self._cast.of(unit, "APPROVER" if step in {"CONFIRMED", "DECIDED"} else "CREDIT_OFFICER")
        asked = self._asked(which, step, by, at)
        if was_carried_out(asked.request_key):
            if step == "WRITTEN":
                self._find_again(which, group_id)
        elif step == "WRITTEN":
            requests = _requests(group_id, on=at.date(), without=self._asking)
            self._asking |= {one.household_id for one in requests}
            if requests:
                self.lists[which] = once(write_requests, asked=asked, group_id=group_id, requests=requests)
        elif which in self.lists:
            page = get_request_list(scope=EVERYTHING, list_id=self.lists[which])
            if page.step == _TURNS[step]:
                STEPS[step](page, asked, group_id)

    def _find_again(self, which: tuple[str, int], group_id: int) -> None:
        """Find the list that an interrupted load wrote, and who asks on it."""
        lines = list_request_lists(actor=system_actor(), chosen=ListFilter(group_id=group_id))
        self.lists[which] = sorted(line.id for line in lines)[which[1]]
        page = get_request_list(scope=EVERYTHING, list_id=self.lists[which])
        self._asking |= {line.household_id for line in page.requests if line.household_id}

    def _return(self, which: tuple[str, int], *, at: datetime) -> None:
        if which in self.lists:
            chairman = self._cast.of(which[0].split(":", maxsplit=1)[0], "APPROVER")
            asked = self._asked(which, "RETURNED", chairman, at)
            reason = "Thiếu chữ ký của trưởng thôn trên danh sách 03/TD."
            once(return_requests, asked=asked, list_id=self.lists[which], reason=reason)


def _requests(group_id: int, *, on: date, without: Collection[int]) -> tuple[NewRequest, ...]:
    """Return what some members ask for, each under a programme that the law opens to them and that has room."""
    found: list[NewRequest] = []
    members: list[MemberChoice] = list_member_choices(scope=EVERYTHING, group_id=group_id, on=on)
    offered = suggest_programmes(household_ids=[one.household_id for one in members], on=on, known_at=moment(on, 0))
    for member in members:
        programme = offered.get(member.household_id)
        if programme is None or member.household_id in without or len(found) == _ASKING:
            continue
        purpose, items, asked_vnd, months = _PURPOSES[len(found) % len(_PURPOSES)]
        found.append(
            NewRequest(
                household_id=member.household_id,
                programme=programme,
                source="CENTRAL",
                purpose=purpose,
                items=tuple(NewItem(what, vnd, quantity) for what, quantity, vnd in items),
                asked_vnd=asked_vnd,
                term_months=months,
                every_months=12,
            )
        )
    return tuple(found)


def _vote(page: RequestListPage, asked: Asked, group_id: int) -> None:
    members = list_member_choices(scope=EVERYTHING, group_id=group_id, on=asked.book_date)
    present = tuple(one.member_id for one in members)
    once(
        vote_on_requests,
        asked=asked,
        list_id=page.id,
        meeting=VoteMeeting(held_on=asked.book_date, present=present, place=f"Nhà văn hóa {page.village}"),
        votes=tuple(BorrowerVote(line.id, len(present) - 1, against=1) for line in page.going),
    )


def _confirm(page: RequestListPage, asked: Asked, _group_id: int) -> None:
    once(
        confirm_requests,
        asked=asked,
        list_id=page.id,
        number=f"{page.id:02d}/XN-UBND",
        signed_on=asked.book_date,
        signer=asked.actor.name,
    )


def _check(page: RequestListPage, asked: Asked, _group_id: int) -> None:
    weighed = weigh_list(scope=EVERYTHING, list_id=page.id, on=asked.book_date, known_at=asked.at)
    settled = tuple(
        Settled(number, "Đã xem giấy chứng nhận của Ủy ban nhân dân xã.")
        for number, one in weighed.items()
        if one.open_ones
    )
    once(check_requests, asked=asked, list_id=page.id, settled=settled)


def _decide(page: RequestListPage, asked: Asked, _group_id: int) -> None:
    last = page.going[-1]
    declined = (Declined(last.id, "Chưa cân đối được nguồn vốn đợt này."),) if len(page.going) > 1 else ()
    once(
        decide_requests,
        asked=asked,
        list_id=page.id,
        number=f"{page.id:02d}/QĐ-NHCS",
        pays_out_on=_session(page, asked).day,
        declined=declined,
    )


def _notify(page: RequestListPage, asked: Asked, _group_id: int) -> None:
    session = _session(page, asked)
    once(
        notify_requests,
        asked=asked,
        list_id=page.id,
        number=f"{page.id:02d}/TB-NHCS",
        session_on=session.day,
        place=session.place,
    )


def _session(page: RequestListPage, asked: Asked) -> NextSession:
    return get_next_session(scope=EVERYTHING, list_id=page.id, on=asked.book_date)


STEPS: Final[Mapping[str, Callable[[RequestListPage, Asked, int], None]]] = {
    "VOTED": _vote,
    "CONFIRMED": _confirm,
    "CHECKED": _check,
    "DECIDED": _decide,
    "NOTIFIED": _notify,
}
# The step that a list waits for before each of these.
_TURNS: Final = {"VOTED": "VOTE", "CONFIRMED": "CONFIRM", "CHECKED": "CHECK", "DECIDED": "DECIDE", "NOTIFIED": "NOTIFY"}
