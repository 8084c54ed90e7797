"""What a coordinating unit adds to a task in a period."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.core.text import nfc
from tantam.plans.commands.drafts import TEXT_MAX
from tantam.plans.models import Contribution, Party, Period, Task
from tantam.plans.parts.revision import bump_revision
from tantam.plans.wording.period_words import period_words


@dataclass(frozen=True, slots=True)
class ContributionConflict:
    """What somebody else of the unit wrote meanwhile."""

    version: int
    text: str
    changed_by_name: str
    changed_at: datetime


class UnableToContribute(Refusal):
    """The contribution cannot be kept as sent."""

    def __init__(self, message: str, conflict: ContributionConflict | None = None) -> None:
        super().__init__(message)
        self.conflict = conflict


def _subject(_result: Any, arguments: dict[str, Any]) -> str:
    return f"task:{arguments['task_id']}"


@command("plans.save_contribution", subject=_subject, sealed=("text",))
def save_contribution(*, asked: Asked, task_id: int, period_id: int, version: int, text: str) -> int:
    """Keep what the actor's unit adds as a coordinating unit, and return its new version.

    `version` is the one that the editor saw, 0 when there was nothing yet.

    :raises UnableToContribute: if there is no text, the period is not open, or somebody changed it meanwhile.
    :raises OutOfScope: if the actor's unit does not coordinate the task.
    """
    text = nfc(text).replace("\r\n", "\n").replace("\0", "").strip()
    if not text or len(text) > TEXT_MAX:
        raise UnableToContribute(_("Cần nội dung phối hợp, không quá 20.000 ký tự."))
    unit_id = asked.actor.unit_id
    # The task is the lock: two people of one unit may write the first contribution at once.
    task = Task.objects.select_for_update().filter(id=task_id).first()
    period = Period.objects.filter(id=period_id).first()
    if unit_id is None or task is None or period is None or not _coordinates(task, period, unit_id):
        raise OutOfScope(_("Đơn vị không được giao phối hợp nhiệm vụ này."))
    if period.opened_at is None:
        raise UnableToContribute(_("Kỳ %(period)s chưa mở.") % {"period": period_words(period.label)})
    row = Contribution.objects.filter(task=task, period=period, unit_id=unit_id).first()
    if row is None:
        row = Contribution(task=task, period=period, unit_id=unit_id, version=0)
    elif row.text == text:
        return row.version
    if version < row.version:
        raise _changed_meanwhile(row)

    row.text = text
    row.version += 1
    row.changed_at, row.changed_by, row.changed_by_name = asked.at, asked.actor_id, asked.actor.name
    row.save()
    bump_revision(task.plan_id)
    return row.version


def _coordinates(task: Task, period: Period, unit_id: int) -> bool:
    return (
        period.plan_id == task.plan_id
        and period.task_id in (None, task.id)
        and Party.objects.filter(task=task, role="COORDINATING", unit_id=unit_id).exists()
    )


def _changed_meanwhile(row: Contribution) -> UnableToContribute:
    return UnableToContribute(
        _("%(name)s đã sửa phần phối hợp này lúc %(at)s. So hai bản, gộp phần cần giữ rồi lưu lại.")
        % {"name": row.changed_by_name, "at": f"{timezone.localtime(row.changed_at):%H:%M %d/%m/%Y}"},
        ContributionConflict(
            version=row.version,
            text=row.text,
            changed_by_name=row.changed_by_name,
            changed_at=row.changed_at,
        ),
    )
