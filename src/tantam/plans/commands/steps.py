"""The steps in the life of a submission: file, withdraw, sign off, send back, accept, return.

Which step may follow which state stands in `tantam.core.submissions`; here each step is locked, checked,
written into the history with what the submission held, and carried over to the duty.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tantam.access.models import Membership
from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.core.submissions import RULES, Step, SubmissionState, done_after, next_state
from tantam.core.text import nfc
from tantam.plans.models import Duty, Submission, SubmissionEvent
from tantam.plans.parts.content import content_of, has_substance
from tantam.plans.parts.locking import lock_duty, lock_own_duty, lock_submission
from tantam.plans.parts.revision import bump_revision

REASON_MAX = 4_000


class UnableToTakeStep(Refusal):
    """A step cannot be taken with a submission now."""


class UnableToFile(UnableToTakeStep):
    """The submission cannot be filed."""


class UnableToWithdraw(UnableToTakeStep):
    """The filing cannot be withdrawn."""


class UnableToSignOff(UnableToTakeStep):
    """The submission cannot be signed off."""


class UnableToSendBack(UnableToTakeStep):
    """The submission cannot be sent back to the reporter."""


class UnableToAccept(UnableToTakeStep):
    """The submission cannot be accepted."""


class UnableToReturn(UnableToTakeStep):
    """The submission cannot be returned to the unit."""


def _subject(_result: Any, arguments: dict[str, Any]) -> str:
    return f"duty:{arguments['duty_id']}"


@command("plans.file_submission", subject=_subject)
def file_submission(*, asked: Asked, duty_id: int, version: int) -> int:
    """Hand a submission to the unit's approver; `version` is the one that the person checked.

    Returns the number of the step in the history.

    :raises UnableToFile: if there is nothing to file, a required figure is missing, the period is not open,
        the duty is exempt, the content changed since `version`, or it was filed before.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    duty = lock_own_duty(duty_id=duty_id, asked=asked)
    submission = lock_submission(duty)
    if submission is None:
        raise UnableToFile(_("Chưa có nội dung để trình. Viết kết quả hoặc thêm văn bản trước."))
    _check_may_take(Step.FILED, duty, submission, UnableToFile)
    _check_version(submission, version, UnableToFile)
    if asked.book_date < duty.opens_on:
        raise UnableToFile(
            _("Kỳ báo cáo mở từ %(day)s; nội dung đã soạn vẫn được giữ.") % {"day": f"{duty.opens_on:%d/%m/%Y}"}
        )
    content = content_of(submission)
    if not has_substance(content):
        raise UnableToFile(_("Chưa có nội dung để trình. Viết kết quả hoặc thêm văn bản trước."))
    missing = duty.task.indicators.filter(required=True, ended_at=None).exclude(values__submission=submission)
    if names := [row.name for row in missing.order_by("order", "id")]:
        raise UnableToFile(
            _("Còn thiếu số liệu bắt buộc: %(names)s. Nhập số rồi trình lại.") % {"names": "; ".join(names)}
        )
    return _take(Step.FILED, asked=asked, duty=duty, submission=submission, content=content)


@command("plans.withdraw_filing", subject=_subject)
def withdraw_filing(*, asked: Asked, duty_id: int) -> int:
    """Take a filed submission back before the approver signs, so that it can be changed.

    :raises UnableToWithdraw: if it does not wait for the approver.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    duty = lock_own_duty(duty_id=duty_id, asked=asked)
    submission = _existing(duty, UnableToWithdraw)
    _check_may_take(Step.WITHDRAWN, duty, submission, UnableToWithdraw)
    return _take(Step.WITHDRAWN, asked=asked, duty=duty, submission=submission)


@command("plans.sign_off", subject=_subject)
def sign_off(*, asked: Asked, duty_id: int, version: int) -> int:
    """Sign a filed submission off for the unit; the work counts as done from this day.

    Whoever filed it does not sign it off, unless the unit has no other approver; that is then written into
    the history.

    :raises UnableToSignOff: if it does not wait for a signature, its content changed since `version`, or
        another approver has to sign.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    duty = lock_own_duty(duty_id=duty_id, asked=asked)
    submission = _existing(duty, UnableToSignOff)
    _check_may_take(Step.SIGNED_OFF, duty, submission, UnableToSignOff)
    _check_version(submission, version, UnableToSignOff)
    note = ""
    if _filed_by(submission) == asked.actor_id:
        if _has_other_approver(duty.unit_id, asked):
            raise UnableToSignOff(_("Người trình không tự duyệt báo cáo của mình khi đơn vị có người duyệt khác."))
        note = _("Người trình đồng thời là người duyệt duy nhất của đơn vị.")
    return _take(Step.SIGNED_OFF, asked=asked, duty=duty, submission=submission, reason=note)


