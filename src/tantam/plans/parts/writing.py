"""Opening a submission for writing, and saying that its content changed."""

from django.utils import timezone
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.errors import Refusal
from tantam.core.submissions import SubmissionState, may_edit
from tantam.plans.models import Duty, Submission
from tantam.plans.parts.locking import lock_own_duty, lock_submission
from tantam.plans.parts.revision import bump_revision


class UnableToWrite(Refusal):
    """The content cannot be changed in this state."""


def open_for_writing(*, duty_id: int, asked: Asked) -> tuple[Duty, Submission]:
    """Lock a duty of the actor's unit and its submission, which is begun if there is none.

    :raises OutOfScope: if there is no such duty for this actor.
    :raises NotAllowed: if it is another unit's.
    :raises UnableToWrite: if the duty is exempt, or the submission was handed on.
    """
    duty = lock_own_duty(duty_id=duty_id, asked=asked)
    if duty.exempt:
        raise UnableToWrite(_("Nhiệm vụ này đã được miễn trong kỳ; không cần báo cáo."))
    submission = lock_submission(duty)
    if submission is None:
        submission = Submission.objects.create(
            duty=duty,
            version=0,
            text_version=0,
            changed_at=asked.at,
            changed_by=asked.actor_id,
            changed_by_name=asked.actor.name,
        )
    if not may_edit(SubmissionState(submission.state)):
        raise UnableToWrite(_why_closed(submission))
    return duty, submission


def content_changed(*, duty: Duty, submission: Submission) -> None:
    """Count a change of the content that is not a change of the text."""
    submission.version += 1
    submission.save(update_fields=["version"])
    bump_revision(duty.task.plan_id)


def moment_words(submission: Submission) -> str:
    """Return when the text was last changed, on the clock of the installation."""
    return f"{timezone.localtime(submission.changed_at):%H:%M %d/%m/%Y}"


def _why_closed(submission: Submission) -> str:
    if submission.state == SubmissionState.FILED:
        return _("Báo cáo đang chờ đơn vị duyệt nên không sửa được. Rút lại để sửa, rồi trình lại.")
    if submission.state == SubmissionState.SIGNED_OFF:
        return _("Báo cáo đã được đơn vị ký duyệt và đang chờ tiếp nhận. Đề nghị điều phối trả lại nếu cần sửa.")
    return _("Báo cáo đã được tiếp nhận. Đề nghị điều phối trả lại nếu cần sửa.")
