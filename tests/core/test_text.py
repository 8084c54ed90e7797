"""Vietnamese text compared: search without accents, names with them, and old encodings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.text import fold, legacy_encoding, name_key, nfc, word_keys
from tests.core.annex.quang_ngai import commune_units


def test_search_finds_accented_text_by_plain_letters():
    assert "quyet dinh uy thac" in fold("Quyết  định ủy\u00a0thác – Đợt 1")


@pytest.mark.parametrize(("one", "other"), [("Uỷ ban", "Ủy ban"), ("hoà", "hòa"), ("thuỷ sản", "THỦY SẢN")])
def test_the_place_of_a_tone_does_not_matter(one, other):
    assert fold(one) == fold(other)
    assert word_keys(one) == word_keys(other)


def test_accents_matter_to_words():
    assert word_keys("Sở") != word_keys("số")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã Đắk Pék", "Ủy ban nhân dân xã Đăk Pék"),
        ("Đăk Pék", "xã Đắk Pék"),
        ("Ngọk Réo", "Ngọc Réo"),
        ("Uỷ ban nhân dân phường Kon Tum", "KON TUM"),
        ("Đặc khu Lý Sơn", "UBND đặc khu Lý Sơn"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Chi nhánh NHCSXH tỉnh", "Chi nhánh Ngân hàng Chính sách xã hội tỉnh"),
        ("UBMTTQ Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
    ],
)
def test_spellings_of_one_unit_share_a_key(one, other):
    assert name_key(one) == name_key(other)


def test_no_two_communes_share_a_key():
    units = commune_units()

    keys = {name_key(unit.names[0]) for unit in units}

    assert len(units) == 96
    assert len(keys) == 96


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_decomposed_text_folds_like_composed(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert nfc(nfc(text)) == nfc(text)


def test_tcvn3_is_recognised():
    text = "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc. ñy ban nh©n d©n tØnh Qu¶ng Ng·i"

    assert legacy_encoding(text) == "TCVN3"


def test_vni_is_recognised():
    text = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc. UÛy ban nhaân daân tænh"

    assert legacy_encoding(text) == "VNI"


@pytest.mark.parametrize(
    "text",
    [
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Uy ban nhan dan tinh",
        "A naïve café in São Paulo, über alles",
        "",
        "Điều 1.",
    ],
)
def test_unicode_and_plain_text_are_not_taken_for_old(text):
    assert legacy_encoding(text) is None
