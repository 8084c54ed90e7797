"""A lead that nobody knows is not swallowed in silence."""

from pathlib import Path

import pytest

from tantam.core.annex import read_annex, text_source
from tantam.core.annex.reading import DoubtCode
from tests.core.annex.quang_ngai import VOCABULARY

ANNEX = (Path(__file__).parents[3] / "demo" / "plan-17-annex.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["Đội Xung kích tỉnh", "Nhóm Tình nguyện", "Tổ Công nghệ số"])
def test_a_lead_of_unknown_words_is_doubted_or_named(name):
    reading = read_annex(
        text_source(ANNEX.replace("Công an tỉnh \n\nCác sở", f"{name} \n\nCác sở")), vocabulary=VOCABULARY
    )

    task = next(task for task in reading.tasks if task.code == "V.6")
    doubts = [doubt for doubt in reading.doubts if doubt.task_code == "V.6"]
    assert task.lead.text == name or any(doubt.code == DoubtCode.BOUNDARY_UNSURE for doubt in doubts)
