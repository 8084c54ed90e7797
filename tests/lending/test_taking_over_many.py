"""Loans taken over in batches stand where each would by itself; what is refused leaves the others alone."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from tantam.base.errors import NotAllowed
from tantam.base.models import AuditEntry
from tantam.ledger.models import Transfer
from tantam.ledger.parts.day_totals import close_ledger_day
from tantam.lending.commands.taking_over import Taken, take_over_loan, take_over_loans
from tantam.lending.models import BucketChange, Loan, LoanBalance, LoanEvent, PlannedInstalment
from tantam.lending.queries.reconciling import find_gaps
from tantam.lending.wording.objections import UnableToRecord
from tests.support.agreeing import assert_all_agree
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND_FIGURES, IN_TIME, OFFICE, TAKEN_OVER, M, figures
from tests.support.replay import assert_replay_safe
from tests.support.statements import count_but_rows

pytestmark = pytest.mark.django_db


def take(*loans, **given):
    usual = {"asked": asked_by_system(on=TAKEN_OVER), "office_code": OFFICE, "as_of": TAKEN_OVER, "loans": loans}
    return take_over_loans(**(usual | given))


def rows(model):
    of_its_own = {"id", "loan_id", "recorded_at"} | ({"number"} if model is Loan else set())
    shown = [field.attname for field in model._meta.concrete_fields if field.attname not in of_its_own]
    return list(model.objects.order_by("pk").values(*shown))


def sums():
    by = Transfer.objects.values("debit__code", "debit__source", "credit__code", "kind", "value_date", "book_date")
    return list(by.annotate(vnd=Sum("amount_vnd")).order_by("debit__code", "debit__source", "credit__code"))


def changes():
    by = BucketChange.objects.values("office", "source", "programme", "rate_ppm", "is_overdue", "day", "booked_on")
    return list(by.annotate(vnd=Sum("principal_vnd"), all_points=Sum("points")).order_by("programme", "is_overdue"))


@pytest.mark.replays("lending.take_over_loans")
def test_taking_loans_over_twice_takes_them_once(small_register):
    outcome = assert_replay_safe(
        take_over_loans,
        asked=asked_by_system(on=TAKEN_OVER),
        other={"loans": (figures("51-0009"),)},
        office_code=OFFICE,
        as_of=TAKEN_OVER,
        loans=(figures(), BEHIND_FIGURES),
    )

    assert outcome == Taken(taken=2, refused=())
    assert Loan.objects.count() == 2
    assert_all_agree()


def test_many_stand_as_each_would_by_itself(small_register):
    loans = (figures(), BEHIND_FIGURES, figures("51-0005", principal_vnd=0, interest_current_vnd=0))
    take(*loans)
    together = [rows(model) for model in (Loan, PlannedInstalment, LoanEvent, LoanBalance)]
    before_sums, before_changes = sums(), changes()

    for loan in (replace(loan, number=f"{loan.number}-B") for loan in loans):
        take_over_loan(asked=asked_by_system(on=TAKEN_OVER), office_code=OFFICE, as_of=TAKEN_OVER, figures=loan)

    apart = [rows(model) for model in (Loan, PlannedInstalment, LoanEvent, LoanBalance)]
    assert apart == [first + first for first in together]
    assert [row["vnd"] for row in sums()] == [2 * row["vnd"] for row in before_sums]
    assert [(row["vnd"], row["all_points"]) for row in changes()] == [
        (2 * row["vnd"], 2 * row["all_points"]) for row in before_changes
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"programme": "gold"}, "không có chương trình cho vay gold"),
        ({"source": "BANK"}, "không có nguồn vốn BANK"),
        ({"household_code": "21484-99999"}, "không có hộ 21484-99999"),
        ({"approved_vnd": 99 * M}, "kế hoạch trả nợ"),
        ({"number": "5" * 31}, "30 ký tự"),
        ({"number": IN_TIME}, "đã có"),
        ({"contract_on": date(2031, 1, 1)}, "ngày ký"),
        ({"interest_current_vnd": 30_000_000_000}, "quá số phải trả"),
        ({"instalments": ()}, "kế hoạch trả nợ"),
        ({"principal_vnd": 101 * M}, "không khớp nhau"),
    ],
)
def test_an_impossible_loan_is_refused_and_the_others_are_taken(small_register, changed, words):
    outcome = take(figures(), replace(figures("51-0007"), **changed), BEHIND_FIGURES)

    assert outcome.taken == 2
    [(place, sentence)] = outcome.refused
    assert place == 1
    assert words in sentence
    assert sorted(Loan.objects.values_list("number", flat=True)) == [IN_TIME, BEHIND_FIGURES.number]
    assert find_gaps(day=TODAY) == []


def test_one_audit_row_and_one_line_for_an_account(small_register):
    before = AuditEntry.objects.count()

    take(*(figures(f"51-1{number:03d}") for number in range(20)))

    assert AuditEntry.objects.count() == before + 1
    assert Transfer.objects.count() == 2  # principal and interest, of one source and programme
    assert BucketChange.objects.count() == 1


def test_the_statements_do_not_grow_with_the_loans(small_register):
    take(figures("51-2000"))
    counts = []
    for some in (range(2), range(10, 60)):
        loans = [figures(f"51-3{number:03d}") for number in some]
        with CaptureQueriesContext(connection) as captured:
            take(*loans)
        counts.append(count_but_rows(captured))

    assert counts[1] <= counts[0] < 40


def test_a_closed_day_an_unknown_office_and_too_many_are_refused(small_register, cast):
    take(figures())
    close_ledger_day(asked=asked_by_system(on=TAKEN_OVER), office_id=Loan.objects.get().office_id, day=TAKEN_OVER)

    assert "khóa sổ" in take(figures("51-0003")).refused[0][1]
    with pytest.raises(UnableToRecord, match="STC"):
        take(figures("51-0004"), office_code="STC")
    with pytest.raises(UnableToRecord, match="Mỗi lần nhận tối đa"):
        take(*(figures() for _each in range(2_001)))
    with pytest.raises(NotAllowed):
        take(figures("51-0004"), asked=cast.asked("lan"))
