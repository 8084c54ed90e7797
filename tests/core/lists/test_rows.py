"""Rows of a list: one by one, and over the whole list."""

import json
from datetime import date

import pytest

from tantam.core.lists.fields import ListField
from tantam.core.lists.readings import plain_reading, reading_from_plain
from tantam.core.lists.rows import read_row
from tantam.core.lists.terms import ListTerms, SheetRow
from tantam.core.lists.whole import read_rows, survey_rows

TERMS = ListTerms(("Ba Tơ", "Ba Cung"), list_year=2026, effective_on=date(2026, 1, 1), allow_samples=True)
GOOD = {
    "FULL_NAME": "Phạm Văn Mẫu",
    "IDENTITY": "999080000001",
    "BIRTH": "01/05/1980",
    "SEX": "Nam",
    "ETHNICITY": "H're",
    "VILLAGE": "Làng Một",
    "STANDING": "Hộ nghèo",
    "PHONE": "0999000111",
    "INCOME": "1.200.000",
}


def row_of(number=5, **cells):
    under = {ListField(name): cell for name, cell in {**GOOD, **cells}.items() if cell is not Ellipsis}
    return SheetRow(number, under, tuple(str(cell) for cell in under.values()))


def codes(reading):
    return [reason.code for reason in reading.reasons]


def read_all(*rows, terms=TERMS):
    return [reading for _row, reading in read_rows(rows, terms=terms, survey=survey_rows(rows))]


def test_a_whole_row_becomes_typed_values():
    reading = read_row(row_of(), terms=TERMS)

    assert not reading.reasons
    assert reading.full_name == "Phạm Văn Mẫu"
    assert reading.birth_date == date(1980, 5, 1)
    assert (reading.sex, reading.ethnicity, reading.standing) == ("MALE", "HRE", "POOR")
    assert (reading.phone, reading.income_vnd, reading.relation) == ("0999000111", 1_200_000, "HEAD")


def test_a_reading_comes_back_from_its_plain_values():
    reading = read_row(row_of(STARTS_ON="01/12/2025", BIRTH="03/04/80", MEMBERS="x"), terms=TERMS)

    kept = json.loads(json.dumps(plain_reading(reading)))

    assert reading_from_plain(kept) == reading


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"FULL_NAME": ""}, "NAME_MISSING"),
        ({"FULL_NAME": "Phạm Văn M4u"}, "NAME_UNREADABLE"),
        ({"FULL_NAME": "NguyÔn V¨n MÉu"}, "LEGACY_FONT"),
        ({"FULL_NAME": "Nguyeãn Thò Tieàn", "VILLAGE": "Laøng Moät"}, "LEGACY_FONT"),
        ({"IDENTITY": "99908000001"}, "IDENTITY_LENGTH"),
        ({"IDENTITY": "051190000001", "BIRTH": "1990", "SEX": "Nam"}, "IDENTITY_SEX"),
        ({"IDENTITY": "051090000001", "BIRTH": "1991"}, "IDENTITY_BIRTH_YEAR"),
        ({"IDENTITY": "051090000001", "BIRTH": "2010"}, "IDENTITY_CENTURY"),
        ({"OLD_IDENTITY": "12345"}, "OLD_IDENTITY_LENGTH"),
        ({"BIRTH": "02/01/2026"}, "BIRTH_FUTURE"),
        ({"BIRTH": "1870"}, "BIRTH_TOO_EARLY"),
        ({"BIRTH": "04/13/1980"}, "BIRTH_AMBIGUOUS"),
        ({"STARTS_ON": "02/01/2026"}, "DATE_FUTURE"),
        ({"STARTS_ON": "đầu năm"}, "DATE_UNREADABLE"),
        ({"FEMALE_MARK": "x"}, "SEX_TWICE"),
        ({"ETHNICITY": "Sao Hỏa"}, "ETHNICITY_UNKNOWN"),
        ({"VILLAGE": ""}, "VILLAGE_MISSING"),
        ({"COMMUNE": "xã Ba Vì"}, "WRONG_COMMUNE"),
        ({"STANDING": ""}, "STANDING_MISSING"),
        ({"STANDING": "khá"}, "STANDING_UNKNOWN"),
        ({"NEAR_POOR_MARK": "x"}, "STANDING_TWICE"),
        ({"MEMBERS": "bốn"}, "NUMBER_UNREADABLE"),
        ({"INCOME": "1.200"}, "NUMBER_AMBIGUOUS"),
        ({"INCOME": 1200}, "INCOME_UNIT"),
        ({"INCOME": "#REF!"}, "ERROR_VALUE"),
    ],
)
def test_what_is_wrong_is_named(cells, code):
    assert code in codes(read_row(row_of(**cells), terms=TERMS))


