"""Decisions are kept so that they can be made again, and what was changed since is found."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.base.asked import EVERYTHING
from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.models import AuditEntry
from tantam.base.sealing import seal, unseal
from tantam.core.eligibility.answers import Borrower
from tantam.core.law.facts import FACTS, FactKind
from tantam.core.law.programme import Cap
from tantam.programmes.commands.decisions import UnableToDecide, record_decision
from tantam.programmes.decision_inputs import PURPOSE, DecisionInputs, read_inputs, write_inputs
from tantam.programmes.law_files import load_law
from tantam.programmes.models import EligibilityDecision
from tantam.programmes.queries import decisions as queries
from tantam.programmes.queries.decisions import get_decision, list_decisions, list_inputs, replay_decision
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)


@pytest.fixture
def household(small_register):
    """Return the near-poor household that owes 60 million."""
    return small_register.households["binh-can"]


@pytest.fixture
def decision(cast, household) -> int:
    """Return a decision on it: it may borrow 40 million."""
    return record_decision(
        asked=cast.asked("yen"), household_id=household.pk, programme="near-poor", as_of=ON, declared={}
    )


def law_with(**changes):
    """Return the law with a change in the near-poor programme."""
    law = load_law()
    programme = law.programmes["near-poor"].model_copy(update=changes)
    return law.model_copy(update={"programmes": {**law.programmes, "near-poor": programme}})


def kept_again(decision: int, **changes) -> int:
    """Write a copy of a decision with changes, as somebody with the database in hand might; return its number."""
    row = EligibilityDecision.objects.get(pk=decision)
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row.pk


@pytest.mark.replays("programmes.record_decision")
def test_deciding_twice_keeps_one_decision(cast, household):
    number = assert_replay_safe(
        record_decision,
        asked=cast.asked("ha"),
        other={"programme": "poor"},
        household_id=household.pk,
        programme="near-poor",
        as_of=ON,
        declared={"has_student": True},
    )

    assert EligibilityDecision.objects.count() == 1
    line = get_decision(scope=EVERYTHING, decision_id=number)
    assert (line.outcome, line.cap_left) == ("YES", "40.000.000\N{NO-BREAK SPACE}đ")


def test_a_decision_keeps_its_inputs_sealed_and_no_values_beside_them(cast, household, decision):
    row = EligibilityDecision.objects.get(pk=decision)

    inputs = read_inputs(unseal(row.inputs_sealed, purpose=PURPOSE))

    assert inputs.borrower.facts["poverty_class"] == "NEAR_POOR"
    assert inputs.borrower.debts == {"near-poor": 60_000_000}
    assert b"NEAR_POOR" not in bytes(row.inputs_sealed)
    assert {"key": "on-near-poor-list", "truth": "YES"} in row.reasons
    assert row.known_at == row.decided_at == cast.asked("yen").at


def test_what_was_declared_is_marked_and_only_its_digest_is_in_the_audit(cast, household):
    number = record_decision(
        asked=cast.asked("ha"),
        household_id=household.pk,
        programme="students",
        as_of=ON,
        declared={"has_student": True, "study_months": 10},
    )

    basis = list_inputs(scope=EVERYTHING, decision_id=number, with_protected=False)
    values = {line.question: line.value for line in basis.facts}
    assert values[FACTS["study_months"].vi] == "10, do cán bộ khai"
    assert values[FACTS["poverty_class"].vi] == "hộ cận nghèo"
    assert basis.debts == [("Cho vay hộ cận nghèo", "60.000.000\N{NO-BREAK SPACE}đ")]
    assert "study_months" not in json.dumps(AuditEntry.objects.latest("sequence").details)


@pytest.mark.parametrize(
    "arguments",
    [{"programme": "vay-nong"}, {"declared": {"poverty_class": "POOR"}}, {"declared": {"khong_co": True}}],
)
def test_what_cannot_be_decided_is_refused(arguments, cast, household):
    sent = {"household_id": household.pk, "programme": "near-poor", "as_of": ON, "declared": {}, **arguments}

    with pytest.raises(UnableToDecide):
        record_decision(asked=cast.asked("ha"), **sent)

    assert not EligibilityDecision.objects.exists()


def test_only_whoever_works_with_the_household_decides(cast, household):
    sent = {"household_id": household.pk, "programme": "near-poor", "as_of": ON, "declared": {}}

    with pytest.raises(OutOfScope):
        record_decision(asked=cast.asked("sau"), **sent)
    with pytest.raises(NotAllowed):
        record_decision(asked=cast.asked("hoa"), **sent)


def test_decisions_are_seen_within_the_scope_only(cast, household, decision):
    near, far = cast.actor("ha").scope, cast.actor("sau").scope

    assert [line.id for line in list_decisions(scope=near, household_id=household.pk)] == [decision]
    for look in (
        lambda: list_decisions(scope=far, household_id=household.pk),
        lambda: get_decision(scope=far, decision_id=decision),
        lambda: replay_decision(scope=far, decision_id=decision),
        lambda: list_inputs(scope=far, decision_id=decision, with_protected=True),
    ):
        with pytest.raises(OutOfScope):
            look()


def test_a_decision_made_again_comes_out_the_same(decision):
    replay = replay_decision(scope=EVERYTHING, decision_id=decision)

    assert (replay.verdict, replay.differences) == ("SAME", ())


def test_a_decision_stays_the_same_when_the_register_learns_more(cast, household, decision):
    record_decision(
        asked=cast.asked("ha"),
        household_id=household.pk,
        programme="near-poor",
        as_of=ON,
        declared={"has_student": False},
    )

    assert replay_decision(scope=EVERYTHING, decision_id=decision).verdict == "SAME"


def test_a_changed_law_is_told_with_what_comes_out_otherwise(decision, monkeypatch):
    lower = Cap(at_most_vnd=70_000_000)
    cap = tuple(one.model_copy(update={"value": lower}) for one in load_law().programmes["near-poor"].cap)
    monkeypatch.setattr(queries, "load_law", lambda: law_with(cap=cap))

    replay = replay_decision(scope=EVERYTHING, decision_id=decision)

    assert replay.verdict == "LAW_CHANGED"
    assert [(one.what, one.then, one.now) for one in replay.differences] == [
        ("Còn được vay", "40.000.000\N{NO-BREAK SPACE}đ", "10.000.000\N{NO-BREAK SPACE}đ")
    ]


def test_a_law_that_changed_elsewhere_is_told_without_differences(decision, monkeypatch):
    monkeypatch.setattr(queries, "load_law", lambda: law_with(order=99))

    replay = replay_decision(scope=EVERYTHING, decision_id=decision)

    assert (replay.verdict, replay.differences) == ("LAW_CHANGED", ())


def test_a_programme_that_left_the_law_is_told(decision, monkeypatch):
    law = load_law()
    left = {code: one for code, one in law.programmes.items() if code != "near-poor"}
    monkeypatch.setattr(queries, "load_law", lambda: law.model_copy(update={"programmes": left}))

    assert replay_decision(scope=EVERYTHING, decision_id=decision).verdict == "LAW_CHANGED"
    assert get_decision(scope=EVERYTHING, decision_id=decision).programme_name == "near-poor"


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"outcome": "NO"}, "Kết quả"),
        ({"cap_left_vnd": 90_000_000}, "Còn được vay"),
        ({"reasons": []}, "Hộ có tên trong danh sách hộ cận nghèo được duyệt"),
    ],
)
def test_an_outcome_that_was_changed_is_found(changes, what, decision):
    changed = kept_again(decision, **changes)

    replay = replay_decision(scope=EVERYTHING, decision_id=changed)

    assert replay.verdict == "DIFFERS"
    assert what in {one.what for one in replay.differences}


def test_inputs_that_were_changed_are_found(decision):
    row = EligibilityDecision.objects.get(pk=decision)
    text = unseal(row.inputs_sealed, purpose=PURPOSE).replace("60000000", "10000000")
    torn = bytes(row.inputs_sealed)[:-1] + b"?"

    resealed = kept_again(decision, inputs_sealed=seal(text, purpose=PURPOSE))
    broken = kept_again(decision, inputs_sealed=torn)
    moved = kept_again(decision, inputs_sealed=seal(text, purpose="fact.income_vnd"))

    for number in (resealed, broken, moved):
        assert replay_decision(scope=EVERYTHING, decision_id=number).verdict == "BROKEN"


def test_the_same_inputs_have_another_digest_each_time(cast, household, decision):
    again = record_decision(
        asked=cast.asked("yen"), household_id=household.pk, programme="near-poor", as_of=ON, declared={}
    )

    digests = {row.inputs_digest for row in EligibilityDecision.objects.filter(pk__in=[decision, again])}
    assert len(digests) == 2  # what a household is cannot be found by trying


def _value(kind: FactKind, choices):
    return {
        FactKind.YES_NO: st.booleans(),
        FactKind.COUNT: st.integers(0, 10**6),
        FactKind.VND: st.integers(0, 10**12),
        FactKind.DAY: st.none() | st.dates(),
        FactKind.CHOICE: st.sampled_from(choices or ("",)),
    }[kind]


@given(
    facts=st.fixed_dictionaries({}, optional={n: _value(f.kind, f.choices) for n, f in FACTS.items()}),
    debts=st.none() | st.dictionaries(st.sampled_from(["poor", "students"]), st.integers(0, 10**12)),
)
def test_inputs_are_read_back_as_they_were_written(facts, debts):
    inputs = DecisionInputs(borrower=Borrower(facts=facts, debts=debts), declared=tuple(sorted(facts)[:2]))

    found = read_inputs(write_inputs(inputs, salt="00"))

    assert found == inputs
