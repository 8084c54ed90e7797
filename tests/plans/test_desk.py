"""My desk, the queue and the duty page: what they show, and that their counts reconcile."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.base.asked import EVERYTHING, Scope
from tantam.base.errors import OutOfScope
from tantam.core.duties import DutyState, state_of
from tantam.plans.commands.contributions import save_contribution
from tantam.plans.commands.decisions import exempt_duty
from tantam.plans.models import Duty
from tantam.plans.queries.desk import (
    DutyFilter,
    count_duties,
    count_states,
    get_desk,
    in_state,
    list_duties,
)
from tantam.plans.queries.duty_page import get_contribution_page, get_duty_page
from tantam.plans.queries.review import QueueFilter, count_waiting, get_neighbours, list_waiting
from tantam.plans.queries.unit_work import list_unit_work
from tests.support.cast import TODAY
from tests.support.submissions import accept, file, send_home, sign, write

pytestmark = pytest.mark.django_db

LISTS = ("returned", "to_sign", "late", "drafts", "due", "waiting_acceptance", "upcoming")


def desk_of(cast, code="X21484", on=TODAY):
    unit_id = cast.units[code].id
    return get_desk(unit_id=unit_id, scope=Scope(unit_ids=frozenset({unit_id})), on=on)


def codes(lines):
    return [(line.task_code, line.period_label) for line in lines]


def test_each_duty_stands_where_its_next_step_is(cast, small_plan):
    send_home(cast, small_plan.duty("I.1", "X21484", "2026"), "Thiếu số.")
    file(cast, small_plan.duty("II.1", "X21484", "2026"))
    write(cast, small_plan.duty("II.2", "X21484", "2026"))
    accept(cast, small_plan.duty("I.1", "X21484", "2025"))
    sign(cast, small_plan.duty("II.1", "X21484", "2025"))

    desk = desk_of(cast)

    assert codes(desk.returned) == [("I.1", "Năm 2026")]
    assert (desk.returned[0].why, desk.returned[0].why_by) == ("Thiếu số.", "Trần Thị Lan")
    assert codes(desk.to_sign) == [("II.1", "Năm 2026")]
    assert codes(desk.drafts) == [("II.2", "Năm 2026")]
    assert codes(desk.waiting_acceptance) == [("II.1", "Năm 2025")]
    assert codes(desk.late) == [
        ("II.2", "Năm 2025"),
        ("I.1", "6 tháng đầu năm 2026"),
        ("II.1", "6 tháng đầu năm 2026"),
        ("II.2", "6 tháng đầu năm 2026"),
    ]
    assert desk.due == desk.upcoming == ()


def test_the_lists_share_no_duty_and_the_figures_count_them_all(cast, small_plan):
    send_home(cast, small_plan.duty("I.1", "X21484", "2026"))
    accept(cast, small_plan.duty("I.1", "X21484", "2025"))
    exempt_duty(
        asked=cast.asked("lan"),
        duty_id=small_plan.duty("II.1", "X21484", "2026").id,
        decided_by="UBND tỉnh",
        reason="Bão",
        document="1/TB",
    )

    desk = desk_of(cast)

    shown = [line.id for name in LISTS for line in getattr(desk, name)]
    assert len(shown) == len(set(shown)) == 7
    assert desk.tally.total == Duty.objects.filter(unit=cast.units["X21484"]).count() == 9
    assert (desk.tally.exempt, desk.tally.done_late) == (1, 1)


def test_nothing_is_due_before_the_period_opens(cast, small_plan):
    desk = desk_of(cast, on=date(2026, 11, 14))

    assert [label for _code, label in codes(desk.upcoming)] == ["Năm 2026"] * 3
    assert desk.due == ()


def test_a_coordinating_unit_sees_who_waits_until_it_has_written(cast, small_plan):
    before = [(part.period_label, part.waiting_count) for part in desk_of(cast).contributions]
    assert before == [("Năm 2025", 1), ("6 tháng đầu năm 2026", 1), ("Năm 2026", 1)]

    save_contribution(
        asked=cast.asked("hoa"),
        task_id=small_plan.tasks["II.3"].id,
        period_id=small_plan.periods["2026"].id,
        version=0,
        text="Đã rà soát.",
    )

    assert len(desk_of(cast).contributions) == 2


def test_the_desk_takes_few_queries_however_much_there_is(cast, small_plan, django_assert_max_num_queries):
    send_home(cast, small_plan.duty("I.1", "X21484", "2026"))

    with django_assert_max_num_queries(4):
        desk_of(cast)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    opens=st.integers(0, 3),
    due=st.integers(3, 6),
    done=st.none() | st.integers(0, 9),
    exempt=st.booleans(),
    on=st.integers(0, 9),
)
def test_the_database_and_the_table_of_states_agree(duty, opens, due, done, exempt, on):
    start = date(2026, 1, 1)
    day = [start + timedelta(days=number) for number in range(10)]
    Duty.objects.filter(id=duty.id).update(
        opens_on=day[opens],
        original_due_on=day[due],
        due_on=day[due],
        done_on=None if done is None else day[done],
        exempt=exempt,
    )

    found = [s for s in DutyState if Duty.objects.filter(in_state(s, on=day[on]), id=duty.id).exists()]

    row = Duty.objects.get(id=duty.id)
    assert found == [
        state_of(opens_on=row.opens_on, due_on=row.due_on, done_on=row.done_on, exempt=row.exempt, on=day[on])
    ]


def test_the_six_counts_make_the_total_and_each_leads_to_its_rows(cast, small_plan):
    accept(cast, small_plan.duty("I.1", "X21484", "2025"))
    sign(cast, small_plan.duty("I.1", "STC", "2026"))

    tally = count_states(scope=EVERYTHING, on=TODAY)

    assert tally.total == 39
    for state in DutyState:
        chosen = DutyFilter(state=state)
        assert count_duties(scope=EVERYTHING, on=TODAY, chosen=chosen) == tally.of(state)
        listed = list_duties(scope=EVERYTHING, on=TODAY, chosen=chosen, count=100)
        assert {line.state for line in listed} <= {state}
        assert len(listed) == tally.of(state)


def test_a_list_of_duties_stays_in_scope_and_finds_units_without_accents(cast, small_plan):
    own = Scope(unit_ids=frozenset({cast.units["X21484"].id}))

    assert count_duties(scope=own, on=TODAY, chosen=DutyFilter()) == 9
    assert count_duties(scope=own, on=TODAY, chosen=DutyFilter(text="so tai chinh")) == 0
    assert count_duties(scope=EVERYTHING, on=TODAY, chosen=DutyFilter(text="ba to ii.2")) == 3


def test_the_queue_holds_what_waits_oldest_first(cast, small_plan):
    second = small_plan.duty("I.1", "X21484", "2026")
    first = small_plan.duty("II.1", "STC", "2026")
    sign(cast, second, on=date(2026, 11, 20))
    sign(cast, first, on=date(2026, 11, 18))
    accept(cast, small_plan.duty("II.2", "STC", "2026"))

    assert [line.id for line in list_waiting(scope=EVERYTHING, on=TODAY)] == [first.id, second.id]
    assert count_waiting(scope=EVERYTHING) == (2, date(2026, 11, 18))
    beside = get_neighbours(duty_id=second.id, scope=EVERYTHING)
    assert (beside.previous_id, beside.next_id, beside.place, beside.count) == (first.id, None, 2, 2)
    task = QueueFilter(task_id=second.task_id)
    assert [line.id for line in list_waiting(scope=EVERYTHING, on=TODAY, chosen=task)] == [second.id]


def test_a_duty_is_read_by_its_unit_and_the_province_only(cast, small_plan, duty):
    for name, seen in [("hoa", True), ("lan", True), ("binh", True), ("tam", False), ("thu", False)]:
        actor = cast.actor(name)
        reader = {"scope": actor.scope, "reader_unit_id": actor.unit_id, "on": TODAY}
        if seen:
            assert get_duty_page(duty_id=duty.id, **reader).line.id == duty.id
        else:
            with pytest.raises(OutOfScope):
                get_duty_page(duty_id=duty.id, **reader)


def test_a_unit_that_does_not_coordinate_has_no_part(cast, small_plan):
    place = {"period_id": small_plan.periods["2026"].id, "unit_id": cast.units["X21484"].id}

    assert get_contribution_page(task_id=small_plan.tasks["II.3"].id, **place).own.version == 0
    with pytest.raises(OutOfScope):
        get_contribution_page(task_id=small_plan.tasks["I.1"].id, **place)


def test_a_unit_can_take_everything_away_that_it_entered(cast, small_plan, duty):
    send_home(cast, duty, "Thiếu số.")
    write(cast, duty, "Bản mới.")
    save_contribution(
        asked=cast.asked("hoa"),
        task_id=small_plan.tasks["II.3"].id,
        period_id=small_plan.periods["2026"].id,
        version=0,
        text="Phần phối hợp.",
    )
    scope = cast.actor("hoa").scope

    work = list_unit_work(unit_id=cast.units["X21484"].id, scope=scope, on=TODAY)

    assert len(work.duties) == 9
    own = next(part for part in work.duties if part.line.id == duty.id)
    assert own.content.text == "Bản mới."
    assert [step.kind.value for step in own.history] == ["RETURNED", "SIGNED_OFF", "FILED"]
    assert own.history[0].content.text == "Đã ban hành kế hoạch."
    assert [part.part.text for part in work.contributions] == ["Phần phối hợp."]
