"""What the commands of requests refuse, and what speaks against lending, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.core.requests.objecting import Objected, Objection
from tantam.core.vietnamese import format_number
from tantam.programmes.law_files import load_law
from tantam.programmes.wording.numbers import in_language


class UnableToRequest(Refusal):
    """The request, its list or the day do not allow it; the message says what, why and what to do."""


def objection_sentence(objected: Objected, *, programme: str) -> str:
    """Return what speaks against lending, with the rule that it comes from or the most that would do."""
    most = "" if objected.most is None else format_number(objected.most)
    return _sentences()[objected.why] % {"rule": _rule_words(programme, objected.rule), "most": most}


def kept_sentences(rows: Iterable[Mapping[str, Any]], *, programme: str) -> tuple[str, ...]:
    """Return the objections that were kept with a request, in words."""
    return tuple(
        objection_sentence(Objected(Objection(row["why"]), row["rule"], row["most"]), programme=programme)
        for row in rows
    )


def _rule_words(programme: str, key: str) -> str:
    found = load_law().programmes.get(programme)
    rules = found.requirements if found is not None else ()
    return next((in_language(rule.words) for rule in rules if rule.key == key), key)


def _sentences() -> dict[Objection, str]:
    return {
        Objection.NOT_LENT: _("Chương trình này hiện không cho vay mới."),
        Objection.RULE_FAILED: _("Không đạt: %(rule)s."),
        Objection.RULE_OPEN: _("Chưa rõ: %(rule)s."),
        Objection.ABOVE_CAP: _("Vượt mức cho vay: chỉ còn được vay nhiều nhất %(most)s đồng."),
        Objection.CAP_OPEN: _("Chưa rõ còn được vay bao nhiêu, vì thiếu dữ kiện hoặc chưa biết dư nợ."),
        Objection.TERM_TOO_LONG: _("Thời hạn dài hơn mức tối đa là %(most)s tháng."),
        Objection.NO_RATE: _("Quy định chưa có lãi suất cho ngày này."),
        Objection.NO_SECURITY: _("Vay trên %(most)s đồng phải có tài sản bảo đảm, hồ sơ chưa ghi tài sản nào."),
        Objection.CLOSED: _("Cơ sở đã ngừng hoạt động."),
    }