def test_values_of_reasons_never_say_who_the_person_is():
    reading = read_row(
        row_of(IDENTITY="99908000001", OLD_IDENTITY="1", BIRTH="31/02/1980", ETHNICITY="?", MEMBERS="y"), terms=TERMS
    )

    told = {str(value) for reason in reading.reasons for value in reason.values.values()}
    assert told <= {"11", "1", "MEMBERS"}


@pytest.mark.parametrize("name", ["xã Ba Tơ", "Ba Tơ", "BA TƠ", "xã Ba Cung", "xã Ba Tơ, tỉnh Quảng Ngãi", ""])
def test_the_commune_may_go_by_its_old_and_new_names(name):
    assert not codes(read_row(row_of(COMMUNE=name), terms=TERMS))


def test_income_in_thousands_is_counted_in_dong():
    reading = read_row(row_of(INCOME="1250,5"), terms=TERMS, income_unit_vnd=1_000)

    assert reading.income_vnd == 1_250_500


def test_names_in_capitals_are_written_as_names():
    assert read_row(row_of(FULL_NAME="ĐINH THỊ ÁNH"), terms=TERMS).full_name == "Đinh Thị Ánh"


def test_a_year_under_the_column_of_women_says_the_sex_too():
    reading = read_row(row_of(BIRTH=..., SEX=..., BIRTH_MALE="", BIRTH_FEMALE=1984), terms=TERMS)

    assert (reading.sex, reading.birth_year, reading.birth_date) == ("FEMALE", 1984, None)


def test_a_list_of_removals_needs_no_standing():
    terms = ListTerms(("Ba Tơ",), 2026, date(2026, 1, 1), needs_standing=False, allow_samples=True)

    assert not codes(read_row(row_of(STANDING=""), terms=terms))


def test_a_telephone_that_cannot_be_dialled_refuses_nobody():
    reading = read_row(row_of(PHONE="không có"), terms=TERMS)

    assert not reading.reasons
    assert [caution.code for caution in reading.cautions] == ["PHONE_UNREADABLE"]


def test_the_same_person_twice_is_refused_the_second_time_with_the_first_row():
    first, second = read_all(row_of(5), row_of(6, FULL_NAME="Phạm Văn Mẫu Hai"))

    assert not first.reasons
    assert second.reasons[-1].code == "DUPLICATE_IN_LIST"
    assert second.reasons[-1].values == {"row": 5}


def test_without_a_number_name_day_and_village_make_a_person():
    same = read_all(row_of(5), row_of(6, IDENTITY=""))
    other_day = read_all(row_of(5, IDENTITY=""), row_of(6, IDENTITY="", BIRTH="02/05/1980"))
    other_tone = read_all(row_of(5, IDENTITY=""), row_of(6, IDENTITY="", FULL_NAME="Phạm Văn Mậu"))
    two_cards = read_all(row_of(5), row_of(6, IDENTITY="999080000002"))

    assert codes(same[1]) == ["DUPLICATE_IN_LIST"]
    assert not codes(other_day[1])
    assert not codes(other_tone[1])
    assert not codes(two_cards[1])


