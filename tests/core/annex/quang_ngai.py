"""The units of Quảng Ngãi after the merger of 2025 (domain.md §10), as the reader's vocabulary."""

from __future__ import annotations

import re

from tantam.core.annex.vocabulary import KnownUnit, Vocabulary

DEPARTMENTS = {
    "SNNMT": ("Sở Nông nghiệp và Môi trường",),
    "STC": ("Sở Tài chính",),
    "SXD": ("Sở Xây dựng",),
    "SNV": ("Sở Nội vụ",),
    "SVHTTDL": ("Sở Văn hóa, Thể thao và Du lịch",),
    "SKHCN": ("Sở Khoa học và Công nghệ",),
    "TTT": ("Thanh tra tỉnh",),
    "SGDDT": ("Sở Giáo dục và Đào tạo",),
    "SYT": ("Sở Y tế",),
    "SCT": ("Sở Công Thương",),
    "SDTTG": ("Sở Dân tộc và Tôn giáo",),
    "STP": ("Sở Tư pháp",),
    "SNGV": ("Sở Ngoại vụ",),
    "VPUBND": ("Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh"),
}
OTHERS = (
    KnownUnit("UBND", ("Ủy ban nhân dân tỉnh Quảng Ngãi", "Ủy ban nhân dân tỉnh"), "PROVINCE_PC"),
    KnownUnit("CAT", ("Công an tỉnh Quảng Ngãi", "Công an tỉnh"), "POLICE"),
    KnownUnit("BPTTH", ("Báo và Phát thanh, Truyền hình Quảng Ngãi",), "PRESS"),
    KnownUnit("MTTQ", ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Quảng Ngãi", "Ủy ban Mặt trận Tổ quốc"), "FRONT"),
    KnownUnit("HPN", ("Hội Liên hiệp Phụ nữ tỉnh",), "ORGANISATION"),
    KnownUnit("HND", ("Hội Nông dân tỉnh",), "ORGANISATION"),
    KnownUnit("HCCB", ("Hội Cựu chiến binh tỉnh",), "ORGANISATION"),
    KnownUnit("DTN", ("Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh", "Tỉnh đoàn"), "ORGANISATION"),
    KnownUnit("CN", ("Chi nhánh Ngân hàng Chính sách xã hội tỉnh Quảng Ngãi",), "BANK_BRANCH"),
    KnownUnit("PGD01", ("Phòng giao dịch Ngân hàng Chính sách xã hội Bình Sơn",), "BANK_OFFICE"),
    KnownUnit("PGD02", ("Phòng giao dịch Ngân hàng Chính sách xã hội Đăk Glei",), "BANK_OFFICE"),
)
# State code and name; "P" marks a ward, "ĐK" the special zone, all others are communes.
COMMUNES = """
21211 Tịnh Khê; 21172 P Trương Quang Trọng; 21034 An Phú; 21025 P Cẩm Thành; 21028 P Nghĩa Lộ;
21451 P Trà Câu; 21457 Nguyễn Nghiêm; 21439 P Đức Phổ; 21472 Khánh Cường; 21478 P Sa Huỳnh;
21085 Bình Minh; 21100 Bình Chương; 21040 Bình Sơn; 21061 Vạn Tường; 21109 Đông Sơn; 21196 Trường Giang;
21205 Ba Gia; 21220 Sơn Tịnh; 21181 Thọ Phong; 21235 Tư Nghĩa; 21238 Vệ Giang; 21250 Nghĩa Giang;
21244 Trà Giang; 21364 Nghĩa Hành; 21385 Đình Cương; 21388 Thiện Tín; 21370 Phước Giang;
21409 Long Phụng; 21421 Mỏ Cày; 21400 Mộ Đức; 21433 Lân Phong; 21115 Trà Bồng; 21127 Đông Trà Bồng;
21154 Tây Trà; 21124 Thanh Bồng; 21136 Cà Đam; 21157 Tây Trà Bồng; 21292 Sơn Hạ; 21307 Sơn Linh;
21289 Sơn Hà; 21319 Sơn Thủy; 21325 Sơn Kỳ; 21340 Sơn Tây; 21334 Sơn Tây Thượng; 21343 Sơn Tây Hạ;
21361 Minh Long; 21349 Sơn Mai; 21529 Ba Vì; 21523 Ba Tô; 21499 Ba Dinh; 21484 Ba Tơ; 21490 Ba Vinh;
21496 Ba Động; 21520 Đặng Thùy Trâm; 21538 Ba Xa; 21548 ĐK Lý Sơn; 23293 P Kon Tum; 23284 P Đăk Cấm;
23302 P Đăk Bla; 23317 Ngọk Bay; 23326 Ia Chim; 23332 Đăk Rơ Wa; 23504 Đăk Pxi; 23512 Đăk Mar;
23510 Đăk Ui; 23515 Ngọk Réo; 23500 Đăk Hà; 23428 Ngọk Tụ; 23401 Đăk Tô; 23430 Kon Đào; 23416 Đăk Sao;
23419 Đăk Tờ Kan; 23425 Tu Mơ Rông; 23446 Măng Ri; 23377 Bờ Y; 23392 Sa Loong; 23383 Dục Nông;
23356 Xốp; 23365 Ngọc Linh; 23344 Đăk Plô; 23341 Đăk Pék; 23374 Đăk Môn; 23368 Đăk Long; 23527 Sa Thầy;
23534 Sa Bình; 23548 Ya Ly; 23530 Rờ Kơi; 23536 Mô Rai; 23538 Ia Tơi; 23535 Ia Đal; 23485 Đăk Kôi;
23497 Kon Braih; 23479 Đăk Rve; 23473 Măng Đen; 23455 Măng Bút; 23476 Kon Plông
"""
_PREFIXES = {"P": "phường", "ĐK": "đặc khu", None: "xã"}


def commune_units() -> tuple[KnownUnit, ...]:
    """Return the 96 People's Committees of communes, wards and the special zone."""
    units = []
    for item in COMMUNES.split(";"):
        code, kind, name = re.fullmatch(r"(\d{5}) (?:(P|ĐK) )?(.+)", " ".join(item.split())).groups()
        units.append(KnownUnit(code, (f"Ủy ban nhân dân {_PREFIXES[kind]} {name}",), "COMMUNE_PC"))
    return tuple(units)


def department_units() -> tuple[KnownUnit, ...]:
    """Return the fourteen specialised agencies."""
    return tuple(KnownUnit(code, names, "DEPARTMENT") for code, names in DEPARTMENTS.items())


VOCABULARY = Vocabulary(units=(*department_units(), *OTHERS, *commune_units()))
