"""Periods are called by their names in both languages; stored names and milestones stay as they are."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tantam.core.periods import PeriodKind, ReportingCalendar, period_span
from tantam.plans.wording.period_words import period_words

CALENDAR = ReportingCalendar(data_from_day=15, due_day=dict.fromkeys(PeriodKind, 15), opens_days_before=30)
NUMBERS = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF_YEAR: 2}
spans = st.sampled_from(PeriodKind).flatmap(
    lambda kind: st.builds(
        period_span,
        kind=st.just(kind),
        year=st.integers(2000, 2100),
        number=st.integers(1, NUMBERS.get(kind, 1)),
        calendar=st.just(CALENDAR),
    )
)


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("Tháng 3/2026", "Month 3/2026"),
        ("Quý III/2025", "Quarter III/2025"),
        ("6 tháng đầu năm 2026", "First half of 2026"),
        ("6 tháng cuối năm 2026", "Second half of 2026"),
        ("9 tháng năm 2026", "Nine months of 2026"),
        ("Năm 2026", "Year 2026"),
        ("Hạn 30/09/2025", "Due 30/09/2025"),
    ],
)
def test_a_period_is_called_by_its_english_name_on_english_screens(label, english):
    with override("en"):
        words = period_words(label)

    assert words == english


@given(span=spans)
def test_a_period_is_called_as_it_is_stored_on_vietnamese_screens(span):
    with override("vi"):
        words = period_words(span.label)

    assert words == span.label


@given(span=spans)
def test_every_kind_of_period_has_an_english_name(span):
    with override("en"):
        words = period_words(span.label)

    assert words.isascii()
    assert words != span.label


@given(day=st.dates(min_value=date(2000, 1, 1)))
def test_a_deadline_of_a_task_has_an_english_name(day):
    with override("en"):
        words = period_words(f"Hạn {day:%d/%m/%Y}")

    assert words == f"Due {day:%d/%m/%Y}"


@pytest.mark.parametrize("label", ["Trình HĐND xã", "Năm 2026 và 2027", ""])
def test_the_name_of_a_milestone_stays_as_it_was_written(label):
    with override("en"):
        words = period_words(label)

    assert words == label
