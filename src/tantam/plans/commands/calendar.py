"""The secret address of a unit's calendar."""

from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.plans.models import CalendarFeed
from tantam.plans.queries.calendar import token_digest

TOKEN_MIN: Final = 40


class UnableToRenewFeed(Refusal):
    """There is no unit whose calendar could get an address."""


@command("plans.renew_calendar_feed", subject=lambda result, _arguments: f"feed:{result}", sealed=("token",))
def renew_calendar_feed(*, asked: Asked, token: str) -> int:
    """Give the calendar of one's own unit a new secret; the earlier address ends. Return the unit's number.

    :raises UnableToRenewFeed: if the role is not held for a unit.
    """
    assert len(token) >= TOKEN_MIN, "short secrets can be guessed"
    unit_id = asked.actor.unit_id
    if unit_id is None:
        raise UnableToRenewFeed(_("Vai trò hiện tại không gắn với đơn vị nào. Hãy chọn vai trò của đơn vị."))
    CalendarFeed.objects.update_or_create(
        unit_id=unit_id, defaults={"token_digest": token_digest(token), "made_at": asked.at}
    )
    return unit_id
