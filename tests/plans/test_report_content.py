"""What a report says: counts that reconcile, and only what was accepted."""

from datetime import date
from decimal import Decimal

import pytest

from tantam.plans.models import Duty, Indicator, IndicatorValue, Period, Submission
from tantam.plans.queries.reports import get_facts
from tantam.plans.reporting.content import indicator_value, tally_of
from tests.support.cast import TODAY
from tests.support.reports import AT, draw, page_of, text_of

pytestmark = pytest.mark.django_db


def test_the_counts_of_a_report_reconcile(cast, reported):
    content = page_of(draw(cast, reported)).content

    whole = tally_of(content["total"])
    assert (whole.total, whole.done_on_time, whole.done_late, whole.exempt) == (13, 2, 1, 1)
    assert whole.total == sum(tally_of(section["counts"]).total for section in content["sections"])
    assert whole.total == sum(
        tally_of(task["counts"]).total for section in content["sections"] for task in section["tasks"]
    )
    rows = [
        len(task["results"]) + sum(len(other["units"]) for other in task["others"])
        for section in content["sections"]
        for task in section["tasks"]
    ]
    assert sum(rows) == whole.total


def test_only_accepted_work_is_told(cast, reported):
    content = page_of(draw(cast, reported)).content

    assert content["accepted"] == 2
    assert "Chưa được tiếp nhận." not in str(content)
    task = content["sections"][0]["tasks"][0]
    assert [(one["unit"], one["state"]) for one in task["results"]] == [
        ("Ba Tơ", "DONE_ON_TIME"),
        ("Ba Vì", "DONE_LATE"),
    ]
    assert task["results"][0]["documents"] == ["Kế hoạch số 15/KH-UBND ngày 02/03/2026"]


def test_the_narrative_gives_rates_with_what_they_are_made_of(cast, reported):
    number = draw(cast, reported)

    general = text_of(number, "general")
    assert "Đã hoàn thành 3/12 (25,0%), trong đó đúng hạn 2/12 (16,7%), hoàn thành quá hạn 1." in general
    assert "ban hành 1 văn bản; đăng, phát 1 tin, bài" in general
    assert "45 lượt người" in general
    assert "số liệu từ ngày 15/12/2025 đến ngày 14/12/2026" in text_of(number, "opening")


def test_the_same_difficulty_told_by_two_units_stands_once_with_both_names(cast, reported):
    number = draw(cast, reported)

    assert text_of(number, "difficulties") == ("- Ba Tơ, Ba Vì (nhiệm vụ I.1): Thiếu kinh phí tuyên truyền.")
    assert text_of(number, "proposals") == "- Ba Tơ (nhiệm vụ I.1): Bố trí thêm kinh phí."


def test_indicators_are_added_up_over_units(cast, reported):
    content = page_of(draw(cast, reported)).content

    assert content["indicators"] == [
        {
            "task_code": "I.1",
            "name": "Số cán bộ được quán triệt",
            "measure": "người",
            "value": "165",
            "lowest": "45",
            "highest": "120",
            "units_count": 2,
        }
    ]


def test_shares_are_not_added_up(cast, reported):
    share = Indicator.objects.create(
        task=reported.tasks["I.1"], code="tl", name="Tỷ lệ tổ xếp loại tốt", measure="%", decimals=1, order=1
    )
    for submission, value in zip(Submission.objects.filter(state="ACCEPTED"), ("88.5", "97"), strict=True):
        IndicatorValue.objects.create(submission=submission, indicator=share, value=Decimal(value))

    content = page_of(draw(cast, reported)).content

    assert content["indicators"][1]["value"] is None
    assert indicator_value(content["indicators"][1]) == "88,5 – 97,0"


def test_a_tasks_own_deadline_belongs_to_the_period_whose_data_it_falls_into(cast, reported):
    own = Period.objects.create(
        plan=reported.plan,
        kind="DEADLINE",
        code="II.3-D",
        label="Quý III/2026",
        task=reported.tasks["II.3"],
        starts_on=date(2026, 7, 1),
        ends_before=date(2026, 10, 1),
        opens_on=date(2026, 9, 1),
        due_on=date(2026, 9, 30),
        opened_at=AT,
    )
    Duty.objects.create(
        task=reported.tasks["II.3"],
        unit=cast.units["SNV"],
        period=own,
        opens_on=own.opens_on,
        due_on=own.due_on,
        original_due_on=own.due_on,
        created_at=AT,
    )

    year = get_facts(period=reported.periods["2026"], on=TODAY)
    half = get_facts(period=reported.periods["2026-H1"], on=TODAY)

    assert year.tally.total == 14
    assert half.tally.total == 13


def test_the_facts_take_a_fixed_number_of_queries(cast, reported, django_assert_num_queries):
    period = Period.objects.select_related("plan").get(id=reported.periods["2026"].id)

    with django_assert_num_queries(6):
        get_facts(period=period, on=TODAY)
