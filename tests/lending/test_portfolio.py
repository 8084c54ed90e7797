"""The loans of an area in a list: the same figures as on each loan's page, within the scope, at a fixed cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tantam.base.asked import EVERYTHING, Scope
from tantam.base.models import AuditEntry
from tantam.lending.commands.collecting import record_payment
from tantam.lending.commands.looking import HANDED_OUT_MAX, UnableToHandOut, hand_out_loans, look_at_loan
from tantam.lending.models import LoanBalance
from tantam.lending.queries.loans import get_loan_page
from tantam.lending.queries.portfolio import LoanFilter, LoanSums, list_loan_choices, list_loans, sum_loans
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND, IN_TIME, M, figures, make_loans, make_not_disbursed, take_over
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db
LENT_BEFORE = "51-0003"
NOT_LENT = "51-0004"


@pytest.fixture
def _loans(small_register):
    make_loans()
    take_over(figures(LENT_BEFORE, principal_vnd=0, interest_current_vnd=0))
    make_not_disbursed(NOT_LENT)


def numbers(day: date = TODAY, **chosen: object) -> list[str]:
    found = list_loans(scope=EVERYTHING, chosen=LoanFilter(**chosen), day=day)
    sums = sum_loans(scope=EVERYTHING, chosen=LoanFilter(**chosen), day=day)
    counted = sums[chosen["state"]] if "state" in chosen else sum(sums.values(), LoanSums())
    assert counted.count == len(found)
    assert counted.principal_vnd == sum(line.principal_vnd for line in found)
    assert counted.overdue_vnd == sum(line.overdue_vnd for line in found)
    return [line.number for line in found]


@pytest.mark.usefixtures("_loans")
@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, [IN_TIME, BEHIND, LENT_BEFORE, NOT_LENT]),
        ({"text": f" {BEHIND} "}, [BEHIND]),
        ({"text": "21484-00002"}, [BEHIND]),
        ({"text": "51-"}, []),
        ({"programme": "near-poor"}, [BEHIND]),
        ({"source": "CENTRAL"}, [IN_TIME, LENT_BEFORE, NOT_LENT]),
        ({"state": "CURRENT"}, [IN_TIME]),
        ({"state": "OVERDUE"}, [BEHIND]),
        ({"state": "SETTLED"}, [LENT_BEFORE]),
        ({"state": "NOT_DISBURSED"}, [NOT_LENT]),
        ({"state": "WRITTEN_OFF"}, []),
        ({"due_within": 30}, []),
        ({"due_within": 90}, [IN_TIME]),
        ({"group_id": 999}, []),
        ({"office_id": 999_999}, []),
    ],
)
def test_a_filter_finds_what_its_sums_say(chosen, found):
    assert numbers(**chosen) == found


@pytest.mark.usefixtures("_loans")
@pytest.mark.parametrize("days", [0, 1, 54, 55, 56, 230, 240, 900])
def test_the_list_says_what_each_page_says_also_where_no_close_has_passed(days):
    day = TODAY + timedelta(days=days)
    record_payment(asked=asked_by_system(), number=BEHIND, on=TODAY, amount_vnd=4 * M, towards="PRINCIPAL")

    for line in list_loans(scope=EVERYTHING, chosen=LoanFilter(), day=day):
        page = get_loan_page(scope=EVERYTHING, number=line.number, on=day)
        balances = page.story.balances
        coming = next((one for one in page.instalments if one.left_vnd > one.overdue_vnd), None)
        assert (line.principal_vnd, line.overdue_vnd) == (balances.principal_vnd, balances.overdue_vnd)
        assert line.due_on == (coming.instalment.collect_by if coming else None)
        assert line.due_vnd == (coming.left_vnd - coming.overdue_vnd if coming else 0)


@pytest.mark.usefixtures("_loans")
def test_a_loan_out_of_the_scope_is_not_there(cast):
    nowhere = Scope(unit_ids=frozenset({cast.units["STC"].pk}))
    here = Scope(unit_ids=frozenset({cast.units["X21484"].pk}))

    assert list_loans(scope=nowhere, chosen=LoanFilter(), day=TODAY) == []
    assert list_loan_choices(scope=nowhere, commune_id=None).communes == ()
    assert len(list_loans(scope=here, chosen=LoanFilter(), day=TODAY)) == 4


@pytest.mark.usefixtures("_loans")
def test_a_list_costs_as_many_queries_however_long_it_is():
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            list_loans(scope=EVERYTHING, chosen=LoanFilter(), day=TODAY)
            sum_loans(scope=EVERYTHING, chosen=LoanFilter(), day=TODAY)
        return len(caught)

    before = cost()
    for place in range(5):
        take_over(figures(f"51-01{place:02d}"))
    assert cost() == before == 3


@pytest.mark.usefixtures("_loans")
@pytest.mark.replays("lending.look_at_loan")
def test_looking_twice_is_written_down_once(cast):
    assert_replay_safe(look_at_loan, asked=cast.asked("van"), other={"number": BEHIND}, number=IN_TIME)


@pytest.mark.usefixtures("_loans")
@pytest.mark.replays("lending.hand_out_loans")
def test_a_list_leaves_with_a_reason_once(cast, monkeypatch):
    reason = "Đối chiếu với sổ của Tổ"
    assert assert_replay_safe(hand_out_loans, asked=cast.asked("yen"), other={"state": "OVERDUE"}, reason=reason) == 4
    with pytest.raises(UnableToHandOut, match="10 đến 300"):
        hand_out_loans(asked=cast.asked("yen"), reason="ngắn")

    def many(**_asked: object) -> dict[str, LoanSums]:
        return {"CURRENT": LoanSums(count=HANDED_OUT_MAX + 1)}

    monkeypatch.setattr("tantam.lending.commands.looking.sum_loans", many)
    with pytest.raises(UnableToHandOut, match="5001"):
        hand_out_loans(asked=cast.asked("yen"), reason=reason)


def test_what_has_another_plan_names_no_next_instalment(small_register):
    make_loans()
    LoanBalance.objects.update(follows_plan=False)
    line = list_loans(scope=EVERYTHING, chosen=LoanFilter(text=IN_TIME), day=TODAY)[0]
    assert (line.due_on, line.due_vnd) == (None, 0)


@pytest.mark.usefixtures("_loans")
def test_the_name_that_a_list_was_searched_by_is_not_in_the_audit(cast):
    hand_out_loans(asked=cast.asked("yen"), reason="Đối chiếu với sổ của Tổ", text="An Nghèo")

    entry = AuditEntry.objects.get(command="lending.hand_out_loans")
    assert "An Nghèo" not in str(entry.details)