def test_two_of_one_name_and_year_are_one_person_only_in_one_household():
    near = read_all(
        row_of(5, IDENTITY="", BIRTH=1980, HOUSEHOLD_CODE="H1"), row_of(6, IDENTITY="", BIRTH=1980, HOUSEHOLD_CODE="H1")
    )
    far = read_all(
        row_of(5, IDENTITY="", BIRTH=1980, HOUSEHOLD_CODE="H1"), row_of(6, IDENTITY="", BIRTH=1980, HOUSEHOLD_CODE="H2")
    )

    assert codes(near[1]) == ["DUPLICATE_IN_LIST"]
    assert not codes(far[1])


def person(number, relation, identity, **cells):
    return row_of(number, RELATION=relation, IDENTITY=f"9990000000{identity:02d}", SEX="", **cells)


def test_members_belong_to_the_head_with_their_code_or_to_the_head_above():
    coded = read_all(person(5, "Con", 1, HOUSEHOLD_CODE="H1"), person(6, "Chủ hộ", 2, HOUSEHOLD_CODE="H1"))
    uncoded = read_all(person(5, "Chủ hộ", 1), person(6, "Vợ", 2), person(7, "Chủ hộ", 3), person(8, "Con", 4))

    assert [reading.head_row for reading in coded] == [6, 6]
    assert [reading.head_row for reading in uncoded] == [5, 5, 7, 7]


def test_a_household_without_a_head_or_with_two_is_pointed_out():
    headless = read_all(person(5, "Con", 1, HOUSEHOLD_CODE="H1"))
    two = read_all(person(5, "Chủ hộ", 1, HOUSEHOLD_CODE="H1"), person(6, "Chủ hộ", 2, HOUSEHOLD_CODE="H1"))

    assert "NO_HEAD" in [caution.code for caution in headless[0].cautions]
    assert headless[0].head_row is None
    assert [caution.values for caution in two[1].cautions if caution.code == "TWO_HEADS"] == [{"row": 5}]


def test_lines_between_the_persons_say_village_and_standing_and_are_not_persons():
    def line(number, text):
        return SheetRow(number, {ListField.FULL_NAME: text, ListField.VILLAGE: "", ListField.BIRTH: ""}, ("", text))

    rows = [
        line(4, "A. Hộ nghèo"),
        line(5, "I. Thôn Làng Hai"),
        row_of(6, VILLAGE="", STANDING=...),
        line(7, "Tổng cộng: 1 hộ"),
        line(8, "Hộ cận nghèo"),
        row_of(9, VILLAGE="", STANDING=..., IDENTITY="999080000002", FULL_NAME="Đinh Văn Hai"),
        line(10, "Người lập biểu"),
    ]
    readings = read_all(*rows)

    assert [(reading.number, reading.standing, reading.village) for reading in readings] == [
        (6, "POOR", "Thôn Làng Hai"),
        (9, "NEAR_POOR", "Thôn Làng Hai"),
    ]


def test_days_that_a_spreadsheet_exchanged_with_months_are_refused():
    rows = [
        row_of(5, IDENTITY="", BIRTH=date(1980, 4, 3)),
        row_of(6, IDENTITY="", BIRTH=date(1981, 5, 12)),
        row_of(7, IDENTITY="", BIRTH=date(1982, 6, 6)),
        row_of(8, IDENTITY="", BIRTH="25/04/1980"),
    ]

    readings = read_all(*rows)

    assert [codes(reading) for reading in readings] == [["BIRTH_AMBIGUOUS"], ["BIRTH_AMBIGUOUS"], [], []]


def test_a_formula_is_pointed_out_and_one_without_a_result_refuses():
    formula = SheetRow(5, row_of().cells, ("x",), formulas=frozenset({ListField.INCOME, ListField.NUMBER}))
    valueless = SheetRow(
        5,
        row_of(INCOME="").cells,
        ("x",),
        formulas=frozenset({ListField.INCOME}),
        valueless=frozenset({ListField.INCOME}),
    )

    assert [caution.values for caution in read_row(formula, terms=TERMS).cautions] == [{"field": "INCOME"}]
    assert codes(read_row(valueless, terms=TERMS)) == ["FORMULA_WITHOUT_VALUE"]
