"""Writing requests down on a list: who may borrow through it, what the law refuses at once, who asked already."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.core.eligibility.answers import Borrower
from tantam.core.eligibility.scalar import answer
from tantam.core.law.dated import VND_MAX
from tantam.core.requests.way import allowed_months, single_payment_months
from tantam.core.text import nfc
from tantam.core.vietnamese import format_number
from tantam.groups.models import GroupMember
from tantam.groups.parts.days import holding_on
from tantam.ledger.chart import load_chart
from tantam.lending.law_files import load_steps
from tantam.lending.models import LoanRequest, RequestItem, RequestList, RequestSecurity
from tantam.lending.parts.owing import waiting_for_money
from tantam.lending.wording.requests import UnableToRequest
from tantam.people.models import Member
from tantam.people.parts.current import holding_on as living_on
from tantam.programmes.known_facts import ADULT_YEARS
from tantam.programmes.law_files import load_law

REQUESTS_MAX: Final = 60  # a group has no more members
ITEMS_MAX: Final = 20
TERM_MAX: Final = 400


@dataclass(frozen=True, slots=True)
class NewItem:
    """A line of the plan: what the money is for, how much of it, đồng."""

    what: str
    amount_vnd: int
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class NewSecurity:
    """What is put up for the loan, whose it is, and its value in đồng."""

    what: str
    value_vnd: int
    owner: str = ""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a household asks for: đồng, months; without `borrower_id` who stands for it signs.

    An establishment asks by `parts/requests/establishments.py`, and has no household.
    """

    household_id: int
    programme: str
    source: str
    purpose: str
    items: tuple[NewItem, ...]
    asked_vnd: int
    term_months: int
    every_months: int
    own_vnd: int = 0
    borrower_id: int | None = None
    securities: tuple[NewSecurity, ...] = ()

    @property
    def need_vnd(self) -> int:
        """Return what the whole plan costs."""
        return sum(item.amount_vnd for item in self.items)


def write_rows(row: RequestList, new: Sequence[NewRequest], *, asked: Asked) -> list[LoanRequest]:
    """Write requests down at the end of a list, which is locked or new; queries do not grow with their number.

    :raises UnableToRequest: if a household may not ask through this list, asks twice, or asks for what the law of
        the day gives nobody.
    """
    if not 0 < len(new) <= REQUESTS_MAX:
        raise UnableToRequest(_("Mỗi lần ghi từ 1 đến %(most)d đề nghị vay.") % {"most": REQUESTS_MAX})
    codes, persons = _who(row, new, day=asked.book_date)
    for one in new:
        _check(one, code=codes[one.household_id], day=asked.book_date)
    _refuse_twice(new, codes, on=asked.book_date)
    last = row.requests.order_by("-order").values_list("order", flat=True).first() or 0
    rows = [
        row_of(
            row,
            one,
            order=order,
            asked=asked,
            household_id=one.household_id,
            borrower_id=_signer(one, codes, persons, asked.book_date),
        )
        for order, one in enumerate(new, start=last + 1)
    ]
    try:
        with transaction.atomic():
            written = LoanRequest.objects.bulk_create(rows)
    except IntegrityError:  # somebody wrote one of them down meanwhile
        _refuse_twice(new, codes, on=asked.book_date)
        raise
    write_plans(written, new)
    return written


def write_plans(written: Sequence[LoanRequest], new: Sequence[NewRequest]) -> None:
    """Write down what requests are for, line by line, and what is put up for them."""
    RequestItem.objects.bulk_create(
        RequestItem(
            request=request,
            order=order,
            what=nfc(item.what).strip()[:200],
            quantity=nfc(item.quantity).strip()[:40],
            amount_vnd=item.amount_vnd,
        )
        for request, one in zip(written, new, strict=True)
        for order, item in enumerate(one.items, start=1)
    )
    RequestSecurity.objects.bulk_create(
        RequestSecurity(
            request=request,
            order=order,
            what=nfc(security.what).strip()[:300],
            owner=" ".join(nfc(security.owner).split())[:200],
            value_vnd=security.value_vnd,
        )
        for request, one in zip(written, new, strict=True)
        for order, security in enumerate(one.securities, start=1)
    )


def _who(
    row: RequestList, new: Sequence[NewRequest], *, day: date
) -> tuple[dict[int, str], dict[int, dict[int, Member]]]:
    """Return the codes of the households, and who lives in each; in a list of a group they are its members."""
    wanted = {one.household_id for one in new}
    living = Member.objects.filter(living_on(day), household_id__in=wanted).select_related("household", "person")
    homes: dict[int, dict[int, Member]] = {number: {} for number in wanted}
    codes = {}
    for member in living.order_by("id"):
        homes[member.household_id][member.person_id] = member
        codes[member.household_id] = member.household.code
    if row.group_id is not None:
        own = GroupMember.objects.filter(holding_on(day), group_id=row.group_id, household_id__in=wanted)
        belonging = dict(own.values_list("household_id", "person_id"))
        if wanted - set(belonging):
            raise UnableToRequest(
                _("Hộ %(code)s không phải tổ viên của Tổ. Hãy kết nạp hộ vào Tổ trước khi đề nghị vay.")
                % {"code": codes.get(min(wanted - set(belonging)), "–")}
            )
    if wanted - set(codes):
        raise UnableToRequest(_("Có hộ không còn ai trong sổ. Hãy xem lại hộ trước khi đề nghị vay."))
    return codes, homes


