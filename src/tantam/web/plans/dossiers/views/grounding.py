"""What a dossier rests on: values of the law, taken from it or typed, and runs of reforms."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tantam.plans.commands.dossier_grounds import (
    add_evidence,
    cite_law,
    remove_citation,
    remove_evidence,
)
from tantam.plans.queries.dossier_choices import list_run_choices
from tantam.plans.queries.dossier_law import list_citable_programmes, list_citable_terms
from tantam.web.asking import allowed, new_request_key
from tantam.web.carrying_out import carried_out, carry_out, keyed
from tantam.web.plans.dossiers import forms
from tantam.web.plans.dossiers.showing import own_page, under
from tantam.web.plans.numbers import whole_number


@require_http_methods(["GET", "POST"])
@allowed("plans.cite_law")
def law(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Show what is cited; offer what the chosen programme says today, and a form for any other document."""
    page = own_page(request, dossier_id)
    form = keyed(forms.CitationForm, request)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "request_key"}
        if carried_out(request, form, cite_law, dossier_id=dossier_id, as_of=timezone.localdate(), **given):
            messages.success(request, _("Đã viện dẫn quy định."))
            return redirect("dossier-law", dossier_id=dossier_id)
    programme = request.GET.get("chuong-trinh", "")
    context = under(
        page,
        form=form,
        programmes=list_citable_programmes(),
        chosen=programme,
        terms=list_citable_terms(programme_code=programme, on=timezone.localdate()),
        request_key=new_request_key(),
    )
    return render(request, "plans/dossiers/law.html", context)


@require_POST
@allowed("plans.cite_law")
def from_law(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Cite a value as the law says it today; its words come from the law, not from the form."""
    own_page(request, dossier_id)
    today = timezone.localdate()
    terms = list_citable_terms(programme_code=request.POST.get("programme", ""), on=today)
    term = next((one for one in terms if one.key == request.POST.get("term")), None)
    if term is None:
        messages.error(request, _("Quy định này không còn hiệu lực hôm nay. Chọn lại."))
    else:
        carry_out(
            request,
            cite_law,
            said=_("Đã viện dẫn quy định."),
            dossier_id=dossier_id,
            programme=term.programme,
            term=term.term,
            value=term.value[:500],
            document=term.document,
            year=term.year,
            article=term.article,
            as_of=today,
        )
    return redirect("dossier-law", dossier_id=dossier_id)


@require_POST
@allowed("plans.remove_citation")
def drop_citation(request: HttpRequest, dossier_id: int, citation_id: int) -> HttpResponse:
    """Take a cited value out."""
    own_page(request, dossier_id)
    said = _("Đã bỏ quy định khỏi hồ sơ.")
    carry_out(request, remove_citation, said=said, dossier_id=dossier_id, citation_id=citation_id)
    return redirect("dossier-law", dossier_id=dossier_id)


@require_safe
@allowed("plans.add_evidence")
def evidence(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Show the runs in the annex, and those that may be added."""
    page = own_page(request, dossier_id)
    taken = {line.run_id for line in page.evidence}
    runs = [run for run in list_run_choices(unit_id=page.line.unit_id) if run.id not in taken]
    return render(request, "plans/dossiers/evidence.html", under(page, runs=runs, request_key=new_request_key()))


@require_POST
@allowed("plans.add_evidence")
def add(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Put a run into the annex."""
    own_page(request, dossier_id)
    run_id = whole_number(request.POST.get("run")) or 0
    carry_out(request, add_evidence, said=_("Đã đưa vào phụ lục."), dossier_id=dossier_id, run_id=run_id)
    return redirect("dossier-evidence", dossier_id=dossier_id)


@require_POST
@allowed("plans.remove_evidence")
def drop_evidence(request: HttpRequest, dossier_id: int, evidence_id: int) -> HttpResponse:
    """Take a run out of the annex."""
    own_page(request, dossier_id)
    said = _("Đã bỏ khỏi phụ lục.")
    carry_out(request, remove_evidence, said=said, dossier_id=dossier_id, evidence_id=evidence_id)
    return redirect("dossier-evidence", dossier_id=dossier_id)
