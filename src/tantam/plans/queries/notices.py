"""A person's notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.errors import OutOfScope
from tantam.plans.models import Notice

NOTICES_KEPT_IN_SIGHT: Final = 500


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in a list."""

    id: int
    text: str
    link: str
    at: datetime
    is_unread: bool


def count_unread_notices(user_id: int) -> int:
    """Return how many notices a person has not read."""
    return Notice.objects.filter(user_id=user_id, read_at=None).count()


def list_notices(*, user_id: int) -> list[NoticeLine]:
    """Return a person's latest notices, the newest first."""
    rows = Notice.objects.filter(user_id=user_id).order_by("-at", "id")[:NOTICES_KEPT_IN_SIGHT]
    return [notice_line(row) for row in rows]


def get_notice(*, user_id: int, notice_id: int) -> NoticeLine:
    """Return one of a person's notices.

    :raises OutOfScope: if the person has no such notice.
    """
    row = Notice.objects.filter(id=notice_id, user_id=user_id).first()
    if row is None:
        raise OutOfScope(_("Không có thông báo này."))
    return notice_line(row)


def notice_line(row: Notice) -> NoticeLine:
    """Return a notice as a line of a list."""
    return NoticeLine(id=row.id, text=row.text, link=row.link, at=row.at, is_unread=row.read_at is None)