@command("plans.send_back", subject=_subject)
def send_back(*, asked: Asked, duty_id: int, reason: str) -> int:
    """Send a filed submission back to the reporter of the unit, and say why.

    :raises UnableToSendBack: if it does not wait for a signature, or there is no reason.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    reason = _reason(reason, UnableToSendBack)
    duty = lock_own_duty(duty_id=duty_id, asked=asked)
    submission = _existing(duty, UnableToSendBack)
    _check_may_take(Step.SENT_BACK, duty, submission, UnableToSendBack)
    return _take(Step.SENT_BACK, asked=asked, duty=duty, submission=submission, reason=reason)


@command("plans.accept_submission", subject=_subject)
def accept_submission(*, asked: Asked, duty_id: int, version: int) -> int:
    """Accept what a unit signed off; `version` is the one that the coordinator read.

    :raises UnableToAccept: if it does not wait for acceptance, or its content changed since `version`.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    duty = lock_duty(duty_id=duty_id, asked=asked)
    submission = _existing(duty, UnableToAccept)
    _check_may_take(Step.ACCEPTED, duty, submission, UnableToAccept)
    _check_version(submission, version, UnableToAccept)
    return _take(Step.ACCEPTED, asked=asked, duty=duty, submission=submission)


@command("plans.return_submission", subject=_subject)
def return_submission(*, asked: Asked, duty_id: int, reason: str) -> int:
    """Return what a unit signed off, also when it was accepted before, and say why.

    Returned work counts as not done.

    :raises UnableToReturn: if it was not signed off, or there is no reason.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    reason = _reason(reason, UnableToReturn)
    duty = lock_duty(duty_id=duty_id, asked=asked)
    submission = _existing(duty, UnableToReturn)
    _check_may_take(Step.RETURNED, duty, submission, UnableToReturn)
    return _take(Step.RETURNED, asked=asked, duty=duty, submission=submission, reason=reason)


def _take(
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


def _existing(duty: Duty, refusal: type[UnableToTakeStep]) -> Submission:
    submission = lock_submission(duty)
    if submission is None:
        raise refusal(_("Đơn vị chưa báo cáo nhiệm vụ này."))
    return submission


def _check_may_take(step: Step, duty: Duty, submission: Submission, refusal: type[UnableToTakeStep]) -> None:
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


def _check_version(submission: Submission, version: int, refusal: type[UnableToTakeStep]) -> None:
    if version != submission.version:
        raise refusal(_("Nội dung đã thay đổi sau khi trang này được mở. Xem lại nội dung mới rồi tiếp tục."))


def _reason(text: str, refusal: type[UnableToTakeStep]) -> str:
    reason = nfc(text).replace("\r\n", "\n").replace("\0", "").strip()
    if not reason:
        raise refusal(_("Cần lý do, để đơn vị biết phải sửa gì."))
    if len(reason) > REASON_MAX:
        raise refusal(_("Lý do dài không quá 4.000 ký tự."))
    return reason


def _filed_by(submission: Submission) -> int | None:
    last = submission.events.filter(kind=Step.FILED).order_by("-id").first()
    return None if last is None else last.by


def _has_other_approver(unit_id: int, asked: Asked) -> bool:
    on = asked.book_date
    return (
        Membership.objects.filter(unit_id=unit_id, role="APPROVER", user__is_active=True, starts_on__lte=on)
        .filter(Q(ends_before=None) | Q(ends_before__gt=on))
        .exclude(user_id=asked.actor_id)
        .exists()
    )
