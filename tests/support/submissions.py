"""Short ways to bring a submission where a test needs it, by the cast and the real commands."""

from datetime import date

from tantam.plans.commands.drafts import save_text
from tantam.plans.commands.steps import accept_submission, file_submission, return_submission, sign_off
from tantam.plans.models import Duty, Submission
from tests.support.cast import TODAY, Cast

WHO = {"X21484": ("hoa", "minh"), "STC": ("thu", "khai")}


def write(cast: Cast, duty: Duty, text: str = "Đã ban hành kế hoạch.", *, on: date = TODAY) -> Submission:
    """Write a text for a duty as the unit's reporter."""
    reporter, _ = WHO[duty.unit.code]
    seen = Submission.objects.filter(duty=duty).values_list("version", flat=True).first() or 0
    save_text(asked=cast.asked(reporter, on=on), duty_id=duty.id, version=seen, text=text)
    return Submission.objects.get(duty=duty)


def file(cast: Cast, duty: Duty, *, on: date = TODAY) -> Submission:
    """Write and file."""
    submission = write(cast, duty, on=on)
    reporter, _ = WHO[duty.unit.code]
    file_submission(asked=cast.asked(reporter, on=on), duty_id=duty.id, version=submission.version)
    return Submission.objects.get(duty=duty)


def sign(cast: Cast, duty: Duty, *, on: date = TODAY) -> Submission:
    """Write, file and sign off."""
    submission = file(cast, duty, on=on)
    _, approver = WHO[duty.unit.code]
    sign_off(asked=cast.asked(approver, on=on), duty_id=duty.id, version=submission.version)
    return Submission.objects.get(duty=duty)


def accept(cast: Cast, duty: Duty, *, on: date = TODAY) -> Submission:
    """Bring a duty all the way to acceptance."""
    submission = sign(cast, duty, on=on)
    accept_submission(asked=cast.asked("lan", on=on), duty_id=duty.id, version=submission.version)
    return Submission.objects.get(duty=duty)


def send_home(cast: Cast, duty: Duty, reason: str = "Thiếu số văn bản.", *, on: date = TODAY) -> Submission:
    """Bring a duty to the sign-off and return it."""
    sign(cast, duty, on=on)
    return_submission(asked=cast.asked("lan", on=on), duty_id=duty.id, reason=reason)
    return Submission.objects.get(duty=duty)
