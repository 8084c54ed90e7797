"""The documents that the tests draw: one report with everything in it, and small ones made from it."""

from datetime import date
from decimal import Decimal

from tantam.documents.official import (
    Appendix,
    Authority,
    Capacity,
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
from tantam.documents.tables import Align, Column, Rate, Row, RowKind, Table

ISSUED_ON = date(2026, 1, 5)
ALL_LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ"
)

RESULT_COLUMNS = (
    Column("STT", 10, Align.CENTER),
    Column("Nội dung nhiệm vụ", 70),
    Column("Đơn vị chủ trì", 40),
    Column("Đã hoàn thành", 28, Align.RIGHT, group="Kết quả"),
    Column("Đúng hạn", 28, Align.RIGHT, group="Kết quả"),
    Column("Văn bản", 40),
    Column("Đánh giá", 30),
)


def result_row(number: int) -> Row:
    """Return one row of an annex, different for every number."""
    return Row(
        (
            number,
            f"Nhiệm vụ thứ {number}: bố trí nguồn vốn ngân sách ủy thác qua Ngân hàng Chính sách xã hội",
            f"Ủy ban nhân dân xã thứ {number % 96 + 1}",
            Rate(number % 23, 23),
            Rate(number % 11, 23),
            f"{number:02d}/BC-UBND ngày {number % 28 + 1:02d}/12/2025",
            "Hoàn thành đúng hạn" if number % 3 else "Còn chậm so với kế hoạch",
        )
    )


def annex(rows: int, *, is_landscape: bool = True) -> Appendix:
    """Return an appendix with a table of so many rows in two groups."""
    group = [
        Row(("I", "Phổ biến, tuyên truyền, quán triệt chủ trương"), RowKind.GROUP),
        Row(("II", "Nguồn vốn ủy thác từ ngân sách địa phương"), RowKind.GROUP),
    ]
    numbered_rows = [result_row(number) for number in range(1, rows + 1)]
    half = (rows + 1) // 2
    total = Row((None, "Tổng cộng", None, Rate(3 * rows, 23 * rows), None, None, None), RowKind.TOTAL)
    table = Table(RESULT_COLUMNS, (group[0], *numbered_rows[:half], group[1], *numbered_rows[half:], total))
    return Appendix("KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO ĐƠN VỊ", (table,), is_landscape=is_landscape)


def report(rows: int = 24) -> OfficialDocument:
    """Return a report with grounds, headings of three levels, figures, a table and an annex."""
    figures = Figures(
        (
            Figure("Nhiệm vụ đã hoàn thành", Rate(12, 23), "nhiệm vụ"),
            Figure("Nguồn vốn ủy thác qua Ngân hàng", 1_234_567, "triệu đồng", "Đến 14/12/2025"),
            Figure("Tăng trưởng dư nợ", Decimal("11.25"), "%"),
        ),
        caption="Bảng 1. Số liệu chính",
    )
    small = Table(
        (Column("STT", 10, Align.CENTER), Column("Khó khăn", 60), Column("Đề xuất", 60)),
        (
            Row((1, "Một số xã chưa có con dấu trong tháng đầu sau sắp xếp", "Cho gia hạn báo cáo")),
            Row((2, "Danh sách hộ chưa khớp giữa các nguồn", "Sở Nội vụ rà soát, thống nhất")),
        ),
        caption="Bảng 2. Khó khăn, đề xuất",
        unit_note="Đơn vị tính: vụ việc",
    )
    return OfficialDocument(
        issuer=Issuer("Sở Nội vụ", parent="Ủy ban nhân dân\ntỉnh Quảng Ngãi"),
        symbol="BC-SNV",
        number=5,
        issued_on=ISSUED_ON,
        place="Quảng Ngãi",
        kind="Báo cáo",
        title="Kết quả thực hiện Kế hoạch số 17/KH-UBND ngày 07 tháng 8 năm 2025\nnăm 2025",
        grounds=(
            "Căn cứ Chỉ thị số 39-CT/TW ngày 30 tháng 10 năm 2024 của Ban Bí thư",
            "Căn cứ Kế hoạch số 17/KH-UBND ngày 07 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh.",
        ),
        blocks=(
            Paragraph("Sở Nội vụ báo cáo kết quả thực hiện các nhiệm vụ được giao trong năm 2025 như sau:"),
            Heading("Tình hình chung"),
            Heading("Công tác chỉ đạo", level=2),
            Paragraph(
                "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường, đặc khu đã triển khai đầy đủ các "
                "nội dung của kế hoạch; nguồn vốn tín dụng chính sách được chuyển đến đúng đối tượng thụ "
                "hưởng, góp phần giảm nghèo, tạo việc làm và bảo đảm an sinh xã hội trên địa bàn tỉnh."
            ),
            Heading("Văn bản đã ban hành", level=3),
            Paragraph("Đã ban hành 12 văn bản chỉ đạo, hướng dẫn."),
            Heading("Công tác phối hợp", level=3),
            Paragraph("Các đơn vị phối hợp chặt chẽ, kịp thời."),
            Heading("Kết quả thực hiện", level=2),
            figures,
            Heading("Khó khăn và đề xuất"),
            small,
            Paragraph("Sở Nội vụ kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo./."),
        ),
        signature=Signature(
            "Nguyễn Thị Tận Tâm",
            title="Phó Giám đốc",
            authorities=(Authority(Capacity.FOR_THE_HEAD, "Giám đốc"),),
        ),
        recipients=Recipients(
            (
                "Ủy ban nhân dân tỉnh",
                "Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
                "Giám đốc, các Phó Giám đốc",
            ),
            kept_by=("VT", "VP"),
        ),
        appendices=(annex(rows),),
        trace=Trace("BC-2025-7K3Q", checkpoint="3f9a 01c4 88de 7b21"),
    )
