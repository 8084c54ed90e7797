"""Opening a dossier and writing its parts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tantam.base.errors import Refusal
from tantam.plans.commands.dossiers import UnableToSavePart, open_dossier, save_dossier_part
from tantam.plans.queries.dossiers import get_dossier_task
from tantam.web.asking import allowed, ask, asked_by, get_actor
from tantam.web.carrying_out import keyed, show_refusal
from tantam.web.plans.dossiers import forms
from tantam.web.plans.dossiers.showing import crumbs, own_page, under
from tantam.web.plans.numbers import whole_number


@require_http_methods(["GET", "POST"])
@allowed("plans.open_dossier")
def new(request: HttpRequest) -> HttpResponse:
    """Open a dossier for a task that the unit leads; the coordinator chooses the unit."""
    actor = get_actor(request)
    task_id = whole_number(request.GET.get("nhiem-vu"))
    if task_id is None:
        raise Http404
    task = get_dossier_task(task_id=task_id, unit_id=None if actor.scope.all_units else actor.unit_id)
    initial = {"kind": "TO_TRINH", "addressee": _("Ủy ban nhân dân tỉnh Quảng Ngãi")}
    form = keyed(forms.OpenForm, request, units=task.units, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            number = ask(
                open_dossier,
                asked=asked_by(request),
                task_id=task_id,
                unit_id=form.cleaned_data["unit"],
                kind=form.cleaned_data["kind"],
                title=form.cleaned_data["title"],
                addressee=form.cleaned_data["addressee"],
            )
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(request, _("Đã lập hồ sơ. Soạn lần lượt các phần bên dưới."))
            return redirect("dossier", dossier_id=number)
    return render(request, "plans/dossiers/new.html", {"form": form, "task": task, "crumbs": crumbs()})


@require_http_methods(["GET", "POST"])
@allowed("plans.save_dossier_part")
def part(request: HttpRequest, dossier_id: int, part_code: str) -> HttpResponse:
    """Write a part; who comes second sees what the first wrote, and loses nothing of their own."""
    page = own_page(request, dossier_id)
    shown = page.part(part_code)
    if shown is None:
        raise Http404
    form = keyed(forms.PartForm, request, initial={"version": shown.version, "text": shown.text})
    conflict = None
    if request.method == "POST" and form.is_valid():
        fields = {"version": form.cleaned_data["version"], "text": form.cleaned_data["text"]}
        try:
            ask(save_dossier_part, asked=asked_by(request), dossier_id=dossier_id, code=part_code, **fields)
        except Refusal as problem:
            show_refusal(form, problem)
            conflict = problem.conflict if isinstance(problem, UnableToSavePart) else None
            if conflict is not None:
                form.data["version"] = str(conflict.version)
        else:
            messages.success(request, _("Đã lưu phần “%(part)s”.") % {"part": shown.label})
            return redirect("dossier", dossier_id=dossier_id)
    return render(request, "plans/dossiers/part.html", under(page, form=form, shown=shown, conflict=conflict))
