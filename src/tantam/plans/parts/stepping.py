"""Taking a step in the life of a submission: what every step checks, and how it is written down."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tantam.access.models import Membership
from tantam.base.asked import Asked
from tantam.base.errors import Refusal
from tantam.core.submissions import RULES, Step, SubmissionState, done_after, next_state
from tantam.plans.models import Duty, Submission, SubmissionEvent
from tantam.plans.parts.content import content_of
from tantam.plans.parts.revision import bump_revision


class UnableToTakeStep(Refusal):
    """A step cannot be taken with a submission now."""


def take_step(
    step: Step,
    *,
    asked: Asked,
    duty: Duty,
    submission: Submission,
    reason: str = "",
    content: dict[str, Any] | None = None,
) -> int:
    """Write a step down that may be taken; return its number in the history.

    `content` is what the submission holds, if the caller has read it already.
    """
    submission.state = RULES[step].after
    submission.save(update_fields=["state"])
    duty.done_on = done_after(step, done_on=duty.done_on, on=asked.book_date)
    duty.save(update_fields=["done_on"])
    event = SubmissionEvent.objects.create(
        submission=submission,
        kind=step,
        at=asked.at,
        book_date=asked.book_date,
        by=asked.actor_id,
        by_name=asked.actor.name,
        by_role=asked.actor.role,
        reason=reason,
        version=submission.version,
        content=content_of(submission) if content is None else content,
    )
    bump_revision(duty.task.plan_id)
    return event.id


def check_may_take(step: Step, duty: Duty, submission: Submission, refusal: type[Refusal]) -> None:
    """Refuse a step that may not follow the state of the submission, or a duty that is exempt."""
    if duty.exempt:
        raise refusal(_("Nhiệm vụ này đã được miễn trong kỳ; không cần báo cáo."))
    if next_state(SubmissionState(submission.state), step) is not None:
        return
    last = submission.events.order_by("-id").first()
    if last is None:
        raise refusal(_("Báo cáo đang soạn, chưa trình duyệt."))
    raise refusal(
        _("Báo cáo đã sang bước “%(state)s” (%(name)s, %(day)s). Tải lại trang để xem.")
        % {
            "state": submission.get_state_display(),
            "name": last.by_name,
            "day": f"{last.book_date:%d/%m/%Y}",
        }
    )


def check_version(submission: Submission, version: int, refusal: type[Refusal]) -> None:
    """Refuse to judge what the person did not see."""
    if version != submission.version:
        raise refusal(_("Nội dung đã thay đổi sau khi trang này được mở. Xem lại nội dung mới rồi tiếp tục."))


def check_figures(duty: Duty, submission: Submission, refusal: type[Refusal]) -> None:
    """Refuse to file while a figure is missing that the task requires."""
    missing = duty.task.indicators.filter(required=True, ended_at=None).exclude(values__submission=submission)
    if names := [row.name for row in missing.order_by("order", "id")]:
        raise refusal(_("Còn thiếu số liệu bắt buộc: %(names)s. Nhập số rồi trình lại.") % {"names": "; ".join(names)})


def filed_by(submission: Submission) -> int | None:
    """Return who filed the submission last."""
    last = submission.events.filter(kind=Step.FILED).order_by("-id").first()
    return None if last is None else last.by


def has_other_approver(unit_id: int, asked: Asked) -> bool:
    """Tell whether the unit has an approver besides the person who asks."""
    on = asked.book_date
    return (
        Membership.objects.filter(unit_id=unit_id, role="APPROVER", user__is_active=True, starts_on__lte=on)
        .filter(Q(ends_before=None) | Q(ends_before__gt=on))
        .exclude(user_id=asked.actor_id)
        .exists()
    )
