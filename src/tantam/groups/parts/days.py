"""Days of a group: none lies ahead, none before the group, and the law of a day is asked for in one place."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.core.groups import Limits
from tantam.core.law.dated import MissingValueError
from tantam.groups.law_files import get_limits
from tantam.groups.models import Group, GroupStep
from tantam.groups.parts.refusals import UnableToChangeGroup


def holding_on(day: date) -> Q:
    """Return the condition that a row with its days holds on a day."""
    return Q(starts_on__lte=day) & (Q(ends_before=None) | Q(ends_before__gt=day))


def check_not_ahead(day: date, asked: Asked) -> None:
    """Refuse a day that lies ahead.

    :raises UnableToChangeGroup: if it does.
    """
    if day > asked.book_date:
        raise UnableToChangeGroup(_("Ngày %(day)s chưa đến. Hãy ghi sau khi việc đã diễn ra.") % {"day": _words(day)})


def check_within(day: date, group: Group, asked: Asked) -> None:
    """Refuse a day that lies ahead or before the group was formed.

    :raises UnableToChangeGroup: if it does.
    """
    check_not_ahead(day, asked)
    if day < group.formed_on:
        raise UnableToChangeGroup(
            _("Ngày %(day)s trước ngày thành lập Tổ (%(formed)s). Hãy kiểm tra lại ngày.")
            % {"day": _words(day), "formed": _words(group.formed_on)}
        )


def check_approved_by(day: date, group: Group) -> None:
    """Refuse a day before the commune's approval of a group that works.

    :raises UnableToChangeGroup: if it lies before.
    """
    approval = group.steps.filter(kind=GroupStep.Kind.APPROVED).order_by("-id").first()
    if approval is not None and day < approval.on:
        raise UnableToChangeGroup(
            _("Ngày %(day)s trước ngày xã phê duyệt Tổ (%(approved)s). Hãy kiểm tra lại ngày.")
            % {"day": _words(day), "approved": _words(approval.on)}
        )


def last_day_of(group: Group) -> date:
    """Return the latest day on which something of a group is recorded."""
    days = [
        *group.steps.values_list("on", flat=True),
        *group.meetings.values_list("held_on", flat=True),
        *group.transfers.values_list("starts_on", flat=True),
        *group.contracts.values_list("starts_on", flat=True),
        *(day for row in group.seats.values_list("starts_on", "ends_before") for day in row if day is not None),
        *(day for day in group.members.values_list("ends_before", flat=True) if day is not None),
    ]
    return max(days, default=group.formed_on)


def limits_of(day: date) -> Limits:
    """Return what the law says of a group on a day.

    :raises UnableToChangeGroup: if the law says nothing for the day.
    """
    try:
        return get_limits(day)
    except MissingValueError:
        raise UnableToChangeGroup(
            _("Chưa có quy định về Tổ tiết kiệm và vay vốn cho ngày %(day)s. Hãy kiểm tra lại ngày.")
            % {"day": _words(day)}
        ) from None


def _words(day: date) -> str:
    return f"{day:%d/%m/%Y}"
