"""Trouble that is planted in groups, after published cases and the checks of the bank's own tools; and the answer key.

The key is written to a file apart and never enters the database: it says what early warnings and inspections
should find.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Trouble(IntEnum):
    """What is wrong in a group; domain §8.1 and §8.2, with the number of the bank's rule where it has one."""

    NONE = 0
    BORROWED_THROUGH_MEMBERS = 1
    GHOST_BORROWERS = 2
    HEAD_KEEPS_PRINCIPAL = 3
    ALL_HUNDRED_ON_ONE_DAY = 4
    HEAD_ADVANCES_INTEREST = 5
    SAME_TELEPHONE = 6
    LOANS_NEVER_CHECKED = 7
    EXCLUSIVE_PROGRAMMES = 8
    DECEASED_BORROWER = 9
    WRONG_BENEFICIARY = 10
    TINY_SAVINGS = 11
    GROUP_COLLAPSES = 12


WORDS: Final = {
    Trouble.BORROWED_THROUGH_MEMBERS: "Tổ trưởng vay ké qua tổ viên: nhận tiền cùng phiên, ngừng trả cùng lúc",
    Trouble.GHOST_BORROWERS: "Người vay không có thật: không số điện thoại, không gửi tiết kiệm, ngừng trả từ đầu",
    Trouble.HEAD_KEEPS_PRINCIPAL: "Tổ trưởng giữ tiền gốc của tổ viên: lãi thu đủ, gốc đến hạn không về ngân hàng",
    Trouble.ALL_HUNDRED_ON_ONE_DAY: "Nhiều khoản 100 triệu đồng giải ngân cùng một ngày trong một Tổ",
    Trouble.HEAD_ADVANCES_INTEREST: "Tổ trưởng ứng lãi: Tổ nộp lãi 100% trong khi có nợ gốc quá hạn",
    Trouble.SAME_TELEPHONE: "Nhiều hộ vay dùng chung một số điện thoại",
    Trouble.LOANS_NEVER_CHECKED: "Không có phiếu kiểm tra sử dụng vốn (06/TD) cho các khoản vay mới",
    Trouble.EXCLUSIVE_PROGRAMMES: "Một hộ vay hai chương trình không được vay đồng thời (R09)",
    Trouble.DECEASED_BORROWER: "Người đứng tên vay đã mất, khoản vay vẫn được trả lãi",
    Trouble.WRONG_BENEFICIARY: "Hộ không thuộc danh sách vẫn được vay chương trình hộ nghèo (R24)",
    Trouble.TINY_SAVINGS: "Tiền gửi dưới 10.000 đồng mỗi tháng (R16)",
    Trouble.GROUP_COLLAPSES: "Tổ tan rã: cả Tổ ngừng trả lãi từ một tháng",
}
assert set(WORDS) == set(Trouble) - {Trouble.NONE}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was planted: where, from which month on (negative before the first played), and whom it touches."""

    trouble: Trouble
    commune: str
    group: str
    from_month: int
    households: tuple[str, ...]
    loans: tuple[str, ...]

    def as_row(self) -> dict[str, object]:
        """Return the answer as the key file holds it."""
        return {
            "trouble": self.trouble.name,
            "words": WORDS[self.trouble],
            "commune": self.commune,
            "group": self.group,
            "from_month": self.from_month,
            "households": list(self.households),
            "loans": list(self.loans),
        }
