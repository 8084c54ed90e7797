"""Drafts of reports: drawn from accepted work, edited, and by whom."""

from io import BytesIO

import pdfplumber
import pytest

from tantam.base.asked import EVERYTHING
from tantam.base.errors import NotAllowed, OutOfScope
from tantam.documents.pdf import write_pdf
from tantam.plans.commands.reports import ChangedMeanwhile, UnableToDrawReport, draw_report, edit_paragraph
from tantam.plans.models import Period, Report
from tantam.plans.queries.reports import get_report, list_reports
from tantam.plans.reporting.paper import paper_of
from tests.support.cast import TODAY
from tests.support.replay import assert_replay_safe
from tests.support.reports import draw, page_of, submit, text_of

pytestmark = pytest.mark.django_db


def test_drawing_twice_keeps_one_draft_and_draws_only_what_nobody_edited(cast, reported):
    number = draw(cast, reported)
    edit_paragraph(asked=cast.asked("lan"), report_id=number, code="direction", version=1, text="Tập trung đôn đốc.")
    submit(reported.duty("II.2", "X21484", "2026"), text="Đã bố trí vốn.")

    again = draw(cast, reported)

    assert again == number
    assert Report.objects.count() == 1
    assert text_of(number, "direction") == "Tập trung đôn đốc."
    kept = {one.code: one for one in page_of(number).paragraphs}
    assert "4/12 (33,3%)" in kept["general"].text
    assert kept["general"].version == 2


def test_a_draft_always_shows_todays_figures(cast, reported):
    number = draw(cast, reported)

    submit(reported.duty("II.2", "X21484", "2026"), text="Đã bố trí vốn.")

    assert "4/12 (33,3%)" in text_of(number, "general")


def test_an_edited_paragraph_can_be_drawn_again(cast, reported):
    number = draw(cast, reported)
    drawn = text_of(number, "direction")
    edit_paragraph(asked=cast.asked("lan"), report_id=number, code="direction", version=1, text="Khác.")

    version = edit_paragraph(asked=cast.asked("lan"), report_id=number, code="direction", version=2, text=None)

    assert version == 3
    assert text_of(number, "direction") == drawn


def test_the_second_of_two_editors_is_told_of_the_first(cast, reported):
    number = draw(cast, reported)
    edit_paragraph(asked=cast.asked("lan"), report_id=number, code="general", version=1, text="Một.")

    with pytest.raises(ChangedMeanwhile):
        edit_paragraph(asked=cast.asked("lan"), report_id=number, code="general", version=1, text="Hai.")

    assert text_of(number, "general") == "Một."


def test_a_period_that_is_not_open_has_no_report(cast, reported):
    Period.objects.filter(code="2026").update(opened_at=None)

    with pytest.raises(UnableToDrawReport):
        draw(cast, reported)


def test_a_draft_bears_its_mark_and_no_number(cast, reported):
    number = draw(cast, reported)

    with pdfplumber.open(BytesIO(write_pdf(paper_of(page_of(number).content)))) as pdf:
        text = "\n".join(page.extract_text() for page in pdf.pages)

    assert "DỰ THẢO" in text
    assert "05/BC-UBND" not in text


@pytest.mark.parametrize("name", ["hoa", "minh", "binh", "dung", "quan"])
def test_only_coordinators_draw_edit_and_issue(cast, reported, name):
    number = draw(cast, reported)
    asked = cast.asked(name)

    with pytest.raises(NotAllowed):
        draw_report(asked=asked, period_id=reported.periods["2026"].id)
    with pytest.raises(NotAllowed):
        edit_paragraph(asked=asked, report_id=number, code="general", version=1, text="x")


def test_who_sees_only_their_own_unit_sees_no_report(cast, reported):
    number = draw(cast, reported)
    scope = cast.actor("hoa").scope

    with pytest.raises(OutOfScope):
        get_report(report_id=number, scope=scope, on=TODAY)
    assert list_reports(scope=scope) == []
    assert len(list_reports(scope=EVERYTHING)) == 1


@pytest.mark.replays("plans.draw_report")
def test_drawing_again_with_the_same_key_draws_once(cast, reported):
    assert_replay_safe(
        draw_report,
        asked=cast.asked("lan"),
        other={"period_id": reported.periods["2026-H1"].id},
        period_id=reported.periods["2026"].id,
    )

    assert Report.objects.count() == 1


@pytest.mark.replays("plans.edit_paragraph")
def test_editing_again_with_the_same_key_edits_once(cast, reported):
    number = draw(cast, reported)

    version = assert_replay_safe(
        edit_paragraph,
        asked=cast.asked("lan"),
        other={"text": "Hai."},
        report_id=number,
        code="general",
        version=1,
        text="Một.",
    )

    assert version == 2
    assert text_of(number, "general") == "Một."
