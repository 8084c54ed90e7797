"""Running a reform over a snapshot of the register, under assumptions that the person sees and may change."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tantam.base.errors import OutOfScope, Refusal
from tantam.programmes.commands.reforms import run_reform
from tantam.programmes.queries.reforms import get_reform, list_snapshot_choices
from tantam.programmes.reforms.files import load_assumptions
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.programmes.reforms.forms import RunReform
from tantam.web.programmes.reforms.views import RUN, crumbs
from tantam.web.templatetags.tantam import day, num


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(RUN)
def run(request: HttpRequest, reform_id: int) -> HttpResponse:
    """Ask for the snapshot and the assumptions; run the reform, and show what came out."""
    try:
        page = get_reform(reform_id)
    except OutOfScope:
        raise Http404 from None
    snapshots = [
        (line.id, _("Ngày %(day)s, %(count)s hộ") % {"day": day(line.as_of), "count": num(line.households)})
        for line in list_snapshot_choices()
    ]
    form = RunReform(
        request.POST if request.method == "POST" else None,
        usual=load_assumptions(),
        snapshots=snapshots,
        initial={"request_key": new_request_key()},
    )
    if request.method == "POST" and form.is_valid():
        assert form.assumptions is not None
        try:
            number = ask(
                run_reform,
                asked=asked_by(request),
                reform_id=reform_id,
                snapshot_id=form.cleaned_data["snapshot"],
                assumptions=form.assumptions.model_dump(mode="json"),
            )
        except OutOfScope:
            raise Http404 from None
        except Refusal as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Đã chạy xong. Kết quả được giữ nguyên, chạy lại cho cùng kết quả."))
            return redirect("reform-result", run_id=number)
    context = {
        "form": form,
        "has_snapshots": bool(snapshots),
        "may_take": get_actor(request).may("programmes.begin_snapshot"),
        "page": page,
        "crumbs": crumbs((page.line.name, reverse("reform", args=[reform_id]))),
    }
    return render(request, "programmes/reforms/run.html", context)
