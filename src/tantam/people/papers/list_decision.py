"""The decision of a commune's chairman on a list of households, by Decree 30/2020/NĐ-CP; Vietnamese only."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings

from tantam.core.lists.difference import AVERAGE_LIVING, NEAR_POOR, NEWLY_ESCAPED, POOR
from tantam.core.vietnamese import format_date, format_number
from tantam.documents.official import (
    Appendix,
    Block,
    Emphasis,
    Issuer,
    OfficialDocument,
    Paragraph,
    Recipients,
    Signature,
)
from tantam.documents.tables import Align, Column, Row, RowKind, Table
from tantam.people.queries.list_difference import DecisionContent, HouseholdChange
from tantam.people.wording.decision_words import list_title

SYMBOL: Final = "QĐ-UBND"
SIGNER_TITLE: Final = "Chủ tịch"
_WORDS: Final = {
    POOR: "Hộ nghèo",
    NEAR_POOR: "Hộ cận nghèo",
    NEWLY_ESCAPED: "Hộ thoát nghèo, thoát cận nghèo",
    AVERAGE_LIVING: "Hộ có mức sống trung bình",
}


def paper_of(content: DecisionContent) -> OfficialDocument:
    """Return the decision: a draft with room for its number, or as signed."""
    number, symbol = _number_and_symbol(content.number)
    title = f"{list_title(content.kind, content.year, content.effective_on)}\ntrên địa bàn {content.commune}"
    chairman = f"{SIGNER_TITLE} {content.issuer}"
    return OfficialDocument(
        issuer=Issuer(content.issuer.replace("Ủy ban nhân dân ", "Ủy ban nhân dân\n", 1)),
        symbol=symbol,
        number=number,
        issued_on=content.signed_on,
        place=content.commune_name,
        kind="Quyết định",
        title=title,
        decider=chairman,
        grounds=_grounds(content),
        blocks=tuple(_articles(content)),
        signature=Signature(content.signer, title=content.signer_title or SIGNER_TITLE),
        recipients=Recipients(_recipients(content)),
        appendices=(_appendix(content),),
        is_draft=content.signed_on is None,
    )


def _number_and_symbol(number: str) -> tuple[int | None, str]:
    first, _, rest = number.partition("/")
    return (int(first), rest or SYMBOL) if first.isascii() and first.isdigit() else (None, SYMBOL)


def _grounds(content: DecisionContent) -> tuple[str, ...]:
    """Return the law in force on the list's day, and who proposes."""
    law = [
        entry["value"]
        for entry in _law().values()
        if entry.get("starts_on", date.min) <= content.effective_on < entry.get("ends_before", date.max)
    ]
    proposal = f"Theo kết quả rà soát và đề nghị của công chức phụ trách công tác giảm nghèo {content.commune}"
    return (*(f"Căn cứ {text}" for text in law), proposal)


@lru_cache(maxsize=1)
def _law() -> dict[str, dict[str, Any]]:
    path = Path(settings.TANTAM_LAW_DIR) / "lists" / "decision.yaml"
    entries: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return entries


def _articles(content: DecisionContent) -> Iterator[Block]:
    counts = {standing: len(_of(content.households, standing)) for standing in _WORDS}
    day = format_date(content.effective_on)
    yield Paragraph("QUYẾT ĐỊNH:", Emphasis.BOLD)
    said = ", ".join(
        f"{format_number(count)} {_WORDS[standing].lower()}" for standing, count in counts.items() if count
    )
    subject = list_title(content.kind, content.year, content.effective_on)
    yield Paragraph(f"Điều 1. {subject} gồm: {said or 'không có hộ nào'} (danh sách kèm theo).")
    yield Paragraph(
        f"Điều 2. Quyết định này có hiệu lực từ ngày {day}. Các hộ có tên trong danh sách được hưởng, hoặc thôi "
        "hưởng, các chính sách theo quy định của pháp luật từ ngày đó."
    )
    yield Paragraph(
        f"Điều 3. Văn phòng Hội đồng nhân dân và {content.issuer}, các phòng chuyên môn, trưởng các thôn, tổ dân phố "
        "và các hộ có tên trong danh sách chịu trách nhiệm thi hành Quyết định này."
    )


def _recipients(content: DecisionContent) -> tuple[str, ...]:
    return (
        "Như Điều 3",
        "Ủy ban nhân dân tỉnh (báo cáo)",
        f"Thường trực Hội đồng nhân dân {content.commune}",
        "Phòng giao dịch Ngân hàng Chính sách xã hội",
    )


def _appendix(content: DecisionContent) -> Appendix:
    """Return the list: names and villages by class; numbers of identity are left out."""
    columns = (
        Column("STT", 12, Align.CENTER),
        Column("Họ và tên chủ hộ", 70),
        Column("Thôn, tổ dân phố", 50),
        Column("Diện", 33),
    )
    rows: list[Row] = []
    for standing, words in _WORDS.items():
        households = _of(content.households, standing)
        if households:
            rows.append(Row((f"{words}: {format_number(len(households))} hộ",), RowKind.GROUP))
            rows += [Row((number, one.head_name, one.village, words)) for number, one in enumerate(households, start=1)]
    subject = list_title(content.kind, content.year, content.effective_on)
    return Appendix(f"DANH SÁCH HỘ\n{subject}", (Table(columns, tuple(rows)),))


def _of(households: Sequence[HouseholdChange], standing: str) -> list[HouseholdChange]:
    """Return the households of a class after the decision; who goes out escapes."""
    return [one for one in households if (one.after or NEWLY_ESCAPED) == standing]
