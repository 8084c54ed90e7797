"""Names of people who do not exist: a family name, a middle one and a given one, each drawn by a number.

Peoples of the highlands have names of their own: Ba Na, Xơ Đăng and Gié Triêng men begin with A and women with Y, the
Hrê and Co took family names, Gia Rai families go by their mother's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Naming:
    """The parts of a people's names."""

    family: Sequence[str]
    men_middle: Sequence[str]
    men_given: Sequence[str]
    women_middle: Sequence[str]
    women_given: Sequence[str]

    def write(self, *, family: int, middle: int, given: int, is_woman: bool) -> str:
        """Return the name of three numbers; any number is good."""
        middles, givens = (self.women_middle, self.women_given) if is_woman else (self.men_middle, self.men_given)
        parts = (self.family[family % len(self.family)], middles[middle % len(middles)], givens[given % len(givens)])
        return " ".join(part for part in parts if part)


_KINH: Final = Naming(
    family=[
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Võ",
        "Huỳnh",
        "Đinh",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Phan",
        "Đặng",
        "Trương",
        "Lý",
        "Tạ",
        "Cao",
        "Mai",
        "Dương",
        "Châu",
    ],
    men_middle=["Văn", "Văn", "Đức", "Hữu", "Minh", "Ngọc", "Quang", "Thanh", "Tấn", "Xuân", "Công", "Đình"],
    men_given=[
        "An",
        "Bảo",
        "Bình",
        "Chung",
        "Cường",
        "Dũng",
        "Hải",
        "Hiếu",
        "Hòa",
        "Hùng",
        "Khánh",
        "Kiên",
        "Lâm",
        "Long",
        "Nam",
        "Nhân",
        "Phong",
        "Phúc",
        "Quý",
        "Sơn",
        "Tài",
        "Thành",
        "Thắng",
        "Tín",
        "Trung",
        "Tùng",
        "Việt",
        "Vinh",
        "Vũ",
        "Vương",
    ],
    women_middle=("Thị", "Thị", "Thị Kim", "Thị Thanh", "Thị Mỹ", "Thị Thu", "Thị Bích", "Thị Hồng"),
    women_given=[
        "An",
        "Bích",
        "Cúc",
        "Diễm",
        "Dung",
        "Giang",
        "Hà",
        "Hạnh",
        "Hiền",
        "Hoa",
        "Hồng",
        "Hương",
        "Lan",
        "Liên",
        "Loan",
        "Mai",
        "Nga",
        "Ngân",
        "Nhung",
        "Phượng",
        "Quyên",
        "Thảo",
        "Thu",
        "Thủy",
        "Trang",
        "Tuyết",
        "Vân",
        "Xuân",
        "Yến",
        "Yên",
    ],
)
_A_AND_Y: Final = Naming(
    family=("",),
    men_middle=("A",),
    men_given=[
        "Blong",
        "Bron",
        "Chiêng",
        "Dao",
        "Điu",
        "Gông",
        "Hăk",
        "Hnhan",
        "Hôi",
        "Kheo",
        "Klun",
        "Lếch",
        "Mui",
        "Năm",
        "Nhôi",
        "Ngreo",
        "Phiếu",
        "Thoái",
        "Thút",
        "Vinh",
    ],
    women_middle=("Y",),
    women_given=[
        "Bia",
        "Blir",
        "Dếch",
        "Đơng",
        "Gling",
        "Hanh",
        "Hiền",
        "Hlưng",
        "Kheng",
        "Lai",
        "Liên",
        "Mơ",
        "Ngân",
        "Nhớ",
        "Phưm",
        "Thảo",
        "Thiu",
        "Vân",
        "Veo",
        "Xa",
    ],
)
_TOOK_FAMILY_NAMES: Final = Naming(
    family=("Đinh", "Phạm", "Đinh", "Hồ"),
    men_middle=("Văn", "Văn", "Tấn", ""),
    men_given=[
        "Bay",
        "Breo",
        "Dít",
        "Đôn",
        "Điệp",
        "Hố",
        "Krua",
        "Lâng",
        "Lợi",
        "Ngang",
        "Nghía",
        "Nhép",
        "Reo",
        "Rin",
        "Sơ",
        "Thiêu",
        "Trây",
        "Troi",
        "Vương",
        "Xiêu",
    ],
    women_middle=("Thị", "Thị"),
    women_given=[
        "Bría",
        "Chiêu",
        "Diếp",
        "Đai",
        "Hring",
        "Hoan",
        "Khe",
        "Lía",
        "Lem",
        "Mai",
        "Ngợi",
        "Nhớt",
        "Reo",
        "Rót",
        "Sen",
        "Sinh",
        "Trem",
        "Troi",
        "Xinh",
        "Xút",
    ],
)
_CO: Final = Naming(
    family=("Hồ",),
    men_middle=("Văn", "Văn", "Ngọc"),
    men_given=_TOOK_FAMILY_NAMES.men_given,
    women_middle=("Thị",),
    women_given=_TOOK_FAMILY_NAMES.women_given,
)
_GIA_RAI: Final = Naming(
    family=("Rơ Châm", "Siu", "Ksor", "Rơ Mah", "Kpuih"),
    men_middle=("",),
    men_given=["Bơm", "Chơt", "Dũ", "Hơm", "Hyin", "Jul", "Kek", "Lơi", "Nglơh", "Phyunh", "Thuih", "Tip"],
    women_middle=("H'",),
    women_given=["Biên", "Bluên", "Chi", "Dim", "Hlan", "Lan", "Miên", "Nga", "Phen", "Thương", "Uyên", "Yêng"],
)
_NAMINGS: Final = {
    "KINH": _KINH,
    "HRE": _TOOK_FAMILY_NAMES,
    "CO": _CO,
    "XO_DANG": _A_AND_Y,
    "BA_NA": _A_AND_Y,
    "GIE_TRIENG": _A_AND_Y,
    "GIA_RAI": _GIA_RAI,
}


def naming_of(ethnicity: str) -> Naming:
    """Return how a people gives names."""
    return _NAMINGS[ethnicity]
