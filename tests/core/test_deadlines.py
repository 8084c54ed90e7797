"""Phrases of time as annexes have them, read without guessing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.deadlines import read_deadline

PHRASES = json.loads((Path(__file__).parent / "annex" / "annex-shapes.json").read_text(encoding="utf-8"))["deadlines"]
ISSUED = date(2025, 8, 7)


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["text"])
def test_the_agreed_phrases_read_as_agreed(row):
    issued = date.fromisoformat(row["issued"])

    deadline = read_deadline(row["text"], issued_on=issued, column_is_days="column" in row)

    assert deadline.text == row["text"]
    assert deadline.kind == row["kind"]
    assert (deadline.due and deadline.due.isoformat()) == row["due"]
    if "period" in row:
        assert list(deadline.period) == row["period"]


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Trước ngày 15 tháng 12 năm 2026", "date", date(2026, 12, 14)),
        ("Đến trước ngày 15/12/2026", "date", date(2026, 12, 14)),
        ("Hoàn thành trước ngày 31/12/2026", "date", date(2026, 12, 30)),
        ("Trước tháng 6/2026", "date", date(2026, 5, 31)),
        ("Trước quý IV/2026", "date", date(2026, 9, 30)),
        ("Quý IV/2026", "date", date(2026, 12, 31)),
        ("Quý I, II/2026", "date", date(2026, 6, 30)),
        ("Chậm nhất 30/6/2026", "date", date(2026, 6, 30)),
        ("Chậm nhất ngày 30.6.2026", "date", date(2026, 6, 30)),
        ("Tháng 6/2026", "date", date(2026, 6, 30)),
        ("Tháng 02 năm 2028", "date", date(2028, 2, 29)),
        ("Năm 2026", "date", date(2026, 12, 31)),
        ("Đến hết năm 2026", "date", date(2026, 12, 31)),
        ("6 tháng cuối năm 2026", "date", date(2026, 12, 31)),
        ("Từ năm 2026 đến năm 2030", "period", date(2030, 12, 31)),
        ("2026 – 2030", "period", date(2030, 12, 31)),
        ("Từ tháng 3/2026 đến tháng 6/2026", "period", date(2026, 6, 30)),
        ("03 tháng kể từ ngày ban hành Kế hoạch", "relative", date(2025, 11, 7)),
        ("Trong vòng 30 ngày kể từ ngày ký ban hành", "relative", date(2025, 9, 6)),
        ("Sau khi có hướng dẫn của Bộ Tài chính", "relative_to_event", None),
        ("THƯỜNG XUYÊN", "continuous", None),
        ("Hàng năm", "yearly", None),
        ("Hằng quý", "quarterly", None),
        ("Định kỳ hằng quý", "quarterly", None),
        ("Hằng tháng", "monthly", None),
        ("6 tháng, hằng năm", "half_yearly", None),
    ],
)
def test_other_phrases_of_annexes_are_read(text, kind, due):
    deadline = read_deadline(text, issued_on=ISSUED)

    assert (deadline.kind, deadline.due, deadline.doubt) == (kind, due, None)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("31/02/2026", "DATE_IMPOSSIBLE"),
        ("Trước ngày 29/02/2027", "DATE_IMPOSSIBLE"),
        ("Tháng 13/2026", "DATE_IMPOSSIBLE"),
        ("30/02", "DATE_IMPOSSIBLE"),
        ("Trước 15/12", "YEAR_MISSING"),
        ("Quý II", "YEAR_MISSING"),
        ("15", "NOT_UNDERSTOOD"),
        ("Theo chỉ đạo của Trung ương", "NOT_UNDERSTOOD"),
        ("Năm 2026 và những năm tiếp theo", "NOT_UNDERSTOOD"),
        ("Quý III/2025 hoặc khi cần", "NOT_UNDERSTOOD"),
        ("", "NOT_UNDERSTOOD"),
    ],
)
def test_what_is_not_understood_stays_unparsed_with_a_doubt(text, doubt):
    deadline = read_deadline(text, issued_on=ISSUED)

    assert (deadline.kind, deadline.due, deadline.doubt) == ("unparsed", None, doubt)


@pytest.mark.parametrize(
    ("text", "recurrence", "yearly_by", "monthly_by"),
    [
        ("Hằng năm (trước 15/12)", ("year",), (12, 14), None),
        ("Trước ngày 30/11 hằng năm", ("year",), (11, 29), None),
        ("Quý IV hằng năm", ("year",), (12, 31), None),
        ("Trước ngày 20 hằng tháng", ("month",), None, 19),
        ("Thường xuyên, hằng năm", ("continuous", "year"), None, None),
        ("Định kỳ 6 tháng, năm", ("half_year", "year"), None, None),
    ],
)
def test_recurring_work_keeps_its_rhythm_and_its_day(text, recurrence, yearly_by, monthly_by):
    deadline = read_deadline(text, issued_on=ISSUED)

    assert (deadline.recurrence, deadline.yearly_by, deadline.monthly_by) == (
        recurrence,
        yearly_by,
        monthly_by,
    )


def test_working_days_are_not_turned_into_days_here():
    deadline = read_deadline("10 ngày làm việc kể từ ngày ban hành", issued_on=ISSUED)

    assert (deadline.kind, deadline.due, deadline.doubt) == ("relative", None, "WORKING_DAYS")


def test_days_after_issue_need_the_day_of_issue():
    deadline = read_deadline("15 ngày kể từ ngày ban hành", issued_on=None)

    assert (deadline.kind, deadline.due, deadline.doubt) == ("relative", None, "ISSUE_DAY_UNKNOWN")


def test_a_deadline_before_the_plan_is_a_doubt():
    deadline = read_deadline("Quý I/2025", issued_on=ISSUED)

    assert (deadline.due, deadline.doubt) == (date(2025, 3, 31), "BEFORE_ISSUE")


@given(st.dates(min_value=date(2026, 1, 2), max_value=date(2099, 12, 31)))
def test_before_a_day_is_the_day_before(day):
    deadline = read_deadline(f"Trước ngày {day:%d/%m/%Y}", issued_on=ISSUED)

    assert deadline.due == day - timedelta(days=1)


@given(st.text(max_size=60))
def test_any_text_is_read_or_left_unparsed(text):
    deadline = read_deadline(text, issued_on=ISSUED)

    assert deadline.text == text.strip()
    assert (deadline.kind == "unparsed") <= (deadline.due is None)
