"""The daily digest as a mail, in the language of the person who gets it."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from tantam.core.reminders import LineKind
from tantam.plans.models import ReminderDigest
from tantam.plans.wording.reminder_text import Line, day_text, line_from, line_text


def digest_message(digest: ReminderDigest) -> EmailMultiAlternatives:
    """Return the mail of a digest; its Message-ID is the same each time it is made."""
    language = digest.user.language
    lines = [line_from(kept) for kept in digest.lines]
    with override(language):
        shown = {
            "name": digest.user.full_name,
            "day": day_text(digest.day),
            "address": settings.TANTAM_ADDRESS,
            "language": language,
            "groups": _groups(lines, digest),
        }
        message = EmailMultiAlternatives(
            subject=_("Việc cần làm ngày %(day)s: %(count)s mục") % {"day": day_text(digest.day), "count": len(lines)},
            body=render_to_string("plans/mail/digest.txt", shown),
            to=[digest.user.email],
            headers={
                "Message-ID": message_id(digest),
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
            },
        )
        message.attach_alternative(render_to_string("plans/mail/digest.html", shown), "text/html")
    return message


def message_id(digest: ReminderDigest) -> str:
    """Return the identifier that lets mail programs recognise the same digest sent twice."""
    host = urlsplit(settings.TANTAM_ADDRESS).hostname or "localhost"
    return f"<digest-{digest.day.isoformat()}-{digest.pk}@{host}>"


def _groups(lines: list[Line], digest: ReminderDigest) -> list[dict[str, Any]]:
    """Return the lines under their headings, in order of importance."""
    headings = {
        LineKind.RETURNED: _("Bị trả lại, cần sửa và trình lại"),
        LineKind.LATE: _("Quá hạn"),
        LineKind.DUE_TODAY: _("Hạn hôm nay"),
        LineKind.TO_SIGN_OFF: _("Chờ ký duyệt"),
        LineKind.UPCOMING: _("Sắp đến hạn"),
        LineKind.LATE_UNITS: _("Đơn vị có việc quá hạn"),
        LineKind.TO_ACCEPT: _("Chờ tiếp nhận"),
    }
    return [
        {
            "heading": heading,
            "lines": [
                {"text": line_text(line, on=digest.day), "url": settings.TANTAM_ADDRESS + line.path}
                for line in lines
                if line.kind is kind
            ],
        }
        for kind, heading in headings.items()
        if any(line.kind is kind for line in lines)
    ]
