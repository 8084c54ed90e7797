"""The overview of plans: figures, the matrix and its list, and the sheets of a task, a unit and a period."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tantam.base.errors import OutOfScope
from tantam.core.rates import COMPARED_FROM
from tantam.plans.queries.duties import list_task_ids
from tantam.plans.queries.frame import Frame, PeriodLine, PlanLine, count_all, get_plan
from tantam.plans.queries.matrix import (
    Selection,
    choose,
    get_matrix,
    in_order,
    list_duty_lines,
    with_states,
)
from tantam.plans.queries.rates import get_plan_figures, list_plan_tallies
from tantam.plans.queries.tasks import get_period_sheet, get_task_sheet, get_unit_sheet
from tantam.plans.wording.period_words import period_words
from tantam.web.asking import allowed, get_actor
from tantam.web.plans.overview import kept
from tantam.web.plans.overview.addresses import (
    LIST_NAME,
    LIST_VALUE,
    STATES_OF,
    query_of,
    rows_url,
    selection_of,
)
from tantam.web.plans.overview.forms import chosen_words, filters_for
from tantam.web.plans.overview.grid import figures_of, grid_html, rates_of, shares_of, trend_chart
from tantam.web.plans.overview.table import matrix_html
from tantam.web.templatetags.tantam import day

SEE: Final = ("plans.see_plan", "plans.see_own_work")
PAGE_SIZE: Final = 50
SLIPPING_SHOWN: Final = 10


@require_safe
@allowed(*SEE)
def plans(request: HttpRequest) -> HttpResponse:
    """Show the plans in which the actor has a part."""
    found = list_plan_tallies(scope=get_actor(request).scope, on=timezone.localdate())
    rows = [
        {"plan": row.plan, "tally": row.tally, "shares": shares_of(row.tally), **rates_of(row.tally)} for row in found
    ]
    actor = get_actor(request)
    context = {
        "rows": rows,
        "may_import": actor.may("plans.import_plan"),
        "may_see_dossiers": actor.may("plans.see_dossiers"),
    }
    return render(request, "plans/overview/plans.html", context)


@require_safe
@allowed(*SEE)
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show the figures of a plan."""
    line = plan_or_404(request, plan_id)

    def draw(frame: Frame) -> dict[str, Any]:
        figures = get_plan_figures(frame=frame, scope=get_actor(request).scope)
        return {
            "figures": figures,
            "strip": figures_of(figures.whole, lambda word: rows_url(plan_id, states=word)),
            "rates": rates_of(figures.whole),
            "sections": _section_rows(figures.sections),
            "periods": [{"period": row.period, "tally": row.tally, **rates_of(row.tally)} for row in figures.periods],
            "chart": trend_chart(figures.periods),
            "slipping": figures.slipping.units[:SLIPPING_SHOWN],
            "compared_from": COMPARED_FROM,
        }

    return _answer(request, line, "plan", draw)


