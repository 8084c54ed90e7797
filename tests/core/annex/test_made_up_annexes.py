"""Annexes of other provinces, made up and flattened, are read back; what goes wrong is mostly said."""

from __future__ import annotations

import pytest

from tantam.core.annex import read_annex, text_source
from tantam.core.annex.reading import DoubtCode
from tantam.core.annex.vocabulary import Vocabulary
from tests.core.annex.flattening import Style, make_annex
from tests.core.annex.quang_ngai import VOCABULARY

SEEDS = range(100, 104)
UNSURE = {DoubtCode.BOUNDARY_UNSURE, DoubtCode.LEAD_MISSING, DoubtCode.TIME_UNREAD}
STYLES = {
    "as in Plan 17": Style(),
    "wide columns": Style(widths={"content": 70, "lead": 30, "coord": 30, "product": 20, "time": 18}),
    "no coordinating column": Style(columns=("content", "lead", "product", "time"), numbers="dot"),
    "time after content": Style(columns=("content", "time", "lead", "coord", "product")),
    "time before product": Style(columns=("content", "lead", "coord", "time", "product")),
    "no product column": Style(columns=("content", "lead", "coord", "time")),
    "1) under A": Style(numbers="bracket", sections="upper"),
    "01 without groups": Style(numbers="zero", sections="none"),
    "1.1 under Phần I": Style(numbers="dotted", sections="part"),
    "numbers glued to the text": Style(glued=True, sections="upper_dot"),
    "no blank lines": Style(blank_lines=0, numbers="dot", sections="roman_dot"),
    "no full stops": Style(full_stop=0),
}
HARD_STYLES = {
    "narrow content": Style(widths={"content": 40, "lead": 24, "coord": 24, "product": 20, "time": 16}),
    "rows cut by pages": Style(split_rows=True),
    "rows cut by pages that lost their numbers": Style(split_rows=True, page_numbers=False),
}


def rates(style, vocabulary):
    """Return how many tasks there are, how many came back exactly, and how many went wrong without a
    doubt.
    """
    total = exact = silent = 0
    for seed in SEEDS:
        made = make_annex(seed, style)
        reading = read_annex(text_source(made.text), vocabulary=vocabulary)
        assert len(reading.tasks) == len(made.tasks)
        assert reading.unaccounted == ()
        doubted = {doubt.task_code for doubt in reading.doubts if doubt.code in UNSURE}
        for task, expected in zip(reading.tasks, made.tasks, strict=True):
            found = {
                "content": task.content.replace("\n", " "),
                "lead": task.lead.text,
                "coord": task.coordinating.text,
                "product": task.product,
                "time": task.time.text,
            }
            total += 1
            exact += found == expected
            silent += found != expected and task.code not in doubted
    return total, exact, silent


@pytest.mark.parametrize("name", STYLES)
def test_97_of_100_tasks_come_back_exactly_when_the_units_are_known(name):
    total, exact, silent = rates(STYLES[name], VOCABULARY)

    assert exact * 100 >= total * 97
    assert silent * 100 <= total * 2


@pytest.mark.parametrize("name", HARD_STYLES)
def test_90_of_100_tasks_come_back_from_hard_layouts(name):
    total, exact, silent = rates(HARD_STYLES[name], VOCABULARY)

    assert exact * 100 >= total * 90
    assert silent * 100 <= total * 4


@pytest.mark.parametrize("name", ["as in Plan 17", "no coordinating column", "time before product"])
def test_93_of_100_tasks_come_back_without_knowing_any_unit(name):
    total, exact, silent = rates(STYLES[name], Vocabulary())

    assert exact * 100 >= total * 93
    assert silent * 100 <= total * 4
