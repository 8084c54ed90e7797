"""The 54 ethnic groups of Vietnam: codes, names, and reading a name as people write it.

The list is that of Decision 121-TCTK/PPCĐ of 2 March 1979; the spellings are those of the censuses.
"""

from typing import Final

from tantam.core.text import fold

KINH: Final = "KINH"

ETHNICITIES: Final = {
    "KINH": "Kinh",
    "TAY": "Tày",
    "THAI": "Thái",
    "HOA": "Hoa",
    "KHO_ME": "Khơ-me",
    "MUONG": "Mường",
    "NUNG": "Nùng",
    "MONG": "Mông",
    "DAO": "Dao",
    "GIA_RAI": "Gia-rai",
    "NGAI": "Ngái",
    "E_DE": "Ê-đê",
    "BA_NA": "Ba-na",
    "XO_DANG": "Xơ-đăng",
    "SAN_CHAY": "Sán Chay",
    "CO_HO": "Cơ-ho",
    "CHAM": "Chăm",
    "SAN_DIU": "Sán Dìu",
    "HRE": "Hrê",
    "MNONG": "Mnông",
    "RA_GLAI": "Ra-glai",
    "XTIENG": "Xtiêng",
    "BRU_VAN_KIEU": "Bru - Vân Kiều",
    "THO": "Thổ",
    "GIAY": "Giáy",
    "CO_TU": "Cơ-tu",
    "GIE_TRIENG": "Gié-Triêng",
    "MA": "Mạ",
    "KHO_MU": "Khơ-mú",
    "CO": "Co",
    "TA_OI": "Ta-ôi",
    "CHO_RO": "Chơ-ro",
    "KHANG": "Kháng",
    "XINH_MUN": "Xinh-mun",
    "HA_NHI": "Hà Nhì",
    "CHU_RU": "Chu-ru",
    "LAO": "Lào",
    "LA_CHI": "La Chí",
    "LA_HA": "La Ha",
    "PHU_LA": "Phù Lá",
    "LA_HU": "La Hủ",
    "LU": "Lự",
    "LO_LO": "Lô Lô",
    "CHUT": "Chứt",
    "MANG": "Mảng",
    "PA_THEN": "Pà Thẻn",
    "CO_LAO": "Cơ Lao",
    "CONG": "Cống",
    "BO_Y": "Bố Y",
    "SI_LA": "Si La",
    "PU_PEO": "Pu Péo",
    "BRAU": "Brâu",
    "O_DU": "Ơ Đu",
    "RO_MAM": "Rơ-măm",
}
assert len(ETHNICITIES) == 54

# Other ways in which a group is written in lists, by what is left of them without accents, marks and spaces.
_VARIANTS: Final = {
    "viet": "KINH",
    "khome": "KHO_ME",
    "khmer": "KHO_ME",
    "hmong": "MONG",
    "meo": "MONG",
    "jrai": "GIA_RAI",
    "jarai": "GIA_RAI",
    "rade": "E_DE",
    "ede": "E_DE",
    "bahnar": "BA_NA",
    "bana": "BA_NA",
    "sedang": "XO_DANG",
    "xedang": "XO_DANG",
    "xodang": "XO_DANG",
    "sodang": "XO_DANG",
    "caolan": "SAN_CHAY",
    "kho": "CO_HO",
    "koho": "CO_HO",
    "hre": "HRE",
    "hore": "HRE",
    "hare": "HRE",
    "stieng": "XTIENG",
    "raglay": "RA_GLAI",
    "bru": "BRU_VAN_KIEU",
    "vankieu": "BRU_VAN_KIEU",
    "katu": "CO_TU",
    "ktu": "CO_TU",
    "gie": "GIE_TRIENG",
    "trieng": "GIE_TRIENG",
    "jeh": "GIE_TRIENG",
    "jetrieng": "GIE_TRIENG",
    "dietrieng": "GIE_TRIENG",
    "cor": "CO",
    "kor": "CO",
    "cua": "CO",
    "pako": "TA_OI",
    "khomu": "KHO_MU",
    "sila": "SI_LA",
    "romam": "RO_MAM",
    "bro": "BRAU",
}


def _bare(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


_KEYS: Final = {
    **{_bare(name): code for code, name in ETHNICITIES.items()},
    **{_bare(code): code for code in ETHNICITIES},
    **_VARIANTS,
}


def read_ethnicity(text: str) -> str | None:
    """Return the code of the group that a list means, None for words that mean none.

    Accents, marks, spaces and capitals do not matter, nor the word "dân tộc" before the name.
    """
    key = _bare(text)
    return _KEYS.get(key) or _KEYS.get(key.removeprefix("dantoc"))


def is_minority(code: str) -> bool:
    """Tell whether the group is one of the 53 minorities."""
    assert code in ETHNICITIES
    return code != KINH
