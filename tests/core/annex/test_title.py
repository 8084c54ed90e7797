"""The title block of an annex."""

import pytest

from tantam.core.annex.title import TitleReading, read_title


@pytest.mark.parametrize(
    ("title", "reading"),
    [
        (
            "Phụ lục NHIỆM VỤ (Kèm theo Kế hoạch số 17/KH-UBND ngày 07 tháng 8 năm 2025 của Chủ tịch UBND tỉnh)",
            TitleReading("NHIỆM VỤ", "17/KH-UBND", "Chủ tịch UBND tỉnh"),
        ),
        (
            "PHỤ LỤC II\nPhân công\n(Ban hành kèm theo Quyết định số: 05 /QĐ-UBND ngày 01/02/2026 của UBND tỉnh)",
            TitleReading("Phân công", "05/QĐ-UBND", "UBND tỉnh"),
        ),
        ("Bảng phân công", TitleReading("Bảng phân công")),
        ("", TitleReading()),
    ],
)
def test_a_title_block_is_read(title, reading):
    assert read_title(title) == reading
