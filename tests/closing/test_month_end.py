"""What groups' boards and organisations earn when a month ends."""

from datetime import date, timedelta

import pytest

from tantam.closing.models import EntrustmentFee, GroupCommission
from tantam.core.loans.events import Paid, Towards
from tantam.groups.models import Contract, ContractRate, Group, GroupTransfer
from tantam.ledger.models import Transfer
from tantam.lending.commands.collecting import reverse_event
from tests.support.agreeing import assert_all_agree
from tests.support.cast import TODAY, asked_by_system
from tests.support.closing import (
    close,
    close_through,
    hand_in,
    record,
    sign,
)
from tests.support.groups import make_group_rows
from tests.support.ledger import make_post
from tests.support.loans import BEHIND, IN_TIME, OFFICE, TAKEN_OVER, M, make_loans
from tests.support.register import RECORDED
from tests.support.written_sessions import write_point, write_session

from .test_differences import AT_OFFICE, AT_POINT

pytestmark = pytest.mark.django_db
ON, END = date(2026, 11, 10), date(2026, 11, 30)
SINCE = date(2026, 10, 1)


@pytest.fixture
def group(small_register):
    make_loans()
    close_through(ON - timedelta(days=1), first=TAKEN_OVER)
    made = make_group_rows(small_register)
    Contract.objects.update(number="0/HĐUN")
    ContractRate.objects.create(
        contract=Contract.objects.get(),
        what="COMMISSION",
        ppm_month=850,
        document="–",
        starts_on=SINCE,
        recorded_at=RECORDED,
    )
    return made


def collect(group, rows: dict[str, int], *, on: date = ON, code: str = "D-01"):
    session = write_session(on, point=write_point(code), counted_vnd=sum(rows.values()))
    voucher = hand_in(group, rows, session=session)
    make_post(group.office_id, (AT_OFFICE, AT_POINT, sum(rows.values())), on=on, kind="CASH_MOVED")
    return voucher


def test_a_commission_is_of_the_interest_that_was_handed_in(group):
    collect(group, {IN_TIME: 220_000, BEHIND: 66_000})
    close_through(END, first=TAKEN_OVER)
    row = GroupCommission.objects.get()
    # 220.000 × 0,085% / 0,55% and 66.000 × 0,085% / 0,66%
    assert (row.collected, row.collected_vnd, row.ppm_month) == ([[66_000, 220_000], [79_200, 66_000]], 286_000, 850)
    assert row.amount_vnd == 34_000 + 8_500
    moved = Transfer.objects.get(kind="COMMISSION")
    assert (moved.debit.code, moved.credit.code) == ("COMMISSION_EXPENSE", "COMMISSION_PAYABLE")
    assert (moved.amount_vnd, moved.reference, moved.book_date) == (42_500, group.code, END)
    assert (row.close.commissions_vnd, row.close.fees_vnd) == (42_500, 0)
    assert_all_agree()


def test_a_fee_is_on_what_loans_owe_whose_interest_was_handed_in(group):
    sign(group, "ENTRUSTMENT", ppm_month=450, on=SINCE)
    collect(group, {IN_TIME: 220_000})
    paid_on = date(2026, 11, 20)
    event = {"on": paid_on, "booked_on": paid_on, "amount_vnd": 10 * M, "towards": Towards.PRINCIPAL}
    record(IN_TIME, lambda seq: Paid(seq=seq, **event), on=paid_on)
    close_through(END, first=TAKEN_OVER)
    row = EntrustmentFee.objects.get()
    assert (row.organisation, row.loans_count, row.outstanding_vnd, row.ppm_month) == ("WOMEN", 1, 50 * M, 450)
    assert row.amount_vnd == 22_500
    moved = Transfer.objects.get(kind="ENTRUSTMENT_FEE")
    assert (moved.credit.code, moved.amount_vnd) == ("ENTRUSTMENT_FEE_PAYABLE", 22_500)


def test_a_month_that_is_closed_late_has_what_was_owed_at_its_end(group):
    sign(group, "ENTRUSTMENT", ppm_month=450, on=SINCE)
    collect(group, {IN_TIME: 220_000})
    december = date(2026, 12, 5)
    event = {"on": december, "booked_on": december, "amount_vnd": 10 * M, "towards": Towards.PRINCIPAL}
    record(IN_TIME, lambda seq: Paid(seq=seq, **event), on=december)
    for place in range((END - ON).days + 1):
        close(ON + timedelta(days=place), today=december)
    assert EntrustmentFee.objects.get().outstanding_vnd == 60 * M
    assert_all_agree()


