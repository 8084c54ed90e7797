"""A list of requests at each point of its way, learnt once.

The first three households of Làng Một are An Nghèo (poor), Bình Cận (near-poor, owes 60 m), and Sáu Một, made poor
here. Lý Thị Yến of the branch writes and checks, Đinh Văn Minh confirms for Ba Tơ, Vũ Thị Nga decides for the branch.
"""

from datetime import date
from typing import Any

from tantam.access.models import Membership, User
from tantam.access.queries import find_actor
from tantam.base.asked import Asked
from tantam.core.loans.events import Disbursed
from tantam.groups.models import Group
from tantam.ledger.parts.books import hold_book
from tantam.lending.commands.requests.checking import check_requests
from tantam.lending.commands.requests.confirming import confirm_requests
from tantam.lending.commands.requests.deciding import decide_requests
from tantam.lending.commands.requests.notifying import notify_requests
from tantam.lending.commands.requests.voting import BorrowerVote, VoteMeeting, vote_on_requests
from tantam.lending.commands.requests.writing import write_requests
from tantam.lending.models import Loan, LoanRequest, RequestList
from tantam.lending.parts.lives import read_lives
from tantam.lending.parts.requests.writing import NewItem, NewRequest
from tantam.people.models import Status
from tests.support.cast import SINCE, TODAY, Cast, asked_as
from tests.support.groups import SmallVillage, make_active, members_of
from tests.support.loans import write_event
from tests.support.register import RECORDED, SmallRegister

M = 1_000_000
WRITTEN_ON = date(2026, 11, 16)
HELD_ON = date(2026, 11, 17)
CONFIRMED_ON = date(2026, 11, 18)
CHECKED_ON = date(2026, 11, 19)
DECIDED_ON = date(2026, 11, 20)
SESSION_ON = date(2026, 12, 5)


def make_approver(cast: Cast, name: str = "nga", unit_code: str = "NHCSXH") -> None:
    """Add somebody who approves for the bank's branch to the cast."""
    person = User.objects.create(username=name, full_name="Vũ Thị Nga", email=f"{name}@example.invalid")
    Membership.objects.create(user=person, unit=cast.units[unit_code], role="APPROVER", starts_on=SINCE)
    cast.people[name] = person


def asked_by_approver(cast: Cast, *, on: date = DECIDED_ON, key: str | None = None, name: str = "nga") -> Asked:
    """Return a request by who approves for the branch."""
    if name not in cast.people:
        make_approver(cast, name)
    found = find_actor(user_id=cast.people[name].pk, on=on, membership_id=None)
    assert found is not None
    return asked_as(found[1], on=on, key=key)


def make_poor(village: SmallVillage, register: SmallRegister, *places: int) -> None:
    """Put households of the village on the list of poor households."""
    for place in places:
        Status.objects.create(
            household=village.households[place],
            kind="POOR",
            starts_on=date(2026, 1, 1),
            decision=register.decision,
            recorded_at=RECORDED,
        )


def new(household_id: int, **changed: Any) -> NewRequest:
    """Return a poor household's request for 50 m over 60 months to raise cows, changed as told."""
    usual: dict[str, Any] = {
        "household_id": household_id,
        "programme": "poor",
        "source": "CENTRAL",
        "purpose": "Chăn nuôi bò sinh sản",
        "items": (NewItem("Bò giống", 40 * M, "2 con"), NewItem("Chuồng trại", 15 * M)),
        "asked_vnd": 50 * M,
        "term_months": 60,
        "every_months": 12,
        "own_vnd": 5 * M,
    }
    return NewRequest(**(usual | changed))


def make_written(cast: Cast, village: SmallVillage, register: SmallRegister) -> RequestList:
    """Return a list with the requests of An Nghèo (50 m) and of Sáu Một (30 m)."""
    make_poor(village, register, 2)
    group = make_active(cast, village)
    list_id = write_requests(
        asked=cast.asked("yen", on=WRITTEN_ON),
        group_id=group.pk,
        requests=(new(village.ids[0]), new(village.ids[2], asked_vnd=30 * M, own_vnd=0, term_months=12)),
    )
    return RequestList.objects.get(pk=list_id)


def requests_of(row: RequestList) -> list[LoanRequest]:
    """Return the requests of a list in their order, as they are now."""
    return list(LoanRequest.objects.filter(list=row).order_by("order"))


def meeting(row: RequestList, **changed: Any) -> VoteMeeting:
    """Return a meeting to which every member of the list's group came."""
    group = Group.objects.get(pk=row.group_id)
    present = tuple(member.pk for member in members_of(group))
    return VoteMeeting(**({"held_on": HELD_ON, "present": present, "place": "Nhà văn hóa thôn"} | changed))


