"""What happened to a loan, in words."""

from django.utils.translation import gettext as _

from tantam.core.loans.events import Event, Paid, Reversed, TakenOver, Towards
from tantam.core.vietnamese import format_number
from tantam.lending.models import LoanEvent
from tantam.lending.parts.rows import kind_of


def event_words(event: Event) -> str:
    """Return what an event is: with what a loan was taken over, what was paid, or what was taken back."""
    if isinstance(event, Paid):
        return {
            Towards.INTEREST: _("thu lãi"),
            Towards.PRINCIPAL: _("thu nợ gốc"),
            Towards.ANYTHING: _("thu nợ"),
        }[event.towards]
    if isinstance(event, TakenOver):
        return _("nhận bàn giao: dư nợ gốc %(principal)s đồng, lãi %(interest)s đồng") % {
            "principal": format_number(event.principal_vnd),
            "interest": format_number(event.interest_current_vnd + event.interest_overdue_vnd),
        }
    if isinstance(event, Reversed):
        return _("đảo giao dịch %(seq)d") % {"seq": event.what}
    return str(LoanEvent.Kind(kind_of(event)).label)
