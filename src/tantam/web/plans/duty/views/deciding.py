"""The coordinator's decisions on a duty, and the figures that a task asks for."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tantam.plans.commands.decisions import add_duty, exempt_duty, extend_duty
from tantam.plans.commands.indicators import end_indicator, set_indicator
from tantam.plans.queries.asking import get_addition_page, get_indicator_page
from tantam.web.asking import allowed, new_request_key
from tantam.web.carrying_out import KeyedForm, carried_out, carry_out, keyed
from tantam.web.plans.duty import forms
from tantam.web.plans.duty.showing import duty_context, duty_crumbs, page_of


@require_http_methods(["GET", "POST"])
@allowed("plans.exempt_duty")
def exempt(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Record an exemption."""
    page = page_of(request, duty_id)
    form = keyed(forms.GroundsForm, request)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(request, form, exempt_duty, duty_id=duty_id, **_fields(form))
    ):
        messages.success(request, _("Đã ghi nhận miễn thực hiện."))
        return redirect("duty", duty_id=duty_id)
    context = duty_context(request, page, form=form, title=_("Miễn thực hiện"), kind="exempt", crumbs=duty_crumbs(page))
    return render(request, "plans/duty/decide.html", context)


@require_http_methods(["GET", "POST"])
@allowed("plans.extend_duty")
def extend(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Record an extension."""
    page = page_of(request, duty_id)
    form = keyed(forms.ExtensionForm, request)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(request, form, extend_duty, duty_id=duty_id, **_fields(form))
    ):
        messages.success(request, _("Đã ghi nhận gia hạn."))
        return redirect("duty", duty_id=duty_id)
    context = duty_context(request, page, form=form, title=_("Gia hạn"), kind="extend", crumbs=duty_crumbs(page))
    return render(request, "plans/duty/decide.html", context)


@require_http_methods(["GET", "POST"])
@allowed("plans.add_duty")
def addition(request: HttpRequest, task_id: int, period_id: int) -> HttpResponse:
    """Give a unit a task in a period that is open already."""
    page = get_addition_page(task_id=task_id, period_id=period_id)
    form = keyed(forms.AdditionForm, request, units=list(page.units))
    if request.method == "POST" and form.is_valid():
        fields = _fields(form)
        unit_id = fields.pop("unit")
        if carried_out(request, form, add_duty, task_id=task_id, period_id=period_id, unit_id=unit_id, **fields):
            messages.success(request, _("Đã bổ sung nhiệm vụ cho đơn vị."))
            return redirect("duty-add", task_id=task_id, period_id=period_id)
    return render(request, "plans/duty/addition.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
@allowed("plans.set_indicator")
def indicators(request: HttpRequest, task_id: int) -> HttpResponse:
    """Show the figures that a task asks for, and ask for another or change one."""
    page = get_indicator_page(task_id=task_id)
    chosen = next((line for line in page.indicators if str(line.id) == request.GET.get("sua")), None)
    initial = (
        {}
        if chosen is None
        else {
            "code": chosen.code,
            "name": chosen.name,
            "measure": chosen.measure,
            "decimals": chosen.decimals,
            "required": chosen.required,
        }
    )
    form = keyed(forms.IndicatorForm, request, initial=initial)
    if request.method == "POST" and form.is_valid():
        order = next(
            (line.order for line in page.indicators if line.code == form.cleaned_data["code"]),
            len(page.indicators) + 1,
        )
        if carried_out(request, form, set_indicator, task_id=task_id, order=order, **_fields(form)):
            messages.success(request, _("Đã lưu số liệu cần báo cáo."))
            return redirect("task-indicators", task_id=task_id)
    context = {"page": page, "form": form, "chosen": chosen, "request_key": new_request_key()}
    return render(request, "plans/duty/indicators.html", context)


@require_POST
@allowed("plans.end_indicator")
def end(request: HttpRequest, task_id: int, indicator_id: int) -> HttpResponse:
    """Stop asking for a figure."""
    page = get_indicator_page(task_id=task_id)
    if indicator_id not in {line.id for line in page.indicators}:
        raise Http404
    carry_out(request, end_indicator, indicator_id=indicator_id)
    return redirect("task-indicators", task_id=task_id)


def _fields(form: KeyedForm) -> dict[str, object]:
    return {name: value for name, value in form.cleaned_data.items() if name != "request_key"}
