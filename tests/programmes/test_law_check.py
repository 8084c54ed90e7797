"""Each check of the law finds the fault that was planted for it."""

from datetime import date

import pytest

from tantam.core.law.dated import Dated, Reference
from tantam.core.law.programme import Cap, Rate, Silence
from tantam.programmes.law_cases import Cases, load_cases
from tantam.programmes.law_check import LawReport, check_law, uncovered
from tantam.programmes.law_files import load_law
from tests.repo.source import ROOT

TODAY = date(2026, 11, 22)
LAW = load_law(ROOT / "law")
CASES = load_cases(ROOT / "law")
NO_CASES = Cases(programmes=(), poverty=(), files={})


def report_of(law, cases=NO_CASES, today=TODAY) -> LawReport:
    return check_law(law, cases, today=today, months_until_unchecked=12)


def problems(law, check, cases=NO_CASES):
    return [str(problem) for problem in report_of(law, cases).problems if problem.check == check]


def changed(code="poor", **fields):
    """Return the law with some fields of a programme replaced."""
    programme = LAW.programmes[code].model_copy(update=fields)
    return LAW.model_copy(update={"programmes": {**LAW.programmes, code: programme}})


def moved(dated, **fields):
    return dated.model_copy(update=fields)


def test_the_law_as_it_stands_holds():
    report = report_of(LAW, CASES)

    assert not report.problems
    assert report.programmes == 35
    assert report.cases >= 300
    assert not report.stale


def test_two_values_on_one_day_are_found():
    earlier, later = LAW.programmes["poor"].cap

    found = problems(changed(cap=(moved(earlier, ends_before=None), later)), "OVERLAP")

    assert found == ["poor: cap: hai giá trị cùng có hiệu lực ngày 01/03/2019"]


def test_a_hole_between_two_values_is_found():
    earlier, later = LAW.programmes["poor"].cap

    found = problems(changed(cap=(moved(earlier, ends_before=date(2019, 2, 1)), later)), "HOLE")

    assert any("poor: cap" in hole and "01/02/2019" in hole for hole in found)


def test_money_lent_without_a_rate_is_found():
    found = problems(changed(rate=()), "HOLE")

    assert any("poor: rate" in hole for hole in found)


def test_a_hole_that_the_file_explains_is_none():
    silence = Silence(what="rate", starts_on=date(2002, 10, 19), note="Không có trong nguồn")
    others = tuple(one for one in LAW.programmes["poor"].silent if one.what != "rate")

    found = problems(changed(rate=(), silent=(*others, silence)), "HOLE")

    assert not found


def test_a_file_that_is_silent_and_speaks_at_once_is_found():
    silence = Silence(what="cap", starts_on=date(2026, 1, 1), note="Không có trong nguồn")

    found = problems(changed(silent=(*LAW.programmes["poor"].silent, silence)), "SILENCE")

    assert found == ["poor: cap: vừa có giá trị từ 01/03/2019 vừa ghi silent"]


def test_a_rule_whose_number_begins_too_late_is_found():
    [years] = LAW.programmes["newly-escaped"].parameters["escaped_years"]
    late = {"escaped_years": (moved(years, starts_on=date(2020, 1, 1)),)}

    found = problems(changed("newly-escaped", parameters=late), "PARAMETER")

    assert found == ["newly-escaped: parameters.escaped_years: quy tắc recently-escaped cần giá trị từ ngày 05/09/2015"]


@pytest.mark.parametrize(
    ("document", "year", "is_found"),
    [
        ("08/2021/QĐ-TTg", 2026, True),
        ("08/2026/QĐ-TTg", 2026, False),
        ("2085/QĐ-TTg", 2016, False),
        ("12/QĐ-HĐQT", 2019, False),
        (" ", 2019, True),
    ],
)
def test_a_year_that_is_not_the_documents_is_found(document, year, is_found):
    earlier, later = LAW.programmes["poor"].cap
    reference = Reference(document=document, year=year, article="1")

    found = problems(changed(cap=(earlier, moved(later, reference=reference))), "REFERENCE")

    assert bool(found) is is_found


def test_rates_that_go_in_a_circle_are_found():
    share = Rate(share_ppm=1_000_000, of="near-poor")
    [*_others, last] = LAW.programmes["poor"].rate

    found = problems(changed(rate=(moved(last, value=share, starts_on=date(2002, 1, 1)),)), "RATE")

    assert any(problem.startswith("poor: rate: tính theo chính nó") for problem in found)


def test_a_share_of_a_rate_that_is_not_there_yet_is_found():
    earlier, later = LAW.programmes["near-poor"].rate

    found = problems(changed("near-poor", rate=(moved(earlier, starts_on=date(2013, 4, 16)), later)), "RATE")

    assert found == ["near-poor: rate: poor không có lãi suất từ ngày 16/04/2013"]


def test_a_case_that_the_law_answers_otherwise_is_found():
    earlier, later = LAW.programmes["poor"].cap
    generous = Dated[Cap].model_validate({**later.model_dump(), "value": Cap(at_most_vnd=150_000_000)})

    found = problems(changed(cap=(earlier, generous)), "CASE", CASES)

    assert any("Hộ nghèo, chưa nợ ngân hàng: cap_vnd là 150000000, mong đợi 100000000" in case for case in found)


@pytest.mark.parametrize(
    "title", ["Hộ không có ai từ đủ 18 tuổi để đứng tên", "Chưa biết hộ có người từ đủ 18 tuổi hay không"]
)
def test_a_rule_that_no_case_tries_is_found(title):
    fewer = CASES.model_copy(
        update={
            "programmes": tuple(
                case for case in CASES.programmes if (case.programme, case.title) != ("water-sanitation", title)
            )
        }
    )

    found = problems(LAW, "COVERAGE", fewer)

    assert [line.split(": chưa")[0] for line in found] == ["water-sanitation: requirements.has-adult"]


def test_a_value_that_no_case_tries_is_found():
    later = tuple(case for case in CASES.programmes if case.on != date(2019, 2, 28))

    found = problems(LAW, "COVERAGE", CASES.model_copy(update={"programmes": later}))

    assert "poor: cap từ 01/05/2014: chưa có tình huống nào thử giá trị này" in found


def test_a_programme_without_cases_is_found():
    found = problems(LAW, "COVERAGE")

    assert "local-schemes: chưa có tình huống nào" in found


def test_values_that_nobody_looked_at_for_a_year_are_named():
    today = report_of(LAW, today=date(2027, 11, 30)).stale
    later = report_of(LAW, today=date(2027, 12, 1)).stale

    assert not today
    assert len(later) == report_of(LAW).values


def test_values_to_be_verified_and_articles_to_be_found_are_named():
    report = report_of(LAW)

    assert "poverty/standard: poverty_standard từ 01/01/2022" in [str(value) for value in report.unverified]
    assert all(value.standing.reference.article == "chưa xác định" for value in report.without_article)


def test_holes_are_counted_between_spans():
    spans = [
        Silence(what="cap", starts_on=date(2020, 1, 1), ends_before=date(2021, 1, 1), note="a"),
        Silence(what="cap", starts_on=date(2022, 1, 1), ends_before=date(2023, 1, 1), note="b"),
    ]

    assert uncovered(spans, date(2019, 1, 1), None) == [date(2019, 1, 1), date(2021, 1, 1), date(2023, 1, 1)]
    assert uncovered(spans, date(2020, 6, 1), date(2020, 9, 1)) == []
    assert uncovered([], date(2020, 6, 1), date(2020, 9, 1)) == [date(2020, 6, 1)]
