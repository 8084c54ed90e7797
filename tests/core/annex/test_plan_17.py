"""The annex of Plan 17 as its PDF gave it up, read back row by row."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tantam.core.annex import read_annex, text_source, to_json
from tantam.core.annex.reading import DoubtCode, MentionKind
from tantam.core.annex.vocabulary import Vocabulary
from tests.core.annex.plan17_expected import HEADING, SECTIONS, TASKS
from tests.core.annex.quang_ngai import VOCABULARY

ANNEX = Path(__file__).parents[3] / "demo" / "plan-17-annex.txt"


@pytest.fixture(scope="module")
def source():
    return text_source(ANNEX.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reading(source):
    return read_annex(source, vocabulary=VOCABULARY)


@pytest.mark.parametrize("expected", TASKS, ids=lambda task: task.code)
def test_each_task_comes_out_as_a_person_reads_it(reading, expected):
    task = next(task for task in reading.tasks if task.code == expected.code)

    found = (task.code, task.content, task.lead.text, task.coordinating.text, task.product, task.time.text)

    assert found == tuple(expected)


def test_the_columns_are_found_without_knowing_any_unit(source):
    bare = read_annex(source, vocabulary=Vocabulary())

    found = [(task.code, task.lead.text, task.coordinating.text, task.product) for task in bare.tasks]

    assert found == [(task.code, task.lead, task.coordinating, task.product) for task in TASKS]


def test_there_are_23_tasks_in_six_groups_in_order(reading):
    codes = [task.code for task in reading.tasks]

    assert codes == [task.code for task in TASKS]
    assert {section.code: section.title for section in reading.sections} == SECTIONS
    assert [(heading.code, heading.title) for heading in reading.headings] == [HEADING]


def test_lettered_tasks_belong_to_their_heading(reading):
    task = next(task for task in reading.tasks if task.code == "IV.1.b")

    assert (task.section_code, task.parent_code) == ("IV", "IV.1")


def test_nothing_of_the_text_is_left_over(reading):
    assert reading.unaccounted == ()
    assert reading.coverage.per_mille == 1000


def test_the_day_of_the_plan_is_found_in_the_title(reading):
    assert reading.issued_on == date(2025, 8, 7)


def test_every_party_is_known(reading):
    unknown = [
        mention.text
        for task in reading.tasks
        for mention in (*task.lead.mentions, *task.coordinating.mentions)
        if mention.kind == MentionKind.UNKNOWN
    ]

    assert unknown == []


def test_sets_and_choices_are_told_apart(reading):
    task = next(task for task in reading.tasks if task.code == "I.1")

    found = [(mention.text, mention.kind, mention.codes) for mention in task.lead.mentions]

    assert found == [
        ("Các sở, ban, ngành có liên quan", MentionKind.CHOICE, ("set:DEPARTMENT",)),
        ("Ủy ban nhân dân các xã, phường, đặc khu", MentionKind.SET, ("set:COMMUNE_PC",)),
    ]


def test_only_the_one_dated_deadline_is_dated(reading):
    dated = {task.code: task.time.due for task in reading.tasks if task.time.due}

    assert dated == {"V.8": date(2025, 9, 30)}


def test_the_reader_has_no_doubts_about_columns(reading):
    assert [doubt for doubt in reading.doubts if doubt.code == DoubtCode.BOUNDARY_UNSURE] == []


def test_each_task_knows_its_lines(reading):
    task = next(task for task in reading.tasks if task.code == "VI.2")

    lines = {int(number) for number in task.source}

    assert {917, 919, 953, 960, 970} <= lines
    assert 957 not in lines


def test_the_reading_as_json_has_the_agreed_shape(reading):
    document = json.loads(json.dumps(to_json(reading)))

    task = next(task for task in document["tasks"] if task["code"] == "V.8")
    assert document["sections"][0]["code"] == "I"
    assert document["unaccounted"] == []
    assert task["time"] == {
        "text": "Năm 2025 và giai đoạn 2026 -2030 (hoàn thành trong quý III/2025)",
        "kind": "milestone_and_period",
        "due": "2025-09-30",
        "period": ["2025", "2030"],
        "recurrence": [],
        "doubt": None,
    }
    assert task["lead"]["units"] == [
        {"text": "Chi nhánh Ngân hàng Chính sách xã hội tỉnh", "kind": "UNIT", "codes": ["CN"]}
    ]
    assert all(isinstance(place, int) for place in task["source"])
