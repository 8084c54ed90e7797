"""Draw up a report, edit its paragraphs, issue it. What was issued never changes."""

from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.base.files import keep_file
from tantam.core.canonical import digest
from tantam.documents.media import PDF, WORD
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.plans.models import Period, Plan, Report, ReportParagraph
from tantam.plans.parts.revision import bump_revision
from tantam.plans.queries.reports import (
    OWN_KINDS,
    find_report_row,
    get_checkpoint,
    get_facts,
    get_report,
)
from tantam.plans.reporting.narrative import draw_paragraphs, report_title
from tantam.plans.reporting.paper import paper_of

TEXT_MAX: Final = 20_000
HEADING_MAX: Final = 300


class UnableToDrawReport(Refusal):
    """The period is not open, or it is not one on which reports are made."""


class UnableToEditParagraph(Refusal):
    """The report was issued, or the text is too long."""


class ChangedMeanwhile(Refusal):
    """Somebody else changed the paragraph since it was shown."""


class UnableToIssueReport(Refusal):
    """The report was issued before, its number is taken, or its figures changed since they were seen."""


@command("plans.draw_report", subject=lambda result, _arguments: f"report:{result}")
def draw_report(*, asked: Asked, period_id: int) -> int:
    """Draw up a report on a period and return its number.

    If there is a draft, the paragraphs that nobody edited are drawn up again from today's figures.

    :raises OutOfScope: if there is no such period, or the actor does not see the whole province.
    :raises UnableToDrawReport: if the period has not been opened or is one task's own deadline.
    """
    period = Period.objects.filter(id=period_id).first()
    if period is None or not asked.actor.scope.all_units:
        raise OutOfScope(_("Không có kỳ báo cáo này."))
    if period.opened_at is None or period.kind in OWN_KINDS:
        raise UnableToDrawReport(_("Không lập được báo cáo cho kỳ này vì kỳ chưa mở. Hãy mở kỳ báo cáo trước."))
    Plan.objects.select_for_update().get(id=period.plan_id)  # two who draw at once queue here
    facts = get_facts(period=period, on=asked.book_date)
    report = Report.objects.filter(period=period, state=Report.State.DRAFT).first()
    if report is None:
        report = Report.objects.create(
            plan_id=period.plan_id, period=period, title=report_title(facts), made_at=asked.at
        )
    kept = {one.code: one for one in report.paragraphs.all()}
    for order, drawn in enumerate(draw_paragraphs(facts)):
        one = kept.get(drawn.code)
        if one is None:
            ReportParagraph.objects.create(
                report=report, code=drawn.code, heading=drawn.heading[:HEADING_MAX], text=drawn.text, order=order
            )
        elif one.edited_at is None and one.text != drawn.text:
            one.text, one.version = drawn.text, one.version + 1
            one.save(update_fields=["text", "version"])
    bump_revision(period.plan_id)
    return report.id


@command("plans.edit_paragraph", subject=lambda _result, arguments: f"report:{arguments['report_id']}")
def edit_paragraph(*, asked: Asked, report_id: int, code: str, version: int, text: str | None) -> int:
    """Write a paragraph's text, or None to have it drawn up from the figures again; return its new version.

    :raises OutOfScope: if there is no such paragraph for this actor.
    :raises UnableToEditParagraph: if the report was issued.
    :raises ChangedMeanwhile: if the paragraph is no longer at this version.
    """
    report = _locked(asked, report_id)
    if report.state == Report.State.ISSUED:
        raise UnableToEditParagraph(_("Báo cáo đã ban hành nên không sửa được. Hãy lập báo cáo mới cho kỳ này."))
    paragraph = report.paragraphs.filter(code=code).first()
    if paragraph is None:
        raise OutOfScope(_("Không có đoạn này trong báo cáo."))
    if paragraph.version != version:
        raise ChangedMeanwhile(_("Đoạn này vừa được người khác sửa. Hãy xem nội dung mới rồi sửa lại phần của mình."))
    if text is not None and len(text) > TEXT_MAX:
        raise UnableToEditParagraph(_("Đoạn dài quá %(limit)s ký tự. Hãy rút gọn rồi lưu lại.") % {"limit": TEXT_MAX})
    if text is None:
        drawn = draw_paragraphs(get_facts(period=report.period, on=asked.book_date))
        paragraph.text = next((one.text for one in drawn if one.code == code), paragraph.text)
    else:
        paragraph.text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    paragraph.edited_at = None if text is None else asked.at
    paragraph.version += 1
    paragraph.save(update_fields=["text", "edited_at", "version"])
    bump_revision(report.plan_id)
    return paragraph.version


