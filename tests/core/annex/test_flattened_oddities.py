"""Odd things that happen to text on its way out of a PDF, one by one."""

from __future__ import annotations

from tantam.core.annex import read_annex, text_source
from tantam.core.annex.numbering import labels_of
from tantam.core.annex.reading import DoubtCode
from tests.core.annex.quang_ngai import VOCABULARY

HEADER = "TT\nNội dung nhiệm vụ\nCơ quan chủ trì\nCơ quan phối hợp\nSản phẩm\nThời hạn hoàn thành\n"


def row(number, content="Rà soát các quy định về cho vay vốn", lead="Sở Tài chính", time="Quý IV/2026"):
    return f"{number}\n{content}\n{lead}\nSở Nội vụ, Sở Y tế\nBáo cáo\n{time}\n"


def read(text):
    return read_annex(text_source(text), vocabulary=VOCABULARY)


def doubted(reading, code):
    return [doubt.task_code for doubt in reading.doubts if doubt.code == code]


def test_cells_side_by_side_on_one_line_are_told_apart():
    reading = read(
        HEADER + "1 Rà soát các quy định\nSở Nội vụ Các sở, ban, ngành có\nliên quan\nBáo cáo Quý IV/2026\n" + row(2)
    )

    task = reading.tasks[0]

    assert (task.lead.text, task.coordinating.text) == ("Sở Nội vụ", "Các sở, ban, ngành có liên quan")
    assert (task.product, task.time.text) == ("Báo cáo", "Quý IV/2026")


def test_a_form_feed_starts_a_page_and_its_number_is_no_row():
    reading = read(HEADER + row(1) + "\f2\n" + row(2) + row(3))

    assert [task.code for task in reading.tasks] == ["1", "2", "3"]
    assert reading.tasks[1].time.text == "Quý IV/2026"


def test_a_repeated_header_is_left_out():
    reading = read(HEADER + row(1) + HEADER + row(2))

    assert [task.code for task in reading.tasks] == ["1", "2"]
    assert reading.unaccounted == ()


def test_column_numbers_under_the_header_are_left_out():
    for numbers in ("(1) (2) (3) (4) (5) (6)\n", "1\n2\n3\n4\n5\n6\n"):
        reading = read(HEADER + numbers + row(1) + row(2))

        assert [task.code for task in reading.tasks] == ["1", "2"]
        assert reading.tasks[0].content == "Rà soát các quy định về cho vay vốn"


def test_a_number_given_twice_is_kept_as_two_tasks_with_a_doubt():
    reading = read(HEADER + row(1) + row(2) + row(2, "Kiểm tra việc dùng vốn vay") + row(3))

    assert [task.code for task in reading.tasks] == ["1", "2", "2", "3"]
    assert doubted(reading, DoubtCode.DUPLICATE_CODE) == ["2"]


def test_a_number_left_out_is_a_doubt():
    reading = read(HEADER + row(1) + row(2) + row(4) + row(5))

    assert [task.code for task in reading.tasks] == ["1", "2", "4", "5"]
    assert doubted(reading, DoubtCode.NUMBER_SKIPPED) == ["4"]


def test_counting_on_over_groups_is_followed():
    reading = read(HEADER + "I\nVề vốn\n" + row(1) + row(2) + "II\nVề giám sát\n" + row(3) + row(4))

    assert [task.code for task in reading.tasks] == ["I.1", "I.2", "II.3", "II.4"]


def test_groups_of_two_levels_make_codes_of_three_parts():
    reading = read(HEADER + "A. NHIỆM VỤ CHUNG\nI. Về vốn\n" + row("1.") + "II. Về giám sát\n" + row("1.") + row("2."))

    assert [section.code for section in reading.sections] == ["A", "A.I", "A.II"]
    assert [task.code for task in reading.tasks] == ["A.I.1", "A.II.1", "A.II.2"]


def test_a_header_of_two_rows_is_put_in_order():
    text = "TT\nNhiệm vụ\nĐơn vị thực hiện\nThời gian\nChủ trì\nPhối hợp\n"
    text += "1\nRà soát quy định\nSở Y tế\nSở Nội vụ\nHằng năm\n"
    reading = read(text + "2\nKiểm tra việc vay\nSở Y tế\nSở Nội vụ\nHằng quý\n")

    task = reading.tasks[0]

    assert (task.lead.text, task.coordinating.text, task.time.kind) == ("Sở Y tế", "Sở Nội vụ", "yearly")


def test_a_column_nobody_knows_is_named_and_kept():
    text = "TT\nNhiệm vụ\nChủ trì\nCấp ủy theo dõi\nThời gian\n"
    text += "1\nRà soát quy định\nSở Y tế\nĐảng ủy khối\nHằng năm\n"
    reading = read(text + "2\nKiểm tra việc vay\nSở Y tế\nĐảng ủy khối\nHằng quý\n")

    assert [doubt.detail for doubt in reading.doubts if doubt.code == DoubtCode.UNKNOWN_COLUMN] == ["Cấp ủy theo dõi"]
    assert reading.tasks[0].time.kind == "yearly"


def test_lines_that_came_column_by_column_are_called_so():
    reading = read(HEADER + "I\n1\n2\n3\n4\n" + 5 * "Rà soát quy định về cho vay vốn\n" + 5 * "Sở Y tế\n")

    assert reading.doubts[0].code == DoubtCode.ORDER_LOST


def test_a_header_without_any_row_is_no_table():
    reading = read(HEADER + "Không có nhiệm vụ nào trong kỳ.\n")

    assert doubted(reading, DoubtCode.NO_TABLE) == [""]
    assert len(reading.unaccounted) == 7


def test_an_empty_text_is_read_without_failing():
    assert read("").tasks == ()


def test_units_quantities_and_sentences_are_no_numbers_of_rows():
    assert labels_of("15 chương trình mục tiêu") == []
    assert labels_of("2026-2030 của tỉnh") == []
    assert labels_of("15% tổng nguồn vốn") == []
    assert [label.value for label in labels_of("2. Rà soát")] == [2]
    assert [label.printed for label in labels_of("b) nội dung")] == ["b"]


def test_what_follows_the_table_is_left_over():
    tail = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Một\n"

    reading = read(HEADER + row(1) + row(2) + row(3) + tail)

    assert reading.tasks[2].time.text == "Quý IV/2026"
    assert [left.text for left in reading.unaccounted] == tail.splitlines()


def test_rows_whose_header_is_lost_are_read_with_a_doubt():
    reading = read("Phụ lục\n" + row(1) + row(2) + row(3) + row(4))

    assert [task.lead.text for task in reading.tasks] == ["Sở Tài chính"] * 4
    assert reading.doubts[0].code == DoubtCode.NO_HEADER