def votes(row: RequestList, *, in_favour: int = 6, **changed: Any) -> tuple[BorrowerVote, ...]:
    """Return votes for every request of a list."""
    return tuple(BorrowerVote(one.pk, in_favour, **changed) for one in requests_of(row) if one.state == "OPEN")


def vote(cast: Cast, row: RequestList) -> RequestList:
    """Let the group agree to all."""
    asked = cast.asked("yen", on=HELD_ON)
    vote_on_requests(asked=asked, list_id=row.pk, meeting=meeting(row), votes=votes(row))
    return RequestList.objects.get(pk=row.pk)


def confirm(cast: Cast, row: RequestList, **more: Any) -> RequestList:
    """Let the commune confirm."""
    confirm_requests(
        asked=cast.asked("minh", on=CONFIRMED_ON),
        list_id=row.pk,
        **{"number": "88/XN-UBND", "signed_on": CONFIRMED_ON, "signer": "Đinh Văn Minh"} | more,
    )
    return RequestList.objects.get(pk=row.pk)


def check(cast: Cast, row: RequestList, *, on: date = CHECKED_ON, **more: Any) -> RequestList:
    """Let the credit officer check."""
    check_requests(asked=cast.asked("yen", on=on), list_id=row.pk, **more)
    return RequestList.objects.get(pk=row.pk)


def decide(cast: Cast, row: RequestList, *, on: date = DECIDED_ON, name: str = "nga", **more: Any) -> RequestList:
    """Let the branch's approver approve."""
    given = {"number": "12/QĐ-NHCS", "pays_out_on": SESSION_ON} | more
    decide_requests(asked=asked_by_approver(cast, on=on, name=name), list_id=row.pk, **given)
    return RequestList.objects.get(pk=row.pk)


def notify(cast: Cast, row: RequestList, **more: Any) -> RequestList:
    """Let the credit officer give notice."""
    notify_requests(
        asked=cast.asked("yen", on=DECIDED_ON),
        list_id=row.pk,
        **{"number": "15/TB-NHCS", "session_on": SESSION_ON, "place": "Điểm giao dịch xã Ba Tơ"} | more,
    )
    return RequestList.objects.get(pk=row.pk)


def make_notified(cast: Cast, village: SmallVillage, register: SmallRegister) -> RequestList:
    """Return a list that went the whole way."""
    row = make_written(cast, village, register)
    for step in (vote, confirm, check, decide, notify):
        row = step(cast, row)
    return row


def pay_out(loan: Loan, *, on: date = TODAY, amount_vnd: int | None = None) -> int:
    """Write down that a loan was paid out, and return the event's number."""
    hold_book(loan.office_id)
    life = read_lives([loan])[loan.pk]
    event = Disbursed(seq=life.next_seq, on=on, booked_on=on, amount_vnd=amount_vnd or loan.approved_vnd)
    write_event(life, event, on=on)
    number: int = loan.events.get(seq=event.seq).pk
    return number


def make_request_rows(group: Group) -> dict[str, int]:
    """Write a list of a group with one request and a payment to its household down, row by row; return numbers."""
    member = group.members.select_related("household").get()
    common = {"household": member.household, "programme": "poor", "source": "CENTRAL"}
    row = RequestList.objects.create(
        number="NHCSXH-DS2026-90001",
        path="GROUP",
        group=group,
        office=group.office,
        commune=group.commune,
        written_on=WRITTEN_ON,
        recorded_at=RECORDED,
    )
    request = LoanRequest.objects.create(
        list=row,
        order=1,
        borrower=member.person,
        purpose="Chăn nuôi bò",
        need_vnd=50 * M,
        own_vnd=0,
        asked_vnd=50 * M,
        asked_months=12,
        every_months=12,
        amount_vnd=50 * M,
        term_months=12,
        written_by=0,
        recorded_at=RECORDED,
        **common,
    )
    loan = Loan.objects.create(
        number="NHCSXH-KU2026-90001",
        office=group.office,
        commune=group.commune,
        borrower=member.person,
        contract_on=WRITTEN_ON,
        approved_vnd=50 * M,
        rate_ppm=66_000,
        overdue_rate_ppm=85_800,
        recorded_at=RECORDED,
        **common,
    )
    loan.instalments.create(number=1, due_on=SESSION_ON, collect_by=SESSION_ON, principal_vnd=50 * M)
    event = loan.events.create(
        seq=1,
        kind="DISBURSED",
        on=WRITTEN_ON,
        booked_on=WRITTEN_ON,
        amount_vnd=50 * M,
        recorded_by=0,
        recorded_by_name="–",
        recorded_at=RECORDED,
    )
    return {"request_list_id": row.pk, "request_id": request.pk, "event_id": event.pk}
