"""Numbers and symbols of official documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.symbols import (
    NUMBER_MAX,
    DocumentSymbol,
    Kind,
    SymbolProblem,
    kind_of_abbreviation,
    kind_of_label,
    read_symbol,
)


@pytest.mark.parametrize(
    ("text", "kind", "number", "issuer"),
    [
        ("17/KH-UBND", Kind.PLAN, 17, "UBND"),
        ("1560/QĐ-TTg", Kind.DECISION, 1560, "TTg"),
        ("1560/QĐ-TTG", Kind.DECISION, 1560, "TTG"),
        ("05/BC-SNV", Kind.REPORT, 5, "SNV"),
        ("Số: 62/TTr-SNV", Kind.SUBMISSION, 62, "SNV"),
        ("số 12/NQ-HĐND", Kind.RESOLUTION, 12, "HĐND"),
        ("3/TB-UBND", Kind.ANNOUNCEMENT, 3, "UBND"),
        ("8/HD-NHCS", Kind.GUIDANCE, 8, "NHCS"),
        ("9/HĐ-NHCS", Kind.CONTRACT, 9, "NHCS"),
        ("4/CTr-UBND", Kind.PROGRAMME, 4, "UBND"),
        ("4/CT-UBND", Kind.DIRECTIVE, 4, "UBND"),
        ("1234/UBND-KTTH", Kind.LETTER, 1234, "UBND"),
        ("77/CV-NHCS", Kind.LETTER, 77, "NHCS"),
        ("30/2020/NĐ-CP", Kind.DECREE, 30, "CP"),
        ("09/2019/TT-NHNN", Kind.CIRCULAR, 9, "NHNN"),
        ("91/2025/QH15", Kind.NATIONAL_ASSEMBLY, 91, "QH15"),
        ("39-CT/TW", Kind.DIRECTIVE, 39, "TW"),
        ("77-KH/TU", Kind.PLAN, 77, "TU"),
        (" 17 / KH - UBND ", Kind.PLAN, 17, "UBND"),
        ("17/KH–UBND", Kind.PLAN, 17, "UBND"),
    ],
)
def test_symbols_are_taken_apart(text, kind, number, issuer):
    symbol = read_symbol(text).symbol

    assert (symbol.kind, symbol.number, symbol.issuer) == (kind, number, issuer)


def test_a_letter_names_its_drafting_unit():
    symbol = read_symbol("1234/UBND-KTTH").symbol

    assert (symbol.unit, symbol.kind_text) == ("KTTH", "")


def test_a_number_may_carry_a_letter():
    assert read_symbol("17a/KH-UBND").symbol == DocumentSymbol(17, Kind.PLAN, "KH", "UBND", number_letter="a")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", SymbolProblem.EMPTY),
        ("Số:", SymbolProblem.EMPTY),
        ("KH-UBND", SymbolProblem.NO_NUMBER),
        ("17", SymbolProblem.NO_SYMBOL),
        ("17/", SymbolProblem.NO_SYMBOL),
        ("17/KH-", SymbolProblem.NO_SYMBOL),
        ("39-CT", SymbolProblem.NO_SYMBOL),
        ("17/KH", SymbolProblem.NO_ISSUER),
        ("07/08/2025", SymbolProblem.BAD_CHARACTERS),
        ("15/2026", SymbolProblem.NO_SYMBOL),
        ("0/KH-UBND", SymbolProblem.NUMBER_OUT_OF_RANGE),
        ("1234567/KH-UBND", SymbolProblem.NUMBER_OUT_OF_RANGE),
        ("17/9999/NĐ-CP", SymbolProblem.YEAR_OUT_OF_RANGE),
        ("17/KH-UB ND", SymbolProblem.BAD_CHARACTERS),
        ("17/KH-<b>", SymbolProblem.BAD_CHARACTERS),
    ],
)
def test_what_is_not_a_symbol_says_why(text, problem):
    reading = read_symbol(text)

    assert (reading.symbol, reading.problem) == (None, problem)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_found_by_its_name_and_its_abbreviation(kind):
    assert kind_of_label(kind.label.upper()) is kind
    assert kind_of_abbreviation(kind.abbreviation) is kind


letters = st.sampled_from(["UBND", "SNV", "NHCS", "TTg", "HĐND", "TW", "MTTQ"])
state_symbols = st.builds(
    DocumentSymbol,
    number=st.integers(1, NUMBER_MAX),
    kind=st.just(Kind.REPORT),
    kind_text=st.just("BC"),
    issuer=letters,
    unit=st.just("") | letters,
    number_letter=st.sampled_from(["", "a", "b"]),
    year=st.none() | st.integers(1945, 2100),
)
party_symbols = st.builds(
    DocumentSymbol,
    number=st.integers(1, NUMBER_MAX),
    kind=st.just(Kind.DIRECTIVE),
    kind_text=st.just("CT"),
    issuer=letters,
    is_party=st.just(True),
)


@given(state_symbols | party_symbols)
def test_a_written_symbol_is_read_back_the_same(symbol):
    assert read_symbol(symbol.text).symbol == symbol


@given(st.text(max_size=30))
def test_any_text_gets_either_a_symbol_or_a_problem(text):
    reading = read_symbol(text)

    assert (reading.symbol is None) != (reading.problem is None)
