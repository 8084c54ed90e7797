"""What a person has to look at before lending: warnings in words, which refuse nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tantam.core.eligibility.answers import Borrower, Caution
from tantam.core.eligibility.terms import Terms
from tantam.core.law.conditions import Truth
from tantam.core.law.dated import Reference, Words, find_on
from tantam.core.law.programme import Law


def cautions_of(
    law: Law,
    terms: Terms,
    borrower: Borrower,
    *,
    on: date,
    truth: Truth,
    cap_vnd: int | None,
    cap_left_vnd: int | None,
) -> tuple[Caution, ...]:
    """Return the cautions of an answer, the most pressing first."""
    found = []
    if borrower.debts is None:
        found.append(_debts_unknown())
    elif cap_vnd is not None and cap_left_vnd == 0:
        found.append(_cap_reached(cap_vnd))
    if borrower.debts is not None:
        found += _overlap(law, terms, borrower.debts)
        room_vnd = 0 if truth is Truth.NO or cap_left_vnd is None else cap_left_vnd
        if borrower.is_household:
            found += _household_debt(law, borrower.debts, room_vnd=room_vnd, on=on)
    return (*found, *_verify(terms))


def _debts_unknown() -> Caution:
    return Caution(
        "DEBTS_UNKNOWN",
        Words(
            vi="Chưa có dư nợ của hộ, nên chưa biết hộ còn được vay bao nhiêu. Cần nhập dư nợ từ ngân hàng.",
            en="What the household owes is not known, nor how much it may still borrow. Enter the bank's balances.",
        ),
    )


def _cap_reached(cap_vnd: int) -> Caution:
    return Caution(
        "CAP_REACHED",
        Words(
            vi=f"Dư nợ của hộ đã đến mức cho vay tối đa là {_vi(cap_vnd)} đồng, không còn được vay thêm.",
            en=f"The household owes the most that may be lent, {_en(cap_vnd)} đồng; nothing more may be lent.",
        ),
    )


def _overlap(law: Law, terms: Terms, debts: Mapping[str, int]) -> list[Caution]:
    """Name the programmes that share the cap and under which something is owed."""
    own = terms.programme.code
    owing = [code for code in terms.counted_together if code != own and debts.get(code, 0) > 0]
    if not owing:
        return []
    vi = "; ".join(f"{law.programmes[code].name.vi}: {_vi(debts[code])} đồng" for code in owing)
    en = "; ".join(f"{law.programmes[code].name.en}: {_en(debts[code])} đồng" for code in owing)
    return [
        Caution(
            "OVERLAP",
            Words(
                vi=f"Hộ đang còn nợ chương trình tính chung mức cho vay ({vi}). Cần xem có vay trùng không.",
                en=f"The household owes under a programme that shares the cap ({en}). Look for a double loan.",
            ),
        )
    ]


def _household_debt(law: Law, debts: Mapping[str, int], *, room_vnd: int, on: date) -> list[Caution]:
    """Warn when the household would owe more than the law's sign of warning: a review, never a refusal.

    Total outstanding above the sign is on the list of checks of the bank's branches; some programmes lend more.
    """
    warning = find_on(law.household_warning_vnd, on)
    owed_vnd = sum(debts.values())
    if warning is None or owed_vnd + room_vnd <= warning.value:
        return []
    vi = f"Tổng dư nợ các chương trình của hộ là {_vi(owed_vnd)} đồng"
    en = f"The household owes {_en(owed_vnd)} đồng in all"
    if room_vnd:
        vi += f"; nếu vay thêm tối đa {_vi(room_vnd)} đồng thì vượt mức {_vi(warning.value)} đồng một hộ"
        en += f"; with {_en(room_vnd)} đồng more, the most left, it is above {_en(warning.value)} đồng a household"
    else:
        vi += f", vượt mức {_vi(warning.value)} đồng một hộ"
        en += f", above {_en(warning.value)} đồng a household"
    words = Words(vi=f"{vi}. Cần xem lại khả năng trả nợ.", en=f"{en}. Review whether it can repay.")
    return [Caution("HOUSEHOLD_DEBT", words)]


def _verify(terms: Terms) -> list[Caution]:
    """Name the documents whose values nobody has compared with the original yet."""
    unsure = list(dict.fromkeys(_named(value.reference) for value in terms.used if value.verify))
    if not unsure:
        return []
    return [
        Caution(
            "VERIFY",
            Words(
                vi="Cần đối chiếu với văn bản gốc: " + "; ".join(vi for vi, _en_words in unsure) + ".",
                en="To be compared with the original: " + "; ".join(en for _vi_words, en in unsure) + ".",
            ),
        )
    ]


def _named(reference: Reference) -> tuple[str, str]:
    """Return a document in both languages, with the article where it is known by its number.

    Numbers of documents repeat, so that the year is said where the number does not hold it.
    """
    vi = en = reference.document
    if f"/{reference.year}/" not in reference.document:
        vi, en = f"{vi} năm {reference.year}", f"{en} of {reference.year}"
    if reference.article[0].isdigit():
        return f"{vi}, Điều {reference.article}", f"{en}, article {reference.article}"
    return vi, en


def _vi(amount_vnd: int) -> str:
    return f"{amount_vnd:,}".replace(",", ".")


def _en(amount_vnd: int) -> str:
    return f"{amount_vnd:,}"
