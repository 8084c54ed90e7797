"""The daily digests: written down first, once a person and day, and only then sent.

Mail is sent outside the transaction and marked one by one. A cut between writing and sending leaves digests
that the next run of the day sends; a cut between sending and marking sends one mail twice, under the same
Message-ID, so that mail programs drop the double.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from smtplib import SMTPException
from typing import Any, Final

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import override

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.duties import DutyState
from tantam.core.reminders import (
    IMPORTANCE,
    LineKind,
    Rules,
    call_for,
    is_summary_due,
    is_waiting_line_due,
)
from tantam.plans.commands.notices import NewNotice, write_notices
from tantam.plans.models import ReminderDigest
from tantam.plans.queries.reminders import (
    OpenWork,
    Recipient,
    Waiting,
    find_last_run_day,
    list_open_work,
    list_recipients,
    list_unsent_since,
    list_waiting_for_acceptance,
)
from tantam.plans.wording.digest_mail import digest_message
from tantam.plans.wording.reminder_text import LateUnit, Line, kept_form, line_text

FAILURES_IN_A_ROW: Final = 5
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How many digests were sent, and how many could not be."""

    sent: int
    failed: int


@dataclass(frozen=True, slots=True)
class _Day:
    """All that the digests of a day are drawn from."""

    on: date
    since: date | None
    rules: Rules
    by_unit: dict[int, list[OpenWork]]
    waiting: list[Waiting]


def reminder_rules() -> Rules:
    """Return the rules of this installation: TANTAM_REMIND_DAYS_BEFORE, days before the due day."""
    return Rules(days_before=tuple(settings.TANTAM_REMIND_DAYS_BEFORE))


@command("plans.send_reminders")
def send_reminders(*, asked: Asked) -> dict[str, Any]:
    """Write the digests and notices of the day down; `deliver_digests` sends them afterwards.

    Return how many digests and lines there are. Making them again on the same day makes no second digest.
    """
    on = asked.book_date
    by_unit: dict[int, list[OpenWork]] = defaultdict(list)
    for work in list_open_work(on=on):
        by_unit[work.unit_id].append(work)
    day = _Day(
        on=on,
        since=find_last_run_day(before=on),
        rules=reminder_rules(),
        by_unit=by_unit,
        waiting=list_waiting_for_acceptance(),
    )
    unsent = list_unsent_since(before=on)
    digests, notices = [], []
    for person in list_recipients(on=on):
        own = replace(day, since=_since(day, unsent.get(person.user_id)))
        lines = list_lines(person, own)
        if not lines:
            continue
        notices += _notices(person, lines, on=on)
        if person.has_mail:
            kept = [kept_form(line) for line in lines]
            digests.append(ReminderDigest(user_id=person.user_id, day=on, lines=kept, made_at=asked.at))
    ReminderDigest.objects.bulk_create(digests, ignore_conflicts=True)
    write_notices(notices, at=asked.at)
    return {"day": on, "digests": len(digests), "lines": len(notices)}


def _since(day: _Day, first_unsent: date | None) -> date | None:
    """Return the run before, or the one before the first digest that this person never got."""
    return day.since if first_unsent is None else find_last_run_day(before=first_unsent)


def list_lines(person: Recipient, day: _Day) -> list[Line]:
    """Return a person's lines for a day, the most important first; a duty has one at most."""
    lines = [
        _duty_line(work, call.kind, call.day)
        for unit_id, parts in person.parts.items()
        for work in day.by_unit.get(unit_id, [])
        if (call := call_for(work.work, parts=parts, since=day.since, on=day.on, rules=day.rules))
    ]
    lines.sort(key=lambda line: (IMPORTANCE[line.kind], line.due_on, line.task_code))
    return lines + _summary_lines(person, day)


def _duty_line(work: OpenWork, kind: LineKind, called_on: date) -> Line:
    return Line(
        kind=kind,
        called_on=called_on,
        duty_id=work.duty_id,
        unit=work.unit_name,
        task_code=work.task_code,
        task=work.task,
        period=work.period,
        due_on=work.work.due_on,
        reason=work.reason if kind is LineKind.RETURNED else "",
    )


def _summary_lines(person: Recipient, day: _Day) -> list[Line]:
    """Return the lines of who coordinates: late units, once a week; work that waits to be accepted."""
    scope = person.coordinates
    if scope is None:
        return []
    lines = []
    if is_summary_due(since=day.since, on=day.on, rules=day.rules):
        late = [
            LateUnit(name=works[0].unit_name, late=count)
            for unit_id, works in day.by_unit.items()
            if scope.covers(unit_id)
            and (count := sum(work.work.state(day.on) is DutyState.OPEN_OVERDUE for work in works))
        ]
        if late:
            late.sort(key=lambda unit: (-unit.late, unit.name))
            lines.append(Line(kind=LineKind.LATE_UNITS, called_on=day.on, late_units=tuple(late)))
    waiting = [one.since for one in day.waiting if scope.covers(one.unit_id)]
    if any(is_waiting_line_due(waiting_since=since, since=day.since, on=day.on, rules=day.rules) for since in waiting):
        oldest = min(waiting)
        lines.append(Line(kind=LineKind.TO_ACCEPT, called_on=day.on, count=len(waiting), oldest_on=oldest))
    return lines


def _notices(person: Recipient, lines: Iterable[Line], *, on: date) -> list[NewNotice]:
    with override(person.language):
        return [
            NewNotice(user_id=person.user_id, key=line.key, text=line_text(line, on=on), link=line.path)
            for line in lines
        ]


def deliver_digests(*, day: date, at: datetime, connection: BaseEmailBackend | None = None) -> Delivery:
    """Send the digests of a day that were not sent yet, each marked as soon as the mail server took it.

    A mail that cannot be sent stays unsent and does not hold up the others; after five failures in a row
    the rest waits for the next run.
    """
    unsent = ReminderDigest.objects.filter(day=day, sent_at=None, user__is_active=True).exclude(user__email="")
    connection = connection or get_connection()
    sent = failed = in_a_row = 0
    for digest in unsent.select_related("user").order_by("id"):
        if _is_sent(digest, connection):
            ReminderDigest.objects.filter(id=digest.pk, sent_at=None).update(sent_at=at)
            sent += 1
            in_a_row = 0
        else:
            failed += 1
            in_a_row += 1
        if in_a_row == FAILURES_IN_A_ROW:
            break
    with suppress(OSError):
        connection.close()
    return Delivery(sent=sent, failed=failed)


def _is_sent(digest: ReminderDigest, connection: BaseEmailBackend) -> bool:
    """Send one digest; where that fails, drop the connection, so that the next mail begins a new one."""
    try:
        connection.send_messages([digest_message(digest)])
    except SMTPException:
        log.warning("the mail server did not take a digest")
    except OSError:
        log.warning("the mail server was not reached; a digest was not sent")
    else:
        return True
    with suppress(OSError):
        connection.close()
    return False
