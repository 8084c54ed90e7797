"""A unit's deadlines as iCalendar (RFC 5545): what phones and Outlook subscribe to.

The same deadlines always give the same bytes; nothing in them comes from the clock.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from tantam.plans.queries.calendar import CalendarEvent
from tantam.plans.wording.reminder_text import excerpt

A_DAY: Final = timedelta(days=1)
# Eight in the morning of the day before, and of three days before: an all-day event begins at midnight.
ALARMS: Final = (timedelta(hours=-16), timedelta(days=-2, hours=-16))
REFRESH_EVERY: Final = timedelta(hours=6)


def write_feed(*, unit_name: str, events: Iterable[CalendarEvent], address: str) -> bytes:
    """Return the calendar of a unit; `address` is the site's, to which links and identifiers belong."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tan Tam//Plans//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = _("Hạn báo cáo: %(unit)s") % {"unit": unit_name}
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    host = urlsplit(address).hostname or "localhost"
    for event in events:
        calendar.add_component(_event(event, host=host, address=address))
    written: bytes = calendar.to_ical()
    return written


def _event(duty: CalendarEvent, *, host: str, address: str) -> Event:
    event = Event()
    event.add("uid", f"duty-{duty.duty_id}@{host}")
    event.add("dtstamp", duty.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", duty.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", duty.changes)
    event.add("dtstart", duty.due_on)
    event.add("dtend", duty.due_on + A_DAY)
    event.add("summary", _summary(duty))
    event.add(
        "description",
        _("%(task)s\nKỳ: %(period)s. Kế hoạch số %(plan)s.")
        % {"task": duty.task, "period": duty.period, "plan": duty.plan},
    )
    event.add("url", f"{address}/nhiem-vu/{duty.duty_id}/")
    event.add("status", "CANCELLED" if duty.exempt else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if not duty.exempt and duty.done_on is None:
        for trigger in ALARMS:
            event.add_component(_alarm(trigger, _summary(duty)))
    return event


def _summary(duty: CalendarEvent) -> str:
    values = {"code": duty.task_code, "task": excerpt(duty.task), "period": duty.period}
    if duty.exempt:
        return _("Miễn thực hiện: %(code)s %(task)s (%(period)s)") % values
    if duty.done_on is not None:
        return _("Đã xong: %(code)s %(task)s (%(period)s)") % values
    return _("Hạn báo cáo: %(code)s %(task)s (%(period)s)") % values


def _alarm(trigger: timedelta, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", trigger)
    return alarm
