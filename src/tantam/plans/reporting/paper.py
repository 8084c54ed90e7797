"""A report's content as an official document by Decree 30/2020/NĐ-CP."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from tantam.core.duties import DutyState
from tantam.documents.official import (
    Appendix,
    Block,
    Figure,
    Figures,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Recipients,
    Signature,
    Trace,
)
from tantam.documents.states import LOOKS, State
from tantam.documents.tables import Align, Column, Rate, Row, RowKind, Table
from tantam.plans.reporting import narrative
from tantam.plans.reporting.content import indicator_value, tally_of
from tantam.plans.reporting.signing import signature_of

DEFAULT_SYMBOL: Final = "BC-UBND"
ORDER: Final = (
    DutyState.DONE_ON_TIME,
    DutyState.DONE_LATE,
    DutyState.OPEN_IN_TIME,
    DutyState.NOT_DUE,
    DutyState.OPEN_OVERDUE,
    DutyState.EXEMPT,
)
WORDS: Final = {state: LOOKS[State(state.value)].words for state in ORDER}
RECIPIENTS: Final = (
    "Thường trực Tỉnh ủy",
    "Thường trực Hội đồng nhân dân tỉnh",
    "Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân tỉnh",
    "Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
    "Các đơn vị chủ trì nhiệm vụ",
)


def paper_of(content: Mapping[str, Any]) -> OfficialDocument:
    """Return the document: a draft, or as issued if the content has an `issue`."""
    issue = content.get("issue")
    return OfficialDocument(
        # The province's name stays whole on a line of its own in the head of the paper.
        issuer=Issuer(content["issuer"].replace("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân\ntỉnh", 1)),
        symbol=issue["symbol"] if issue else DEFAULT_SYMBOL,
        number=issue["number"] if issue else None,
        issued_on=date.fromisoformat(issue["issued_on"]) if issue else None,
        place=content["place"],
        kind="Báo cáo",
        title=content["title"],
        blocks=tuple(_blocks(content)),
        signature=_signature(content["issuer"], issue),
        recipients=Recipients(RECIPIENTS, kept_by=("VT", "NHCSXH")),
        appendices=(_annex(content),),
        trace=Trace(issue["code"], checkpoint=_checkpoint(issue)) if issue else None,
        is_draft=issue is None,
    )


def _checkpoint(issue: Mapping[str, Any]) -> str:
    """Return the state of the audit chain at issue: how many entries, and the last one's hash."""
    checkpoint = issue["checkpoint"]
    return f"{checkpoint['count']} · {checkpoint['root']}"


def _signature(issuer: str, issue: Mapping[str, Any] | None) -> Signature:
    """Return who signs; a draft leaves room for title and name."""
    if issue is None:
        return signature_of(issuer, title="", name="")
    return signature_of(issuer, title=issue["signer_title"], name=issue["signer_name"])


def _blocks(content: Mapping[str, Any]) -> Iterator[Block]:
    """Go over the body: paragraphs under their headings, tables after the paragraphs that speak of them."""
    has_section_heading = False
    for paragraph in content["paragraphs"]:
        code: str = paragraph["code"]
        if code.startswith(narrative.SECTION):
            if not has_section_heading:
                yield Heading("Kết quả theo nhóm nhiệm vụ")
                has_section_heading = True
            yield Heading(paragraph["heading"], level=2)
        elif paragraph["heading"]:
            yield Heading(paragraph["heading"])
        if paragraph["text"]:
            yield from _paragraphs(paragraph["text"])
        if code == narrative.GENERAL:
            yield _states(content)
            yield _rates(content)
        if code == narrative.INDICATORS and content["indicators"]:
            yield _indicators(content)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph(line.strip())


def _states(content: Mapping[str, Any]) -> Table:
    columns = (
        Column("Nhóm", 16, Align.CENTER),
        Column("Tổng số", 18, Align.RIGHT),
        *(Column(WORDS[state], 22, Align.RIGHT) for state in ORDER),
    )
    rows = [(section["code"], section["counts"]) for section in content["sections"]]
    return Table(
        columns,
        (
            *(Row(_state_cells(code, counts)) for code, counts in rows),
            Row(_state_cells("Tổng", content["total"]), RowKind.TOTAL),
        ),
        caption="Bảng 1. Nghĩa vụ theo tình trạng",
        unit_note="Đơn vị tính: nghĩa vụ",
    )


def _state_cells(label: str, counts: Mapping[str, int]) -> tuple[str | int, ...]:
    return (label, sum(counts.values()), *(counts[state.value] for state in ORDER))


def _rates(content: Mapping[str, Any]) -> Table:
    columns = (
        Column("Nhóm", 16, Align.CENTER),
        Column("Nội dung", 70),
        Column("Hoàn thành", 34, Align.RIGHT),
        Column("Đúng hạn", 34, Align.RIGHT),
    )
    rows = [
        *((section["code"], section["title"], section["counts"]) for section in content["sections"]),
        ("Tổng", "", content["total"]),
    ]
    return Table(
        columns,
        tuple(
            Row(
                (
                    code,
                    title,
                    Rate(tally_of(counts).done, tally_of(counts).expected),
                    Rate(tally_of(counts).done_on_time, tally_of(counts).expected),
                ),
                RowKind.TOTAL if code == "Tổng" else RowKind.PLAIN,
            )
            for code, title, counts in rows
        ),
        caption="Bảng 2. Tỷ lệ hoàn thành và đúng hạn (trên số nghĩa vụ, không kể được miễn)",
    )


def _indicators(content: Mapping[str, Any]) -> Figures:
    return Figures(
        tuple(
            Figure(
                name=f"{one['task_code']}. {one['name']}",
                value=indicator_value(one),
                unit=one["measure"],
                note=f"{one['units_count']} đơn vị" + ("" if one["value"] is not None else ", thấp nhất – cao nhất"),
            )
            for one in content["indicators"]
        ),
        caption="Bảng 3. Chỉ tiêu",
    )


def _annex(content: Mapping[str, Any]) -> Appendix:
    columns = (
        Column("STT", 10, Align.CENTER),
        Column("Đơn vị", 38),
        Column("Kết quả", 112),
        Column("Văn bản", 54),
        Column("Đánh giá", 30),
    )
    tables = tuple(
        Table(columns, tuple(_annex_rows(section)), caption=f"{section['code']}. {section['title']}")
        for section in content["sections"]
    )
    return Appendix("KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ", tables, is_landscape=True)


def _annex_rows(section: Mapping[str, Any]) -> Iterator[Row]:
    """Go over a section's tasks: each accepted result is a row, the other units stand together by state."""
    for task in section["tasks"]:
        yield Row((task["code"], task["content"]), RowKind.GROUP)
        for number, result in enumerate(task["results"], start=1):
            documents = ";\n".join(result["documents"])
            words = WORDS[DutyState(result["state"])]
            yield Row((number, result["unit"], result["text"], documents, words))
        for other in task["others"]:
            words = WORDS[DutyState(other["state"])]
            units = f"{len(other['units'])} đơn vị: {', '.join(other['units'])}"
            yield Row((None, units, _without_result(other["state"]), None, words))


def _without_result(state: str) -> str:
    if DutyState(state) in (DutyState.DONE_ON_TIME, DutyState.DONE_LATE):
        return "Đơn vị đã báo cáo, chờ tiếp nhận"
    return "Không phải báo cáo" if DutyState(state) is DutyState.EXEMPT else "Chưa có báo cáo"
