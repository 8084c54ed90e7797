"""A plan without a table reads the same from Word, PDF and text (shape S8)."""

from __future__ import annotations

import io

import pytest
import typst
from docx import Document

from tantam.core.annex import read_annex
from tantam.core.annex.reading import DoubtCode
from tantam.exchange.annex_files import read_annex_file
from tests.core.annex.prose_plans import BY_UNIT, PLANS, printed
from tests.core.annex.quang_ngai import VOCABULARY


def as_text(paragraphs):
    return "\n".join(paragraphs).encode()


def as_docx(paragraphs, *, table=()):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        rows = document.add_table(rows=len(table), cols=len(table[0])).rows
        for texts, row in zip(table, rows, strict=True):
            for text, cell in zip(texts, row.cells, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(paragraphs, *, table=()):
    def typed(text):
        return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    cells = ", ".join(f"[{typed(text)}]" for row in table for text in row)
    ruled = f"#table(columns: {len(table[0])}, {cells})" if table else ""
    source = f"""
#set page(paper: "a5", margin: 2cm, numbering: "1", number-align: center + top)
#set text(size: 12pt, lang: "vi", hyphenate: false)
#set par(justify: true, first-line-indent: 1cm)
{" #parbreak() ".join(map(typed, paragraphs))}
{ruled}
"""
    return typst.compile(source.encode())


BUILDERS = {"txt": as_text, "docx": as_docx, "pdf": as_pdf}
# A table of money, with ruling lines, that is no list of tasks.
MONEY = (
    ("STT", "Nội dung", "Kết quả"),
    ("1", "Nguồn vốn ủy thác năm 2024", "120 tỷ đồng"),
    ("2", "Nguồn vốn ủy thác năm 2025", "150 tỷ đồng"),
)

# "Đơn vị" may head the units of work, or the units of measure.
MEASURES = (
    ("STT", "Nội dung", "Đơn vị", "Kết quả"),
    ("1", "Nguồn vốn ủy thác năm 2024", "tỷ đồng", "120"),
    ("2", "Số hộ được vay vốn", "hộ", "15.000"),
)


def read(content, kind):
    return read_annex(read_annex_file(content, filename=f"ke-hoach.{kind}"), vocabulary=VOCABULARY)


def found(reading):
    return [
        (task.code, task.content, task.lead.text, task.coordinating.text, task.product, task.time.text)
        for task in reading.tasks
    ]


@pytest.mark.parametrize("kind", BUILDERS)
@pytest.mark.parametrize("name", PLANS)
def test_a_plan_in_prose_reads_the_same_from_each_kind_of_file(name, kind):
    plan = PLANS[name]

    reading = read(BUILDERS[kind](plan.paragraphs), kind)

    assert found(reading) == [tuple(task) for task in plan.tasks]
    assert reading.doubts[0].code == DoubtCode.PROSE


@pytest.mark.parametrize("table", [MONEY, MEASURES], ids=["results", "measures"])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_table_that_is_not_the_plan_does_not_hide_its_sentences(kind, table):
    reading = read(BUILDERS[kind](BY_UNIT.paragraphs, table=table), kind)

    assert found(reading) == [tuple(task) for task in BY_UNIT.tasks]


def test_the_text_of_a_pdf_by_another_program_reads_the_same():
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(as_pdf(BY_UNIT.paragraphs))
    text = "\f".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")

    reading = read(text.encode(), "txt")

    assert found(reading) == [tuple(task) for task in BY_UNIT.tasks]


def test_the_printed_text_is_the_plan():
    assert printed(BY_UNIT, width=10_000).encode().strip() == as_text(BY_UNIT.paragraphs)
