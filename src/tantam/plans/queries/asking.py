"""What the coordinator chooses from: the figures of a task, and units that may get a duty."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tantam.base.errors import OutOfScope
from tantam.plans.models import Duty, Indicator, Period, Task
from tantam.plans.queries.duty_page import PeriodDetails, TaskDetails, period_details, task_details
from tantam.units.queries import list_units


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A figure that a task asks for, and how many submissions have it."""

    id: int
    code: str
    name: str
    measure: str
    decimals: int
    required: bool
    order: int
    ended: bool
    values_count: int


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """A task and its figures."""

    task: TaskDetails
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class AdditionPage:
    """A task in a period, and the units that do not have it: number and name."""

    task: TaskDetails
    period: PeriodDetails
    units: tuple[tuple[int, str], ...]


def get_indicator_page(*, task_id: int) -> IndicatorPage:
    """Return the figures of a task, those that were ended last.

    :raises OutOfScope: if there is no such task.
    """
    lines = [
        IndicatorLine(
            id=row.id,
            code=row.code,
            name=row.name,
            measure=row.measure,
            decimals=row.decimals,
            required=row.required,
            order=row.order,
            ended=row.ended_at is not None,
            values_count=row.values.count(),
        )
        for row in Indicator.objects.filter(task_id=task_id).order_by("order", "id")
    ]
    lines.sort(key=lambda line: line.ended)
    return IndicatorPage(task=task_details(_task(task_id)), indicators=tuple(lines))


def get_addition_page(*, task_id: int, period_id: int) -> AdditionPage:
    """Return a task in a period with the units that have no duty there.

    :raises OutOfScope: if there is no such task or period.
    """
    task = _task(task_id)
    period = Period.objects.filter(id=period_id, plan_id=task.plan_id).first()
    if period is None or period.task_id not in (None, task.id):
        raise OutOfScope(_("Không tìm thấy kỳ này."))
    taken = set(Duty.objects.filter(task=task, period=period).values_list("unit_id", flat=True))
    return AdditionPage(
        task=task_details(task),
        period=period_details(period),
        units=tuple((unit.id, unit.name) for unit in list_units() if unit.id not in taken),
    )


def _task(task_id: int) -> Task:
    task = Task.objects.select_related("section").filter(id=task_id).first()
    if task is None:
        raise OutOfScope(_("Không tìm thấy nhiệm vụ này."))
    return task
