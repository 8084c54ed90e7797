"""Writing the text of a submission: what was done, what was difficult, what is proposed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.core.text import nfc
from tantam.plans.models import Submission
from tantam.plans.parts.revision import bump_revision
from tantam.plans.parts.writing import moment_words, open_for_writing

TEXT_MAX: Final = 20_000
SESSION_MAX: Final = 64
FIELDS: Final = ("text", "difficulties", "proposals")


@dataclass(frozen=True, slots=True)
class TextConflict:
    """What somebody else wrote meanwhile: the texts that stand now, who wrote them and when."""

    version: int
    text: str
    difficulties: str
    proposals: str
    changed_by_name: str
    changed_at: datetime


class UnableToSave(Refusal):
    """The text cannot be kept as sent; `conflict` tells what somebody else wrote meanwhile."""

    def __init__(self, message: str, conflict: TextConflict | None = None) -> None:
        super().__init__(message)
        self.conflict = conflict


def _subject(_result: Any, arguments: dict[str, Any]) -> str:
    return f"duty:{arguments['duty_id']}"


@command("plans.save_text", subject=_subject, sealed=FIELDS)
def save_text(
    *,
    asked: Asked,
    duty_id: int,
    version: int,
    text: str,
    difficulties: str = "",
    proposals: str = "",
    session: str = "",
) -> int:
    """Keep the text of a submission and return its new version.

    `version` is the one that the editor saw, 0 when there was nothing yet. Saving what already stands
    changes nothing. Documents and figures added meanwhile do not stand in the way of the text, nor does
    what the same open page (`session`) wrote itself and did not hear back of, as on a slow line.

    :raises UnableToSave: if the text is too long, or somebody changed it after `version`.
    :raises UnableToWrite: if the submission was handed on or the duty is exempt.
    :raises OutOfScope: if there is no such duty for this actor.
    """
    wanted = {"text": _clean(text), "difficulties": _clean(difficulties), "proposals": _clean(proposals)}
    if any(len(value) > TEXT_MAX for value in wanted.values()):
        raise UnableToSave(_("Mỗi phần dài không quá 20.000 ký tự. Rút gọn, hoặc đính kèm văn bản chi tiết."))
    duty, submission = open_for_writing(duty_id=duty_id, asked=asked)
    if all(getattr(submission, name) == value for name, value in wanted.items()):
        return submission.version
    own = bool(session) and session == submission.text_session
    if version < submission.text_version and not own:
        raise _changed_meanwhile(submission)

    for name, value in wanted.items():
        setattr(submission, name, value)
    submission.version += 1
    submission.text_version = submission.version
    submission.text_session = session[:SESSION_MAX]
    submission.changed_at = asked.at
    submission.changed_by = asked.actor_id
    submission.changed_by_name = asked.actor.name
    submission.save()
    bump_revision(duty.task.plan_id)
    return submission.version


def _clean(text: str) -> str:
    return nfc(text).replace("\r\n", "\n").replace("\0", "").strip()


def _changed_meanwhile(submission: Submission) -> UnableToSave:
    return UnableToSave(
        _("%(name)s đã sửa nội dung này lúc %(at)s. Bản của bạn chưa lưu; so hai bản, gộp phần cần giữ rồi lưu lại.")
        % {"name": submission.changed_by_name, "at": moment_words(submission)},
        TextConflict(
            version=submission.version,
            text=submission.text,
            difficulties=submission.difficulties,
            proposals=submission.proposals,
            changed_by_name=submission.changed_by_name,
            changed_at=submission.changed_at,
        ),
    )
