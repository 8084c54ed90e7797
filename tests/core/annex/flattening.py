"""Made-up annexes, flattened the way a PDF's text comes out: cell after cell, each broken at its
column's width.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, field

UNITS = (
    "Sở Tài chính", "Sở Nội vụ", "Sở Y tế", "Sở Xây dựng", "Sở Giáo dục và Đào tạo",
    "Sở Nông nghiệp và Môi trường",
    "Sở Khoa học và Công nghệ", "Công an tỉnh", "Thanh tra tỉnh", "Văn phòng Ủy ban nhân dân tỉnh",
    "Sở Tư pháp",
    "Sở Dân tộc và Tôn giáo", "Sở Văn hóa, Thể thao và Du lịch", "Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
    "Ủy ban nhân dân các xã, phường, đặc khu", "Các sở, ban, ngành có liên quan", "Hội Nông dân tỉnh",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "các tổ chức chính trị - xã hội nhận ủy thác", "Sở Công Thương",
    "Ngân hàng Nhà nước chi nhánh Khu vực 9", "Trung tâm Khuyến nông tỉnh", "Ban Quản lý Khu kinh tế",
)  # fmt: skip
VERBS = (
    "Rà soát", "Xây dựng", "Tham mưu ban hành", "Tổ chức thực hiện", "Kiểm tra, giám sát", "Đẩy mạnh",
    "Nâng cao",
    "Phối hợp triển khai", "Hoàn thiện", "Bố trí", "Đánh giá", "Tuyên truyền về", "Lồng ghép", "Cập nhật",
)  # fmt: skip
OBJECTS = (
    "các quy định về tín dụng chính sách xã hội trên địa bàn tỉnh",
    "nguồn vốn ủy thác từ ngân sách địa phương",
    "chất lượng hoạt động của tổ tiết kiệm và vay vốn",
    "cơ sở dữ liệu hộ nghèo, hộ cận nghèo và đối tượng chính sách",
    "việc cho vay giải quyết việc làm đối với người lao động",
    "chương trình mục tiêu quốc gia giảm nghèo bền vững",
    "công tác phối hợp giữa chính quyền địa phương và Ngân hàng Chính sách xã hội",
    "mô hình điểm giao dịch tại xã",
    "kế hoạch đầu tư công trung hạn giai đoạn 2026-2030",
    "kết quả thực hiện Chỉ thị số 39-CT/TW của Ban Bí thư",
    "đội ngũ cán bộ làm công tác ủy thác ở cơ sở", "hệ thống thông tin phục vụ quản lý, điều hành của tỉnh",
)  # fmt: skip
PURPOSES = (
    "nhằm đáp ứng nhu cầu vay vốn của người dân", "bảo đảm đúng đối tượng, đúng quy định",
    "phù hợp với thực tiễn",
    "để bổ sung nguồn vốn cho vay các đối tượng chính sách",
    "góp phần thực hiện mục tiêu phát triển kinh tế - xã hội",
    "tại vùng đồng bào dân tộc thiểu số và miền núi", "theo hướng dẫn của cơ quan có thẩm quyền", "",
)  # fmt: skip
PRODUCTS = (
    "Báo cáo", "Kế hoạch", "Quyết định của Ủy ban nhân dân tỉnh", "Văn bản chỉ đạo",
    "Tờ trình, Báo cáo đề xuất",
    "Văn bản chỉ đạo, Kế hoạch triển khai thực hiện", "Nghị quyết của Hội đồng nhân dân tỉnh",
    "Tin bài, phóng sự",
    "Hướng dẫn thực hiện", "Báo cáo kết quả kiểm tra, giám sát", "Cơ sở dữ liệu được cập nhật",
)  # fmt: skip
TIMES = (
    "Thường xuyên", "Hằng năm", "Thường xuyên, hằng năm", "Quý IV/2026", "Trước 15/12/2026", "Hằng quý",
    "Giai đoạn 2026-2030", "Trong tháng 6/2026", "6 tháng đầu năm 2026", "Năm 2026",
)  # fmt: skip
TITLES = {
    "content": ("Nội dung nhiệm vụ", "Nhiệm vụ", "Nội dung công việc"),
    "lead": ("Cơ quan chủ trì", "Đơn vị thực hiện", "Chủ trì"),
    "coord": ("Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp"),
    "product": ("Sản phẩm", "Kết quả", "Sản phẩm dự kiến"),
    "time": ("Thời hạn hoàn thành", "Thời gian thực hiện", "Tiến độ", "Thời gian"),
}
ROMANS = ("I", "II", "III", "IV", "V", "VI")
NUMBERS = {
    "plain": "{n}", "dot": "{n}.", "bracket": "{n})", "zero": "{n:02d}", "dotted": "{s}.{n}",
}  # fmt: skip
SECTIONS = {
    "roman": "{r}",
    "roman_dot": "{r}.",
    "upper": "{u}",
    "upper_dot": "{u}.",
    "part": "Phần {r}",
    "none": "",
}


@dataclass(frozen=True)
class Style:
    """How one annex is laid out."""

    columns: tuple[str, ...] = ("content", "lead", "coord", "product", "time")
    widths: dict[str, int] = field(
        default_factory=lambda: {"content": 55, "lead": 22, "coord": 19, "product": 16, "time": 14}
    )
    numbers: str = "plain"
    sections: str = "roman"
    glued: bool = False
    full_stop: int = 50
    blank_lines: int = 1
    page_lines: int = 60
    page_numbers: bool = True
    split_rows: bool = False


@dataclass(frozen=True)
class Made:
    """A made-up annex: its text and the tasks that went in, by column."""

    text: str
    tasks: tuple[dict[str, str], ...]


def make_annex(seed: int, style: Style) -> Made:
    """Return a flattened annex of some thirty tasks."""
    rng = random.Random(seed)
    lines = ["Phụ lục", "DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026)"]
    lines += _header(rng, style)
    rows, tasks = [], []
    for section in range(1, rng.randint(2, 4) + 1):
        if style.sections != "none":
            number = SECTIONS[style.sections].format(r=ROMANS[section - 1], u="ABCDEF"[section - 1])
            title = _sentence(rng).rstrip(".")
            glue = style.sections in ("part", "roman_dot", "upper_dot")
            rows.append([[f"{number} {title}"] if glue else [number, *textwrap.wrap(title, 110)]])
        for count in range(1, rng.randint(3, 8) + 1):
            n = count if style.sections != "none" else len(tasks) + 1
            task = make_task(rng, style)
            tasks.append(task)
            cut = rng.randint(2, 4) if style.split_rows and rng.random() < 0.2 else 0
            rows.append(_row(NUMBERS[style.numbers].format(n=n, s=section), task, style, cut))
    return Made(_paged(lines, rows, style), tuple(tasks))


def _header(rng: random.Random, style: Style) -> list[str]:
    titles = [rng.choice(TITLES[column]).upper() for column in style.columns]
    lines = [f"TT {titles[0]}"]
    for column, title in zip(style.columns[1:], titles[1:], strict=True):
        lines += textwrap.wrap(title, style.widths[column])
    return lines


def _sentence(rng: random.Random) -> str:
    parts = [f"{rng.choice(VERBS)} {rng.choice(OBJECTS)}", rng.choice(PURPOSES)]
    if rng.random() < 0.5:
        parts.append(f"; {rng.choice(VERBS).lower()} {rng.choice(OBJECTS)}")
    return " ".join(part for part in parts if part).replace(" ;", ";")


def make_task(rng: random.Random, style: Style) -> dict[str, str]:
    """Return the cells of one task, by column."""
    units = rng.sample(UNITS, rng.randint(1, 2) + rng.randint(1, 4))
    leads = rng.randint(1, 2)
    mark = rng.choice((", ", "; "))
    content = _sentence(rng)
    if rng.random() < 0.4:
        content += f". {_sentence(rng)}"
    if rng.random() * 100 < style.full_stop:
        content += "."
    parties = [_capital(mark.join(part)) for part in (units[:leads], units[leads:])]
    empty = "coord" in style.columns and rng.random() < 0.2
    return {
        "content": content,
        "lead": parties[0],
        "coord": "" if empty or "coord" not in style.columns else parties[1],
        "product": rng.choice(PRODUCTS) if "product" in style.columns else "",
        "time": rng.choice(TIMES),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row(number: str, task: dict[str, str], style: Style, cut: int = 0) -> list[list[str]]:
    """Return the lines of a row, in two parts if a page ends after `cut` lines of every cell."""
    cells = [textwrap.wrap(task[column], style.widths[column], break_on_hyphens=False) for column in style.columns]
    parts = [[line for cell in cells for line in cell[:cut]], [line for cell in cells for line in cell[cut:]]]
    first, second = parts if cut else (parts[1], [])
    first = [f"{number} {first[0]}", *first[1:]] if style.glued else [number, *first]
    return [first, second] if second else [first]


def _paged(head: list[str], rows: list[list[list[str]]], style: Style) -> str:
    """Put blank lines between lines, and page numbers between pages."""
    gap = "\n" * (style.blank_lines + 1)
    out = [gap.join(head)]
    page, used = 1, 0
    for row in rows:
        for part, lines in enumerate(row):
            if part or used > style.page_lines:
                page, used = page + 1, 0
                out += [f"\n\n{page}\n"] if style.page_numbers else []
            out.append(gap.join(f"{line} " for line in lines))
            used += len(lines)
    return gap.join(out) + "\n"
