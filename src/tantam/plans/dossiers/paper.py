"""A dossier's content as a submission (tờ trình) or report by Decree 30/2020/NĐ-CP, with its annex."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from tantam.core.dossiers import OpinionState, PartCode, Stance
from tantam.core.symbols import read_symbol
from tantam.core.vietnamese import format_date, format_date_long, format_number
from tantam.documents.official import (
    Appendix,
    Block,
    Emphasis,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Recipients,
    Trace,
)
from tantam.documents.tables import Align, Column, Row, RowKind, Table
from tantam.plans.dossiers import words
from tantam.plans.reporting.signing import signature_of

ANNEX_LABEL: Final = "Phụ lục I"
ANNEX_TITLE: Final = "BẰNG CHỨNG"
WIDE_FROM_COLUMNS: Final = 6
FIRST_COLUMN_WIDTH: Final = 40
COLUMN_WIDTH: Final = 22


def paper_of(content: Mapping[str, Any]) -> OfficialDocument:
    """Return the document: a draft with its mark, or as registered if the content has an `issue`."""
    issue = content.get("issue")
    evidence = content["evidence"]
    return OfficialDocument(
        issuer=_issuer(content["issuer"]),
        symbol=issue["symbol"] if issue else content["symbol"],
        number=issue["number"] if issue else None,
        issued_on=date.fromisoformat(issue["signed_on"]) if issue else None,
        place=content["place"],
        kind=words.paper_kind(content["kind"]),
        title=content["title"],
        grounds=tuple(_grounds(content)),
        addressees=(content["addressee"],),
        blocks=tuple(_blocks(content)),
        signature=signature_of(
            content["issuer"]["body"],
            title=issue["signer_title"] if issue else "",
            name=issue["signer_name"] if issue else "",
        ),
        recipients=Recipients(("Như trên", *(one["unit"] for one in content["opinions"]))),
        appendices=(_annex(evidence),) if evidence else (),
        trace=_trace(issue) if issue else None,
        is_draft=issue is None,
    )


def _issuer(issuer: Mapping[str, str]) -> Issuer:
    """Return who issues; the province's name stays whole on a line of its own in the head of the paper."""
    cut = {name: text.replace("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân\ntỉnh", 1) for name, text in issuer.items()}
    return Issuer(cut["body"], parent=cut["parent"])


def _trace(issue: Mapping[str, Any]) -> Trace:
    checkpoint = issue["checkpoint"]
    return Trace(issue["code"], checkpoint=f"{checkpoint['count']} · {checkpoint['root']}")


