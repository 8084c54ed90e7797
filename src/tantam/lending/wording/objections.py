"""Why something may not happen to a loan, in words that say what would be right."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.core.loans.checking import Objected, Objection
from tantam.core.vietnamese import format_number


class UnableToRecord(Refusal):
    """The loan, the day or the money do not allow it."""


class UnableToRecordSheet(UnableToRecord):
    """A sheet is taken whole or not at all; `reasons` has one for each of its rows that stands in the way."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


def objection_words(objected: Objected, *, number: str) -> str:
    """Return the reason for which an event was refused, with the loan's number and the amount that would do."""
    words = _words()[objected.why]
    limit = "" if objected.limit_vnd is None else format_number(objected.limit_vnd)
    return words % {"number": number, "limit": limit}


def _words() -> dict[Objection, str]:
    return {
        Objection.IN_THE_FUTURE: _("Khoản vay %(number)s: ngày giao dịch không thể sau hôm nay."),
        Objection.DAY_IS_CLOSED: _("Khoản vay %(number)s: ngày này đã khóa sổ. Hãy ghi vào ngày đang mở."),
        Objection.NOT_POSITIVE: _("Khoản vay %(number)s: số tiền và lãi suất phải lớn hơn 0."),
        Objection.ABOVE_APPROVAL: _(
            "Khoản vay %(number)s: vượt số tiền được duyệt. Còn được giải ngân nhiều nhất %(limit)s đồng."
        ),
        Objection.NOTHING_DISBURSED: _("Khoản vay %(number)s: ngày này chưa giải ngân."),
        Objection.NOTHING_OWED: _("Khoản vay %(number)s: không còn nợ gì."),
        Objection.MORE_THAN_OWED: _(
            "Khoản vay %(number)s: thu quá số phải trả. Nhiều nhất %(limit)s đồng vào ngày này."
        ),
        Objection.IS_FROZEN: _("Khoản vay %(number)s đang được khoanh nợ, không thu trong thời gian khoanh."),
        Objection.IS_WRITTEN_OFF: _("Khoản vay %(number)s đã được xóa nợ."),
        Objection.NO_SUCH_EVENT: _("Khoản vay %(number)s: không có giao dịch này, hoặc giao dịch này không đảo được."),
        Objection.ALREADY_TAKEN_BACK: _("Khoản vay %(number)s: giao dịch này đã được đảo trước đó."),
        Objection.HAS_BEGUN: _("Khoản vay %(number)s: đã có giao dịch, không nhận bàn giao nữa."),
        Objection.IMPOSSIBLE_AMOUNTS: _(
            "Khoản vay %(number)s: dư nợ, số đã giải ngân và số được duyệt (%(limit)s đồng) không khớp nhau."
        ),
        Objection.MORE_THAN_SURPLUS: _("Khoản vay %(number)s: chỉ đang giữ hộ %(limit)s đồng nộp thừa."),
        Objection.OTHER_PRINCIPAL: _("Khoản vay %(number)s: kế hoạch mới phải trả đủ %(limit)s đồng được duyệt."),
        Objection.WRONG_DAYS: _("Khoản vay %(number)s: ngày kết thúc không thể trước ngày bắt đầu."),
        Objection.BOOKED_BEFORE_ANOTHER: _(
            "Khoản vay %(number)s: đã có giao dịch ghi vào ngày sau ngày hạch toán này. Hãy làm lại với ngày hôm nay."
        ),
        Objection.BEFORE_TAKING_OVER: _(
            "Khoản vay %(number)s: số liệu nhận bàn giao đã tính hết ngày này. Hãy ghi vào ngày sau đó."
        ),
        Objection.LATER_EVENTS_FORBID: _(
            "Khoản vay %(number)s: những giao dịch sau ngày này không còn đúng nữa nếu ghi thêm. Hãy đảo chúng trước."
        ),
    }
