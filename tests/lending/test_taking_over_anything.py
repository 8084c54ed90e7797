"""Whatever another book says of a loan, it is taken whole or refused with its place; the others are taken."""

from dataclasses import asdict
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tantam.core.law.dated import VND_MAX
from tantam.exchange.loan_tables import COLUMNS, read_loans
from tantam.lending.commands.taking_over import LoanFigures, take_over_loans
from tantam.lending.models import Loan
from tantam.lending.queries.reconciling import find_gaps
from tantam.lending.queries.verifying import verify_loans
from tests.support.cast import asked_by_system
from tests.support.loans import OFFICE, TAKEN_OVER, figures

pytestmark = pytest.mark.django_db

FAR = date(2110, 1, 1)
_numbers = count(1)

texts = st.text(max_size=40) | st.sampled_from(
    ["", "\x00", "51-\x00", " 51-7", "51\n7", "poor", "CENTRAL", "x" * 3_000]
)
amounts = st.one_of(
    st.integers(-10, 10**9),
    st.integers(-(10**30), 10**30),
    st.sampled_from([0, VND_MAX, VND_MAX + 1, 2**63 - 1, 2**63, 10**11]),
)
rates = st.integers(-1, 200_000) | st.integers(-(10**15), 10**15) | st.sampled_from([10**12, 2**31, 1_000_001])
days = st.dates() | st.sampled_from([date.min, date.max, date(9999, 12, 31)])
plans = st.lists(st.tuples(days, days, amounts), max_size=4).map(tuple) | st.just(
    tuple((date(2026 + n // 12, n % 12 + 1, 1), date(2026 + n // 12, n % 12 + 1, 1), 1) for n in range(700))
)
FIELDS = {
    "number": texts,
    "household_code": texts,
    "programme": texts,
    "source": texts,
    "contract_on": days,
    "approved_vnd": amounts,
    "rate_ppm": rates,
    "overdue_rate_ppm": rates,
    "instalments": plans,
    "disbursed_vnd": amounts,
    "principal_vnd": amounts,
    "interest_current_vnd": amounts,
    "interest_overdue_vnd": amounts,
}
# A few figures of a sound loan are put wrong, so that each is looked at and not the first alone.
changes = st.sets(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: FIELDS[name] for name in sorted(names)})
)
agreeing = st.builds(
    lambda vnd, by, rate: {
        "approved_vnd": vnd,
        "disbursed_vnd": vnd,
        "principal_vnd": vnd,
        "instalments": ((by, by, vnd),),
        "rate_ppm": rate,
        "overdue_rate_ppm": rate,
    },
    amounts,
    days,
    rates,
)


def numbers() -> set[str]:
    return set(Loan.objects.values_list("number", flat=True))


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changed=changes | agreeing)
@example(changed={"rate_ppm": 10**12, "overdue_rate_ppm": 10**12})
@example(changed={"approved_vnd": VND_MAX, "instalments": ((FAR, FAR, VND_MAX),)})
@example(changed={"instalments": ((date.max, date.max, 100_000_000),)})
@example(changed={"number": "51-\x00", "programme": "\x00"})
def test_whatever_a_loan_is_said_to_be_the_others_are_taken(small_register, changed):
    own = f"W-{next(_numbers)}"
    wild: LoanFigures = figures(**({"number": f"{own}-2"} | changed))
    before = numbers()

    loans = (figures(f"{own}-1"), wild, figures(f"{own}-3"))
    outcome = take_over_loans(asked=asked_by_system(on=TAKEN_OVER), office_code=OFFICE, as_of=TAKEN_OVER, loans=loans)

    taken = {one.number for place, one in enumerate(loans) if place not in dict(outcome.refused)}
    assert {f"{own}-1", f"{own}-3"} <= taken
    assert numbers() - before == taken
    assert outcome.taken == len(taken)
    assert all(place == 1 and "Khoản vay" in sentence for place, sentence in outcome.refused)
    assert find_gaps(day=date(2036, 1, 1)) == []
    assert not [found for batch in verify_loans() for found in batch.mismatches]


cells = st.text(max_size=20) | st.sampled_from(
    ["7,92", "1e400", "10000000000", "999.999.999.999.999", "31/12/9999", "01/01/0001", "-1", "٣", "\x00", "1" * 4_000]
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changed=st.dictionaries(st.sampled_from(COLUMNS), cells, min_size=1, max_size=3))
@example(changed={"instalments": "31/12/9999 100.000.000"})
def test_whatever_stands_in_a_cell_the_other_rows_are_read(tmp_path, changed):
    sound = dict.fromkeys(COLUMNS, "0") | {
        "number": "51-1",
        "contract_on": "10/07/2024",
        "rate": "6,6",
        "overdue_rate": "8,58",
        "instalments": "10/07/2027 100.000.000",
    }
    quoted = {
        name: '"' + text.replace('"', '""').replace("\n", " ").replace("\r", " ") + '"'
        for name, text in changed.items()
    }
    file = tmp_path / "loans.csv"
    rows = [sound, sound | quoted | {"number": '"51-2"'}, sound | {"number": "51-3"}]
    file.write_text("\n".join([",".join(COLUMNS), *(",".join(_cells(row)) for row in rows)]), encoding="utf-8")

    read = read_loans(file)

    assert {line for line, _loan in read.rows} | {line for line, _code in read.refused} == {2, 3, 4}
    assert [loan.number for _line, loan in read.rows if loan.number != "51-2"] == ["51-1", "51-3"]
    assert all(set(asdict(loan)) for _line, loan in read.rows)


def _cells(row: dict[str, str]) -> list[str]:
    return [
        text if text.startswith('"') or "," not in text else f'"{text}"' for text in (row[name] for name in COLUMNS)
    ]