def _grounds(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the documents relied on, each once, and the plan that asks for the review."""
    for document in dict.fromkeys(document_words(one) for one in content["citations"]):
        yield f"Căn cứ {document}"
    plan = content["plan"]
    day = format_date_long(date.fromisoformat(plan["issued_on"]))
    yield f"Căn cứ Kế hoạch số {plan['number']} {day} của {plan['issuer']}"


def document_words(citation: Mapping[str, Any]) -> str:
    """Return a document with its kind, if its symbol tells it, and its year, which belongs to its name."""
    document, year = str(citation["document"]), str(citation["year"])
    symbol = read_symbol(document).symbol
    named = f"{symbol.kind.label} số {document}" if symbol else document
    return named if year in document else f"{named} năm {year}"


def _blocks(content: Mapping[str, Any]) -> Iterator[Block]:
    task = content["task"]
    yield Paragraph(
        f"Thực hiện nhiệm vụ {task['code']} của Kế hoạch số {content['plan']['number']}, "
        f"{content['issuer']['body']} kính trình {content['addressee']} như sau:"
    )
    for part in content["parts"]:
        code = PartCode(part["code"])
        yield Heading(words.HEADINGS[code])
        yield from _paragraphs(part["text"])
        if code is PartCode.LAW and content["citations"]:
            yield _citations(content["citations"])
        if code is PartCode.EVIDENCE and content["evidence"]:
            names = "; ".join(one["title"] for one in content["evidence"])
            yield Paragraph(f"Số liệu chi tiết tại {ANNEX_LABEL}: {names}.")
    if content["opinions"]:
        yield Heading("Ý kiến của các đơn vị")
        yield Paragraph(opinions_summary(content["opinions"]))
        yield _opinions(content["opinions"])
    yield Paragraph(
        f"Trên đây là {words.paper_kind(content['kind'])} {words.about(content['title'])}, "
        f"{content['issuer']['body']} kính trình {content['addressee']} xem xét, quyết định./."
    )


def _paragraphs(text: str) -> Iterator[Paragraph]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        yield Paragraph("(chưa soạn)", Emphasis.ITALIC)
    for line in lines:
        yield Paragraph(line)


def _citations(citations: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column("STT", 10, Align.CENTER),
        Column("Chương trình", 34),
        Column("Nội dung", 34),
        Column("Quy định hiện hành", 42),
        Column("Văn bản, điều khoản", 45),
    )
    rows = tuple(
        Row((number, one["programme"], one["term"], one["value"], f"{document_words(one)}, {one['article']}"))
        for number, one in enumerate(citations, start=1)
    )
    return Table(columns, rows, caption="Quy định hiện hành được viện dẫn")


def opinions_summary(opinions: Sequence[Mapping[str, Any]]) -> str:
    """Return in a sentence how many units were asked, what they said, and who did not answer in time."""
    answered = [one for one in opinions if one["stance"]]
    said = ", ".join(
        f"{format_number(count)} {words.STANCES[stance].lower()}"
        for stance in Stance
        if (count := sum(one["stance"] == stance.value for one in answered))
    )
    text = f"Đã lấy ý kiến {format_number(len(opinions))} đơn vị; {format_number(len(answered))} đơn vị có ý kiến"
    text += f" ({said})." if said else "."
    late = [one["unit"] for one in opinions if one["state"] == OpinionState.OVERDUE.value]
    if late:
        text += f" Quá thời hạn, chưa có ý kiến: {', '.join(late)}."
    return text


def _opinions(opinions: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column("STT", 10, Align.CENTER),
        Column("Đơn vị", 38),
        Column("Ý kiến", 62),
        Column("Tiếp thu, giải trình", 55),
    )
    rows = tuple(
        Row((number, one["unit"], opinion_words(one), settlement_words(one)))
        for number, one in enumerate(opinions, start=1)
    )
    return Table(columns, rows, caption="Tổng hợp ý kiến và việc tiếp thu, giải trình")


def opinion_words(opinion: Mapping[str, Any]) -> str:
    """Return what a unit said and when, or that it did not answer and by when it should have."""
    if not opinion["stance"]:
        due_on = format_date(date.fromisoformat(opinion["due_on"]))
        return f"{words.NOT_ANSWERED[OpinionState(opinion['state'])]} (hạn {due_on})"
    answered_on = format_date(date.fromisoformat(opinion["answered_on"]))
    said = f"{words.STANCES[Stance(opinion['stance'])]} ({answered_on})"
    return f"{said}: {opinion['text']}" if opinion["text"] else said


def settlement_words(opinion: Mapping[str, Any]) -> str | None:
    """Return how an opinion was taken in."""
    if not opinion["outcome"]:
        return None
    return f"{words.OUTCOMES[opinion['outcome']]}: {opinion['settlement']}"


def _annex(evidence: Sequence[Mapping[str, Any]]) -> Appendix:
    blocks = tuple(block for one in evidence for block in _run(one))
    widest = max((len(table["header"]) for one in evidence for table in one["tables"]), default=0)
    return Appendix(ANNEX_TITLE, blocks, is_landscape=widest >= WIDE_FROM_COLUMNS, label=ANNEX_LABEL)


def _run(run: Mapping[str, Any]) -> Iterator[Block]:
    """Yield a run of a reform: what would change, under which assumptions, the tables, how to repeat it."""
    yield Heading(run["title"])
    for sentence in (*run["changes"], *run["summary"]):
        yield Paragraph(sentence)
    if run["assumptions"]:
        rows = tuple(Row((name, value)) for name, value in run["assumptions"])
        yield Table((Column("Nội dung", 60), Column("Giá trị", 105)), rows, caption="Giả định")
    for table in run["tables"]:
        yield _table(table)
        if table["note"]:
            yield Paragraph(table["note"], Emphasis.ITALIC)
    for caution in run["cautions"]:
        yield Paragraph(f"Lưu ý: {caution}")
    as_of = format_date(date.fromisoformat(run["snapshot_as_of"]))
    yield Paragraph(
        f"Dữ liệu hộ đến ngày {as_of} (mã {run['snapshot_digest'][:16]}); quy định mã {run['law_digest'][:16]}; "
        f"kết quả mã {run['result_digest'][:16]}. Chạy lại với cùng các mã này cho cùng kết quả.",
        Emphasis.ITALIC,
    )


def _table(table: Mapping[str, Any]) -> Table:
    rows = [Row(tuple(row)) for row in table["rows"]]
    if table["total"]:
        rows.append(Row(tuple(table["total"]), RowKind.TOTAL))
    columns = tuple(
        Column(
            title,
            COLUMN_WIDTH if place else FIRST_COLUMN_WIDTH,
            Align.RIGHT if any(isinstance(row.cells[place], int) for row in rows) else Align.LEFT,
        )
        for place, title in enumerate(table["header"])
    )
    unit_note = f"Đơn vị tính: {table['unit']}" if table["unit"] else ""
    return Table(columns, tuple(rows), caption=table["title"], unit_note=unit_note)
