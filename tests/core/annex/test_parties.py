"""Names in party columns: units, sets that a rule resolves, choices, and what a person has to map."""

from __future__ import annotations

import pytest

from tantam.core.annex.parties import read_parties
from tantam.core.annex.reading import MentionKind
from tantam.core.annex.vocabulary import Vocabulary, expand_template
from tests.core.annex.quang_ngai import VOCABULARY

UNIT, SET, CHOICE, UNKNOWN = MentionKind.UNIT, MentionKind.SET, MentionKind.CHOICE, MentionKind.UNKNOWN


def found(text, vocabulary=VOCABULARY):
    return [(name.text, name.kind, name.codes) for name in read_parties(text, vocabulary=vocabulary).mentions]


@pytest.mark.parametrize(
    ("text", "kind", "codes"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch", UNIT, ("SVHTTDL",)),
        ("Sở GD&ĐT", UNIT, ("SGDDT",)),
        ("UBND tỉnh", UNIT, ("UBND",)),
        ("Uỷ ban nhân dân các xã, phường, đặc khu", SET, ("set:COMMUNE_PC",)),
        ("UBND các xã, phường, đặc khu trên địa bàn tỉnh", SET, ("set:COMMUNE_PC",)),
        ("UBND cấp xã", SET, ("set:COMMUNE_PC",)),
        ("Ủy ban nhân dân các cấp", SET, ("set:PROVINCE_PC", "set:COMMUNE_PC")),
        ("các tổ chức chính trị - xã hội các cấp", SET, ("set:ORGANISATION",)),
        ("Phòng giao dịch NHCSXH trực thuộc", SET, ("set:BANK_OFFICE",)),
        ("Các sở, ban, ngành có liên quan", CHOICE, ("set:DEPARTMENT",)),
        ("Các sở, ban ngành liên quan", CHOICE, ("set:DEPARTMENT",)),
        ("các cơ quan báo chí đóng trên địa bàn", CHOICE, ("set:PRESS",)),
        ("các cơ quan, đơn vị liên quan", CHOICE, ()),
        ("Chi nhánh NHCSXH tỉnh", UNIT, ("CN",)),
        ("Ủy ban Mặt trận Tổ quốc", UNIT, ("MTTQ",)),
        ("UBND xã Sơn Hạ", UNIT, ("21292",)),
        ("UBND xã Sơn Hà", UNIT, ("21289",)),
        ("phường Đắk Bla", UNIT, ("23302",)),
        ("Liên minh Hợp tác xã tỉnh", UNKNOWN, ()),
    ],
)
def test_each_way_of_naming_is_understood(text, kind, codes):
    assert found(text) == [(text, kind, codes)]


def test_departments_listed_under_one_head_are_found():
    assert [codes for _, _, codes in found("Các Sở: Tài chính, Y tế và Nội vụ")] == [
        ("STC",),
        ("SYT",),
        ("SNV",),
    ]


def test_a_full_stop_ends_a_name():
    names = found("Ủy ban Mặt trận Tổ quốc, các tổ chức chính trị - xã hội các cấp. Các sở, ban ngành có liên quan")

    assert [kind for _, kind, _ in names] == [UNIT, SET, CHOICE]


def test_an_unknown_name_keeps_a_known_one_inside_it():
    assert found("Quỹ Bảo vệ môi trường của Sở Y tế") == [("Quỹ Bảo vệ môi trường của Sở Y tế", UNKNOWN, ())]


def test_a_name_mapped_before_is_known():
    vocabulary = Vocabulary(units=VOCABULARY.units, names={"Liên minh Hợp tác xã tỉnh": ("LMHTX",)})

    assert found("Liên minh HTX", vocabulary) != found("Liên minh Hợp tác xã tỉnh", vocabulary)
    assert found("Liên minh Hợp tác xã tỉnh", vocabulary) == [("Liên minh Hợp tác xã tỉnh", UNIT, ("LMHTX",))]


def test_a_set_of_the_callers_own_is_known():
    vocabulary = Vocabulary(sets={"Các đơn vị sự nghiệp": "set:SERVICE"})

    assert found("các đơn vị sự nghiệp", vocabulary) == [("các đơn vị sự nghiệp", SET, ("set:SERVICE",))]


def test_the_text_is_kept_as_written():
    assert read_parties(" Sở Tài chính;  Sở Y tế ", vocabulary=VOCABULARY).text == "Sở Tài chính;  Sở Y tế"


def test_a_template_gives_every_wording():
    assert expand_template("[các] hội (a|b)") == ["hội a", "hội b", "các hội a", "các hội b"]
