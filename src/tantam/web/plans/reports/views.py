"""List reports, draw one up, edit it, issue it, take it away as Word and PDF."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tantam.base.errors import OutOfScope, Refusal
from tantam.base.files import read_file
from tantam.core.canonical import canonical_json
from tantam.core.duties import DutyState
from tantam.documents.media import PDF, WORD
from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.plans.commands.reports import (
    ChangedMeanwhile,
    draw_report,
    edit_paragraph,
    issue_report,
)
from tantam.plans.queries import reports as queries
from tantam.plans.reporting.content import indicator_value, tally_of
from tantam.plans.reporting.paper import DEFAULT_SYMBOL, paper_of
from tantam.plans.wording.period_words import period_words
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.handing_out import file_answer
from tantam.web.plans.reports import forms

SEE = "plans.see_reports"


@require_safe
@allowed(SEE)
def reports(request: HttpRequest) -> HttpResponse:
    """Show the reports and, to who may, the form that draws one up."""
    return _list_page(request, form=None)


@require_POST
@allowed("plans.draw_report")
def draw(request: HttpRequest) -> HttpResponse:
    """Draw up a report on a period, or draw up its draft again from today's figures."""
    form = forms.Draw(request.POST, choices=queries.list_period_choices(scope=get_actor(request).scope))
    if form.is_valid():
        try:
            number = ask(draw_report, asked=asked_by(request), period_id=form.cleaned_data["period"])
        except OutOfScope:
            raise Http404 from None
        except Refusal as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Đã soạn dự thảo theo số liệu hôm nay."))
            return redirect("report", report_id=number)
    return _list_page(request, form=form)


def _list_page(request: HttpRequest, *, form: forms.Draw | None) -> HttpResponse:
    actor = get_actor(request)
    if form is None and actor.may("plans.draw_report"):
        choices = queries.list_period_choices(scope=actor.scope)
        form = forms.Draw(choices=choices, initial={"request_key": new_request_key()})
    context = {"reports": queries.list_reports(scope=actor.scope), "form": form}
    return render(request, "plans/reports/reports.html", context)


@require_safe
@allowed(SEE)
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show a report: a draft with today's figures, or what was issued and whether it still holds."""
    actor = get_actor(request)
    page = _page_or_404(request, report_id)
    context = {
        "page": page,
        "content": page.content,
        "issue": page.content.get("issue"),
        "figures": _figures(page, report_id),
        "whole": tally_of(page.content["total"]),
        "sections": [{**section, "tally": tally_of(section["counts"])} for section in page.content["sections"]],
        "indicators": [{**one, "shown": indicator_value(one)} for one in page.content["indicators"]],
        "verification": queries.verify_report(page) if page.line.is_issued else None,
        "editable": {one.code for one in page.paragraphs},
        "may_edit": actor.may("plans.edit_paragraph") and not page.line.is_issued,
        "may_issue": actor.may("plans.issue_report") and not page.line.is_issued,
        "crumbs": _crumbs(),
    }
    return render(request, "plans/reports/report.html", context)


def _figures(page: queries.ReportPage, report_id: int) -> list[dict[str, Any]]:
    """Return the counts by state; they lead to the table that breaks them down."""
    url = reverse("report", args=[report_id]) + "#sections"
    order = (
        DutyState.DONE_ON_TIME,
        DutyState.DONE_LATE,
        DutyState.OPEN_IN_TIME,
        DutyState.NOT_DUE,
        DutyState.OPEN_OVERDUE,
        DutyState.EXEMPT,
    )
    return [{"count": page.content["total"][state.value], "url": url, "state": state.value} for state in order]


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("plans.edit_paragraph")
def paragraph(request: HttpRequest, report_id: int, code: str) -> HttpResponse:
    """Edit a paragraph; who comes second sees what the first wrote, and loses nothing of their own."""
    shown, kept = _paragraph_or_404(request, report_id, code)
    if request.method != "POST" and _page_or_404(request, report_id).line.is_issued:
        messages.info(request, _("Báo cáo này đã ban hành nên không sửa được."))
        return redirect("report", report_id=report_id)
    form = forms.Paragraph(
        request.POST or None,
        initial={"text": shown["text"], "version": kept.version, "request_key": new_request_key()},
    )
    others_text = None
    if request.method == "POST" and form.is_valid():
        try:
            ask(
                edit_paragraph,
                asked=asked_by(request),
                report_id=report_id,
                code=code,
                version=form.cleaned_data["version"],
                text=None if "redraw" in request.POST else form.cleaned_data["text"],
            )
        except ChangedMeanwhile as problem:
            shown, kept = _paragraph_or_404(request, report_id, code)
            others_text = shown["text"]
            form = forms.Paragraph({**form.cleaned_data, "version": kept.version, "request_key": new_request_key()})
            form.add_error(None, str(problem))
        except Refusal as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Đã lưu đoạn."))
            return redirect("report", report_id=report_id)
    context = {
        "form": form,
        "shown": shown,
        "kept": kept,
        "others_text": others_text,
        "crumbs": _crumbs(report_id, _("Dự thảo")),
    }
    return render(request, "plans/reports/paragraph.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("plans.issue_report")
def issue(request: HttpRequest, report_id: int) -> HttpResponse:
    """Issue a report, having said what will happen."""
    page = _page_or_404(request, report_id)
    form = forms.Issue(
        request.POST or None,
        initial={
            "symbol": DEFAULT_SYMBOL,
            "issued_on": timezone.localdate(),
            "seen_digest": page.digest,
            "request_key": new_request_key(),
        },
    )
    if request.method == "POST" and form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "request_key"}
        try:
            ask(issue_report, asked=asked_by(request), report_id=report_id, **given)
        except Refusal as problem:
            form = forms.Issue({**request.POST.dict(), "seen_digest": page.digest, "request_key": new_request_key()})
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Đã ban hành báo cáo."))
            return redirect("report", report_id=report_id)
    context = {
        "form": form,
        "page": page,
        "content": page.content,
        "whole": tally_of(page.content["total"]),
        "crumbs": _crumbs(report_id, period_words(page.line.period_label)),
    }
    return render(request, "plans/reports/issue.html", context)


