"""Handing out lists of households that the law picked: who asked, why, and how many."""

from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal

REASON_MIN = 10


class UnableToHandOut(Refusal):
    """A list of households cannot be handed out."""


def _subject(result: Any, arguments: dict[str, Any]) -> str:
    return f"list:{arguments['what']}"


@command("programmes.hand_out_list", subject=_subject)
def hand_out_list(*, asked: Asked, what: str, reason: str, households: int) -> None:
    """Write down that a list of households was handed out, and why.

    :raises UnableToHandOut: if the reason says nothing.
    """
    if len(reason.strip()) < REASON_MIN:
        raise UnableToHandOut(_("Hãy ghi rõ lý do lấy danh sách (ít nhất %(count)d ký tự).") % {"count": REASON_MIN})
