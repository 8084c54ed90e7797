"""Overlays that a careless or a hostile hand writes: refused with a sentence, never kept and never a crash."""

import pytest

from tantam.programmes.law_files import load_law
from tantam.programmes.reforms.reading import UnreadableOverlay, read_overlay
from tests.repo.source import ROOT

HEAD = "name: Thử\nstarts_on: 2027-01-01\n"
NEW = """add:
  local-loan:
    name: {vi: Vay, en: Loan}
    who: {vi: Hộ, en: Households}
    cap: {pieces: [{amount_vnd: 50_000_000}]}
    rate: {share_ppm: 1_000_000, of: local-loan}
    longest_term: {months: 12}
    requirements: [{key: has-student, words: {vi: Có, en: Has}, when: {fact: has_student}}]
"""
EARLY = """name: Thử
starts_on: 2005-01-01
change:
  newly-escaped:
    lending: OPEN
    requirements:
      recently-escaped: {when: {fact: escaped_on, years_since_at_most: {parameter: escaped_years}}}
"""


def refused(text):
    with pytest.raises(UnreadableOverlay) as problem:
        read_overlay(text, load_law(ROOT / "law"))
    return str(problem.value)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "change: {poor: {rate: {share_ppm: 1_000_000, of: poor}}}",
        HEAD + "change: {poor: {rate: {share_ppm: 1_000_000, of: near-poor}}}",
        HEAD + NEW,
    ],
)
def test_a_rate_that_is_in_the_end_a_share_of_itself_is_refused(text):
    assert "tính vòng quanh" in refused(text)


def test_a_rule_whose_parameter_has_no_value_on_the_day_of_effect_is_refused():
    assert "escaped_years" in refused(EARLY)


@pytest.mark.parametrize("escape", ["\\0", "\\x07", "\\uD800", "\\uFFFF"])
def test_characters_that_no_database_keeps_are_refused_with_their_line(escape):
    text = f'starts_on: 2027-01-01\nname: "a{escape}b"\nchange: {{poor: {{rate: {{ppm: 60_000}}}}}}'

    assert refused(text).startswith("Dòng 2")
