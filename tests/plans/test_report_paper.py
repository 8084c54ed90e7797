"""Whatever units write, both files of a report can be drawn, and its counts reconcile."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tantam.core.canonical import canonical_json, plain
from tantam.core.duties import DONE, DutyState
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.plans.reporting.content import content_of, tally_of
from tantam.plans.reporting.facts import (
    Deliverables,
    DutyResult,
    IndicatorTotal,
    ReportFacts,
    SectionResults,
    TaskResults,
)
from tantam.plans.reporting.paper import paper_of

texts = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "#panic() $x$ *a* _b_ [c] @d <e> // \\ `", "Dài " * 300, "x" * 200, "một\n\nhai\tba"]),
)
units = st.sampled_from(["Ba Tơ", "Sở Tài chính", "Đặc khu Lý Sơn", "Đơn vị có tên rất dài " * 4])


@st.composite
def duties(draw):
    state = draw(st.sampled_from(DutyState))
    return DutyResult(
        unit=draw(units),
        state=state,
        accepted=state in DONE and draw(st.booleans()),
        text=draw(texts),
        difficulties=draw(texts),
        proposals=draw(texts),
        documents=tuple(draw(st.lists(texts, max_size=3))),
    )


@st.composite
def facts(draw):
    sections = [
        SectionResults(
            code=code,
            title=draw(texts),
            tasks=tuple(
                TaskResults(f"{code}.{n}", draw(texts), tuple(draw(st.lists(duties(), min_size=1, max_size=5))))
                for n in range(1, draw(st.integers(2, 4)))
            ),
        )
        for code in ("I", "II", "III")[: draw(st.integers(0, 3))]
    ]
    return ReportFacts(
        plan_number="17/KH-UBND",
        plan_title="Kế hoạch",
        plan_issued_on=date(2025, 8, 7),
        issuer="Ủy ban nhân dân tỉnh Quảng Ngãi",
        period_code="2026",
        period_label="Năm 2026",
        starts_on=date(2025, 12, 15),
        ends_before=date(2026, 12, 15),
        as_of=date(2026, 11, 22),
        sections=tuple(sections),
        indicators=(
            IndicatorTotal("I.1", draw(texts), "triệu đồng", Decimal("12.50"), Decimal(1), Decimal(11), 3),
            IndicatorTotal("I.2", draw(texts), "%", None, Decimal("88.5"), Decimal("97.0"), 4),
        ),
        deliverables=Deliverables(),
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts())
def test_both_files_can_be_drawn_whatever_people_wrote(report):
    content = content_of(report, place="Quảng Ngãi", edited={})

    paper = paper_of(content)

    assert write_pdf(paper).startswith(b"%PDF")
    assert write_word(paper).startswith(b"PK")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts())
def test_every_duty_stands_once_in_the_annex_and_in_the_counts(report):
    content = content_of(report, place="Quảng Ngãi", edited={})

    tasks = [task for section in content["sections"] for task in section["tasks"]]
    told = [len(task["results"]) + sum(len(other["units"]) for other in task["others"]) for task in tasks]
    assert told == [tally_of(task["counts"]).total for task in tasks]
    assert sum(told) == tally_of(content["total"]).total == sum(1 for _ in report.duties)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts())
def test_the_content_is_plain_and_has_one_canonical_form(report):
    content = content_of(report, place="Quảng Ngãi", edited={})

    assert plain(content) == content
    assert canonical_json(content) == canonical_json(content_of(report, place="Quảng Ngãi", edited={}))