@pytest.mark.parametrize(("taken_back", "earned"), [(False, {"WOMEN": 1, "FARMERS": 1}), (True, {"WOMEN": 2})])
def test_a_loan_that_two_groups_collected_earns_one_fee_for_who_collected_last(group, taken_back, earned):
    other = Group.objects.get(pk=group.pk)
    other.pk, other.code, other.organisation = None, "21484-T902", "FARMERS"
    other.save(force_insert=True)
    for one in (group, other):
        sign(one, "ENTRUSTMENT", ppm_month=450, on=SINCE)
    moved_on = date(2026, 11, 20)
    collect(group, {IN_TIME: 220_000, BEHIND: 66_000})
    collect(other, {IN_TIME: 110_000}, on=moved_on, code="D-02")
    if taken_back:
        close_through(moved_on, first=TAKEN_OVER)
        later = moved_on + timedelta(days=1)
        reverse_event(asked=asked_by_system(on=later), number=IN_TIME, seq=3, reason="thu nhầm hộ")
    close_through(END, first=TAKEN_OVER)

    owed = dict(EntrustmentFee.objects.values_list("organisation", "loans_count"))
    assert owed == earned
    commissions = dict(GroupCommission.objects.values_list("group__code", "collected_vnd"))
    assert commissions == {group.code: 286_000} | ({} if taken_back else {other.code: 110_000})


def test_what_is_taken_back_lowers_the_month_in_which_it_is(group):
    sign(group, "ENTRUSTMENT", ppm_month=450, on=SINCE)
    collect(group, {IN_TIME: 220_000})
    close_through(END, first=TAKEN_OVER)
    december = date(2026, 12, 10)
    reverse_event(asked=asked_by_system(on=december), number=IN_TIME, seq=2, reason="thu nhầm hộ")
    close_through(date(2026, 12, 31), first=TAKEN_OVER)
    rows = GroupCommission.objects.order_by("close__day").values_list("collected_vnd", "amount_vnd")
    assert list(rows) == [(220_000, 34_000), (-220_000, -34_000)]
    back = Transfer.objects.filter(kind="COMMISSION").order_by("-id")[0]
    assert (back.debit.code, back.credit.code) == ("COMMISSION_PAYABLE", "COMMISSION_EXPENSE")
    assert EntrustmentFee.objects.count() == 1  # nothing was collected in December
    assert_all_agree()


def test_what_is_taken_back_within_the_month_never_counted(group):
    collect(group, {IN_TIME: 220_000})
    close_through(TODAY - timedelta(days=1), first=TAKEN_OVER)
    reverse_event(asked=asked_by_system(), number=IN_TIME, seq=2, reason="thu nhầm hộ")
    close_through(END, first=TAKEN_OVER)
    assert GroupCommission.objects.count() == 0


def test_who_has_no_contract_earns_nothing_and_it_shows(group):
    Contract.objects.update(ends_before=date(2026, 10, 20), end_recorded_at=RECORDED)
    collect(group, {IN_TIME: 220_000})
    told = close_through(END, first=TAKEN_OVER)[-1]
    commission, fee = GroupCommission.objects.get(), EntrustmentFee.objects.get()
    assert (commission.contract, commission.ppm_month, commission.amount_vnd) == (None, None, 0)
    assert (fee.contract, fee.ppm_month, fee.amount_vnd, fee.outstanding_vnd) == (None, None, 0, 60 * M)
    assert (told.commissions_vnd, told.fees_vnd) == (0, 0)


def test_a_rate_holds_from_its_day_and_the_old_organisation_until_the_groups_goes_over(group):
    sign(group, "ENTRUSTMENT", ppm_month=450, on=SINCE)
    contract = Contract.objects.get(kind="AUTHORISATION")
    for ppm, starts_on in ((900, date(2026, 11, 30)), (1_000, date(2026, 12, 1))):
        ContractRate.objects.create(
            contract=contract,
            what="COMMISSION",
            ppm_month=ppm,
            document="–",
            starts_on=starts_on,
            recorded_at=RECORDED,
        )
    GroupTransfer.objects.create(
        group=group,
        from_organisation="WOMEN",
        to_organisation="FARMERS",
        number="03",
        signed_on=ON,
        starts_on=date(2026, 12, 1),
        recorded_at=RECORDED,
    )
    type(group).objects.update(organisation="FARMERS")
    collect(group, {IN_TIME: 220_000})
    close_through(END, first=TAKEN_OVER)
    assert (GroupCommission.objects.get().ppm_month, EntrustmentFee.objects.get().organisation) == (900, "WOMEN")


def test_interest_paid_at_the_office_is_no_groups_work(group):
    event = {"on": ON, "booked_on": ON, "amount_vnd": 100_000, "towards": Towards.INTEREST}
    record(IN_TIME, lambda seq: Paid(seq=seq, **event), on=ON)
    told = close_through(END, first=TAKEN_OVER)[-1]
    assert told.day == END
    assert told.office.code == OFFICE
    assert GroupCommission.objects.count() == EntrustmentFee.objects.count() == 0
