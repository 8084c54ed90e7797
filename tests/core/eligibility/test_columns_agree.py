"""The columns say what the scalar says: over a law with every form, and borrowers of every kind."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.eligibility import columns
from tantam.core.eligibility.answers import Borrower
from tantam.core.eligibility.columns import answer_columns
from tantam.core.eligibility.scalar import add_years
from tantam.core.eligibility.steps import earliest_day
from tantam.core.law.conditions import Truth, facts_of
from tantam.core.law.dated import MissingValueError
from tests.core.eligibility.small_law import dated, every_form, law_of, programme, rule
from tests.support.household_columns import as_columns, assert_engines_agree, borrowers, days

LAW = every_form()
ASKED = sorted(
    {"study_months", "jobs_kept_or_made", "water_works", "tuition_vnd"}.union(
        *(facts_of(rule.when) for each in LAW.programmes.values() for rule in each.requirements)
    )
)
YES_NO = st.sampled_from(["has_student", "is_rural", "is_trader"]).map(lambda name: {"fact": name})
NUMBER = st.builds(
    lambda form, number: {"fact": "adults", form: number},
    st.sampled_from(["at_most", "at_least", "below", "above"]),
    st.integers(-1, 14),
)
DAY = st.builds(lambda years: {"fact": "escaped_on", "years_since_at_most": years}, st.integers(0, 12))
CHOICE = st.lists(st.sampled_from(["POOR", "NEAR_POOR", "AVERAGE", "NONE"]), min_size=1, max_size=4).map(
    lambda choices: {"fact": "poverty_class", "one_of": choices}
)
CONDITIONS = st.recursive(
    YES_NO | NUMBER | DAY | CHOICE,
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3).map(lambda some: {"all": some})
        | st.lists(parts, min_size=1, max_size=3).map(lambda some: {"any": some})
        | parts.map(lambda part: {"not": part})
    ),
    max_leaves=6,
)
GENERATED = ["has_student", "is_rural", "is_trader", "adults", "escaped_on", "poverty_class"]


@given(people=st.lists(borrowers(ASKED, sorted(LAW.programmes)), min_size=1, max_size=12), on=days())
def test_columns_agree_with_one_at_a_time(people: list[Borrower], on: date):
    assert_engines_agree(LAW, people, on)


@given(
    when=st.lists(CONDITIONS, min_size=1, max_size=3),
    people=st.lists(borrowers(GENERATED, ["made-up"]), min_size=1, max_size=8),
    on=days(),
)
def test_columns_agree_on_rules_that_nobody_wrote(when: list[dict], people: list[Borrower], on: date):
    rules = [rule(condition, f"rule-{place}") for place, condition in enumerate(when)]
    law = law_of(programme("made-up", requirements=rules))

    assert_engines_agree(law, people, on)


@given(on=st.dates(date(1990, 1, 1), date(2040, 12, 31)), years=st.integers(0, 40), off=st.integers(-3, 3))
def test_the_earliest_day_is_the_other_end_of_the_anniversary(on: date, years: int, off: int):
    day = date.fromordinal(earliest_day(on, years).toordinal() + off)

    assert (day >= earliest_day(on, years)) == (add_years(day, years) >= on)


def test_the_size_of_a_block_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    people = [
        Borrower({"poverty_class": "POOR", "adults": place % 3, "is_trader": place % 2 == 0}, {"poor": place * 1_000})
        for place in range(100)
    ]
    on = date(2026, 11, 22)
    whole = answer_columns(LAW, as_columns(people), on)
    monkeypatch.setattr(columns, "BLOCK", 7)

    pieces = answer_columns(LAW, as_columns(people), on)

    for code, column in whole.items():
        assert np.array_equal(column.truth, pieces[code].truth)
        assert np.array_equal(column.cap_left_vnd, pieces[code].cap_left_vnd)
        assert np.array_equal(column.cap_known, pieces[code].cap_known)


def test_a_register_without_households_has_answers_without_rows():
    found = answer_columns(LAW, as_columns([]), date(2026, 11, 22))

    assert {column.truth.shape for column in found.values()} == {(0,)}


def test_programmes_are_answered_in_their_order_and_only_those_asked_for():
    found = answer_columns(LAW, as_columns([Borrower()]), date(2026, 11, 22), ["students", "poor"])

    assert list(found) == ["poor", "students"]


def test_what_is_answered_cannot_be_changed_by_mistake():
    found = answer_columns(LAW, as_columns([Borrower()]), date(2026, 11, 22))

    with pytest.raises(ValueError, match="read-only"):
        found["poor"].truth[0] = Truth.YES


def test_programmes_with_one_cap_share_their_columns():
    found = answer_columns(LAW, as_columns([Borrower(debts={"poor": 1})]), date(2026, 11, 22))

    assert found["poor"].cap_left_vnd is found["near-poor"].cap_left_vnd


def test_both_engines_refuse_a_rule_whose_parameter_has_no_value():
    when = {"fact": "adults", "at_least": {"parameter": "least"}}
    parameters = {"least": [dated(1, date(2026, 1, 1))]}
    law = law_of(programme("poor", requirements=[rule(when)], parameters=parameters))

    with pytest.raises(MissingValueError, match="least"):
        answer_columns(law, as_columns([Borrower()]), date(2025, 12, 31))


def test_rules_that_say_the_same_are_worked_out_once():
    law = law_of(*(programme(f"p{place}", requirements=[rule({"fact": "is_rural"})]) for place in range(3)))

    found = answer_columns(law, as_columns([Borrower({"is_rural": True})]), date(2026, 11, 22))

    assert found["p0"].truth is found["p2"].truth
