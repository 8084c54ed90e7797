"""The duties of a plan as plain lines, for whoever goes through all of them."""

from dataclasses import dataclass
from datetime import date

from tantam.base.asked import Scope
from tantam.plans.models import Duty, Task


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty, by the codes of its task, unit and period; `submission` is its submission's state, "" without one."""

    id: int
    task_id: int
    task_code: str
    unit_code: str
    unit_kind: str
    period_id: int
    period_code: str
    period_kind: str
    period_label: str
    opens_on: date
    due_on: date
    original_due_on: date
    done_on: date | None
    exempt: bool
    submission: str


def list_duties(*, plan_id: int, scope: Scope) -> list[DutyLine]:
    """Return a plan's duties whose unit's work may be seen, by deadline, task and unit."""
    rows = Duty.objects.filter(task__plan_id=plan_id)
    if not scope.all_units:
        rows = rows.filter(unit_id__in=scope.unit_ids)
    found = rows.order_by("period__due_on", "period_id", "task__order", "unit__order", "id").values_list(
        "id",
        "task_id",
        "task__code",
        "unit__code",
        "unit__kind",
        "period_id",
        "period__code",
        "period__kind",
        "period__label",
        "opens_on",
        "due_on",
        "original_due_on",
        "done_on",
        "exempt",
        "submission__state",
    )
    return [DutyLine(*row[:-1], submission=row[-1] or "") for row in found]


def list_task_ids(plan_id: int) -> dict[str, int]:
    """Return the numbers of a plan's tasks by their codes, in the order of the annex."""
    return dict(Task.objects.filter(plan_id=plan_id, withdrawn_at=None).order_by("order").values_list("code", "id"))
