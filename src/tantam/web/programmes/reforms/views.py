"""The list of reforms, writing one, one with its changes in words, a run's result, runs side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tantam.base.errors import OutOfScope, Refusal
from tantam.programmes.commands.reforms import write_reform
from tantam.programmes.queries import reforms as queries
from tantam.programmes.queries.evidence import assumption_words, cautions_of, summary_of
from tantam.programmes.queries.law import list_programme_names
from tantam.programmes.reforms.files import list_examples
from tantam.programmes.reforms.reading import UnreadableOverlay
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.programmes.reforms import forms
from tantam.web.programmes.reforms.showing import Bar, shown_tables

SEE = "programmes.see_reforms"
WRITE = "programmes.write_reform"
RUN = "programmes.run_reform"


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way back to the list of reforms, and further."""
    found = [(_("Chương trình cho vay"), reverse("programmes")), (_("Cải cách chính sách"), reverse("reforms")), *more]
    return [{"label": label, "url": url} for label, url in found]


@require_safe
@allowed(SEE)
def reforms(request: HttpRequest) -> HttpResponse:
    """List the reforms and the newest runs, which may be chosen to be compared."""
    actor = get_actor(request)
    context = {
        "reforms": queries.list_reforms(),
        "runs": queries.list_runs(),
        "compared_max": queries.COMPARED_MAX,
        "may_write": actor.may(WRITE),
        "crumbs": crumbs()[:1],
    }
    return render(request, "programmes/reforms/reforms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(WRITE)
def write(request: HttpRequest) -> HttpResponse:
    """Write a reform, from nothing, an example, one change chosen from lists, or its version before."""
    earlier = _earlier(request)
    chosen = forms.ChooseChange(
        request.GET if "chuong_trinh" in request.GET else None,
        programmes=list_programme_names(),
        parameters=queries.list_parameter_names(),
        initial={"tu_ngay": timezone.localdate().replace(year=timezone.localdate().year + 1, month=1, day=1)},
    )
    if request.method == "POST":
        form = forms.WriteReform(request.POST)
        if form.is_valid() and (number := _written(request, form, earlier)):
            messages.success(request, _("Đã lưu cải cách. Việc tiếp theo: chạy thử trên sổ hộ."))
            return redirect("reform", reform_id=number)
    else:
        form = forms.WriteReform(initial={**_first_text(request, chosen, earlier), "request_key": new_request_key()})
    context = {
        "form": form,
        "chosen": chosen,
        "examples": [(example.key, forms.EXAMPLES.get(example.key, example.name)) for example in list_examples()],
        "earlier": earlier,
        "crumbs": crumbs(*([(earlier.line.name, reverse("reform", args=[earlier.line.id]))] if earlier else [])),
    }
    return render(request, "programmes/reforms/write.html", context)


def _earlier(request: HttpRequest) -> queries.ReformPage | None:
    given = request.GET.get("sua", "")
    return _reform_or_404(given) if given else None


def _first_text(request: HttpRequest, chosen: forms.ChooseChange, earlier: queries.ReformPage | None) -> dict[str, Any]:
    if chosen.is_bound and chosen.is_valid():
        return {"overlay": chosen.text()}
    if earlier is not None:
        return {"overlay": earlier.overlay, "purpose": earlier.line.purpose}
    wanted = request.GET.get("mau", "")
    return {"overlay": next((example.text for example in list_examples() if example.key == wanted), "")}


def _written(request: HttpRequest, form: forms.WriteReform, earlier: queries.ReformPage | None) -> int | None:
    try:
        return ask(
            write_reform,
            asked=asked_by(request),
            overlay=form.cleaned_data["overlay"],
            purpose=form.cleaned_data["purpose"],
            earlier_id=earlier.line.id if earlier else None,
        )
    except UnreadableOverlay as problem:
        for fault in problem.faults:
            form.add_error("overlay", str(fault))
    except Refusal as problem:
        form.add_error(None, str(problem))
    return None


@require_safe
@allowed(SEE)
def reform(request: HttpRequest, reform_id: int) -> HttpResponse:
    """Show a reform: what it changes in words, its text, its runs."""
    actor = get_actor(request)
    page = _reform_or_404(reform_id)
    context = {
        "page": page,
        "line": page.line,
        "may_write": actor.may(WRITE) and page.line.is_newest and actor.scope.covers(page.line.unit_id),
        "may_run": actor.may(RUN) and not page.fault,
        "crumbs": crumbs(),
    }
    return render(request, "programmes/reforms/reform.html", context)


@require_safe
@allowed(SEE)
def result(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show what a reform would do: totals, bars, tables, what is assumed and what is not known."""
    try:
        run = queries.get_run(run_id)
    except OutOfScope:
        raise Http404 from None
    context = {
        "run": run,
        "line": run.line,
        "reform": run.reform,
        "total": run.total,
        "last_year": run.result["years"][-1],
        "summary": summary_of(run),
        "cautions": cautions_of(run),
        "assumptions": assumption_words(run.assumptions),
        "tables": shown_tables(run.tables),
        "crumbs": crumbs((run.reform.name, reverse("reform", args=[run.reform.id]))),
    }
    return render(request, "programmes/reforms/result.html", context)


@require_safe
@allowed(SEE)
def compare(request: HttpRequest) -> HttpResponse:
    """Show runs side by side, or say why they cannot be compared."""
    numbers = [int(text) for text in request.GET.getlist("lan") if text.isascii() and text.isdecimal()][:20]
    runs: tuple[queries.RunPage, ...] = ()
    problem = ""
    try:
        runs = queries.compare_runs(numbers)
    except OutOfScope:
        raise Http404 from None
    except queries.UnableToCompare as refused:
        problem = str(refused)
    most_vnd = max((run.total.high_vnd for run in runs), default=0)
    context = {
        "runs": runs,
        "problem": problem,
        "bars": [
            Bar(
                _("Lần %(number)d") % {"number": run.line.id},
                run.total.low_vnd,
                run.total.central_vnd,
                run.total.high_vnd,
            )
            for run in runs
            if min(run.total.low_vnd, run.total.central_vnd) >= 0 and most_vnd > 0
        ],
        "columns": [(run, assumption_words(run.assumptions)) for run in runs],
        "crumbs": crumbs(),
    }
    return render(request, "programmes/reforms/compare.html", context)


def _reform_or_404(number: int | str) -> queries.ReformPage:
    try:
        return queries.get_reform(int(number))
    except (ValueError, OverflowError, OutOfScope):
        raise Http404 from None