def _signer(one: NewRequest, codes: Mapping[int, str], homes: Mapping[int, Mapping[int, Member]], day: date) -> int:
    """Return who signs for a household: who was named, or its head; an adult who lives there."""
    living, code = homes[one.household_id], codes[one.household_id]
    number = one.borrower_id
    if number is None:
        number = next((person for person, member in living.items() if member.relation == Member.Relation.HEAD), None)
    member = living.get(number) if number is not None else None
    if member is None:
        raise UnableToRequest(
            _("Người đứng tên vay không phải thành viên của hộ %(code)s. Hãy chọn người trong hộ.") % {"code": code}
        )
    born = member.person.birth_date
    if born is not None and day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < ADULT_YEARS:
        raise UnableToRequest(
            _("Người đứng tên vay của hộ %(code)s chưa đủ 18 tuổi. Hãy chọn người khác trong hộ.") % {"code": code}
        )
    return member.person_id


def _check(one: NewRequest, *, code: str, day: date) -> None:
    """Refuse what is wrong with a request whoever brings it."""
    faults = [*faults_of_plan(one), *faults_by_law(one, day, borrower=Borrower())]
    if faults:
        raise UnableToRequest(_("Hộ %(code)s: %(fault)s") % {"code": code, "fault": faults[0]})


def faults_of_plan(one: NewRequest) -> list[str]:
    """Return what is wrong with a plan whoever asks, in sentences."""
    faults = []
    if not nfc(one.purpose).strip():
        faults.append(_("cần ghi mục đích vay."))
    if not 0 < len(one.items) <= ITEMS_MAX or any(not item.what.strip() for item in one.items):
        faults.append(_("cần từ 1 đến %(most)d dòng phương án, mỗi dòng có nội dung.") % {"most": ITEMS_MAX})
    amounts = [one.asked_vnd, *(item.amount_vnd for item in one.items)]
    if any(not 0 < vnd <= VND_MAX for vnd in amounts) or not 0 <= one.own_vnd <= VND_MAX:
        faults.append(_("số tiền phải lớn hơn 0."))
    elif one.asked_vnd + one.own_vnd > one.need_vnd:
        faults.append(
            _("vốn tự có và số tiền đề nghị vay nhiều hơn tổng nhu cầu vốn là %(need)s đồng.")
            % {"need": format_number(one.need_vnd)}
        )
    if len(one.securities) > ITEMS_MAX or any(
        not put_up.what.strip() or not 0 < put_up.value_vnd <= VND_MAX for put_up in one.securities
    ):
        faults.append(_("mỗi tài sản bảo đảm cần mô tả và giá trị lớn hơn 0."))
    if one.source not in load_chart().sources:
        faults.append(_("không có nguồn vốn này."))
    return faults


def faults_by_law(one: NewRequest, day: date, *, borrower: Borrower) -> list[str]:
    """Return what the law of a day refuses, in sentences: anybody, or a borrower of whom something is known."""
    if one.programme not in load_law().programmes:
        return [_("không có chương trình cho vay này.")]
    terms, faults = answer(load_law(), programme=one.programme, borrower=borrower, on=day), []
    if not terms.is_lent:
        faults.append(_("chương trình này hiện không cho vay mới."))
    if terms.cap_vnd is not None and one.asked_vnd > terms.cap_vnd:
        faults.append(_("chương trình này cho vay nhiều nhất %(most)s đồng.") % {"most": format_number(terms.cap_vnd)})
    longest = terms.longest_term_months or TERM_MAX
    if not 0 < one.term_months <= min(longest, TERM_MAX):
        faults.append(_("thời hạn phải từ 1 đến %(most)d tháng.") % {"most": longest})
    law = load_steps()
    allowed = allowed_months(law, one.programme, day)
    if one.term_months > single_payment_months(law, day) and one.every_months not in allowed:
        months = ", ".join(str(each) for each in sorted(allowed))
        faults.append(_("kỳ trả nợ phải là %(months)s tháng một lần.") % {"months": months})
    if one.every_months <= 0:
        faults.append(_("kỳ trả nợ phải từ 1 tháng trở lên."))
    return faults


def _refuse_twice(new: Sequence[NewRequest], codes: Mapping[int, str], *, on: date) -> None:
    """Refuse a household that has asked under a programme already and waits for the answer or for the money."""
    pairs = [(one.household_id, one.programme) for one in new]
    households: Collection[int] = {household for household, _programme in pairs}
    waiting = LoanRequest.objects.filter(state=LoanRequest.State.OPEN, household_id__in=households)
    taken = set(waiting.values_list("household_id", "programme"))
    taken |= set(waiting_for_money(on).filter(household_id__in=households).values_list("household_id", "programme"))
    for place, pair in enumerate(pairs):
        if pair in taken or pair in pairs[:place]:
            raise UnableToRequest(
                _(
                    "Hộ %(code)s đã có đề nghị vay của chương trình này đang được xem xét hoặc chờ giải ngân. Hãy đợi "
                    "kết quả, hoặc rút đề nghị trước."
                )
                % {"code": codes[pair[0]]}
            )


def row_of(row: RequestList, one: NewRequest, *, order: int, asked: Asked, **whose: Any) -> LoanRequest:
    """Return a request as it is kept; `whose` are the columns that say who borrows."""
    return LoanRequest(
        list=row,
        order=order,
        programme=one.programme,
        source=one.source,
        purpose=nfc(one.purpose).strip()[:200],
        need_vnd=one.need_vnd,
        own_vnd=one.own_vnd,
        asked_vnd=one.asked_vnd,
        asked_months=one.term_months,
        every_months=one.every_months,
        amount_vnd=one.asked_vnd,
        term_months=one.term_months,
        written_by=asked.actor_id,
        recorded_at=asked.at,
        **whose,
    )
