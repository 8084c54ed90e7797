"""`tantam plans remind`: the entry for cron; safe to run as often as one likes."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tantam.base.asked import Asked, system_actor
from tantam.base.errors import AlreadyDone
from tantam.plans.commands.reminders import deliver_digests, send_reminders


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: the day, digests and lines written by it, mails sent and mails that failed."""

    day: date
    digests: int
    lines: int
    sent: int
    failed: int


def remind(*, today: date | None, at: datetime) -> Summary:
    """Write the digests of the day, unless that was done before, and send those that were not sent.

    Two runs at the very same moment may send a mail twice, under one Message-ID.
    """
    day = today or timezone.localdate(at)
    asked = Asked(
        actor=system_actor("tantam plans remind"),
        request_key=f"plans.send_reminders:{day.isoformat()}",
        book_date=day,
        at=at,
    )
    made = {"digests": 0, "lines": 0}
    with suppress(AlreadyDone):
        made = send_reminders(asked=asked)
    delivery = deliver_digests(day=day, at=at)
    return Summary(
        day=day,
        digests=made["digests"],
        lines=made["lines"],
        sent=delivery.sent,
        failed=delivery.failed,
    )
