"""Decisions that change what a unit owes: exemption, extension, addition; each with who, why, what paper."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.base.files import keep_file
from tantam.core.text import nfc
from tantam.plans.models import Duty, DutyDecision, Period, Task
from tantam.plans.parts.attachment import Attachment
from tantam.plans.parts.locking import lock_duty
from tantam.plans.parts.revision import bump_revision
from tantam.plans.wording.period_words import period_words
from tantam.units.models import Unit


class UnableToDecide(Refusal):
    """The decision cannot be recorded."""


class UnableToExempt(UnableToDecide):
    """The duty cannot be exempted."""


class UnableToExtend(UnableToDecide):
    """The due date cannot be moved."""


class UnableToAddDuty(UnableToDecide):
    """The duty cannot be added."""


@command("plans.exempt_duty", subject=lambda _result, arguments: f"duty:{arguments['duty_id']}")
def exempt_duty(
    *,
    asked: Asked,
    duty_id: int,
    decided_by: str,
    reason: str,
    document: str,
    attachment: Attachment | None = None,
) -> int:
    """Free a unit from a duty in its period; return the number of the decision.

    :raises UnableToExempt: if it is exempt or done already, or who, why or the document is missing.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    grounds = _grounds(decided_by, reason, document, UnableToExempt)
    duty = lock_duty(duty_id=duty_id, asked=asked)
    _check_open(duty, UnableToExempt)
    duty.exempt = True
    duty.save(update_fields=["exempt"])
    return _record("EXEMPTION", asked, duty, grounds, attachment, old=duty.due_on)


@command("plans.extend_duty", subject=lambda _result, arguments: f"duty:{arguments['duty_id']}")
def extend_duty(
    *,
    asked: Asked,
    duty_id: int,
    new_due_on: date,
    decided_by: str,
    reason: str,
    document: str,
    attachment: Attachment | None = None,
) -> int:
    """Move the due date of a duty to a later day; return the number of the decision. The first date is kept.

    :raises UnableToExtend: if the new day is not later, the duty is exempt or done, or who, why or the
        document is missing.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    grounds = _grounds(decided_by, reason, document, UnableToExtend)
    duty = lock_duty(duty_id=duty_id, asked=asked)
    _check_open(duty, UnableToExtend)
    old = duty.due_on
    if new_due_on <= old:
        raise UnableToExtend(_("Hạn mới phải sau hạn hiện tại %(day)s.") % {"day": f"{old:%d/%m/%Y}"})
    duty.due_on = new_due_on
    duty.save(update_fields=["due_on"])
    return _record("EXTENSION", asked, duty, grounds, attachment, old=old)


@command("plans.add_duty", subject=lambda result, _arguments: f"duty:{result}")
def add_duty(
    *,
    asked: Asked,
    task_id: int,
    unit_id: int,
    period_id: int,
    decided_by: str,
    reason: str,
    document: str,
    due_on: date | None = None,
    attachment: Attachment | None = None,
) -> int:
    """Give a unit a task in a period that is open already; return the duty's number.

    The due day is the period's, or a later one.

    :raises UnableToAddDuty: if the period is not open, the task is withdrawn or not of this period, the unit
        has the duty already, or who, why or the document is missing.
    :raises OutOfScope: if there is no such task, period or unit for this actor.
    """
    grounds = _grounds(decided_by, reason, document, UnableToAddDuty)
    # The task is the lock: two people may add the same duty at once.
    task = Task.objects.select_for_update().filter(id=task_id).first()
    period = Period.objects.filter(id=period_id, plan_id=task.plan_id).first() if task else None
    unit = Unit.objects.filter(id=unit_id, valid_to=None).first()
    if task is None or period is None or unit is None or not asked.actor.scope.covers(unit_id):
        raise OutOfScope(_("Không tìm thấy nhiệm vụ, kỳ hoặc đơn vị này."))
    if period.opened_at is None:
        raise UnableToAddDuty(_("Kỳ chưa mở: chọn đơn vị chủ trì cho nhiệm vụ, rồi mở kỳ."))
    if task.withdrawn_at is not None or period.task_id not in (None, task.id):
        raise UnableToAddDuty(_("Nhiệm vụ này không báo cáo trong kỳ đã chọn."))
    if Duty.objects.filter(task=task, unit=unit, period=period).exists():
        raise UnableToAddDuty(
            _("%(unit)s đã có nhiệm vụ này trong kỳ %(period)s.")
            % {"unit": unit.name, "period": period_words(period.label)}
        )
    if due_on is not None and due_on < period.due_on:
        raise UnableToAddDuty(_("Hạn không thể trước hạn của kỳ, %(day)s.") % {"day": f"{period.due_on:%d/%m/%Y}"})
    duty = Duty.objects.create(
        task=task,
        unit=unit,
        period=period,
        opens_on=period.opens_on,
        due_on=due_on or period.due_on,
        original_due_on=due_on or period.due_on,
        created_at=asked.at,
    )
    _record("ADDITION", asked, duty, grounds, attachment, old=period.due_on)
    return duty.id


def _check_open(duty: Duty, refusal: type[UnableToDecide]) -> None:
    if duty.exempt:
        raise refusal(_("Nhiệm vụ này đã được miễn trước đó."))
    if duty.done_on is not None:
        raise refusal(
            _("Nhiệm vụ đã hoàn thành ngày %(day)s; quyết định này không còn tác dụng.")
            % {"day": f"{duty.done_on:%d/%m/%Y}"}
        )


def _grounds(decided_by: str, reason: str, document: str, refusal: type[UnableToDecide]) -> dict[str, str]:
    decided_by, document = (" ".join(nfc(part).split()) for part in (decided_by, document))
    reason = nfc(reason).replace("\r\n", "\n").strip()
    if not (decided_by and reason and document):
        raise refusal(_("Cần ghi rõ người quyết định, lý do và văn bản làm căn cứ."))
    if len(decided_by) > 200 or len(document) > 200 or len(reason) > 4_000:
        raise refusal(_("Người quyết định và văn bản không quá 200 ký tự, lý do không quá 4.000 ký tự."))
    return {"decided_by": decided_by, "reason": reason, "document": document}


def _record(
    kind: str,
    asked: Asked,
    duty: Duty,
    grounds: dict[str, Any],
    attachment: Attachment | None,
    *,
    old: date,
) -> int:
    file = None
    if attachment is not None:
        file = keep_file(attachment.content, media_type=attachment.media_type, at=asked.at)
    decision = DutyDecision.objects.create(
        duty=duty,
        kind=kind,
        file=file,
        old_due_on=old,
        new_due_on=duty.due_on,
        recorded_at=asked.at,
        recorded_by=asked.actor_id,
        recorded_by_name=asked.actor.name,
        **grounds,
    )
    bump_revision(duty.task.plan_id)
    return decision.id
