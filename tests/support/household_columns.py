"""Borrowers written down in columns, and generated borrowers: for tests in which two engines must agree."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from hypothesis import strategies as st

from tantam.core.eligibility.answers import Borrower, FactValue
from tantam.core.eligibility.columns import ProgrammeColumns, answer_columns
from tantam.core.eligibility.households import NO_DAY, FactColumn, HouseholdColumns, day_number
from tantam.core.eligibility.scalar import answer
from tantam.core.eligibility.steps import DTYPES
from tantam.core.law.conditions import Truth
from tantam.core.law.dated import VND_MAX
from tantam.core.law.facts import FACTS, FactKind
from tantam.core.law.programme import Law

# Rubbish, where a fact is not known: it must never be looked at.
RUBBISH = {
    FactKind.YES_NO: True,
    FactKind.COUNT: -7,
    FactKind.VND: 2**62,
    FactKind.DAY: 20_000,
    FactKind.CHOICE: 200,
}


def as_columns(borrowers: Sequence[Borrower]) -> HouseholdColumns:
    """Write borrowers down in columns, each programme's debt in two sources."""
    codes = sorted({code for borrower in borrowers for code in borrower.debts or ()})
    debts = {}
    for code in codes:
        owed = np.array([_owed_vnd(borrower, code) for borrower in borrowers], dtype=np.int64)
        debts[code, "TW"], debts[code, "DP"] = owed - owed // 3, owed // 3
    names = {name for borrower in borrowers for name in borrower.facts}
    return HouseholdColumns(
        count=len(borrowers),
        numbers=np.arange(len(borrowers), dtype=np.int64),
        communes=np.zeros(len(borrowers), dtype=np.int32),
        commune_codes=("21000",),
        facts={name: _fact_column(name, borrowers) for name in names},
        debts_known=np.array([borrower.debts is not None for borrower in borrowers], dtype=np.bool_),
        debts=debts,
    )


def assert_engines_agree(law: Law, borrowers: Sequence[Borrower], on: date) -> None:
    """Assert that the columns say what the scalar says, of every borrower and every programme."""
    found = answer_columns(law, as_columns(borrowers), on)
    for code, columns in found.items():
        for place, borrower in enumerate(borrowers):
            one = answer(law, programme=code, borrower=borrower, on=on)
            said = (
                Truth(columns.truth[place]),
                columns.is_lent,
                columns.has_cap,
                int(columns.cap_left_vnd[place]) if columns.cap_known[place] else None,
                int(columns.owed_vnd[place]) if borrower.debts is not None else None,
                columns.rate_ppm,
                columns.overdue_rate_ppm,
                columns.unsecured_up_to_vnd,
            )
            meant = (
                one.truth,
                one.is_lent,
                one.has_cap,
                one.cap_left_vnd,
                one.owed_vnd,
                one.rate_ppm,
                one.overdue_rate_ppm,
                one.unsecured_up_to_vnd,
            )
            assert said == meant, (code, borrower)
        assert_unknown_is_zero(columns, borrowers)


def assert_unknown_is_zero(columns: ProgrammeColumns, borrowers: Sequence[Borrower]) -> None:
    """Assert that an amount that is not known is 0, so that a sum over everybody is a sum of what is known."""
    assert not columns.cap_left_vnd[~columns.cap_known].any()
    assert not columns.owed_vnd[[borrower.debts is None for borrower in borrowers]].any()


def borrowers(facts: Sequence[str], codes: Sequence[str]) -> st.SearchStrategy[Borrower]:
    """Generate borrowers with some of the facts, and with debts under some programmes or none known."""
    owed_vnd = st.integers(0, 300_000_000) | st.sampled_from([0, 100_000_000, VND_MAX])
    debts = st.none() | st.dictionaries(st.sampled_from(list(codes)), owed_vnd, max_size=3)
    known = st.fixed_dictionaries({}, optional={name: _values(name) for name in facts})
    return st.builds(Borrower, facts=known, debts=debts)


def _values(name: str) -> st.SearchStrategy[FactValue]:
    fact = FACTS[name]
    return {
        FactKind.YES_NO: st.booleans(),
        FactKind.COUNT: st.integers(0, 13) | st.sampled_from([99_999, 100_000, 100_001, 1_000_000, VND_MAX]),
        FactKind.VND: st.integers(0, 3_000_000) | st.integers(0, VND_MAX) | st.sampled_from([1_500_000, VND_MAX]),
        FactKind.DAY: st.none() | st.dates(date(2014, 1, 1), date(2029, 12, 31)) | st.just(date(2024, 2, 29)),
        FactKind.CHOICE: st.sampled_from(fact.choices or ("",)),
    }[fact.kind]


def days() -> st.SearchStrategy[date]:
    """Generate days around those on which the law changes, and around leap days."""
    turns = st.sampled_from(
        [date(2024, 2, 29), date(2026, 1, 1), date(2026, 5, 1), date(2027, 1, 1), date(2028, 2, 29)]
    )
    near = st.builds(lambda day, off: day + timedelta(days=off), turns, st.integers(-2, 2))
    return near | st.dates(date(2002, 1, 1), date(2031, 12, 31))


def _owed_vnd(borrower: Borrower, code: str) -> int:
    """Return a debt; rubbish where debts are not known, for it must never be looked at."""
    return 5 if borrower.debts is None else borrower.debts.get(code, 0)


def _fact_column(name: str, borrowers: Sequence[Borrower]) -> FactColumn:
    fact = FACTS[name]
    values = [
        _stored(name, borrower.facts[name]) if name in borrower.facts else RUBBISH[fact.kind] for borrower in borrowers
    ]
    known = np.array([name in borrower.facts for borrower in borrowers], dtype=np.bool_)
    return FactColumn(values=np.array(values, dtype=DTYPES[fact.kind]), known=known)


def _stored(name: str, value: FactValue) -> int | bool:
    if isinstance(value, str):
        return FACTS[name].choices.index(value)
    if isinstance(value, date):
        return day_number(value)
    return NO_DAY if value is None else value
