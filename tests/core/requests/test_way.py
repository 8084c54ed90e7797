"""The way of a request by the law: which step is next, its last day, how many working days are left."""

from datetime import date

import pytest

from tantam.base.strict_files import UnreadableLaw
from tantam.core.law.dated import MissingValueError
from tantam.core.law.lending_steps import Path, Step
from tantam.core.requests.way import (
    allowed_months,
    approval_lapses_on,
    due_on,
    step_after,
    steps_of,
    use_check_due_on,
    working_days_left,
)
from tantam.lending.law_check import steps_problems, values_of
from tantam.lending.law_files import load_steps
from tantam.programmes.law_files import load_law
from tantam.units.days_off import days_off
from tests.repo.source import ROOT

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lending").mkdir()
    text = (ROOT / "law" / "lending" / "steps.yaml").read_text(encoding="utf-8")

    def change(before, after):
        assert before in text
        (tmp_path / "lending" / "steps.yaml").write_text(text.replace(before, after, 1), encoding="utf-8")
        return tmp_path

    return change


def test_the_law_of_steps_holds_together_and_waits_to_be_compared():
    law = load_steps()

    assert steps_problems(law, programmes=load_law().programmes) == []
    assert all(placed.standing.verify for placed in values_of(law))


def test_a_household_without_a_group_has_a_shorter_way():
    law = load_steps()

    assert list(steps_of(law, Path.GROUP)) == list(Step)
    assert step_after(law, Path.DIRECT, Step.WRITE) is Step.CHECK
    assert step_after(law, Path.DIRECT, Step.VOTE) is Step.CHECK
    assert step_after(law, Path.GROUP, Step.NOTIFY) is None


def test_a_time_limit_is_counted_in_working_days_from_the_step_before():
    law, off = load_steps(), days_off()

    assert due_on(law, Path.GROUP, Step.CONFIRM, since=FRIDAY, days_off=off) == date(2026, 11, 27)
    assert due_on(law, Path.GROUP, Step.DECIDE, since=FRIDAY, days_off=off) == date(2026, 11, 24)
    assert due_on(law, Path.GROUP, Step.VOTE, since=FRIDAY, days_off=off) is None
    assert due_on(law, Path.GROUP, Step.CONFIRM, since=date(2027, 12, 31), days_off=off) is None
    assert due_on(law, Path.GROUP, Step.CONFIRM, since=date(2010, 1, 1), days_off=off) is None


def test_working_days_are_counted_both_ways():
    off = days_off()

    assert working_days_left(FRIDAY, date(2026, 11, 23), days_off=off) == 1
    assert working_days_left(FRIDAY, FRIDAY, days_off=off) == 0
    assert working_days_left(date(2026, 11, 24), FRIDAY, days_off=off) == -2
    assert working_days_left(date(2031, 1, 3), date(2031, 1, 6), days_off=off) == 1


def test_an_approval_lapses_and_a_check_is_due_after_calendar_days():
    law = load_steps()

    assert approval_lapses_on(law, FRIDAY) == date(2027, 2, 18)
    assert use_check_due_on(law, FRIDAY) == date(2026, 12, 20)
    with pytest.raises(MissingValueError):
        approval_lapses_on(law, date(2000, 1, 1))


def test_a_programme_may_be_repaid_otherwise():
    law = load_steps()

    assert allowed_months(law, "social-housing", FRIDAY) == {1}
    assert allowed_months(law, "poor", FRIDAY) == {6, 12}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("{path: GROUP, step: WRITE}", "{path: GROUP, step: VOTE}", "out of order"),
        ("{path: DIRECT, step: WRITE}", "{path: DIRECT, step: VOTE}", "no step WRITE"),
        ("value: 90", "value: 0", "approval_days"),
        ("approval_days:", "approval_day:", "approval_day"),
    ],
)
def test_steps_that_cannot_be_are_refused(folder, before, after, said):
    with pytest.raises(UnreadableLaw, match=said):
        load_steps(folder(before, after))


def test_holes_overlaps_and_unknown_programmes_are_found(folder):
    law = load_steps(folder("- programme: students", "- programme: pupils"))

    found = steps_problems(law, programmes=load_law().programmes)

    assert [(one.check, one.what) for one in found] == [("REFERENCE", "không có chương trình pupils")]
    ended = load_steps(
        folder(
            "value: 90\n    starts_on: 2019-03-01", "value: 90\n    starts_on: 2019-03-01\n    ends_before: 2020-01-01"
        )
    )
    assert [one.check for one in steps_problems(ended, programmes=load_law().programmes)] == ["HOLE"]
