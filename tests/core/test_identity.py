"""Numbers of identity cards and names of ethnic groups, as lists write them."""

import pytest

from tantam.core.ethnicities import ETHNICITIES, is_minority, read_ethnicity
from tantam.core.identity import PROVINCES, Fault, card_faults, mask_number, old_card_faults, read_number


@pytest.mark.parametrize(
    ("number", "birth_year", "sex", "faults"),
    [
        ("99908000001x", 1980, "MALE", (Fault.NOT_DIGITS,)),
        ("٠٥١٠٨٠٠٠٠٠٠١", 1980, "MALE", (Fault.NOT_DIGITS,)),
        ("9990800001", 1980, "MALE", (Fault.LENGTH,)),
        ("999080000001", 1980, "MALE", (Fault.PROVINCE,)),
        ("999980000001", 1980, "MALE", (Fault.PROVINCE, Fault.CENTURY)),
        ("999280000001", 1980, "MALE", (Fault.PROVINCE, Fault.CENTURY)),
        ("999180000001", 1980, "MALE", (Fault.PROVINCE, Fault.SEX)),
        ("999081000001", 1980, "MALE", (Fault.PROVINCE, Fault.BIRTH_YEAR)),
        ("999307000001", 2007, "FEMALE", (Fault.PROVINCE,)),
        ("999307000001", None, "UNKNOWN", (Fault.PROVINCE,)),
    ],
)
def test_a_card_says_place_century_sex_and_year(number, birth_year, sex, faults):
    assert card_faults(number, birth_year=birth_year, sex=sex, allow_samples=False) == faults


def test_a_number_of_nobody_is_taken_only_where_samples_are():
    assert card_faults("999000000001", birth_year=1980, sex="FEMALE", allow_samples=True) == ()
    assert card_faults("9990000001", birth_year=1980, sex="FEMALE", allow_samples=True) == (Fault.LENGTH,)
    assert card_faults("998000000001", birth_year=None, sex="MALE", allow_samples=True) == (Fault.PROVINCE,)


def test_there_were_63_provinces():
    assert len(PROVINCES) == 63
    assert {51, 62} <= PROVINCES


def test_an_old_card_has_nine_digits():
    assert old_card_faults("999000001") == ()
    assert old_card_faults("99900001") == (Fault.LENGTH,)
    assert old_card_faults("99900000a") == (Fault.NOT_DIGITS,)


def test_a_mask_shows_three_and_three():
    assert mask_number(read_number("'999 000.000-001")) == "999••••••001"
    assert mask_number("12345") == "•••••"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hrê", "HRE"),
        ("dân tộc H're", "HRE"),
        ("XÊ ĐĂNG", "XO_DANG"),
        ("Xơ-Đăng", "XO_DANG"),
        ("Cor", "CO"),
        ("Giẻ - Triêng", "GIE_TRIENG"),
        ("Ba Na", "BA_NA"),
        ("Gia Rai", "GIA_RAI"),
        ("Thổ", "THO"),
        ("", None),
        ("Không rõ", None),
    ],
)
def test_a_group_is_read_as_people_write_it(text, code):
    assert read_ethnicity(text) == code


def test_every_name_and_code_is_read_as_itself():
    assert [read_ethnicity(name) for name in ETHNICITIES.values()] == list(ETHNICITIES)
    assert [read_ethnicity(code) for code in ETHNICITIES] == list(ETHNICITIES)
    assert [code for code in ETHNICITIES if not is_minority(code)] == ["KINH"]