@require_safe
@allowed(SEE)
def pdf(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show the report as PDF: the kept file if issued, else a draft with its mark."""
    page = _page_or_404(request, report_id)
    return _file(request, page, media_type=PDF)


@require_safe
@allowed(SEE)
def word(request: HttpRequest, report_id: int) -> HttpResponse:
    """Give the report away as Word: the kept file if issued, else a draft with its mark."""
    page = _page_or_404(request, report_id)
    return _file(request, page, media_type=WORD)


@require_safe
@allowed(SEE)
def content(request: HttpRequest, report_id: int) -> HttpResponse:
    """Give away the frozen content as canonical JSON: the SHA-256 of this file is the report's digest."""
    page = _page_or_404(request, report_id)
    if not page.line.is_issued:
        raise Http404
    name = f"bao-cao-{page.line.number.replace('/', '-')}.json"
    return file_answer(canonical_json(page.content), "application/json", name, may_be_kept=True)


@require_safe
@allowed(SEE)
def short(request: HttpRequest, report_id: int) -> HttpResponse:
    """Lead from the code on paper to the report."""
    _page_or_404(request, report_id)
    return redirect("report", report_id=report_id)


def _file(request: HttpRequest, page: queries.ReportPage, *, media_type: str) -> HttpResponse:
    ending = "pdf" if media_type == PDF else "docx"
    if page.line.is_issued:
        try:
            body = read_file(page.pdf_sha256 if media_type == PDF else page.word_sha256)
        except (FileNotFoundError, ValueError):
            messages.error(request, _("Tệp đã lưu bị mất hoặc bị thay đổi. Hãy khôi phục từ bản sao lưu."))
            return redirect("report", report_id=page.line.id)
        name = f"bao-cao-{page.line.number.replace('/', '-')}.{ending}"
    else:
        paper = paper_of(page.content)
        body = write_pdf(paper) if media_type == PDF else write_word(paper)
        name = f"du-thao-bao-cao-{page.content['period']['code']}.{ending}"
    return file_answer(body, media_type, name, is_shown=media_type == PDF, may_be_kept=True)


def _page_or_404(request: HttpRequest, report_id: int) -> queries.ReportPage:
    try:
        return queries.get_report(report_id=report_id, scope=get_actor(request).scope, on=timezone.localdate())
    except OutOfScope:
        raise Http404 from None


def _paragraph_or_404(request: HttpRequest, report_id: int, code: str) -> tuple[dict[str, Any], queries.ParagraphLine]:
    """Return a paragraph as the draft shows it, and as it is kept."""
    page = _page_or_404(request, report_id)
    shown = next((one for one in page.content["paragraphs"] if one["code"] == code), None)
    kept = next((one for one in page.paragraphs if one.code == code), None)
    if shown is None or kept is None:
        raise Http404
    return shown, kept


def _crumbs(report_id: int | None = None, label: str = "") -> list[dict[str, str]]:
    crumbs = [{"label": _("Báo cáo"), "url": reverse("reports")}]
    if report_id is not None:
        crumbs.append({"label": label, "url": reverse("report", args=[report_id])})
    return crumbs