@command("plans.issue_report", subject=lambda _result, arguments: f"report:{arguments['report_id']}")
def issue_report(
    *,
    asked: Asked,
    report_id: int,
    seen_digest: str,
    number: int,
    symbol: str,
    issued_on: date,
    signer_title: str,
    signer_name: str,
) -> dict[str, Any]:
    """Freeze a report with all that is printed, keep its Word and PDF files, and return the digests.

    `seen_digest` is the digest of the draft that was shown: nobody issues figures that they did not see.

    :raises OutOfScope: if there is no such report for this actor.
    :raises UnableToIssueReport: if it was issued before, the number is taken or the figures changed.
    """
    report = _locked(asked, report_id)
    if report.state == Report.State.ISSUED:
        raise UnableToIssueReport(_("Báo cáo đã ban hành với số %(number)s.") % {"number": report.number})
    full_number = f"{number:02d}/{symbol}"
    taken = Report.objects.filter(number=full_number, issued_on__year=issued_on.year).exclude(id=report.id)
    if taken.exists():
        raise UnableToIssueReport(
            _("Số %(number)s đã dùng trong năm %(year)s. Hãy lấy số khác.")
            % {"number": full_number, "year": issued_on.year}
        )
    page = get_report(report_id=report_id, scope=asked.actor.scope, on=asked.book_date)
    if page.digest != seen_digest:
        raise UnableToIssueReport(
            _("Số liệu hoặc lời văn đã thay đổi từ khi mở trang này. Hãy xem lại bản dự thảo rồi ban hành.")
        )
    frozen = {
        **page.content,
        "issue": {
            "number": number,
            "symbol": symbol,
            "issued_on": issued_on.isoformat(),
            "signer_title": signer_title,
            "signer_name": signer_name,
            "code": _code(report_id),
            "checkpoint": get_checkpoint(),
        },
    }
    _freeze(report, frozen, number=full_number, issued_on=issued_on, asked=asked)
    bump_revision(report.plan_id)
    assert report.word is not None
    assert report.pdf is not None
    return {"digest": report.digest, "word": report.word.sha256, "pdf": report.pdf.sha256}


def _freeze(report: Report, frozen: dict[str, Any], *, number: str, issued_on: date, asked: Asked) -> None:
    """Draw both files from the frozen content, and write all of it down at once."""
    paper = paper_of(frozen)
    report.state = Report.State.ISSUED
    report.number = number
    report.issued_on = issued_on
    report.signer_title = frozen["issue"]["signer_title"]
    report.signer_name = frozen["issue"]["signer_name"]
    report.frozen = frozen
    report.digest = digest(frozen)
    report.word = keep_file(write_word(paper), media_type=WORD, at=asked.at)
    report.pdf = keep_file(write_pdf(paper), media_type=PDF, at=asked.at)
    report.save(
        update_fields=[
            "state",
            "number",
            "issued_on",
            "signer_title",
            "signer_name",
            "frozen",
            "digest",
            "word",
            "pdf",
        ]
    )


def _locked(asked: Asked, report_id: int) -> Report:
    """Return a report that the actor may see, locked: who edits and who issues queue here."""
    Report.objects.select_for_update().filter(id=report_id).first()
    return find_report_row(report_id=report_id, scope=asked.actor.scope)


def _code(report_id: int) -> str:
    """Return the short address that leads from paper back to the screen."""
    site = urlsplit(settings.TANTAM_ADDRESS)
    return f"{site.netloc}/bc/{report_id}"