@require_safe
@allowed(*SEE)
def matrix(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show units against tasks, or the same duties as a plain list."""
    line = plan_or_404(request, plan_id)
    selection = selection_of(request.GET)
    as_list = request.GET.get(LIST_NAME) == LIST_VALUE
    number = request.GET.get("page", "1")[:6] if as_list else ""

    def draw(frame: Frame) -> dict[str, Any]:
        form = filters_for(frame, selection)
        common = {
            "sub": _("%(chosen)s · số liệu đến %(day)s")
            % {"chosen": chosen_words(frame, selection), "day": day(frame.on)},
            "selection": selection,
            "form": form,
            "as_list": as_list,
            "is_filtered": selection != Selection(),
            "strip_total_url": _page_url(plan_id, replace(selection, states=frozenset()), as_list=as_list),
        }
        shown = _list_context(request, frame, selection, number) if as_list else _matrix_context(frame, selection)
        before = shown["before"]

        def url_of(word: str) -> str:
            return _page_url(plan_id, selection, as_list=as_list, word=word)

        return {**common, **shown, "strip": figures_of(before, url_of)}

    return _answer(request, line, "matrix", draw, selection, as_list, number)


@require_safe
@allowed(*SEE)
def cell(request: HttpRequest, plan_id: int, unit_code: str, task_code: str) -> HttpResponse:
    """Lead from a cell of the matrix to the duties that it stands for."""
    selection = replace(selection_of(request.GET), unit=unit_code, task=task_code)
    return HttpResponseRedirect(rows_url(plan_id, selection))


@require_safe
@allowed(*SEE)
def task(request: HttpRequest, plan_id: int, task_code: str) -> HttpResponse:
    """Show a task: what it asks, of whom, from which lines of the annex, and its duties."""
    line = plan_or_404(request, plan_id)

    def draw(frame: Frame) -> dict[str, Any]:
        sheet = get_task_sheet(frame=frame, code=task_code)
        heads = [(reverse("plan-unit", args=[plan_id, unit.code]), unit.short_name, unit.name) for unit in sheet.units]
        return {
            "sheet": sheet,
            "name": sheet.task.code,
            "strip": figures_of(sheet.whole, lambda word: rows_url(plan_id, task=task_code, states=word)),
            "total_url": rows_url(plan_id, task=task_code),
            "rates": rates_of(sheet.whole),
            "table": grid_html(
                sheet.grid,
                heads,
                plan_id=plan_id,
                corner=_("Đơn vị"),
                caption=_("Trạng thái của từng đơn vị theo từng kỳ"),
            ),
        }

    return _answer(request, line, "task", draw, task_code)


@require_safe
@allowed(*SEE)
def unit(request: HttpRequest, plan_id: int, unit_code: str) -> HttpResponse:
    """Show a unit's duties in a plan by task and period."""
    line = plan_or_404(request, plan_id)

    def draw(frame: Frame) -> dict[str, Any]:
        sheet = get_unit_sheet(frame=frame, code=unit_code)
        heads = [
            (reverse("plan-task", args=[plan_id, task.code]), f"{task.code}. {task.content}", task.content)
            for task in sheet.tasks
        ]
        return {
            "sheet": sheet,
            "name": sheet.unit.name,
            "sub": " · ".join(filter(None, (capfirst(sheet.unit.kind_label), sheet.unit.area, _of_plan(line)))),
            "strip": figures_of(sheet.whole, lambda word: rows_url(plan_id, unit=unit_code, states=word)),
            "total_url": rows_url(plan_id, unit=unit_code),
            "rates": rates_of(sheet.whole),
            "table": grid_html(
                sheet.grid,
                heads,
                plan_id=plan_id,
                corner=_("Nhiệm vụ"),
                caption=_("Trạng thái của từng nhiệm vụ theo từng kỳ"),
            ),
        }

    return _answer(request, line, "unit", draw, unit_code)


@require_safe
@allowed(*SEE)
def period(request: HttpRequest, plan_id: int, period_code: str) -> HttpResponse:
    """Show a period: its calendar, and its duties by task and by unit."""
    line = plan_or_404(request, plan_id)

    def draw(frame: Frame) -> dict[str, Any]:
        sheet = get_period_sheet(frame=frame, code=period_code)
        return {
            "sheet": sheet,
            "name": period_words(sheet.period.label),
            "sub": " · ".join((_of_plan(line), _open_until(sheet.period))),
            "strip": figures_of(sheet.whole, lambda word: rows_url(plan_id, period=period_code, states=word)),
            "total_url": rows_url(plan_id, period=period_code),
            "rates": rates_of(sheet.whole),
            "sections": _section_rows(sheet.sections),
            "units": [
                {"unit": unit, "tally": tally, "shares": shares_of(tally), **rates_of(tally)}
                for unit, tally in sheet.units
            ],
        }

    return _answer(request, line, "period", draw, period_code)


def plan_or_404(request: HttpRequest, plan_id: int) -> PlanLine:
    """Return the plan, if the actor has a part in it."""
    try:
        return get_plan(plan_id=plan_id, scope=get_actor(request).scope)
    except OutOfScope as problem:
        raise Http404 from problem


def _answer(
    request: HttpRequest, line: PlanLine, page: str, draw: Callable[[Frame], dict[str, Any]], *parts: object
) -> HttpResponse:
    """Answer with a page of a plan whose body is kept for what it shows, the scope, the day and `parts`."""
    scope, on = get_actor(request).scope, timezone.localdate()
    laid_out = kept.get_kept_frame(plan=line, scope=scope, on=on)

    def drawn() -> tuple[str, str, str]:
        context = {
            "plan": line,
            "on": on,
            "request": request,
            "tabs": _tabs(line, page, parts),
            **draw(laid_out.frame),
        }
        html = render_to_string(f"plans/overview/{page}_body.html", context)
        return context.get("name", ""), context.get("sub", ""), html

    seen = "all" if scope.all_units else tuple(sorted(scope.unit_ids))
    shows = laid_out.digest if _shows_duties_alone(page, parts) else (laid_out.digest, line.revision)
    try:
        body = kept.get_body(page, line.id, shows, seen, on, *map(_canonical, parts), draw=drawn)
    except OutOfScope as problem:
        raise Http404 from problem
    context = {
        "plan": line,
        "crumbs": _crumbs(line, page),
        "name": body.name,
        "sub": body.sub,
        "export_query": query_of(parts[0]) if parts and isinstance(parts[0], Selection) else "",
        "may_export": get_actor(request).may("plans.export_plan"),
        "may_set_up": get_actor(request).may("plans.open_period"),
        "task_id": _task_to_set_up(request, line, page, body.name),
        "dossier_task_id": _task_of_dossiers(request, line, page, body.name),
    }
    return kept.answer(request, f"plans/overview/{page}.html", context, body=body)


def _shows_duties_alone(page: str, parts: tuple[object, ...]) -> bool:
    """Tell whether a page shows nothing beyond the frame; the list asks for days, others for texts."""
    as_list = page == "matrix" and bool(parts[1])
    return page in {"matrix", "unit", "period"} and not as_list


def _task_to_set_up(request: HttpRequest, line: PlanLine, page: str, code: str) -> int | None:
    """Return the number of the task that is shown to somebody who adds milestones and asks for figures."""
    if page != "task" or not get_actor(request).may("plans.add_milestone"):
        return None
    return list_task_ids(line.id).get(code)


def _task_of_dossiers(request: HttpRequest, line: PlanLine, page: str, code: str) -> int | None:
    """Return the number of the task that is shown to somebody who may see its policy dossiers."""
    if page != "task" or not get_actor(request).may("plans.see_dossiers"):
        return None
    return list_task_ids(line.id).get(code)


def _canonical(part: object) -> object:
    """Return a part of the key in a form that is written the same way every time; sets are not."""
    return query_of(part) if isinstance(part, Selection) else part


def _matrix_context(frame: Frame, selection: Selection) -> dict[str, Any]:
    found = get_matrix(frame, selection)
    return {
        "before": found.before_states,
        "matrix": found,
        "several": any(cell and cell.total > 1 for group in found.groups for row in group.rows for cell in row.cells),
        "table": matrix_html(found, plan_id=frame.plan.id, selection=selection) if found.whole.total else "",
    }


def _list_context(request: HttpRequest, frame: Frame, selection: Selection, number: str) -> dict[str, Any]:
    chosen = choose(frame, selection)
    facts = in_order(frame, with_states(chosen, selection.states))
    page = Paginator(facts, PAGE_SIZE).get_page(number)
    return {
        "before": count_all(chosen),
        "page_obj": page,
        "lines": list_duty_lines(frame, list(page.object_list)),
        "request": request,
    }


def _of_plan(line: PlanLine) -> str:
    return _("Kế hoạch %(number)s") % {"number": line.number}


def _open_until(period: PeriodLine) -> str:
    return _("mở %(opens)s, hạn %(due)s") % {"opens": day(period.opens_on), "due": day(period.due_on)}


def _page_url(plan_id: int, selection: Selection, *, as_list: bool, word: str = "") -> str:
    chosen = replace(selection, states=STATES_OF[word]) if word else selection
    return reverse("plan-matrix", args=[plan_id]) + (query_of(chosen, as_list=as_list) or "?")


def _section_rows(sections: Any) -> list[dict[str, Any]]:
    return [
        {
            "section": row.section,
            "tally": row.tally,
            "shares": shares_of(row.tally),
            **rates_of(row.tally),
            "tasks": [
                {
                    "task": task.task,
                    "tally": task.tally,
                    "shares": shares_of(task.tally),
                    **rates_of(task.tally),
                }
                for task in row.tasks
            ],
        }
        for row in sections
    ]


def _tabs(line: PlanLine, page: str, parts: tuple[object, ...]) -> list[dict[str, Any]]:
    if page not in {"plan", "matrix"}:
        return []
    as_list = page == "matrix" and bool(parts[1])
    selection = parts[0] if page == "matrix" else Selection()
    assert isinstance(selection, Selection)
    table = reverse("plan-matrix", args=[line.id])
    return [
        {"label": _("Tổng quan"), "url": reverse("plan", args=[line.id]), "current": page == "plan"},
        {
            "label": _("Bảng theo dõi"),
            "url": table + query_of(replace(selection, unit="", task="")),
            "current": page == "matrix" and not as_list,
        },
        {"label": _("Danh sách việc"), "url": rows_url(line.id, selection), "current": as_list},
    ]


def _crumbs(line: PlanLine, page: str) -> list[dict[str, str]]:
    crumbs = [{"label": _("Kế hoạch"), "url": reverse("plans")}]
    if page != "plan":
        crumbs.append({"label": line.number, "url": reverse("plan", args=[line.id])})
    return crumbs
