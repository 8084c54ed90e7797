"""How the decision on a list calls itself; papers are Vietnamese only."""

from datetime import date

from tantam.core.vietnamese import format_date


def list_title(kind: str, year: int, effective_on: date) -> str:
    """Return the subject of the decision (trích yếu), without the commune."""
    if kind == "ADDITIONS":
        return f"Bổ sung danh sách hộ nghèo, hộ cận nghèo năm {year} từ ngày {format_date(effective_on)}"
    if kind == "REMOVALS":
        return f"Đưa ra khỏi danh sách hộ nghèo, hộ cận nghèo năm {year} từ ngày {format_date(effective_on)}"
    return f"Công nhận danh sách hộ nghèo, hộ cận nghèo, hộ thoát nghèo năm {year}"
