"""The worked cases of the law come out as they are written."""

from datetime import date

import pytest

from tantam.base.strict_files import UnreadableLaw
from tantam.core.law.conditions import Truth
from tantam.programmes.case_runs import run_cases, run_poverty_cases
from tantam.programmes.law_cases import load_cases
from tantam.programmes.law_files import load_law
from tests.repo.source import ROOT

LAW = load_law(ROOT / "law")
CASES = load_cases(ROOT / "law")
FILE = """
programme: poor
clause: {document: 12/QĐ-HĐQT, year: 2019, article: "1"}
cases:
  - {title: Thử, on: 2026-11-22, facts: FACTS, expect: EXPECT}
"""


@pytest.mark.parametrize("programme", sorted(LAW.programmes))
def test_cases_come_out_as_they_are_written(programme):
    wrong, _tried = run_cases(LAW, [case for case in CASES.programmes if case.programme == programme])

    assert not [f"{case.title}: {what}" for case, what in wrong]


def test_poverty_cases_come_out_as_they_are_written():
    wrong = list(run_poverty_cases(LAW, CASES.poverty))

    assert not [f"{case.title}: {what}" for case, what in wrong]


def test_one_household_is_poor_from_the_first_day_of_2027():
    same = {"is_rural": True, "income_vnd": 1_900_000, "deprivations": 3}

    classes = {case.on: case.poverty for case in CASES.poverty if case.facts == same}

    assert classes == {date(2026, 12, 31): "AVERAGE", date(2027, 1, 1): "POOR"}


def read(tmp_path, *, facts="{poverty_class: POOR, adults: 2}", expect="{answer: co}"):
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "poor.yaml").write_text(FILE.replace("FACTS", facts).replace("EXPECT", expect), encoding="utf-8")
    return load_cases(tmp_path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("co", Truth.YES),
        ("YES", Truth.YES),
        ("true", Truth.YES),
        ("khong", Truth.NO),
        ("NO", Truth.NO),
        ("chua-ro", Truth.UNKNOWN),
        ("UNKNOWN", Truth.UNKNOWN),
    ],
)
def test_an_answer_may_be_written_in_both_languages(tmp_path, written, meant):
    cases = read(tmp_path, expect=f"{{answer: {written}}}")

    assert cases.programmes[0].expect.answer is meant
    assert cases.files == {"poor.yaml": 1}


@pytest.mark.parametrize(
    ("facts", "expect", "named"),
    [
        ("{poverty_class: RICH}", "{answer: co}", "RICH"),
        ("{adults: true}", "{answer: co}", "adults"),
        ("{adults: -1}", "{answer: co}", "adults"),
        ("{wealth: 3}", "{answer: co}", "wealth"),
        ('{escaped_on: "2026-01-01"}', "{answer: co}", "escaped_on"),
        ("{}", "{answer: perhaps}", "perhaps"),
        ("{}", "{answer: co, cap: 3}", "cap"),
    ],
)
def test_a_case_that_cannot_be_meant_is_refused(tmp_path, facts, expect, named):
    with pytest.raises(UnreadableLaw, match=named):
        read(tmp_path, facts=facts, expect=expect)


@pytest.mark.parametrize(
    ("expect", "named"),
    [
        ("{answer: khong}", "trả lời có"),
        ("{answer: co, cap_vnd: 1}", "cap_vnd là 100000000, mong đợi 1"),
        ("{answer: co, cap_vnd: null}", "cap_vnd"),
        ("{answer: co, missing: [adults]}", "missing"),
        ("{answer: co, failed: [on-poor-list]}", "failed"),
        ("{answer: co, cautions: [OVERLAP]}", "cautions"),
    ],
)
def test_a_case_that_comes_out_otherwise_says_how(tmp_path, expect, named):
    cases = read(tmp_path, expect=expect)

    [(_case, what)], _tried = run_cases(LAW, cases.programmes)

    assert named in what
