"""Who is slipping: overdue work or a falling timeliness, and nobody with too few duties to compare."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tantam.base.asked import EVERYTHING
from tantam.core.duties import Tally
from tantam.core.rates import Rate, Standing, slipping, tally_of
from tantam.plans.models import Duty, Period
from tantam.plans.queries.frame import get_frame, get_plan
from tantam.plans.queries.trend import Slipping, find_slipping, trend
from tests.support.cast import TODAY
from tests.support.plans import MADE_AT, SmallPlan

tallies = st.lists(st.integers(0, 6), min_size=6, max_size=6).map(tally_of)
standings = st.lists(st.builds(Standing, whole=tallies, earlier=tallies, later=tallies), max_size=8)


@given(standings)
def test_nobody_with_fewer_than_three_duties_is_compared(rows: list[Standing]) -> None:
    chosen = [rows[place] for place in slipping(rows)]

    assert all(row.whole.expected >= 3 for row in chosen)
    assert all(row.whole.open_overdue or row.has_fallen for row in chosen)


@given(standings)
def test_the_most_overdue_stand_first(rows: list[Standing]) -> None:
    counts = [rows[place].whole.open_overdue for place in slipping(rows)]

    assert counts == sorted(counts, reverse=True)


@given(st.tuples(st.integers(0, 30), st.integers(1, 30)), st.tuples(st.integers(0, 30), st.integers(1, 30)))
def test_shares_are_compared_exactly(one: tuple[int, int], other: tuple[int, int]) -> None:
    first, second = Rate(min(one), max(one)), Rate(min(other), max(other))

    assert first.is_below(second) + second.is_below(first) <= 1
    if first.is_below(second):
        assert (first.per_mille or 0) <= (second.per_mille or 0)


def test_two_of_three_after_three_of_three_is_a_fall() -> None:
    standing = Standing(
        whole=Tally(done_on_time=5, done_late=1),
        earlier=Tally(done_on_time=3),
        later=Tally(done_on_time=2, done_late=1),
    )

    assert standing.has_fallen
    assert standing.is_slipping


def test_units_slip_between_the_last_two_periods_past(small_plan: SmallPlan) -> None:
    Duty.objects.filter(period__code="2025").update(done_on=date(2025, 12, 1))
    Duty.objects.filter(period__code="2026-H1").update(done_on=date(2026, 6, 20))
    Duty.objects.filter(period__code="2026-H1", unit__code="X21529").update(done_on=None)
    Duty.objects.filter(period__code="2026-H1", unit__code="STC", task__code="I.1").update(done_on=date(2026, 7, 5))

    found = _slipping(small_plan)

    assert found.earlier is not None
    assert found.later is not None
    assert (found.earlier.code, found.later.code) == ("2025", "2026-H1")
    assert [(row.unit.code, row.standing.whole.open_overdue) for row in found.units] == [
        ("X21529", 3),
        ("STC", 0),
    ]


def test_a_unit_with_one_duty_in_a_period_is_not_compared_over_periods(small_plan: SmallPlan) -> None:
    Duty.objects.update(done_on=date(2025, 12, 1))
    Duty.objects.filter(period__code="2026-H1", unit__code="SNV").update(done_on=date(2026, 9, 1))

    assert _slipping(small_plan).units == ()


def test_the_trend_keeps_single_deadlines_in_a_row_of_their_own(small_plan: SmallPlan) -> None:
    task = small_plan.tasks["II.3"]
    own = Period.objects.create(
        plan=small_plan.plan,
        kind="DEADLINE",
        code="II.3-han",
        label="Quý III/2025",
        task=task,
        starts_on=date(2025, 8, 7),
        ends_before=date(2025, 10, 1),
        opens_on=date(2025, 9, 1),
        due_on=date(2025, 9, 30),
    )
    Duty.objects.create(
        task=task,
        unit=small_plan.duty("II.3", "SNV", "2025").unit,
        period=own,
        opens_on=own.opens_on,
        due_on=own.due_on,
        original_due_on=own.due_on,
        created_at=MADE_AT,
    )
    plan = get_plan(plan_id=small_plan.plan.id, scope=EVERYTHING)

    rows = trend(get_frame(plan=plan, scope=EVERYTHING, on=TODAY))

    assert [(row.period.code if row.period else None, row.tally.total) for row in rows] == [
        ("2025", 13),
        ("2026-H1", 13),
        ("2026", 13),
        (None, 1),
    ]


def _slipping(small_plan: SmallPlan) -> Slipping:
    plan = get_plan(plan_id=small_plan.plan.id, scope=EVERYTHING)
    return find_slipping(get_frame(plan=plan, scope=EVERYTHING, on=TODAY))
