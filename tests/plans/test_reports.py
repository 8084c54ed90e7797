"""Reports: drawn from accepted work, edited, issued once, and never changed."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import docx
import pdfplumber
import pytest

from tantam.base.asked import EVERYTHING
from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.files import path_of, read_file
from tantam.base.models import AuditHead
from tantam.core.canonical import digest
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.plans.commands.reports import (
    ChangedMeanwhile,
    UnableToDrawReport,
    UnableToEditParagraph,
    UnableToIssueReport,
    draw_report,
    edit_paragraph,
    issue_report,
)
from tantam.plans.models import (
    Briefing,
    Duty,
    Indicator,
    IndicatorValue,
    IssuedDocument,
    MediaItem,
    Period,
    Report,
    Submission,
)
from tantam.plans.queries.reports import get_facts, get_report, list_reports, verify_report
from tantam.plans.reporting.content import indicator_value, tally_of
from tantam.plans.reporting.paper import paper_of
from tests.support.cast import TODAY
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DONE = date(2026, 11, 20)


def submit(duty, *, state="ACCEPTED", done_on=DONE, **texts):
    Duty.objects.filter(id=duty.id).update(done_on=done_on)
    return Submission.objects.create(
        duty=duty, state=state, changed_at=AT, changed_by=1, changed_by_name="Phạm Thị Hoa", **texts
    )


@pytest.fixture
def reported(small_plan):
    """Return the small plan with some of the year 2026 reported: two accepted, one waiting, one exempt."""
    hoa = submit(
        small_plan.duty("I.1", "X21484", "2026"),
        text="Đã quán triệt Chỉ thị 39 tới toàn thể cán bộ xã.",
        difficulties="Thiếu kinh phí tuyên truyền.",
        proposals="Bố trí thêm kinh phí.",
    )
    late = small_plan.duty("I.1", "X21529", "2026")
    Duty.objects.filter(id=late.id).update(
        opens_on=date(2026, 10, 1), original_due_on=date(2026, 11, 1), due_on=date(2026, 11, 1)
    )
    tam = submit(late, text="Đã tổ chức hội nghị.", difficulties="thiếu kinh phí tuyên truyền. ")
    submit(small_plan.duty("I.1", "STC", "2026"), state="SIGNED_OFF", text="Chưa được tiếp nhận.")
    Duty.objects.filter(id=small_plan.duty("II.1", "X21400", "2026").id).update(exempt=True)
    IssuedDocument.objects.create(
        submission=hoa,
        number="15/KH-UBND",
        issued_on=date(2026, 3, 2),
        kind="Kế hoạch",
        issuing_body="UBND xã Ba Tơ",
        abstract="Thực hiện Chỉ thị 39",
        search_text="",
    )
    MediaItem.objects.create(
        submission=hoa, kind="NEWS", title="Tin", outlet="Báo Quảng Ngãi", published_on=date(2026, 4, 1)
    )
    Briefing.objects.create(
        submission=tam, kind="BRIEFING", topic="Quán triệt", held_on=DONE, audience="Cán bộ", attendees_count=45
    )
    indicator = Indicator.objects.create(
        task=small_plan.tasks["I.1"], code="cb", name="Số cán bộ được quán triệt", measure="người"
    )
    IndicatorValue.objects.create(submission=hoa, indicator=indicator, value=Decimal(120))
    IndicatorValue.objects.create(submission=tam, indicator=indicator, value=Decimal(45))
    return small_plan


def draw(cast, reported, period="2026", *, on=TODAY, key=None):
    return draw_report(asked=cast.asked("lan", on=on, key=key), period_id=reported.periods[period].id)


def page_of(number, on=TODAY):
    return get_report(report_id=number, scope=EVERYTHING, on=on)


def text_of(number, code):
    return next(one["text"] for one in page_of(number).content["paragraphs"] if one["code"] == code)


def issue(cast, report_id, *, key=None, **other):
    given = {
        "seen_digest": page_of(report_id).digest,
        "number": 5,
        "symbol": "BC-UBND",
        "issued_on": TODAY,
        "signer_title": "Phó Chủ tịch",
        "signer_name": "Nguyễn Văn Bình",
    }
    return issue_report(asked=cast.asked("lan", key=key), report_id=report_id, **{**given, **other})


def test_the_counts_of_a_report_reconcile(cast, reported):
    content = page_of(draw(cast, reported)).content

    whole = tally_of(content["total"])
    assert (whole.total, whole.done_on_time, whole.done_late, whole.exempt) == (13, 2, 1, 1)
    assert whole.total == sum(tally_of(section["counts"]).total for section in content["sections"])
    assert whole.total == sum(
        tally_of(task["counts"]).total for section in content["sections"] for task in section["tasks"]
    )
    rows = [
        len(task["results"]) + sum(len(other["units"]) for other in task["others"])
        for section in content["sections"]
        for task in section["tasks"]
    ]
    assert sum(rows) == whole.total


def test_only_accepted_work_is_told(cast, reported):
    content = page_of(draw(cast, reported)).content

    assert content["accepted"] == 2
    assert "Chưa được tiếp nhận." not in str(content)
    task = content["sections"][0]["tasks"][0]
    assert [(one["unit"], one["state"]) for one in task["results"]] == [
        ("Ba Tơ", "DONE_ON_TIME"),
        ("Ba Vì", "DONE_LATE"),
    ]
    assert task["results"][0]["documents"] == ["Kế hoạch số 15/KH-UBND ngày 02/03/2026"]


def test_the_narrative_gives_rates_with_what_they_are_made_of(cast, reported):
    number = draw(cast, reported)

    general = text_of(number, "general")
    assert "Đã hoàn thành 3/12 (25,0%), trong đó đúng hạn 2/12 (16,7%), hoàn thành quá hạn 1." in general
    assert "ban hành 1 văn bản; đăng, phát 1 tin, bài" in general
    assert "45 lượt người" in general
    assert "số liệu từ ngày 15/12/2025 đến ngày 14/12/2026" in text_of(number, "opening")


def test_the_same_difficulty_told_by_two_units_stands_once_with_both_names(cast, reported):
    number = draw(cast, reported)

    assert text_of(number, "difficulties") == ("- Ba Tơ, Ba Vì (nhiệm vụ I.1): Thiếu kinh phí tuyên truyền.")
    assert text_of(number, "proposals") == "- Ba Tơ (nhiệm vụ I.1): Bố trí thêm kinh phí."


def test_indicators_are_added_up_over_units(cast, reported):
    content = page_of(draw(cast, reported)).content

    assert content["indicators"] == [
        {
            "task_code": "I.1",
            "name": "Số cán bộ được quán triệt",
            "measure": "người",
            "value": "165",
            "lowest": "45",
            "highest": "120",
            "units_count": 2,
        }
    ]


def test_shares_are_not_added_up(cast, reported):
    share = Indicator.objects.create(
        task=reported.tasks["I.1"], code="tl", name="Tỷ lệ tổ xếp loại tốt", measure="%", decimals=1, order=1
    )
    for submission, value in zip(Submission.objects.filter(state="ACCEPTED"), ("88.5", "97"), strict=True):
        IndicatorValue.objects.create(submission=submission, indicator=share, value=Decimal(value))

    content = page_of(draw(cast, reported)).content

    assert content["indicators"][1]["value"] is None
    assert indicator_value(content["indicators"][1]) == "88,5 – 97,0"


def test_a_tasks_own_deadline_belongs_to_the_period_whose_data_it_falls_into(cast, reported):
    own = Period.objects.create(
        plan=reported.plan,
        kind="DEADLINE",
        code="II.3-D",
        label="Quý III/2026",
        task=reported.tasks["II.3"],
        starts_on=date(2026, 7, 1),
        ends_before=date(2026, 10, 1),
        opens_on=date(2026, 9, 1),
        due_on=date(2026, 9, 30),
        opened_at=AT,
    )
    Duty.objects.create(
        task=reported.tasks["II.3"],
        unit=cast.units["SNV"],
        period=own,
        opens_on=own.opens_on,
        due_on=own.due_on,
        original_due_on=own.due_on,
        created_at=AT,
    )

    year = get_facts(period=reported.periods["2026"], on=TODAY)
    half = get_facts(period=reported.periods["2026-H1"], on=TODAY)

    assert year.tally.total == 14
    assert half.tally.total == 13


def test_the_facts_take_a_fixed_number_of_queries(cast, reported, django_assert_num_queries):
    period = Period.objects.select_related("plan").get(id=reported.periods["2026"].id)

    with django_assert_num_queries(6):
        get_facts(period=period, on=TODAY)


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


def test_an_issued_report_is_frozen_with_its_digest_and_files(cast, reported):
    number = draw(cast, reported)
    head = AuditHead.objects.get(id=1)

    answer = issue(cast, number)

    page = page_of(number)
    row = Report.objects.get(id=number)
    assert page.line.number == "05/BC-UBND"
    assert page.digest == digest(row.frozen) == answer["digest"]
    assert row.frozen["issue"]["checkpoint"] == {"count": head.sequence, "root": head.hash}
    assert verify_report(page).holds


def test_an_issued_report_does_not_change_whatever_happens_after(cast, reported):
    number = draw(cast, reported)
    issue(cast, number)
    before = page_of(number)

    submit(reported.duty("II.2", "X21484", "2026"), text="Đã bố trí vốn.")
    reported.plan.title = "Tên khác"
    reported.plan.save(update_fields=["title"])

    assert page_of(number, on=date(2027, 1, 1)) == before


def test_an_issued_report_cannot_be_edited_drawn_over_or_issued_again(cast, reported):
    number = draw(cast, reported)
    issue(cast, number)
    before = Report.objects.values().get(id=number)

    with pytest.raises(UnableToEditParagraph):
        edit_paragraph(asked=cast.asked("lan"), report_id=number, code="general", version=1, text="Khác.")
    with pytest.raises(UnableToIssueReport):
        issue(cast, number, number=6)
    other = draw(cast, reported)

    assert other != number
    assert Report.objects.values().get(id=number) == before


def test_a_report_of_which_content_or_files_were_touched_no_longer_holds(cast, reported):
    number = draw(cast, reported)
    answer = issue(cast, number)
    frozen = Report.objects.get(id=number).frozen
    Report.objects.filter(id=number).update(frozen={**frozen, "accepted": 99})
    path_of(answer["pdf"]).write_bytes(b"something else")
    path_of(answer["word"]).unlink()

    verification = verify_report(page_of(number))

    assert not verification.content_holds
    assert not verification.word_holds
    assert not verification.pdf_holds
    path_of(answer["pdf"]).unlink()


def test_a_chain_that_was_cut_shows_on_the_reports_that_named_its_end(cast, reported):
    number = draw(cast, reported)
    issue(cast, number)
    frozen = Report.objects.get(id=number).frozen
    frozen["issue"]["checkpoint"]["root"] = "f" * 64
    Report.objects.filter(id=number).update(frozen=frozen, digest=digest(frozen))

    verification = verify_report(page_of(number))

    assert verification.content_holds
    assert not verification.checkpoint_holds
    assert not verification.holds


def test_the_kept_files_are_what_the_frozen_content_gives_again(cast, reported):
    number = draw(cast, reported)
    answer = issue(cast, number)

    paper = paper_of(Report.objects.get(id=number).frozen)

    assert write_pdf(paper) == read_file(answer["pdf"])
    assert write_word(paper) == read_file(answer["word"])


def test_figures_that_changed_since_they_were_seen_are_not_issued(cast, reported):
    number = draw(cast, reported)
    seen = page_of(number).digest
    submit(reported.duty("II.2", "X21484", "2026"), text="Đã bố trí vốn.")

    with pytest.raises(UnableToIssueReport, match="thay đổi"):
        issue(cast, number, seen_digest=seen)

    assert not page_of(number).line.is_issued


def test_a_number_is_given_once_a_year(cast, reported):
    issue(cast, draw(cast, reported))

    with pytest.raises(UnableToIssueReport, match="05/BC-UBND"):
        issue(cast, draw(cast, reported, "2026-H1"))


def test_the_paper_says_who_signs_what_it_rests_on_and_where_it_leads(cast, reported, settings):
    settings.TANTAM_ADDRESS = "https://tantam.example"
    number = draw(cast, reported)

    answer = issue(cast, number)

    with pdfplumber.open(BytesIO(read_file(answer["pdf"]))) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    text = "\n".join(pages)
    word = docx.Document(BytesIO(read_file(answer["word"])))
    root = Report.objects.get(id=number).frozen["issue"]["checkpoint"]["root"]
    assert "Số: 05/BC-UBND" in text
    assert "Quảng Ngãi, ngày 22 tháng 11 năm 2026" in text
    assert re.search(r"TM\. ỦY BAN NHÂN DÂN\s+.*KT\. CHỦ TỊCH\s+.*PHÓ CHỦ TỊCH", text, re.DOTALL)
    assert "Nguyễn Văn Bình" in text
    assert f"tantam.example/bc/{number}" in pages[0]
    assert root in "".join(pages[0].split())
    assert "DỰ THẢO" not in text
    assert "Đã quán triệt Chỉ thị 39 tới toàn thể cán bộ xã." in "\n".join(
        cell.text for table in word.tables for row in table.rows for cell in row.cells
    )


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


@pytest.mark.replays("plans.issue_report")
def test_issuing_again_with_the_same_key_issues_once(cast, reported):
    number = draw(cast, reported)

    assert_replay_safe(
        issue_report,
        asked=cast.asked("lan"),
        other={"number": 6},
        report_id=number,
        seen_digest=page_of(number).digest,
        number=5,
        symbol="BC-UBND",
        issued_on=TODAY,
        signer_title="Chủ tịch",
        signer_name="Nguyễn Văn Bình",
    )

    assert page_of(number).line.number == "05/BC-UBND"
