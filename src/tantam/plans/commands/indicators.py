"""The figures that a task asks for, and the values that units report."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.core.text import nfc
from tantam.plans.models import Indicator, IndicatorValue, Task
from tantam.plans.parts.revision import bump_revision
from tantam.plans.parts.writing import content_changed, open_for_writing

# SQLite keeps decimals as doubles, which are exact up to 15 digits: 11 before the comma with 4 after it.
DIGITS_MAX: Final = 15
DECIMALS_MAX: Final = 4


class UnableToRecord(Refusal):
    """A figure does not fit its indicator."""


class UnableToSetIndicator(Refusal):
    """The indicator cannot be set as asked."""


@command("plans.record_values", subject=lambda _result, arguments: f"duty:{arguments['duty_id']}")
def record_values(*, asked: Asked, duty_id: int, values: Mapping[str, Decimal | None]) -> int:
    """Keep figures by the code of their indicator, exact, in its measure; None takes a figure back.

    Figures of other indicators stay. Returns the submission's version.

    :raises UnableToRecord: if the task asks for no such figure now, or a figure is out of bounds.
    :raises UnableToWrite: if the submission was handed on or the duty is exempt.
    """
    duty, submission = open_for_writing(duty_id=duty_id, asked=asked)
    indicators = {row.code: row for row in duty.task.indicators.filter(ended_at=None)}
    standing = {row.indicator_id: row for row in submission.values.all()}
    changed = False
    for code, value in sorted(values.items()):
        indicator = indicators.get(code)
        if indicator is None:
            raise UnableToRecord(
                _("Nhiệm vụ này không còn yêu cầu số liệu “%(code)s”. Tải lại trang.") % {"code": code}
            )
        changed |= _keep(submission.id, indicator, value, standing.get(indicator.id))
    if changed:
        content_changed(duty=duty, submission=submission)
    return submission.version


@command("plans.set_indicator", subject=lambda _result, arguments: f"task:{arguments['task_id']}")
def set_indicator(
    *,
    asked: Asked,
    task_id: int,
    code: str,
    name: str,
    measure: str,
    decimals: int = 0,
    required: bool = False,
    order: int = 0,
) -> int:
    """Ask for a figure in a task's submissions, or change how it is asked; return the indicator's number.

    What was reported keeps its meaning: the measure does not change once there are figures, and decimals
    are not taken away. An indicator that was ended is asked for again.

    :raises UnableToSetIndicator: if something is missing or would change what was reported.
    :raises OutOfScope: if there is no such task.
    """
    code, name, measure = (" ".join(nfc(part).split()) for part in (code, name, measure))
    if not (code and name and measure) or len(code) > 60 or len(name) > 300 or len(measure) > 40:
        raise UnableToSetIndicator(_("Cần mã, tên và đơn vị tính của số liệu."))
    if not 0 <= decimals <= DECIMALS_MAX:
        raise UnableToSetIndicator(_("Số chữ số thập phân từ 0 đến 4."))
    task = _lock_task(task_id)
    indicator = Indicator.objects.filter(task=task, code=code).first() or Indicator(task=task, code=code)
    if indicator.pk and indicator.values.exists():
        if measure != indicator.measure:
            raise UnableToSetIndicator(
                _("Đã có số liệu tính bằng %(measure)s. Kết thúc số liệu này và tạo mã mới cho đơn vị tính khác.")
                % {"measure": indicator.measure}
            )
        if decimals < indicator.decimals:
            raise UnableToSetIndicator(_("Đã có số liệu; không giảm được số chữ số thập phân."))
    indicator.name, indicator.measure = name, measure
    indicator.decimals, indicator.required, indicator.order = decimals, required, order
    indicator.ended_at = None
    indicator.save()
    bump_revision(task.plan_id)
    return indicator.pk


@command("plans.end_indicator", subject=lambda _result, arguments: f"indicator:{arguments['indicator_id']}")
def end_indicator(*, asked: Asked, indicator_id: int) -> int:
    """Stop asking for a figure; what was reported stays.

    :raises UnableToSetIndicator: if it was ended before.
    :raises OutOfScope: if there is no such indicator.
    """
    indicator = Indicator.objects.select_related("task").filter(id=indicator_id).first()
    if indicator is None:
        raise OutOfScope(_("Không tìm thấy số liệu này."))
    if indicator.ended_at is not None:
        raise UnableToSetIndicator(_("Số liệu này đã được kết thúc trước đó."))
    indicator.ended_at = asked.at
    indicator.save(update_fields=["ended_at"])
    bump_revision(indicator.task.plan_id)
    return indicator_id


def _lock_task(task_id: int) -> Task:
    task = Task.objects.select_for_update().filter(id=task_id).first()
    if task is None:
        raise OutOfScope(_("Không tìm thấy nhiệm vụ này."))
    return task


def _keep(submission_id: int, indicator: Indicator, value: Decimal | None, row: IndicatorValue | None) -> bool:
    """Write one figure; tell whether anything changed."""
    if value is None:
        if row is None:
            return False
        row.delete()
        return True
    _check(indicator, value)
    if row is not None and row.value == value:
        return False
    IndicatorValue.objects.update_or_create(submission_id=submission_id, indicator=indicator, defaults={"value": value})
    return True


def _check(indicator: Indicator, value: Decimal) -> None:
    if not value.is_finite() or abs(value) >= Decimal(10) ** (DIGITS_MAX - indicator.decimals):
        raise UnableToRecord(_("%(name)s: số quá lớn. Kiểm tra lại đơn vị tính.") % {"name": indicator.name})
    if value != value.quantize(Decimal(1).scaleb(-indicator.decimals)):
        raise UnableToRecord(
            _("%(name)s: tối đa %(decimals)s chữ số sau dấu phẩy.")
            % {"name": indicator.name, "decimals": indicator.decimals}
        )
