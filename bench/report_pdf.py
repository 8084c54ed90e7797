"""How long does the report of all 23 tasks take as PDF? The issue allows two seconds.

Draws a report with a paragraph for each task, a table of tasks × states and an annex of 600 rows; prints the
first run (fonts are loaded) and the slowest of the next, and exits with 1 when the limit is passed. The number of rows
of the annex may be given: `python bench/report_pdf.py 100`.
"""

import sys
from datetime import date
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.support.result import result, size_asked  # noqa: E402

from tantam.documents.official import (  # noqa: E402
    Appendix,
    Authority,
    Capacity,
    Heading,
    Issuer,
    OfficialDocument,
    Paragraph,
    Recipients,
    Signature,
    Trace,
)
from tantam.documents.pdf import write_pdf  # noqa: E402
from tantam.documents.tables import Align, Column, Rate, Row, RowKind, Table  # noqa: E402
from tantam.documents.word import write_word  # noqa: E402

LIMIT_MS = 2000
TASKS = 23
UNITS = 130
ANNEX_ROWS = size_asked(600)
SMALL_SIZE = 100
RUNS = 5


def tasks_by_state() -> Table:
    states = ("Đúng hạn", "Quá hạn", "Trong hạn", "Chậm")
    columns = (
        Column("STT", 8, Align.CENTER),
        Column("Nhiệm vụ", 60),
        *(Column(state, 22, Align.RIGHT, group="Số đơn vị") for state in states),
    )
    rows = tuple(
        Row(
            (
                task,
                f"Nhiệm vụ {task}: triển khai tín dụng chính sách",
                *(Rate((task * k) % UNITS, UNITS) for k in (3, 5, 7, 11)),
            )
        )
        for task in range(1, TASKS + 1)
    )
    return Table(columns, rows, caption="Kết quả theo nhiệm vụ")


def annex() -> Appendix:
    columns = (
        Column("STT", 10, Align.CENTER),
        Column("Nhiệm vụ", 70),
        Column("Đơn vị", 45),
        Column("Kết quả", 50),
        Column("Văn bản", 40),
        Column("Đánh giá", 30),
    )
    rows: list[Row] = []
    for number in range(1, ANNEX_ROWS + 1):
        if number % 26 == 1:
            rows.append(Row((None, f"Nhiệm vụ {number // 26 + 1}"), RowKind.GROUP))
        rows.append(
            Row(
                (
                    number,
                    "Bố trí nguồn vốn ngân sách địa phương ủy thác qua Ngân hàng Chính sách xã hội",
                    f"Ủy ban nhân dân xã số {number % 96 + 1}",
                    f"Đã chuyển {number} triệu đồng, đạt kế hoạch được giao trong năm",
                    f"{number:02d}/BC-UBND ngày {number % 28 + 1:02d}/12/2025",
                    "Hoàn thành đúng hạn",
                )
            )
        )
    return Appendix("KẾT QUẢ THEO ĐƠN VỊ", (Table(columns, tuple(rows)),), is_landscape=True)


def report() -> OfficialDocument:
    blocks: list[Heading | Paragraph | Table] = [Heading("Kết quả chung"), tasks_by_state()]
    blocks.append(Heading("Kết quả từng nhiệm vụ"))
    for task in range(1, TASKS + 1):
        blocks += [
            Heading(f"Nhiệm vụ {task}", level=2),
            Paragraph("Các đơn vị đã ban hành văn bản và tổ chức thực hiện theo kế hoạch. " * 6),
        ]
    return OfficialDocument(
        issuer=Issuer("Ủy ban nhân dân tỉnh Quảng Ngãi"),
        symbol="BC-UBND",
        number=1,
        issued_on=date(2026, 1, 5),
        place="Quảng Ngãi",
        kind="Báo cáo",
        title="Kết quả thực hiện Kế hoạch số 17/KH-UBND năm 2025",
        blocks=tuple(blocks),
        signature=Signature(
            "Nguyễn Văn Mẫu",
            title="Phó Chủ tịch",
            authorities=(
                Authority(Capacity.ON_BEHALF_OF, "Ủy ban nhân dân"),
                Authority(Capacity.FOR_THE_HEAD, "Chủ tịch"),
            ),
        ),
        recipients=Recipients(("Các sở, ban, ngành",)),
        appendices=(annex(),),
        trace=Trace("BC-2025-0001", "0000 0000"),
    )


def timed_ms(draw) -> int:
    started = perf_counter()
    draw(report())
    return round((perf_counter() - started) * 1000)


def main() -> int:
    kept = []
    for name, draw in (("PDF", write_pdf), ("Word", write_word)):
        first_ms, *others_ms = [timed_ms(draw) for _ in range(RUNS)]
        print(f"{name}: first {first_ms} ms, then at most {max(others_ms)} ms")
        kept.append(result(f"the report as {name}", max(first_ms, *others_ms), LIMIT_MS, unit="ms"))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
