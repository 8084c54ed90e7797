"""The matrix selects duties and lays them out by unit and task."""

from datetime import date

import pytest

from tantam.base.asked import EVERYTHING
from tantam.core.duties import DutyState
from tantam.plans.models import Duty
from tantam.plans.queries.frame import Frame, get_frame, get_plan
from tantam.plans.queries.matrix import Selection, choose, get_matrix, in_order, list_duty_lines
from tests.support.cast import TODAY, Cast
from tests.support.plans import SmallPlan


@pytest.fixture
def frame(small_plan: SmallPlan) -> Frame:
    """Return the small plan, with the first year done and one commune exempt from a task."""
    Duty.objects.filter(period__code="2025").update(done_on=date(2025, 12, 1))
    Duty.objects.filter(unit__code="X21400", task__code="II.2").update(exempt=True)
    plan = get_plan(plan_id=small_plan.plan.id, scope=EVERYTHING)
    return get_frame(plan=plan, scope=EVERYTHING, on=TODAY)


def test_units_stand_in_groups_by_kind_and_former_district(frame: Frame, cast: Cast) -> None:
    matrix = get_matrix(frame, Selection())

    assert [(g.kind_label, [r.unit.code for r in g.rows]) for g in matrix.groups] == [
        ("sở, ban, ngành", ["STC", "SNV"]),
        ("Ủy ban nhân dân cấp xã", ["X21484", "X21529", "X21400"]),
    ]
    assert [(s.section.code, [t.code for t in s.tasks]) for s in matrix.sections] == [
        ("I", ["I.1"]),
        ("II", ["II.1", "II.2", "II.3"]),
    ]


def test_a_cell_shows_the_worst_of_its_periods_and_how_many(frame: Frame) -> None:
    matrix = get_matrix(frame, Selection(unit="STC"))

    cell = matrix.groups[0].rows[0].cells[0]

    assert cell is not None
    assert (cell.state, cell.in_state, cell.total, cell.duty_id) == (DutyState.OPEN_OVERDUE, 1, 3, None)


def test_a_cell_of_one_duty_leads_to_it(frame: Frame, small_plan: SmallPlan) -> None:
    matrix = get_matrix(frame, Selection(period="2026", unit="STC"))

    cell = matrix.groups[0].rows[0].cells[0]

    assert cell is not None
    assert cell.duty_id == small_plan.duty("I.1", "STC", "2026").id


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        (Selection(), 39),
        (Selection(period="2025"), 13),
        (Selection(section="I"), 12),
        (Selection(kind="COMMUNE_PC"), 27),
        (Selection(kind="COMMUNE_PC", section="II", period="2026"), 6),
        (Selection(text="so tai chinh"), 9),
        (Selection(text="BA TƠ"), 9),
        (Selection(text="ngan sach uy thac"), 12),
        (Selection(text="khong co gi"), 0),
        (Selection(unit="X21484", task="II.1"), 3),
        (Selection(period="rieng"), 0),
    ],
)
def test_filters_choose_duties(frame: Frame, selection: Selection, count: int) -> None:
    assert len(choose(frame, selection)) == count


def test_the_choice_of_states_leaves_the_other_counts_standing(frame: Frame) -> None:
    matrix = get_matrix(frame, Selection(states=frozenset({DutyState.EXEMPT})))

    assert matrix.whole.total == matrix.whole.exempt == 3
    assert matrix.before_states.total == 39
    assert [task.code for section in matrix.sections for task in section.tasks] == ["II.2"]
    assert [row.unit.code for group in matrix.groups for row in group.rows] == ["X21400"]


def test_a_list_of_duties_follows_units_tasks_and_periods(frame: Frame) -> None:
    lines = list_duty_lines(frame, in_order(frame, choose(frame, Selection(kind="DEPARTMENT"))))

    assert [(line.unit.code, line.task.code, line.period.code) for line in lines][:4] == [
        ("STC", "I.1", "2025"),
        ("STC", "I.1", "2026-H1"),
        ("STC", "I.1", "2026"),
        ("STC", "II.1", "2025"),
    ]
    assert lines[0].state is DutyState.DONE_ON_TIME
    assert lines[0].done_on == date(2025, 12, 1)
