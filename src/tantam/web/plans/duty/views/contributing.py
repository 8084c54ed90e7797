"""What a coordinating unit adds to a task in a period."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tantam.plans.commands.contributions import UnableToContribute, save_contribution
from tantam.plans.queries.duty_page import get_contribution_page
from tantam.web.asking import allowed, ask, asked_by, get_actor
from tantam.web.carrying_out import keyed, refresh_key
from tantam.web.plans.duty.forms import ContributionForm
from tantam.web.plans.duty.showing import crumb


@require_http_methods(["GET", "POST"])
@allowed("plans.save_contribution")
def contribution(request: HttpRequest, task_id: int, period_id: int) -> HttpResponse:
    """Write the unit's part; two people who write at once see each other's text."""
    page = get_contribution_page(task_id=task_id, period_id=period_id, unit_id=get_actor(request).unit_id)
    form = keyed(ContributionForm, request, initial={"version": page.own.version, "text": page.own.text})
    conflict = None
    if request.method == "POST" and form.is_valid():
        fields = {"version": form.cleaned_data["version"], "text": form.cleaned_data["text"]}
        try:
            ask(save_contribution, asked=asked_by(request), task_id=task_id, period_id=period_id, **fields)
        except UnableToContribute as problem:
            form.add_error(None, str(problem))
            refresh_key(form)
            conflict = problem.conflict
            if conflict is not None:
                form.data["version"] = str(conflict.version)
        else:
            messages.success(request, _("Đã lưu phần phối hợp. Đơn vị chủ trì đọc được ngay."))
            return redirect("contribution", task_id=task_id, period_id=period_id)
    crumbs = [crumb(_("Việc của tôi"), reverse("desk"))]
    context = {"page": page, "form": form, "conflict": conflict, "crumbs": crumbs}
    return render(request, "plans/duty/contribution.html", context)
