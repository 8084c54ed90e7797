"""Text whose columns are kept apart by spaces is cut back into its cells."""

from __future__ import annotations

import random
import shutil
import subprocess

import pytest

from tantam.core.annex import read_annex, text_source
from tantam.core.annex.reading import DoubtCode
from tantam.core.annex.spaced import spaced_table
from tantam.core.annex.vocabulary import Vocabulary
from tests.core.annex.flattening import TITLES, Style, make_task
from tests.core.annex.plan17_expected import HEADING, SECTIONS, TASKS
from tests.core.annex.quang_ngai import VOCABULARY
from tests.core.annex.spaced_text import laid_out
from tests.exchange.annex_builders import HEADER, TITLE, as_pdf
from tests.exchange.test_plan_17_files import plan_17_rows

LAYOUTS = {
    "wide": {"widths": (60, 30, 30, 25, 20)},
    "narrow": {"widths": (32, 18, 18, 14, 12)},
    "narrow content": {"widths": (28, 30, 30, 20, 16)},
    "one space between columns": {"widths": (45, 24, 24, 18, 14), "gap": 1},
    "wide gaps": {"widths": (45, 24, 24, 18, 14), "gap": 4},
    "numbered pages": {"widths": (45, 24, 24, 18, 14), "page_lines": 31},
    "pages without a header": {"widths": (45, 24, 24, 18, 14), "page_lines": 31, "head_on_pages": False},
    "pages that lost their numbers": {"widths": (45, 24, 24, 18, 14), "page_lines": 23, "page_numbers": False},
    "a header in the middle of its columns": {"widths": (45, 24, 24, 18, 14), "centred_header": True},
}
FOOT = ("", "Nơi nhận:", "- Như trên.", "TM. ỦY BAN NHÂN DÂN")


def found(reading):
    return [
        (task.code, task.content, task.lead.text, task.coordinating.text, task.product, task.time.text)
        for task in reading.tasks
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_23_tasks_of_plan_17_come_back_from_columns_of_any_width(layout):
    text = laid_out(HEADER, plan_17_rows(), title=TITLE, **LAYOUTS[layout])

    reading = read_annex(text_source(text), vocabulary=VOCABULARY)

    assert found(reading) == [tuple(task) for task in TASKS]
    assert {section.code: section.title for section in reading.sections} == SECTIONS
    assert [(heading.code, heading.title) for heading in reading.headings] == [HEADING]
    assert reading.unaccounted == ()
    assert reading.issued_on.isoformat() == "2025-08-07"


def test_no_unit_has_to_be_known_to_find_the_columns():
    text = laid_out(HEADER, plan_17_rows(), title=TITLE, **LAYOUTS["wide"])

    reading = read_annex(text_source(text), vocabulary=Vocabulary())

    assert found(reading) == [tuple(task) for task in TASKS]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_the_layout_that_poppler_prints_reads_as_the_annex(tmp_path):
    path = tmp_path / "annex.pdf"
    path.write_bytes(as_pdf(HEADER, plan_17_rows()))
    text = subprocess.run(
        [shutil.which("pdftotext"), "-layout", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()

    reading = read_annex(text_source(text), vocabulary=VOCABULARY)

    assert found(reading) == [tuple(task) for task in TASKS]
    assert reading.unaccounted == ()


def test_what_follows_the_table_is_left_over():
    text = laid_out(HEADER, plan_17_rows(), **LAYOUTS["wide"], foot=FOOT)

    reading = read_annex(text_source(text), vocabulary=VOCABULARY)

    assert [left.text for left in reading.unaccounted] == [line for line in FOOT if line]
    assert found(reading)[-1] == tuple(TASKS[-1])


def test_each_task_knows_all_its_lines():
    text = laid_out(HEADER, plan_17_rows(), **LAYOUTS["narrow"])
    lines = text.split("\n")
    reading = read_annex(text_source(text), vocabulary=VOCABULARY)

    whole = " ".join(lines[int(place) - 1] for place in reading.tasks[1].source)

    assert set(reading.tasks[1].content.split()) <= set(whole.split())


def test_other_columns_in_another_order_are_found_by_their_titles():
    rows = [
        (str(number), "Rà soát quy định về cho vay vốn trên địa bàn tỉnh", "Hằng quý", "Sở Y tế", "Sở Nội vụ")
        for number in (1, 2, 3, 4)
    ]
    text = laid_out(
        ("TT", "Nội dung công việc", "Thời hạn hoàn thành", "Cơ quan thực hiện", "Cơ quan phối hợp"),
        rows,
        widths=(30, 14, 16, 16),
    )

    reading = read_annex(text_source(text), vocabulary=VOCABULARY)

    assert {(t.lead.text, t.coordinating.text, t.time.kind) for t in reading.tasks} == {
        ("Sở Y tế", "Sở Nội vụ", "quarterly")
    }
    assert [task.code for task in reading.tasks] == ["1", "2", "3", "4"]


def test_a_header_of_two_rows_names_the_columns_under_it():
    text = (
        "TT   Nhiệm vụ                        Đơn vị thực hiện            Thời hạn\n"
        "                                 Chủ trì        Phối hợp\n"
        + "".join(
            f"{n}    Rà soát quy định số {n}           Sở Y tế        Sở Nội vụ       Hằng năm\n" for n in range(1, 6)
        )
    )

    reading = read_annex(text_source(text), vocabulary=VOCABULARY)

    assert {(t.lead.text, t.coordinating.text, t.time.text) for t in reading.tasks} == {
        ("Sở Y tế", "Sở Nội vụ", "Hằng năm")
    }


def test_prose_with_a_few_wide_gaps_is_no_table():
    text = "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI\nSố: 20/KH-UBND    Quảng Ngãi, ngày 05 tháng 01 năm 2026\n"

    assert spaced_table(text_source(text)) is None
    assert read_annex(text_source(text), vocabulary=VOCABULARY).doubts[0].code == DoubtCode.NO_TABLE


def made_up(seed):
    """Return the header and the tasks of a made-up annex, in two groups."""
    rng = random.Random(seed)
    style = Style()
    tasks = [make_task(rng, style) for _ in range(12)]
    header = ("TT", *(rng.choice(TITLES[column]).upper() for column in style.columns))
    rows = []
    for number, task in enumerate(tasks):
        if number % 6 == 0:
            rows.append((("I", "II")[number // 6], f"Nhóm nhiệm vụ {task['content'][: rng.randint(20, 90)]}"))
        rows.append((str(number % 6 + 1), *(task[column] for column in style.columns)))
    return header, rows, tasks


@pytest.mark.parametrize("layout", ["wide", "one space between columns", "numbered pages", "narrow"])
@pytest.mark.parametrize("vocabulary", [VOCABULARY, Vocabulary()], ids=["units known", "no unit known"])
def test_made_up_annexes_come_back_exactly_from_columns(layout, vocabulary):
    for seed in range(100, 104):
        header, rows, tasks = made_up(seed)

        reading = read_annex(text_source(laid_out(header, rows, **LAYOUTS[layout])), vocabulary=vocabulary)

        assert [
            (t.content.replace("\n", " "), t.lead.text, t.coordinating.text, t.product, t.time.text)
            for t in reading.tasks
        ] == [tuple(task.values()) for task in tasks]
