"""Issued reports: frozen with their files, never changed, and what shows when they were."""

import re
from datetime import date
from io import BytesIO

import docx
import pdfplumber
import pytest

from tantam.base.files import path_of, read_file
from tantam.base.models import AuditHead
from tantam.core.canonical import digest
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.plans.commands.reports import UnableToEditParagraph, UnableToIssueReport, edit_paragraph, issue_report
from tantam.plans.models import Report
from tantam.plans.queries.reports import verify_report
from tantam.plans.reporting.paper import paper_of
from tests.support.cast import TODAY
from tests.support.replay import assert_replay_safe
from tests.support.reports import draw, issue, page_of, submit

pytestmark = pytest.mark.django_db


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
