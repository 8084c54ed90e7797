"""The rows that every step in the life of a duty locks: the duty first, then its submission."""

from django.utils.translation import gettext as _

from tantam.base.asked import SYSTEM_ROLE, Asked
from tantam.base.errors import NotAllowed, OutOfScope
from tantam.plans.models import Duty, Submission


def lock_duty(*, duty_id: int, asked: Asked) -> Duty:
    """Lock a duty whose unit's work the actor may see.

    :raises OutOfScope: if there is no such duty for this actor.
    """
    duty = (
        Duty.objects.select_for_update(of=("self",)).select_related("task", "period", "unit").filter(id=duty_id).first()
    )
    if duty is None or not asked.actor.scope.covers(duty.unit_id):
        raise OutOfScope(_("Không tìm thấy nhiệm vụ này."))
    return duty


def lock_own_duty(*, duty_id: int, asked: Asked) -> Duty:
    """Lock a duty of the actor's own unit.

    :raises OutOfScope: if there is no such duty for this actor.
    :raises NotAllowed: if the actor may see the work but it is another unit's.
    """
    duty = lock_duty(duty_id=duty_id, asked=asked)
    if asked.actor.role != SYSTEM_ROLE and asked.actor.unit_id != duty.unit_id:
        raise NotAllowed(_("Việc này thuộc %(unit)s; chỉ người của đơn vị đó làm được.") % {"unit": duty.unit.name})
    return duty


def lock_submission(duty: Duty) -> Submission | None:
    """Lock the submission of a locked duty; None when nothing was written yet."""
    return Submission.objects.select_for_update().filter(duty_id=duty.id).first()
