"""The steps in the life of a submission: file, withdraw, sign off, send back, accept, return.

Which step may follow which state stands in `tantam.core.submissions`; here each step is locked, checked,
written into the history with what the submission held, and carried over to the duty.
"""

from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.submissions import Step
from tantam.core.text import nfc
from tantam.plans.models import Duty, Submission
from tantam.plans.parts.content import content_of, has_substance
from tantam.plans.parts.locking import lock_duty, lock_own_duty, lock_submission
from tantam.plans.parts.stepping import (
    UnableToTakeStep,
    check_figures,
    check_may_take,
    check_version,
    filed_by,
    has_other_approver,
    take_step,
)

REASON_MAX = 4_000


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
    check_may_take(Step.FILED, duty, submission, UnableToFile)
    check_version(submission, version, UnableToFile)
    if asked.book_date < duty.opens_on:
        raise UnableToFile(
            _("Kỳ báo cáo mở từ %(day)s; nội dung đã soạn vẫn được giữ.") % {"day": f"{duty.opens_on:%d/%m/%Y}"}
        )
    content = content_of(submission)
    if not has_substance(content):
        raise UnableToFile(_("Chưa có nội dung để trình. Viết kết quả hoặc thêm văn bản trước."))
    check_figures(duty, submission, UnableToFile)
    return take_step(Step.FILED, asked=asked, duty=duty, submission=submission, content=content)


@command("plans.withdraw_filing", subject=_subject)
def withdraw_filing(*, asked: Asked, duty_id: int) -> int:
    """Take a filed submission back before the approver signs, so that it can be changed.

    :raises UnableToWithdraw: if it does not wait for the approver.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    duty = lock_own_duty(duty_id=duty_id, asked=asked)
    submission = _existing(duty, UnableToWithdraw)
    check_may_take(Step.WITHDRAWN, duty, submission, UnableToWithdraw)
    return take_step(Step.WITHDRAWN, asked=asked, duty=duty, submission=submission)


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
    check_may_take(Step.SIGNED_OFF, duty, submission, UnableToSignOff)
    check_version(submission, version, UnableToSignOff)
    note = ""
    if filed_by(submission) == asked.actor_id:
        if has_other_approver(duty.unit_id, asked):
            raise UnableToSignOff(_("Người trình không tự duyệt báo cáo của mình khi đơn vị có người duyệt khác."))
        note = _("Người trình đồng thời là người duyệt duy nhất của đơn vị.")
    return take_step(Step.SIGNED_OFF, asked=asked, duty=duty, submission=submission, reason=note)


@command("plans.send_back", subject=_subject)
def send_back(*, asked: Asked, duty_id: int, reason: str) -> int:
    """Send a filed submission back to the reporter of the unit, and say why.

    :raises UnableToSendBack: if it does not wait for a signature, or there is no reason.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    reason = _reason(reason, UnableToSendBack)
    duty = lock_own_duty(duty_id=duty_id, asked=asked)
    submission = _existing(duty, UnableToSendBack)
    check_may_take(Step.SENT_BACK, duty, submission, UnableToSendBack)
    return take_step(Step.SENT_BACK, asked=asked, duty=duty, submission=submission, reason=reason)


@command("plans.accept_submission", subject=_subject)
def accept_submission(*, asked: Asked, duty_id: int, version: int) -> int:
    """Accept what a unit signed off; `version` is the one that the coordinator read.

    :raises UnableToAccept: if it does not wait for acceptance, or its content changed since `version`.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    duty = lock_duty(duty_id=duty_id, asked=asked)
    submission = _existing(duty, UnableToAccept)
    check_may_take(Step.ACCEPTED, duty, submission, UnableToAccept)
    check_version(submission, version, UnableToAccept)
    return take_step(Step.ACCEPTED, asked=asked, duty=duty, submission=submission)


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
    check_may_take(Step.RETURNED, duty, submission, UnableToReturn)
    return take_step(Step.RETURNED, asked=asked, duty=duty, submission=submission, reason=reason)


def _existing(duty: Duty, refusal: type[UnableToTakeStep]) -> Submission:
    submission = lock_submission(duty)
    if submission is None:
        raise refusal(_("Đơn vị chưa báo cáo nhiệm vụ này."))
    return submission


def _reason(text: str, refusal: type[UnableToTakeStep]) -> str:
    reason = nfc(text).replace("\r\n", "\n").replace("\0", "").strip()
    if not reason:
        raise refusal(_("Cần lý do, để đơn vị biết phải sửa gì."))
    if len(reason) > REASON_MAX:
        raise refusal(_("Lý do dài không quá 4.000 ký tự."))
    return reason
