"""The shapes of tables seen in real annexes, S0 to S9, read right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tantam.core.annex import read_annex
from tantam.core.annex.header_words import Role
from tantam.core.annex.headers import read_title, split_header
from tantam.core.annex.reading import DoubtCode
from tests.core.annex.quang_ngai import VOCABULARY
from tests.core.annex.tables import source, table

SHAPES = {
    shape["id"]: shape
    for shape in json.loads((Path(__file__).parent / "annex-shapes.json").read_text(encoding="utf-8"))["shapes"]
}
ISSUED = date(2026, 1, 5)
WORDS = {
    "content": "Rà soát quy chế cho vay",
    "lead": "Sở Tài chính",
    "coord": "Sở Nội vụ, Sở Y tế",
    "output": "Báo cáo",
    "due": "Quý IV/2026",
    "kpi": "100% xã",
    "support": "Công an tỉnh",
    "note": "Việc mới",
    "basis": "Nghị quyết số 01",
    "no": "1",
}
# The words of annex-shapes.json for roles, where they differ from ours or are kept as extra columns.
KNOWN = {role.value for role in Role}


def read(*tables, issued_on=ISSUED, **around):
    return read_annex(source(*tables, **around), vocabulary=VOCABULARY, issued_on=issued_on)


def codes(doubts, code):
    return [(doubt.task_code, doubt.detail) for doubt in doubts if doubt.code == code]


@pytest.mark.parametrize(
    "name", ["S0_seed", "S2_cv_days", "S4_time_first", "S5_due_before_output", "S6_support", "S7_basis"]
)
def test_columns_are_found_in_any_order(name):
    shape = SHAPES[name]
    words = WORDS | ({"due": "15"} if name == "S2_cv_days" else {})
    reading = read(table(shape["cols"], [words[role] for role in shape["roles"]]))

    (task,) = reading.tasks

    assert (task.code, task.content, task.lead.text) == ("1", words["content"], words["lead"])
    assert task.coordinating.text == (words["coord"] if "coord" in shape["roles"] else "")
    assert task.product == (words["output"] if "output" in shape["roles"] else "")
    assert task.time.text == words["due"]
    extras = {role: words[role] for role in shape["roles"] if role in ("kpi", "support", "note", "basis")}
    assert dict(task.extras) == extras
    assert reading.unaccounted == ()


@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if shape["cols"]])
def test_every_header_word_is_known_or_kept_by_name(name):
    shape = SHAPES[name]

    found = [read_title(title).role for title in shape["cols"]]

    for role, expected, title in zip(found, shape["roles"], shape["cols"], strict=True):
        if expected in KNOWN - {"other"}:
            assert role == expected, title


@pytest.mark.parametrize("name", ["S0_seed", "S4_time_first", "S5_due_before_output", "S6_support", "S7_basis"])
def test_a_header_that_lost_its_columns_is_split_by_its_words(name):
    shape = SHAPES[name]

    columns = split_header(" ".join(shape["cols"]).upper().split())

    assert [column.role.value for column in columns] == shape["roles"]


def s1_table(*rows, merges=()):
    header = SHAPES["S1_hn100"]["cols"]
    return table(header, *rows, merges=merges)


def test_children_inherit_what_their_group_row_holds():
    reading = read(
        s1_table(
            ["1", "Hoàn thiện cơ chế ủy thác", "", "Sở Tài chính", "Sở Nội vụ", "Quyết định", "Quý II/2026"],
            ["", "a", "Rà soát văn bản", "", "", "", ""],
            ["", "b", "Trình dự thảo", "Sở Nội vụ", "", "Tờ trình", "Trước 10/02/2026"],
            merges=[(1, 1, 1, 2)],
        )
    )

    first, second = reading.tasks

    assert (first.code, first.content, first.lead.text, first.product) == (
        "1.a",
        "Rà soát văn bản",
        "Sở Tài chính",
        "Quyết định",
    )
    assert first.coordinating.text == "Sở Nội vụ"
    assert first.time.due == date(2026, 6, 30)
    assert (second.code, second.lead.text, second.product) == ("1.b", "Sở Nội vụ", "Tờ trình")
    assert second.coordinating.text == ""
    assert second.time.due == date(2026, 2, 9)


def test_see_below_is_not_inherited_as_a_deadline():
    reading = read(
        s1_table(
            ["1", "Hoàn thiện cơ chế", "", "Sở Tài chính", "", "", "Theo thời hạn cụ thể sau đây:"],
            ["", "a", "Rà soát văn bản", "", "", "Báo cáo", "Quý I năm 2026"],
            ["", "b", "Trình dự thảo", "", "", "Tờ trình", ""],
            merges=[(1, 1, 1, 2)],
        )
    )

    times = [(task.code, task.time.text) for task in reading.tasks]

    assert times == [("1.a", "Quý I năm 2026"), ("1.b", "")]
    assert codes(reading.doubts, DoubtCode.TIME_UNREAD) == [("1.b", "")]


def test_cells_merged_downward_count_for_every_row():
    reading = read(
        table(
            SHAPES["S0_seed"]["cols"],
            ["1", "Việc một", "Sở Tài chính", "", "Báo cáo", "Hằng năm"],
            ["2", "Việc hai", "", "", "Tờ trình", ""],
            merges=[(1, 2, 2, 1), (1, 5, 2, 1)],
        )
    )

    found = [(task.code, task.lead.text, task.product, task.time.kind) for task in reading.tasks]

    assert found == [("1", "Sở Tài chính", "Báo cáo", "yearly"), ("2", "Sở Tài chính", "Tờ trình", "yearly")]


def test_a_header_of_two_rows_names_its_columns():
    reading = read(
        table(
            ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "", "Thời gian", ""],
            ["", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"],
            ["1", "Rà soát", "Sở Y tế", "Sở Nội vụ", "01/02/2026", "Quý IV/2026"],
            merges=[(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 1, 2)],
        )
    )

    (task,) = reading.tasks

    assert (task.lead.text, task.coordinating.text, task.time.due) == (
        "Sở Y tế",
        "Sở Nội vụ",
        date(2026, 12, 31),
    )
    assert task.extras["start"] == "01/02/2026"


def test_a_bare_number_in_a_column_of_days_counts_from_the_day_of_issue():
    reading = read(table(SHAPES["S2_cv_days"]["cols"], ["1", "Rà soát", "Sở Y tế", "", "15"]))

    assert (reading.tasks[0].time.kind, reading.tasks[0].time.due) == ("relative", date(2026, 1, 20))


def s3_row(code, parent="", content="Việc", owner="", due="31/12/2026", lead="Sở Tài chính"):
    return [code, parent, content, lead, owner, "", "Báo cáo", "100%", "46023", due, ""]


def test_parent_codes_make_the_tree_and_serial_days_are_read():
    reading = read(
        table(
            SHAPES["S3_kpi_xlsx"]["cols"],
            s3_row("KH20_TT_N01", content="Nhóm việc", lead="", due=""),
            s3_row("KH20_TT_N01.1", "KH20_TT_N01", due="46112"),
            s3_row("KH20_TT_N01.1.1", "KH20_TT_N01.1", due="15/05/2026"),
        )
    )

    found = [(task.code, task.parent_code, task.section_code, task.time.due) for task in reading.tasks]

    assert [section.code for section in reading.sections] == ["KH20_TT_N01"]
    assert found == [
        ("KH20_TT_N01.1", "KH20_TT_N01", "KH20_TT_N01", date(2026, 3, 31)),
        ("KH20_TT_N01.1.1", "KH20_TT_N01.1", "KH20_TT_N01", date(2026, 5, 15)),
    ]
    assert reading.tasks[0].extras["start"] == "01/01/2026"


def test_duplicate_codes_and_missing_parents_are_doubts():
    reading = read(
        table(
            SHAPES["S3_kpi_xlsx"]["cols"],
            s3_row("N01.1", "N01"),
            s3_row("N02"),
            s3_row("N02", content="Việc khác"),
        )
    )

    assert codes(reading.doubts, DoubtCode.DUPLICATE_CODE) == [("N02", "2")]
    assert codes(reading.doubts, DoubtCode.MISSING_PARENT) == [("N01.1", "N01")]


def test_a_telephone_number_is_not_kept():
    reading = read(table(SHAPES["S3_kpi_xlsx"]["cols"], s3_row("N01", owner="Phòng Tổng hợp (ĐT: 0912 345 678)")))

    (task,) = reading.tasks

    assert task.extras["Đầu mối"] == "Phòng Tổng hợp"
    assert codes(reading.doubts, DoubtCode.PHONE_LEFT_OUT) == [("N01", "Đầu mối")]


def test_a_table_over_pages_is_stitched():
    header = SHAPES["S0_seed"]["cols"]
    reading = read(
        table(
            header,
            ["1", "Rà soát các quy định về", "Sở Tài chính, Ủy ban nhân dân các", "", "Báo", "Quý IV/2026"],
        ),
        table(
            ["2", "", "", "", "", ""],
            header,
            ["", "cho vay vốn.", "xã, phường, đặc khu", "", "cáo", ""],
            ["2", "Việc hai", "Sở Y tế", "", "", "Hằng năm"],
        ),
        before=["Phụ lục"],
        after=["3"],
    )

    first, second = reading.tasks

    assert first.content == "Rà soát các quy định về cho vay vốn."
    assert first.lead.text == "Sở Tài chính, Ủy ban nhân dân các xã, phường, đặc khu"
    assert first.product == "Báo cáo"
    assert second.code == "2"
    assert reading.unaccounted == ()


def test_a_page_number_inside_a_cell_is_dropped():
    reading = read(
        table(
            SHAPES["S0_seed"]["cols"],
            ["1", "Rà soát các\n5\nquy định", "Sở Y tế", "", "", "Hằng năm"],
            wrapped=True,
        )
    )

    assert reading.tasks[0].content == "Rà soát các quy định"


def test_groups_reach_over_the_columns_with_their_number_inside():
    reading = read(
        table(
            SHAPES["S5_due_before_output"]["cols"],
            ["I. Nhóm nhiệm vụ về vốn"],
            ["1", "Việc một", "Sở Y tế", "", "Hằng năm", "Báo cáo"],
            ["II. Nhóm nhiệm vụ về giám sát"],
            ["1", "Việc hai", "Sở Nội vụ", "", "Hằng quý", "Báo cáo"],
            merges=[(1, 0, 1, 6), (3, 0, 1, 6)],
        )
    )

    assert [(section.code, section.title) for section in reading.sections] == [
        ("I", "Nhóm nhiệm vụ về vốn"),
        ("II", "Nhóm nhiệm vụ về giám sát"),
    ]
    assert [task.code for task in reading.tasks] == ["I.1", "II.1"]


def test_two_tasks_with_one_code_are_a_doubt():
    row = ["1", "Việc", "Sở Y tế", "", "", "Hằng năm"]

    reading = read(table(SHAPES["S0_seed"]["cols"], row, row))

    assert codes(reading.doubts, DoubtCode.DUPLICATE_CODE) == [("1", "2")]


def test_an_impossible_date_is_a_doubt():
    reading = read(table(SHAPES["S0_seed"]["cols"], ["1", "Việc", "Sở Y tế", "", "", "31/02/2026"]))

    assert codes(reading.doubts, DoubtCode.DATE_IMPOSSIBLE) == [("1", "31/02/2026")]


def test_the_follow_up_table_with_its_two_header_rows_is_read():
    titles = SHAPES["S9_follow_up_export"]["cols"]
    top = [title.split(" - ")[0] for title in titles]
    bottom = [title.split(" - ")[1] if " - " in title else "" for title in titles]
    top[21] = top[23] = top[24] = ""
    downward = [(0, place, 2, 1) for place in range(25) if not bottom[place]]
    values = {
        "STT": "1",
        "Tên nhiệm vụ": "Rà soát",
        "LĐVP chủ trì": "Chánh Văn phòng",
        "Đơn vị chủ trì thực hiện": "Sở Tài chính",
        "Đơn vị phối hợp": "Sở Y tế",
        "Ngày thực hiện": "01/02/2026",
        "Ngày hoàn thành": "30/6/2026",
        "Trạng thái": "Đang thực hiện",
        "Kết quả": "Đã có dự thảo",
        "Người phê duyệt - Email": "a@tinh.example",
        "Người phê duyệt - ĐT": "0912345678",
    }
    row = [values.get(title, "") for title in titles]

    reading = read(table(top, bottom, row, merges=[*downward, (0, 20, 1, 2), (0, 22, 1, 3)]))

    (task,) = reading.tasks
    assert (task.content, task.lead.text, task.coordinating.text) == ("Rà soát", "Sở Tài chính", "Sở Y tế")
    assert task.time.due == date(2026, 6, 30)
    assert task.product == ""
    assert task.extras["Kết quả"] == "Đã có dự thảo"
    assert "0912345678" not in str(task)
    assert "a@tinh.example" not in str(task)


def test_a_table_that_is_no_plan_is_left_over_with_a_doubt():
    reading = read(table(["Nơi nhận", "TM. ỦY BAN NHÂN DÂN"], ["- Như trên", "CHỦ TỊCH"]))

    assert reading.tasks == ()
    assert codes(reading.doubts, DoubtCode.NO_TABLE) == [("", "")]
    assert len(reading.unaccounted) == 4
    assert reading.coverage.placed == 0


def test_a_row_without_a_number_before_any_task_is_left_over():
    reading = read(
        table(
            SHAPES["S0_seed"]["cols"],
            ["", "Lời dẫn", "", "", "", ""],
            ["1", "Việc", "Sở Y tế", "", "", "Hằng năm"],
        )
    )

    assert [left.text for left in reading.unaccounted] == ["Lời dẫn"]
    assert reading.coverage.per_mille < 1000
