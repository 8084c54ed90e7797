"""States in SQL agree with the core; every breakdown adds up to the whole; rates follow DHIS2."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tantam.base.asked import EVERYTHING, Scope
from tantam.base.errors import OutOfScope
from tantam.core.duties import DutyState, Tally, state_of, tally
from tantam.core.rates import (
    PLACE,
    STATES,
    WORST_FIRST,
    Evidence,
    Rate,
    completeness,
    tally_of,
    timeliness,
    total_of,
    worst,
)
from tantam.plans.models import Duty, Period, Submission, SubmissionEvent
from tantam.plans.queries.frame import (
    PERIOD,
    STATE,
    UNIT,
    Frame,
    PeriodLine,
    PlanLine,
    SectionLine,
    TaskLine,
    count_all,
    count_by,
    get_frame,
    get_plan,
    list_facts,
)
from tantam.plans.queries.matrix import Selection, choose, get_matrix, with_states
from tantam.plans.queries.rates import get_evidence, get_plan_figures, list_plan_tallies, section_tallies
from tantam.plans.queries.tasks import get_period_sheet, get_task_sheet, get_unit_sheet
from tantam.plans.queries.trend import trend
from tantam.units.queries import UnitLine
from tests.support.cast import TODAY, Cast
from tests.support.plans import MADE_AT, SmallPlan

AT = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)
PLAN = PlanLine(1, "17/KH-UBND", "Kế hoạch", date(2025, 8, 7), "Ủy ban nhân dân tỉnh", 0)
KINDS = [("DEPARTMENT", ""), ("COMMUNE_PC", "Ba Tơ"), ("COMMUNE_PC", "Mộ Đức")]


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    """Draw a plan of up to 4 tasks, 5 units and 4 periods, with any of the duties they could have."""
    sections = tuple(SectionLine(n, f"S{n}", f"Nhóm {n}") for n in (1, 2))
    tasks = tuple(TaskLine(10 + n, f"T{n}", f"Nội dung {n}", 1 + n % 2) for n in range(draw(st.integers(1, 4))))
    units = tuple(
        UnitLine(100 + n, f"U{n}", f"Đơn vị {n}", f"U{n}", *(KINDS[n % 3][0], "loại", KINDS[n % 3][1]))
        for n in range(draw(st.integers(1, 5)))
    )
    periods = tuple(
        PeriodLine(
            1000 + n,
            f"P{n}",
            f"Kỳ {n}",
            "QUARTER",
            date(2026, 1 + 2 * n, 1),
            date(2026, 2 + 2 * n, 1),
            tasks[0].id if n == 3 else None,
        )
        for n in range(draw(st.integers(1, 4)))
    )
    places = [(t.id, u.id, p.id) for t, u, p in product(tasks, units, periods)]
    states = draw(st.lists(st.none() | st.integers(0, 5), min_size=len(places), max_size=len(places)))
    facts = tuple(
        (number, *place, state)
        for number, (place, state) in enumerate(zip(places, states, strict=True))
        if state is not None
    )
    return Frame(PLAN, sections, tasks, units, periods, facts, on=date(2026, 5, 20))


@given(frames())
def test_sums_by_section_task_unit_and_period_are_the_total(frame: Frame) -> None:
    whole = tally(STATES[fact[STATE]] for fact in frame.facts)
    sections = section_tallies(frame)
    matrix = get_matrix(frame, Selection())

    assert count_all(frame.facts) == whole
    assert total_of(count_by(frame.facts, UNIT).values()) == whole
    assert total_of(section.tally for section in sections) == whole
    assert total_of(task.tally for section in sections for task in section.tasks) == whole
    assert total_of(period.tally for period in trend(frame)) == whole
    assert total_of(group.tally for group in matrix.groups) == whole
    assert total_of(row.tally for group in matrix.groups for row in group.rows) == whole
    assert total_of(matrix.by_task) == whole
    assert matrix.whole == whole


@given(frames(), st.sets(st.sampled_from(DutyState)), st.sampled_from(["", "P0", "rieng"]))
def test_a_selection_splits_by_state_into_itself(frame: Frame, states: set[DutyState], period: str) -> None:
    selection = Selection(period=period, states=frozenset(states))
    matrix = get_matrix(frame, selection)
    parts = [with_states(choose(frame, selection), frozenset({state})) for state in DutyState]

    assert sum(len(part) for part in parts) == matrix.before_states.total
    assert matrix.whole.total == sum(matrix.before_states.of(state) for state in states or DutyState)


@given(frames())
def test_each_cell_counts_what_falls_into_it(frame: Frame) -> None:
    matrix = get_matrix(frame, Selection())
    cells = [cell for group in matrix.groups for row in group.rows for cell in row.cells if cell]

    assert sum(cell.total for cell in cells) == matrix.whole.total
    assert all((cell.duty_id is None) == (cell.total > 1) for cell in cells)
    assert all(0 < cell.in_state <= cell.total for cell in cells)


@given(frames())
def test_the_sheets_of_all_tasks_units_or_periods_add_up(frame: Frame) -> None:
    units = [get_unit_sheet(frame=frame, code=unit.code) for unit in frame.units]
    periods = [get_period_sheet(frame=frame, code=period.code) for period in frame.periods]

    whole = count_all(frame.facts)
    assert total_of(sheet.whole for sheet in units) == whole
    assert total_of(sheet.whole for sheet in periods) == whole
    assert all(total_of(sheet.grid.tallies) == sheet.whole for sheet in units)
    assert all(total_of(sheet.grid.by_period) == sheet.whole for sheet in units)
    assert all(total_of(tally for _unit, tally in sheet.units) == sheet.whole for sheet in periods)


@given(st.lists(st.integers(0, 50), min_size=6, max_size=6))
def test_rates_leave_out_the_exempt_and_nothing_else(counts: list[int]) -> None:
    counted = tally_of(counts)

    assert completeness(counted).whole == sum(counts) - counted.exempt
    assert completeness(counted).part == counted.done_on_time + counted.done_late
    assert timeliness(counted).part == counted.done_on_time
    assert not completeness(counted).is_below(timeliness(counted))


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_the_worst_state_is_the_first_that_occurs(counts: list[int]) -> None:
    present = [state for state in WORST_FIRST if counts[PLACE[state]]]

    assert worst(counts) == (present[0] if present else None)
    assert set(WORST_FIRST) == set(DutyState)


def test_a_share_of_nothing_is_not_zero() -> None:
    assert Rate(0, 0).per_mille is None
    assert Rate(0, 3).per_mille == 0
    assert Rate(2, 3).per_mille == 667


def test_the_state_in_sql_is_the_state_of_the_core(small_plan: SmallPlan, cast: Cast) -> None:
    days = [date(2030, 1, day) for day in range(1, 6)]
    cases = [
        (opens, due, done, exempt)
        for opens, due, done, exempt in product(days, days, [None, *days], [False, True])
        if opens <= due
    ]
    task, unit = small_plan.tasks["I.1"], cast.units["SNV"]
    Duty.objects.all().delete()
    periods = Period.objects.bulk_create(
        Period(
            plan=small_plan.plan,
            kind="MONTH",
            code=f"case-{place}",
            label="",
            starts_on=days[0],
            ends_before=days[-1],
            opens_on=opens,
            due_on=due,
        )
        for place, (opens, due, _done, _exempt) in enumerate(cases)
    )
    Duty.objects.bulk_create(
        Duty(
            task=task,
            unit=unit,
            period=period,
            opens_on=opens,
            due_on=due,
            original_due_on=due,
            done_on=done,
            exempt=exempt,
            created_at=AT,
        )
        for period, (opens, due, done, exempt) in zip(periods, cases, strict=True)
    )
    numbers = {period.id: place for place, period in enumerate(periods)}

    for on in [days[0] - timedelta(days=1), *days, days[-1] + timedelta(days=1)]:
        found = {
            numbers[fact[PERIOD]]: STATES[fact[STATE]]
            for fact in list_facts(plan_id=small_plan.plan.id, scope=EVERYTHING, on=on)
        }

        assert len(found) == len(cases)
        assert found == {
            place: state_of(opens_on=opens, due_on=due, done_on=done, exempt=exempt, on=on)
            for place, (opens, due, done, exempt) in enumerate(cases)
        }


def test_the_whole_plan_is_counted_on_the_day_asked_for(small_plan: SmallPlan) -> None:
    Duty.objects.filter(period__code="2025").update(done_on=date(2025, 12, 15))
    Duty.objects.filter(period__code="2026-H1", unit__code="STC").update(done_on=date(2026, 7, 2))

    now = _figures(small_plan, TODAY).whole
    before = _figures(small_plan, date(2026, 6, 30)).whole

    assert now == Tally(open_in_time=13, done_on_time=13, done_late=3, open_overdue=10)
    assert before == Tally(not_due=13, open_in_time=13, done_on_time=13)


def test_a_scope_sees_its_own_rows_only(small_plan: SmallPlan, cast: Cast) -> None:
    scope = cast.actor("hoa").scope

    plan = get_plan(plan_id=small_plan.plan.id, scope=scope)
    frame = get_frame(plan=plan, scope=scope, on=TODAY)

    assert {unit.code for unit in frame.units} == {"X21484"}
    assert len(frame.facts) == 9
    assert [row.tally.total for row in list_plan_tallies(scope=scope, on=TODAY)] == [9]
    assert [task.code for task in frame.tasks] == ["I.1", "II.1", "II.2", "II.3"]
    with pytest.raises(OutOfScope):
        get_unit_sheet(frame=frame, code="X21529")


def test_a_plan_without_a_part_for_the_scope_is_not_there(small_plan: SmallPlan, cast: Cast) -> None:
    scope = Scope(unit_ids=frozenset({cast.units["HPN"].id}))

    with pytest.raises(OutOfScope):
        get_plan(plan_id=small_plan.plan.id, scope=scope)
    assert list_plan_tallies(scope=scope, on=TODAY) == []


def test_a_task_of_others_is_not_there(small_plan: SmallPlan, cast: Cast) -> None:
    scope = Scope(unit_ids=frozenset({cast.units["SNV"].id}))
    plan = get_plan(plan_id=small_plan.plan.id, scope=scope)
    frame = get_frame(plan=plan, scope=scope, on=TODAY)

    with pytest.raises(OutOfScope):
        get_task_sheet(frame=frame, code="I.1")
    assert get_task_sheet(frame=frame, code="II.3").whole.total == 3


def test_a_task_sheet_names_its_parties(small_plan: SmallPlan) -> None:
    plan = get_plan(plan_id=small_plan.plan.id, scope=EVERYTHING)
    frame = get_frame(plan=plan, scope=EVERYTHING, on=TODAY)

    sheet = get_task_sheet(frame=frame, code="II.2")

    assert sheet.coordinating.units == ("Chi nhánh Ngân hàng Chính sách xã hội tỉnh",)
    assert sheet.lead.units[0] == "Sở Tài chính"
    assert [unit.code for unit in sheet.units] == ["STC", "X21484", "X21529", "X21400"]
    assert total_of(sheet.grid.by_period) == sheet.whole


def test_evidence_counts_what_was_signed_off(small_plan: SmallPlan) -> None:
    _submit(small_plan, "STC", "ACCEPTED", ["FILED", "SIGNED_OFF", "RETURNED", "SIGNED_OFF", "ACCEPTED"])
    _submit(small_plan, "X21484", "SIGNED_OFF", ["FILED", "SIGNED_OFF"])
    _submit(small_plan, "X21529", "DRAFT", ["FILED", "SIGNED_OFF", "RETURNED"])
    _submit(small_plan, "X21400", "FILED", ["FILED"])

    evidence = get_evidence(plan_id=small_plan.plan.id, scope=EVERYTHING)

    assert evidence == Evidence(signed=3, accepted=1, waiting=1, returned=0, reopened=1, ever_returned=2)
    assert evidence.verified == Rate(1, 3)
    assert evidence.returned_once == Rate(2, 3)


def test_a_larger_plan_takes_no_more_queries(small_plan: SmallPlan, cast: Cast) -> None:
    small = _queries_of_figures(small_plan)
    lead_everything(small_plan, cast)

    assert Duty.objects.count() > 80
    assert _queries_of_figures(small_plan) == small == 6


def _figures(small_plan: SmallPlan, on: date):
    plan = get_plan(plan_id=small_plan.plan.id, scope=EVERYTHING)
    return get_plan_figures(frame=get_frame(plan=plan, scope=EVERYTHING, on=on), scope=EVERYTHING)


def _queries_of_figures(small_plan: SmallPlan) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        _figures(small_plan, TODAY)
    return len(queries)


def lead_everything(small_plan: SmallPlan, cast: Cast) -> None:
    """Give every unit of the cast a duty for every task and period."""
    Duty.objects.bulk_create(
        (
            Duty(
                task=task,
                unit=unit,
                period=period,
                opens_on=period.opens_on,
                due_on=period.due_on,
                original_due_on=period.due_on,
                created_at=MADE_AT,
            )
            for task in small_plan.tasks.values()
            for unit in cast.units.values()
            for period in small_plan.periods.values()
        ),
        ignore_conflicts=True,
    )


def _submit(small_plan: SmallPlan, unit: str, state: str, steps: list[str]) -> None:
    submission = Submission.objects.create(
        duty=small_plan.duty("I.1", unit, "2025"),
        state=state,
        changed_at=AT,
        changed_by=1,
        changed_by_name="Người thử",
    )
    for step in steps:
        SubmissionEvent.objects.create(
            submission=submission,
            kind=step,
            at=AT,
            book_date=AT.date(),
            by=1,
            by_name="Người thử",
            by_role="REPORTER",
            reason="Thiếu số văn bản" if step == "RETURNED" else "",
            version=1,
        )
