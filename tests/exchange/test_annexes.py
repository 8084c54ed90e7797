"""An annex with the text of the places its tasks came from, whatever the kind of file."""

from __future__ import annotations

import pytest

from tantam.exchange.annexes import read_annex_content
from tests.core.annex.quang_ngai import VOCABULARY
from tests.exchange.annex_builders import HEADER, as_docx, as_pdf, as_xlsx

ROWS = [("1", "Rà soát quy chế cho vay", "Sở Tài chính", "Sở Y tế", "Báo cáo", "Hằng năm")]
BUILDERS = {"docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}


def places_without_text(read):
    known = dict(read.source_lines)
    return [place for task in read.reading.tasks for place in task.source if place not in known]


@pytest.mark.parametrize("kind", BUILDERS)
def test_every_place_of_a_task_is_given_with_its_text(kind):
    content = BUILDERS[kind](HEADER, ROWS)

    read = read_annex_content(content, filename=f"a.{kind}", vocabulary=VOCABULARY)

    assert [task.content for task in read.reading.tasks] == ["Rà soát quy chế cho vay"]
    assert places_without_text(read) == []


def test_a_task_read_from_lines_of_a_file_with_cells_has_its_lines():
    content = as_pdf(HEADER, [*ROWS, ("2", *ROWS[0][1:]), ("3", *ROWS[0][1:])], ruled=False)

    read = read_annex_content(content, filename="a.pdf", vocabulary=VOCABULARY)

    assert len(read.reading.tasks) == 3
    assert places_without_text(read) == []
