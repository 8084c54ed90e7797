"""The steps of a submission as people take them: check and file, withdraw, sign off, send back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tantam.base.errors import NotAllowed, OutOfScope, Refusal
from tantam.core.submissions import Step
from tantam.plans.commands.steps import file_submission, send_back, sign_off, withdraw_filing
from tantam.web.asking import allowed, ask, asked_by
from tantam.web.carrying_out import carried_out, carry_out, keyed
from tantam.web.plans.duty.forms import ReasonForm
from tantam.web.plans.duty.showing import duty_context, duty_crumbs, page_of


@require_http_methods(["GET", "POST"])
@allowed("plans.file_submission")
def check(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Show the answers for a last look; file them when they are confirmed."""
    problem = ""
    if request.method == "POST":
        version = _number(request, "version")
        try:
            ask(file_submission, asked=asked_by(request), duty_id=duty_id, version=version)
        except (OutOfScope, NotAllowed):
            raise
        except Refusal as refusal:
            problem = str(refusal)
        else:
            return redirect("duty-filed", duty_id=duty_id)
    page = page_of(request, duty_id)
    context = duty_context(request, page, problem=problem, crumbs=duty_crumbs(page))
    if not context["inside"]:
        raise NotAllowed(_("Chỉ người của đơn vị trình được báo cáo này."))
    return render(request, "plans/duty/check.html", context)


@require_safe
@allowed("plans.file_submission")
def filed(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Confirm what was filed: its number, and what happens next."""
    page = page_of(request, duty_id)
    last = next((step for step in page.history if step.kind is Step.FILED), None)
    if last is None:
        raise Http404
    context = duty_context(request, page, filed=last, crumbs=duty_crumbs(page))
    return render(request, "plans/duty/filed.html", context)


@require_POST
@allowed("plans.withdraw_filing")
def withdraw(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Take a filing back."""
    if carry_out(request, withdraw_filing, duty_id=duty_id):
        messages.success(request, _("Đã rút lại. Sửa xong, trình lại."))
        return redirect("duty-write", duty_id=duty_id)
    return redirect("duty", duty_id=duty_id)


@require_POST
@allowed("plans.sign_off")
def sign(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Sign off for the unit."""
    if carry_out(request, sign_off, duty_id=duty_id, version=_number(request, "version")):
        messages.success(request, _("Đã ký duyệt. Báo cáo chuyển đến bộ phận điều phối kế hoạch."))
    return redirect("duty", duty_id=duty_id)


@require_POST
@allowed("plans.send_back")
def give_back(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Send a filed submission back to the reporter, with the reason."""
    form = keyed(ReasonForm, request)
    if form.is_valid() and carried_out(request, form, send_back, duty_id=duty_id, reason=form.cleaned_data["reason"]):
        messages.success(request, _("Đã trả lại cho người báo cáo."))
        return redirect("duty", duty_id=duty_id)
    context = duty_context(request, page_of(request, duty_id), reason_form=form)
    return render(request, "plans/duty/duty.html", context)


def _number(request: HttpRequest, name: str) -> int:
    """Return a whole number of the form; one that is none matches no version."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
