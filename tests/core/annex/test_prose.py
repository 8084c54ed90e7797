"""Plans without a table: their tasks are sentences, grouped by unit (shape S8)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tantam.core.annex import read_annex, text_source
from tantam.core.annex.frame import pieces_of
from tantam.core.annex.outline import outline_of
from tantam.core.annex.paragraphs import paragraphs_of
from tantam.core.annex.reading import DoubtCode, MentionKind
from tantam.core.annex.sentences import coordinating_in, lead_in, product_in, times_in, unit_head
from tests.core.annex.prose_plans import BY_BULLETS, BY_UNIT, PLANS, printed
from tests.core.annex.quang_ngai import VOCABULARY

LAYOUTS = {
    "whole paragraphs": {"width": 10_000},
    "wide lines": {"width": 100},
    "narrow lines": {"width": 62},
    "blank lines between paragraphs": {"width": 80, "blank_lines": True},
    "numbered pages": {"width": 90, "page_lines": 9},
    "short pages": {"width": 70, "page_lines": 4},
}


def read(text):
    return read_annex(text_source(text), vocabulary=VOCABULARY)


def found(reading):
    return [(t.code, t.content, t.lead.text, t.coordinating.text, t.product, t.time.text) for t in reading.tasks]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", PLANS)
def test_the_sentences_that_give_work_to_a_unit_are_its_tasks(name, layout):
    plan = PLANS[name]

    reading = read(printed(plan, **LAYOUTS[layout]))

    assert found(reading) == [tuple(task) for task in plan.tasks]


@pytest.mark.parametrize("name", PLANS)
def test_sentences_that_give_work_to_nobody_are_left_over_and_nothing_else_is(name):
    reading = read(printed(PLANS[name], width=10_000))

    assert tuple(left.text for left in reading.unaccounted) == PLANS[name].left


@pytest.mark.parametrize("name", PLANS)
def test_a_doubt_says_that_tasks_came_from_sentences(name):
    reading = read(printed(PLANS[name], width=90))

    assert reading.doubts[0].code == DoubtCode.PROSE
    assert DoubtCode.NO_TABLE not in {doubt.code for doubt in reading.doubts}


def test_parts_are_sections_and_units_are_headings():
    reading = read(printed(BY_UNIT, width=90))

    assert [(section.code, section.title) for section in reading.sections] == [
        ("II", "NHIỆM VỤ, GIẢI PHÁP"),
        ("III", "TỔ CHỨC THỰC HIỆN"),
    ]
    assert [heading.code for heading in reading.headings] == ["II.1", "III.1", "III.3", "III.4"]
    assert {task.section_code for task in reading.tasks} == {"II", "III"}


def test_the_day_and_the_name_of_the_plan_are_in_its_title_block():
    reading = read(printed(BY_UNIT, width=90))

    assert reading.issued_on == date(2026, 1, 5)
    assert reading.title == "KẾ HOẠCH Nâng cao chất lượng hoạt động tín dụng chính sách xã hội năm 2026"


def test_times_of_sentences_become_dates_and_rhythms():
    reading = read(printed(BY_UNIT, width=90))

    times = {task.code: (task.time.kind, task.time.due) for task in reading.tasks}

    assert times["III.1.1"] == ("date", date(2026, 12, 14))
    assert times["III.3.a"] == ("relative", date(2026, 2, 4))
    assert times["III.3.b"] == ("quarterly", None)
    assert times["III.5"] == ("yearly", None)


def test_units_of_headings_and_sentences_are_resolved_and_strangers_are_doubts():
    reading = read(printed(BY_BULLETS, width=90))

    mentions = {task.code: [(m.kind, m.codes) for m in task.lead.mentions] for task in reading.tasks}

    assert mentions["B.1"] == [(MentionKind.UNIT, ("CAT",))]
    assert mentions["B.3"] == [(MentionKind.UNKNOWN, ())]
    assert ("B.3", "Ban Quản lý Quỹ hỗ trợ nông dân") in [
        (doubt.task_code, doubt.detail) for doubt in reading.doubts if doubt.code == DoubtCode.NAME_UNKNOWN
    ]


def test_each_task_knows_its_lines():
    text = printed(BY_UNIT, width=62)
    reading = read(text)
    lines = text.split("\n")

    task = next(task for task in reading.tasks if task.code == "III.1.1")

    whole = " ".join(lines[int(place) - 1] for place in task.source)
    assert whole == f"- {task.content}"


def test_prose_that_names_no_unit_is_left_over_whole():
    text = "KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức của người dân.\nII. NHIỆM VỤ\n1. Huy động thêm vốn.\n"

    reading = read(text)

    assert reading.tasks == ()
    assert [doubt.code for doubt in reading.doubts] == [DoubtCode.NO_TABLE]
    assert [left.text for left in reading.unaccounted] == text.splitlines()


def test_a_purpose_that_mentions_units_is_no_task():
    reading = read(
        "I. MỤC ĐÍCH, YÊU CẦU\n- Các sở, ban, ngành xác định rõ trách nhiệm của mình.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế tổ chức thực hiện Kế hoạch này.\n"
    )

    assert [task.code for task in reading.tasks] == ["II.1"]
    assert reading.unaccounted == ()


def test_units_that_stand_only_in_headings_lead_the_points_below():
    reading = read(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế:\n- Rà soát quy định về cho vay.\n- Chủ trì kiểm tra việc vay vốn.\n"
        "2. Sở Nội vụ:\n- Kiện toàn tổ công tác.\n"
    )

    assert [(task.code, task.lead.text) for task in reading.tasks] == [
        ("I.1.1", "Sở Y tế"),
        ("I.1.2", "Sở Y tế"),
        ("I.2.1", "Sở Nội vụ"),
    ]


def test_a_number_left_out_is_a_doubt():
    reading = read(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: Rà soát quy định.\n2. Sở Nội vụ: Rà soát nhân sự.\n"
        "4. Sở Tài chính: Bố trí vốn ủy thác.\n"
    )

    assert [(d.task_code) for d in reading.doubts if d.code == DoubtCode.NUMBER_SKIPPED] == ["III.4"]


def test_an_annex_of_prose_after_the_foot_is_left_over():
    reading = read(printed(BY_UNIT, width=10_000) + "PHỤ LỤC\nDanh sách xã điểm\n")

    assert [left.text for left in reading.unaccounted][-2:] == ["PHỤ LỤC", "Danh sách xã điểm"]


@pytest.mark.parametrize(
    ("text", "units", "rest"),
    [
        ("Sở Tài chính", "Sở Tài chính", ""),
        ("Sở Tài chính: Chủ trì rà soát", "Sở Tài chính", "Chủ trì rà soát"),
        ("Trách nhiệm của các sở, ban, ngành", "các sở, ban, ngành", ""),
        ("Giao Sở Nội vụ chủ trì", "Sở Nội vụ", "chủ trì"),
        ("Sở Tài chính, Nội vụ và UBND các xã tham mưu", "Sở Tài chính, Nội vụ và UBND các xã", "tham mưu"),
        ("Sở Quy hoạch và Kiến trúc có trách nhiệm", "Sở Quy hoạch và Kiến trúc", "có trách nhiệm"),
    ],
)
def test_a_heading_begins_with_its_units(text, units, rest):
    head = unit_head(text, VOCABULARY)

    assert (head.units, head.rest) == (units, rest)


@pytest.mark.parametrize(
    "text", ["Hội nghị sơ kết", "Báo cáo kết quả", "Ban hành Kế hoạch", "Xã hội hóa nguồn lực", "Công tác chỉ đạo"]
)
def test_work_that_begins_like_a_unit_is_no_heading_of_units(text):
    assert unit_head(text, VOCABULARY) is None


def test_who_leads_stands_before_the_word():
    assert lead_in("Giao Sở Y tế chủ trì rà soát", VOCABULARY) == "Sở Y tế"
    assert lead_in("Rà soát quy định (Sở Y tế chủ trì; Sở Nội vụ phối hợp).", VOCABULARY) == "Sở Y tế"
    assert lead_in("Việc này do Sở Y tế và Sở Nội vụ chủ trì.", VOCABULARY) == "Sở Y tế và Sở Nội vụ"
    assert lead_in("Đơn vị được giao chủ trì rà soát", VOCABULARY) == ""


def test_who_takes_part_stands_after_the_words_or_before_them_at_the_end():
    assert coordinating_in("phối hợp chặt chẽ với Sở Y tế, Sở Nội vụ rà soát", VOCABULARY) == "Sở Y tế, Sở Nội vụ"
    assert coordinating_in("(Sở Y tế chủ trì; Sở Nội vụ phối hợp)", VOCABULARY) == "Sở Nội vụ"
    assert coordinating_in("phối hợp thực hiện tốt công tác tuyên truyền", VOCABULARY) == ""


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Bố trí vốn trong kế hoạch đầu tư công trung hạn giai đoạn 2026-2030.", ""),
        ("Lập dự toán ngân sách năm 2026 và hằng năm.", ""),
        ("Chịu trách nhiệm trước Ủy ban nhân dân tỉnh.", ""),
        ("Rà soát quy định trước ngày 15/12.", "Trước ngày 15/12"),
        ("Hằng năm, tham mưu bố trí vốn ủy thác.", "Hằng năm"),
        ("Tổng hợp, báo cáo hằng quý.", "Hằng quý"),
        ("Hoàn thành trước quý II/2026 (theo dõi thường xuyên).", "Trước quý II/2026"),
        ("Định kỳ hằng tháng rà soát; báo cáo trước ngày 30/6/2026.", "Định kỳ hằng tháng; Trước ngày 30/6/2026"),
        ("Ban hành trong 10 ngày làm việc sau khi có hướng dẫn.", "Trong 10 ngày làm việc sau khi có hướng dẫn"),
    ],
)
def test_only_times_that_the_sentence_sets_are_taken(text, time):
    assert times_in(text).text == time


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Ban hành Kế hoạch kiểm tra năm 2026 trước quý I.", "Kế hoạch kiểm tra năm 2026"),
        ("Trình Ủy ban nhân dân tỉnh ban hành Quyết định bố trí vốn.", "Quyết định bố trí vốn"),
        ("Báo cáo Ủy ban nhân dân tỉnh xem xét.", ""),
        ("Tổ chức thực hiện Kế hoạch này.", ""),
        ("Theo dõi việc ban hành Kế hoạch này.", ""),
    ],
)
def test_a_product_is_taken_only_when_it_is_clearly_said(text, product):
    assert product_in(text) == product


FRAGMENTS = st.sampled_from(
    [
        "I. MỤC ĐÍCH",
        "II. TỔ CHỨC THỰC HIỆN",
        "III. NHIỆM VỤ",
        "1. Sở Tài chính:",
        "2. Sở Nội vụ chủ trì, phối hợp với Sở Y tế:",
        "3. Về nguồn vốn",
        "a) Rà soát quy định.",
        "b) Sở Y tế: Kiểm tra trước ngày 31/02/2026.",
        "- Giao Sở Y tế chủ trì. Giao Sở Nội vụ theo dõi; Giao",
        "- Đơn vị chủ trì: Sở Y tế; thời gian:",
        "+ tham mưu, định kỳ",
        "Trong quá trình thực hiện,",
        "4",
        "phối hợp với",
        "Nơi nhận:",
        "PHỤ LỤC",
        "-",
        "",
    ]
)


@given(st.lists(FRAGMENTS, max_size=25))
def test_any_order_of_sentences_is_read_and_no_word_is_counted_twice(lines):
    reading = read("\n".join(lines))

    left = sum(len(re.sub(r"\s", "", leftover.text)) for leftover in reading.unaccounted)
    assert reading.coverage.placed + left == reading.coverage.total
    assert reading.coverage.placed >= 0
    assert all(task.content for task in reading.tasks) or reading.doubts


@given(st.lists(FRAGMENTS, max_size=25))
def test_points_without_numbers_get_codes_that_no_other_point_has(lines):
    nodes = outline_of(paragraphs_of(pieces_of(text_source("\n".join(lines))))).nodes
    printed_codes = [node.code for node in nodes if node.paragraph.label is not None]
    assume(len(set(printed_codes)) == len(printed_codes))

    codes = [node.code for node in nodes]

    assert len(set(codes)) == len(codes)
