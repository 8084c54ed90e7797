"""Settle who is meant, open periods, add milestones."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tantam.base.errors import OutOfScope, Refusal
from tantam.core.text import name_key
from tantam.plans.commands.parties import choose_parties
from tantam.plans.commands.periods import add_milestone, open_period, set_cycle
from tantam.plans.queries import annex, periods
from tantam.plans.wording.period_words import period_words
from tantam.units.queries import list_units
from tantam.web.asking import allowed, ask, asked_by, new_request_key
from tantam.web.plans.crumbs import plan_crumbs
from tantam.web.plans.setup import forms


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units of one kind to choose from: code, name, whether it is chosen."""

    label: str
    units: list[tuple[str, str, bool]]
    is_open: bool


@require_GET
@allowed("plans.open_period")
def setup(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show what a plan needs before its units can report: units to choose, periods to open."""
    plan = _plan_or_404(plan_id)
    today = timezone.localdate()
    context = {
        "plan": plan,
        "crumbs": plan_crumbs(plan)[:-1],
        "unsettled": _by_words(annex.list_phrases(plan_id=plan_id, unsettled_only=True)),
        "chosen": [p for p in annex.list_phrases(plan_id=plan_id) if p.settled and p.kind == "CHOICE"],
        "periods": periods.list_periods(plan_id),
        "openable": periods.list_openable_periods(plan_id=plan_id, today=today),
        "undated": periods.list_undated_tasks(plan_id),
        "cycle_form": forms.Cycle(initial={"report_cycle": list(plan.report_cycle), "request_key": new_request_key()}),
        "request_key": new_request_key(),
    }
    return render(request, "plans/setup/setup.html", context)


@require_http_methods(["GET", "POST"])
@allowed("plans.choose_parties")
def choose(request: HttpRequest, phrase_id: int) -> HttpResponse:
    """Choose the units that a phrase means in its task."""
    try:
        plan_id, phrase = annex.get_phrase(phrase_id)
    except OutOfScope:
        raise Http404 from None
    form = forms.Choose(
        request.POST or None,
        units=_units_for(phrase.codes),
        initial={"units": phrase.unit_codes, "everywhere": True, "request_key": new_request_key()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = ask(
                choose_parties,
                asked=asked_by(request),
                phrase_id=phrase_id,
                unit_codes=tuple(form.cleaned_data["units"]),
                everywhere=form.cleaned_data["everywhere"],
            )
        except Refusal as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Đã chọn đơn vị cho %(count)d nội dung.") % {"count": count})
            return redirect("plan-setup", plan_id=plan_id)
    plan = annex.get_plan_head(plan_id)
    context = {
        "form": form,
        "phrase": phrase,
        "plan": plan,
        "crumbs": plan_crumbs(plan),
        "groups": _shown_groups(phrase.codes, chosen=form["units"].value() or ()),
    }
    return render(request, "plans/setup/choose.html", context)


@require_POST
@allowed("plans.open_period")
def open_one(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Open a period: its duties are fixed from then on."""
    _plan_or_404(plan_id)
    code = request.POST.get("code", "")
    span = next(
        (
            span
            for span in periods.list_openable_periods(plan_id=plan_id, today=timezone.localdate())
            if span.code == code
        ),
        None,
    )
    try:
        if span is None:
            raise Refusal(_("Kỳ này đã mở hoặc không mở được. Hãy xem lại danh sách kỳ."))
        ask(
            open_period,
            asked=asked_by(request),
            plan_id=plan_id,
            kind=span.kind.value,
            year=span.year,
            number=span.number,
        )
    except Refusal as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Đã mở kỳ %(label)s.") % {"label": period_words(span.label)})
    return redirect("plan-setup", plan_id=plan_id)


@require_POST
@allowed("plans.set_cycle")
def cycle(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Set which periods regular tasks are reported in."""
    _plan_or_404(plan_id)
    form = forms.Cycle(request.POST)
    try:
        if not form.is_valid():
            raise Refusal(_("Hãy chọn ít nhất một loại kỳ báo cáo."))
        ask(
            set_cycle,
            asked=asked_by(request),
            plan_id=plan_id,
            report_cycle=tuple(form.cleaned_data["report_cycle"]),
        )
    except Refusal as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Đã đổi chu kỳ báo cáo."))
    return redirect("plan-setup", plan_id=plan_id)


@require_http_methods(["GET", "POST"])
@allowed("plans.add_milestone")
def milestone(request: HttpRequest, task_id: int) -> HttpResponse:
    """Add a milestone under a task."""
    try:
        task = periods.get_task_head(task_id)
    except OutOfScope:
        raise Http404 from None
    form = forms.Milestone(request.POST or None, initial={"request_key": new_request_key()})
    if request.method == "POST" and form.is_valid():
        try:
            ask(
                add_milestone,
                asked=asked_by(request),
                task_id=task_id,
                title=form.cleaned_data["title"],
                due_on=form.cleaned_data["due_on"],
            )
        except Refusal as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Đã thêm mốc cho nhiệm vụ %(code)s.") % {"code": task.code})
            return redirect("plan-setup", plan_id=task.plan_id)
    context = {"form": form, "task": task, "crumbs": plan_crumbs(annex.get_plan_head(task.plan_id))}
    return render(request, "plans/setup/milestone.html", context)


def _by_words(phrases: list[annex.PhraseLine]) -> list[list[annex.PhraseLine]]:
    """Group phrases that say the same in other tasks: one choice can settle them all."""
    groups: dict[str, list[annex.PhraseLine]] = {}
    for phrase in phrases:
        groups.setdefault(name_key(phrase.text), []).append(phrase)
    return list(groups.values())


def _plan_or_404(plan_id: int) -> annex.PlanHead:
    try:
        return annex.get_plan_head(plan_id)
    except OutOfScope:
        raise Http404 from None


def _shown_groups(codes: tuple[str, ...], *, chosen: Collection[str]) -> list[UnitGroup]:
    """Return all units by kind, with those that are chosen; kinds that the phrase does not hint at are folded."""
    return [
        UnitGroup(
            label=label,
            units=[(code, name, code in chosen) for code, name in units],
            is_open=place == 0 or any(code in chosen for code, _name in units),
        )
        for place, (label, units) in enumerate(_units_for(codes))
    ]


def _units_for(codes: tuple[str, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all units by kind, the kind that the phrase hints at first."""
    hinted = {code.removeprefix("set:") for code in codes}
    groups: dict[str, list[tuple[str, str]]] = {}
    for unit in sorted(list_units(), key=lambda unit: unit.kind not in hinted):
        groups.setdefault(unit.kind_label, []).append((unit.code, unit.name))
    return list(groups.items())
