"""Plan 17's annex as Word, PDF and Excel reads the same as its text."""

from __future__ import annotations

import pytest

from tantam.core.annex import read_annex
from tantam.exchange.annex_files import read_annex_file
from tests.core.annex.plan17_expected import HEADING, SECTIONS, TASKS
from tests.core.annex.quang_ngai import VOCABULARY
from tests.exchange.annex_builders import HEADER, as_docx, as_pdf, as_xlsx

BUILDERS = {"docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}


def plan_17_rows():
    """Return the annex's rows as on paper: groups, the heading IV.1, tasks."""
    rows, seen = [], set()
    for task in TASKS:
        section, *numbers = task.code.split(".")
        if section not in seen:
            seen.add(section)
            rows.append((section, SECTIONS[section]))
        if len(numbers) == 2 and HEADING[0] not in seen:
            seen.add(HEADING[0])
            rows.append((numbers[0], HEADING[1]))
        rows.append((numbers[-1], *task[1:]))
    return rows


@pytest.fixture(scope="module", params=BUILDERS)
def reading(request):
    content = BUILDERS[request.param](HEADER, plan_17_rows())
    source = read_annex_file(content, filename=f"phu-luc.{request.param}")
    return read_annex(source, vocabulary=VOCABULARY)


def test_all_23_tasks_read_as_from_the_text(reading):
    found = [
        (task.code, task.content, task.lead.text, task.coordinating.text, task.product, task.time.text)
        for task in reading.tasks
    ]

    assert found == [tuple(task) for task in TASKS]


def test_groups_and_heading_are_kept(reading):
    assert {section.code: section.title for section in reading.sections} == SECTIONS
    assert [(heading.code, heading.title) for heading in reading.headings] == [HEADING]


def test_nothing_is_left_over(reading):
    assert reading.unaccounted == ()
    assert reading.coverage.per_mille == 1000
    assert reading.issued_on.isoformat() == "2025-08-07"


def test_cells_say_where_they_came_from(reading):
    task = reading.tasks[0]

    assert task.source
    assert all(not place.isdigit() for place in task.source)
