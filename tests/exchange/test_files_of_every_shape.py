"""The shapes of tables as Word and Excel files, and what Word does to a table."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tantam.core.annex import read_annex, text_source
from tantam.exchange.annex_files import read_annex_file
from tests.core.annex.quang_ngai import VOCABULARY
from tests.core.annex.test_table_shapes import SHAPES, WORDS
from tests.exchange.annex_builders import HEADER, as_docx, as_pdf, as_xlsx

ISSUED = date(2026, 1, 5)
NAMES = [name for name, shape in SHAPES.items() if shape["cols"] and name != "S9_follow_up_export"]
MORE = {"no2": "a", "parent": "", "owner": "Phòng Tổng hợp", "start": "01/02/2026"}


def read(content, filename):
    return read_annex(read_annex_file(content, filename=filename), vocabulary=VOCABULARY, issued_on=ISSUED)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_each_shape_reads_from_each_kind_of_file(name, kind):
    shape = SHAPES[name]
    words = WORDS | MORE | ({"due": "15"} if name == "S2_cv_days" else {})
    row = [words[role] for role in shape["roles"]]
    build = {"docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}[kind]

    reading = read(build(shape["cols"], [row], title=("Phụ lục kèm theo Kế hoạch triển khai",)), f"a.{kind}")

    (task,) = reading.tasks
    assert task.content == words["content"]
    assert task.lead.text == words["lead"]
    assert task.coordinating.text == (words["coord"] if "coord" in shape["roles"] else "")
    assert task.product == (words["output"] if "output" in shape["roles"] else "")
    assert task.time.due == (date(2026, 1, 20) if name == "S2_cv_days" else date(2026, 12, 31))
    assert reading.unaccounted == ()


def test_real_dates_and_numbers_of_a_sheet_are_read():
    book = openpyxl.Workbook()
    book.active.append(["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"])
    book.active.append([1, "Rà soát", "Sở Y tế", date(2026, 6, 30)])
    book.active.append([2, "Kiểm tra", "Sở Y tế", 46112])

    reading = read(saved(book), "a.xlsx")

    assert [(task.code, task.time.due) for task in reading.tasks] == [
        ("1", date(2026, 6, 30)),
        ("2", date(2026, 3, 31)),
    ]
    assert reading.tasks[0].source == ("Sheet!A2", "Sheet!B2", "Sheet!C2", "Sheet!D2")


def test_cells_merged_downward_in_word_and_excel_count_for_every_row():
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"],
        ["1", "Một", "Sở Y tế", "Hằng năm"],
        ["2", "Hai", "", "Hằng quý"],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    document = Document()
    table = document.add_table(rows=3, cols=4)
    for row, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))

    for content, name in ((saved(book), "a.xlsx"), (saved(document), "a.docx")):
        reading = read(content, name)

        assert [task.lead.text for task in reading.tasks] == ["Sở Y tế", "Sở Y tế"]


def test_automatic_numbers_of_word_are_seen():
    document = Document()
    table = document.add_table(rows=3, cols=4)
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"],
        ["", "Một", "Sở Y tế", "Hằng năm"],
        ["", "Hai", "Sở Y tế", "Hằng quý"],
    ]
    for row, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            cell.text = text
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = document.styles["List Number"]
        properties = row.cells[0].paragraphs[0]._p.get_or_add_pPr()
        style = document.styles["List Number"].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{_inner(style)}</w:numPr>"))

    reading = read(saved(document), "a.docx")

    assert [task.code for task in reading.tasks] == ["1", "2"]


def _inner(properties):
    number = properties.find(qn("w:numId")).get(qn("w:val"))
    return f'<w:ilvl w:val="0"/><w:numId w:val="{number}"/>'


def test_deleted_text_is_left_out_and_inserted_text_is_read():
    document = Document(
        io.BytesIO(as_docx(("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"), [("1", "Rà soát", "Sở Y tế", "Hằng năm")]))
    )
    paragraph = document.tables[0].cell(1, 1).paragraphs[0]._p
    space = nsdecls("w")
    paragraph.append(parse_xml(f'<w:ins {space} w:id="1" w:author="a"><w:r><w:t> quy chế</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f'<w:del {space} w:id="2" w:author="a"><w:r><w:delText> cũ</w:delText></w:r></w:del>'))

    reading = read(saved(document), "a.docx")

    assert reading.tasks[0].content == "Rà soát quy chế"


def test_paragraphs_after_the_table_are_left_over():
    document = Document(io.BytesIO(as_docx(HEADER, [("1", "Rà soát", "Sở Y tế", "", "", "Hằng năm")])))
    document.add_paragraph("Nơi nhận: như trên")

    reading = read(saved(document), "a.docx")

    assert [left.text for left in reading.unaccounted] == ["Nơi nhận: như trên"]


def test_a_word_file_of_prose_that_names_no_unit_is_left_over_with_a_doubt():
    document = Document()
    document.add_paragraph("II. NHIỆM VỤ")
    document.add_paragraph("1. Huy động thêm nguồn vốn cho vay.")

    reading = read(saved(document), "a.docx")

    assert [doubt.code.value for doubt in reading.doubts] == ["NO_TABLE"]
    assert len(reading.unaccounted) == 2


def test_a_pdf_table_without_ruling_lines_is_read_from_its_text():
    from tests.core.annex.plan17_expected import TASKS
    from tests.exchange.test_plan_17_files import plan_17_rows

    reading = read(as_pdf(HEADER, plan_17_rows(), ruled=False), "a.pdf")

    found = [(t.code, t.content, t.lead.text, t.coordinating.text, t.product, t.time.text) for t in reading.tasks]
    assert found == [tuple(task) for task in TASKS]


def test_the_text_that_another_program_takes_from_the_pdf_reads_the_same():
    pypdfium2 = pytest.importorskip("pypdfium2")
    from tests.core.annex.plan17_expected import TASKS
    from tests.exchange.test_plan_17_files import plan_17_rows

    document = pypdfium2.PdfDocument(as_pdf(HEADER, plan_17_rows()))
    text = "\f".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")
    reading = read_annex(text_source(text), vocabulary=VOCABULARY)

    found = [(t.code, t.content, t.lead.text, t.coordinating.text, t.product, t.time.text) for t in reading.tasks]
    assert found == [tuple(task) for task in TASKS]


def test_the_copy_of_the_shapes_is_whole():
    path = Path(__file__).parents[1] / "core" / "annex" / "annex-shapes.json"

    shapes = json.loads(path.read_text(encoding="utf-8"))

    assert len(shapes["shapes"]) == 10
    assert len(shapes["deadlines"]) == 15
