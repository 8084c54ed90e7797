"""The words by which headers of annex tables name their columns."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """What a column is for."""

    NO = "no"
    CONTENT = "content"
    LEAD = "lead"
    COORD = "coord"
    SUPPORT = "support"
    PRODUCT = "output"
    TIME = "due"
    START = "start"
    KPI = "kpi"
    NOTE = "note"
    BASIS = "basis"
    PARENT = "parent"
    OWNER = "owner"
    OTHER = "other"


# Header words, folded. The longest that fits wins.
SYNONYMS: Mapping[Role, tuple[str, ...]] = {
    Role.NO: ("stt", "tt", "so tt", "so thu tu", "ma nv", "ma nhiem vu", "ma so", "ma", "so hieu", "muc"),
    Role.PARENT: ("ma cha", "ma nhiem vu cha", "nhiem vu cha", "thuoc nhiem vu"),
    Role.CONTENT: (
        "noi dung nhiem vu", "noi dung cong viec", "noi dung", "nhiem vu", "ten nhiem vu", "cong viec",
        "noi dung thuc hien",
        "nhiem vu cu the", "noi dung, nhiem vu", "noi dung nhiem vu, giai phap", "nhiem vu, giai phap",
        "chi tiet",
        "nhiem vu/giai phap", "nhiem vu trong tam", "ten cong viec", "noi dung/nhiem vu",
        "nhiem vu va giai phap",
        "noi dung hoat dong", "hoat dong", "nhiem vu giai phap", "noi dung nhiem vu giai phap",
        "cac nhiem vu", "giai phap",
        "noi dung cong viec thuc hien", "noi dung trien khai", "nhiem vu chu yeu", "ten nhiem vu, giai phap",
    ),
    Role.LEAD: (
        "don vi chu tri", "co quan chu tri", "chu tri", "don vi thuc hien", "co quan thuc hien",
        "don vi chu tri thuc hien",
        "co quan chu tri thuc hien", "co quan, don vi chu tri", "co quan/don vi chu tri",
        "don vi, dia phuong chu tri",
        "chu tri thuc hien", "to chuc thuc hien", "co quan, don vi thuc hien", "don vi chiu trach nhiem",
        "phan cong",
        "don vi dau moi", "co quan tham muu", "don vi tham muu", "co quan, don vi, dia phuong chu tri",
        "don vi phu trach",
        "phan cong thuc hien", "trach nhiem thuc hien", "co quan chiu trach nhiem", "trach nhiem chu tri",
        "don vi",
        "don vi/ca nhan chu tri", "bo phan chu tri", "co quan don vi chu tri", "nguoi thuc hien",
        "phan cong chu tri",
    ),
    Role.COORD: (
        "don vi phoi hop", "co quan phoi hop", "phoi hop", "don vi phoi hop thuc hien",
        "co quan phoi hop thuc hien",
        "co quan, don vi phoi hop", "co quan/don vi phoi hop", "phoi hop thuc hien",
        "don vi, dia phuong phoi hop",
        "trach nhiem phoi hop", "co quan, don vi, dia phuong phoi hop", "bo phan phoi hop",
        "cac don vi phoi hop",
        "co quan don vi phoi hop", "phan cong phoi hop",
    ),
    Role.SUPPORT: ("luc luong ho tro", "don vi ho tro", "co quan ho tro", "ho tro"),
    Role.PRODUCT: (
        "san pham", "ket qua", "san pham hoan thanh", "san pham du kien", "san pham dau ra",
        "ket qua dau ra", "ket qua/san pham",
        "san pham/ket qua", "ket qua, san pham", "san pham, ket qua", "san pham chu yeu",
        "san pham, ket qua dau ra",
        "hinh thuc van ban", "san pham cu the", "ket qua du kien", "san pham can dat", "hinh thuc, san pham",
        "ket qua can dat",
        "ket qua dat duoc", "du kien san pham", "du kien ket qua", "san pham thuc hien", "ket qua thuc hien",
        "dau ra",
        "san pham, ket qua can dat", "ket qua hoan thanh", "ket qua (san pham)", "san pham (ket qua)",
    ),
    Role.TIME: (
        "thoi gian", "thoi han", "tien do", "thoi gian thuc hien", "thoi gian hoan thanh",
        "thoi han hoan thanh",
        "thoi han thuc hien", "tien do thuc hien", "tien do hoan thanh", "thoi han (ngay)", "ket thuc",
        "ngay hoan thanh",
        "thoi diem hoan thanh", "moc thoi gian", "thoi gian ket thuc", "han hoan thanh",
        "thoi gian, tien do", "han",
        "lo trinh thuc hien", "lo trinh", "thoi diem", "thoi gian bao cao", "thoi gian trinh",
        "thoi han bao cao",
        "thoi gian (ngay)", "so ngay", "thoi gian du kien", "thoi gian du kien hoan thanh", "ngay ket thuc",
        "tien do, thoi gian",
        "thoi gian, tien do thuc hien", "thoi gian/tien do", "thoi han, tien do",
    ),
    Role.START: ("bat dau", "ngay bat dau", "thoi gian bat dau", "ngay thuc hien"),
    Role.KPI: (
        "chi tieu", "chi tieu lien quan", "ket qua can dat (dinh luong)", "muc tieu", "chi tieu, muc tieu",
        "kpi", "dinh luong",
        "chi tieu cu the", "muc tieu, chi tieu", "chi so", "chi tieu/ket qua can dat", "chi tieu can dat",
    ),
    Role.NOTE: ("ghi chu", "chu thich", "ghi chu khac", "luu y"),
    Role.BASIS: (
        "can cu", "can cu/ly do", "can cu phap ly", "co so", "ly do", "van ban can cu",
        "can cu, ly do",
    ),
    Role.OWNER: (
        "dau moi", "can bo phu trach", "nguoi phu trach", "dau moi thuc hien", "can bo dau moi",
        "lien he", "dau moi lien he",
    ),
}  # fmt: skip
# Columns of the follow-up table of offices (25 columns), kept under their own names.
OTHERS = (
    "ldvp chu tri", "lanh dao phu trach", "lanh dao ubnd tinh phu trach", "loai", "nguon goc", "trang thai",
    "muc do hoan thanh", "kho khan", "de xuat", "id", "nguoi giao", "ngay cap nhat",
    "ngay hoan thanh thuc te",
    "gia han", "so lan", "moc cu", "nguoi phe duyet", "ten", "email", "dt", "sdt", "kinh phi",
    "nguon kinh phi",
    "cap trinh", "co quan trinh", "cap ban hanh", "lanh dao chi dao", "kho khan, vuong mac",
    "kinh phi thuc hien",
    "kinh phi (trieu dong)", "nguon von", "tham quyen ban hanh", "cap quyet dinh", "lanh dao chu tri",
)  # fmt: skip
