"""Notices in the application: written once under their key, marked read by their owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.plans.models import Notice

NOTICES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice to write: for whom, under which key, in words, and the path it leads to."""

    user_id: int
    key: str
    text: str
    link: str


def write_notices(notices: Iterable[NewNotice], *, at: datetime) -> None:
    """Write notices down as part of a command; one that the person has under the same key is left alone."""
    Notice.objects.bulk_create(
        [Notice(user_id=one.user_id, key=one.key, text=one.text, link=one.link, at=at) for one in notices],
        batch_size=NOTICES_AT_ONCE,
        ignore_conflicts=True,
    )


@command("plans.mark_notices_read")
def mark_notices_read(*, asked: Asked, notice_ids: list[int]) -> int:
    """Mark one's own notices as read and return how many were unread; other people's are not touched."""
    unread = Notice.objects.filter(id__in=notice_ids, user_id=asked.actor_id, read_at=None)
    return unread.update(read_at=asked.at)
