"""The terms of a programme in words: cap, rates, longest term, and what they depend on."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.core.law.facts import FACTS
from tantam.core.law.programme import Cap, CapPiece, Lending, LongestTerm, OverdueRate, Programme, Rate, TermPiece
from tantam.core.vietnamese import format_number
from tantam.programmes.wording.numbers import (
    in_language,
    months_words,
    percent_words,
    pick,
    rate_words,
    vnd_words,
)

LENDING: Final[Mapping[Lending, str | Promise]] = {
    Lending.OPEN: gettext_lazy("Đang cho vay"),
    Lending.COLLECTION_ONLY: gettext_lazy("Chỉ thu nợ"),
    Lending.SUSPENDED: gettext_lazy("Tạm dừng"),
}
# What a counted fact counts, one of it.
_EACH: Final[Mapping[str, str | Promise]] = {
    "study_months": gettext_lazy("tháng học"),
    "contract_months": gettext_lazy("tháng của hợp đồng"),
    "jobs_kept_or_made": gettext_lazy("việc làm"),
    "water_works": gettext_lazy("loại công trình"),
    "forest_ha": gettext_lazy("héc-ta rừng"),
    "adults": gettext_lazy("người từ đủ 18 tuổi"),
}
# What a share is a share of.
_OF: Final[Mapping[str, str | Promise]] = {
    "tuition_vnd": gettext_lazy("học phí"),
    "contract_cost_vnd": gettext_lazy("chi phí theo hợp đồng"),
    "house_price_vnd": gettext_lazy("giá nhà hoặc dự toán xây nhà"),
}


def lending_words(lending: Lending | None) -> str:
    """Say whether new loans are made; None is a day for which the law says nothing."""
    return _("Chưa có quy định") if lending is None else str(LENDING[lending])


def cap_words(cap: Cap) -> str:
    """Say the most that may be owed: "4.000.000 đ mỗi tháng học"."""
    summed = _(" cộng ").join(_piece_words(piece) for piece in cap.pieces)
    most = "" if cap.at_most_vnd is None else _("tối đa %(amount)s") % {"amount": vnd_words(cap.at_most_vnd)}
    return ", ".join(filter(None, [summed, most])) or _("không quy định mức tối đa")


def _piece_words(piece: CapPiece) -> str:
    if piece.of is not None:
        assert piece.share_ppm is not None
        return _("%(percent)s %(thing)s") % {"percent": percent_words(piece.share_ppm), "thing": _of(piece.of)}
    assert piece.amount_vnd is not None
    if piece.each is None:
        return vnd_words(piece.amount_vnd)
    said = _("%(amount)s mỗi %(thing)s") % {"amount": vnd_words(piece.amount_vnd), "thing": each_words(piece.each)}
    if piece.each_at_most is None:
        return said
    return _("%(amount)s (nhiều nhất %(count)s)") % {"amount": said, "count": format_number(piece.each_at_most)}


def rate_rule_words(rate: Rate, programmes: Mapping[str, Programme]) -> str:
    """Say a rate as the law writes it: a number, or a share of another programme's rate."""
    if rate.ppm is not None:
        return rate_words(rate.ppm)
    assert rate.share_ppm is not None
    other = programmes[rate.of or ""]
    return _("%(percent)s lãi suất của “%(programme)s”") % {
        "percent": percent_words(rate.share_ppm),
        "programme": in_language(other.name),
    }


def overdue_rule_words(rate: OverdueRate) -> str:
    """Say the rate on overdue principal as the law writes it."""
    if rate.ppm is not None:
        return rate_words(rate.ppm)
    assert rate.share_ppm is not None
    return _("%(percent)s lãi suất khi cho vay") % {"percent": percent_words(rate.share_ppm)}


def term_words(term: LongestTerm) -> str:
    """Say the longest term: "120 tháng", "2 lần số tháng học cộng 12 tháng"."""
    pieces = [_term_piece_words(piece) for piece in term.plus]
    if term.months or not pieces:
        pieces.append(months_words(term.months))
    return _(" cộng ").join(pieces)


def _term_piece_words(piece: TermPiece) -> str:
    thing = each_words(piece.each)
    if piece.times == 1:
        return _("số %(thing)s") % {"thing": thing}
    return _("%(times)s lần số %(thing)s") % {"times": piece.times, "thing": thing}


def each_words(fact: str) -> str:
    """Say what a counted fact counts."""
    return str(_EACH[fact]) if fact in _EACH else pick(FACTS[fact].vi, FACTS[fact].en)


def _of(fact: str) -> str:
    return str(_OF[fact]) if fact in _OF else pick(FACTS[fact].vi, FACTS[fact].en)
