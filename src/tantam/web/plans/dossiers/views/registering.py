"""Finishing a dossier, opening it again, registering its paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tantam.core.dossiers import DossierState
from tantam.plans.commands.dossier_paper import register_dossier
from tantam.plans.commands.dossiers import finish_dossier, reopen_dossier
from tantam.plans.queries.dossier_choices import DutyChoice, list_open_duties
from tantam.plans.wording.period_words import period_words
from tantam.web.asking import allowed
from tantam.web.carrying_out import carried_out, carry_out, keyed
from tantam.web.plans.dossiers import forms
from tantam.web.plans.dossiers.showing import own_page, paper_for, under
from tantam.web.plans.numbers import whole_number


@require_POST
@allowed("plans.finish_dossier")
def finish(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Say that the dossier is whole."""
    own_page(request, dossier_id)
    revision = whole_number(request.POST.get("revision")) or 0
    said = _("Đã hoàn thiện hồ sơ. Người duyệt đăng ký văn bản khi đã ký.")
    carry_out(request, finish_dossier, said=said, dossier_id=dossier_id, revision=revision)
    return redirect("dossier", dossier_id=dossier_id)


@require_POST
@allowed("plans.reopen_dossier")
def reopen(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Open a finished dossier again."""
    own_page(request, dossier_id)
    carry_out(request, reopen_dossier, said=_("Đã mở lại hồ sơ để sửa."), dossier_id=dossier_id)
    return redirect("dossier", dossier_id=dossier_id)


@require_http_methods(["GET", "POST"])
@allowed("plans.register_dossier")
def register(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Register the paper, having said what will happen."""
    page = own_page(request, dossier_id)
    if page.line.state is not DossierState.FINAL and request.method != "POST":
        messages.info(request, _("Hồ sơ này không ở bước chờ đăng ký."))
        return redirect("dossier", dossier_id=dossier_id)
    duties = list_open_duties(dossier_id=dossier_id, on=timezone.localdate())
    options = [(f"{one.id}:{one.version}", _duty_words(one)) for one in duties]
    paper = paper_for(request, dossier_id)
    form = keyed(
        forms.RegisterForm,
        request,
        duties=options,
        initial={
            "symbol": paper.content.get("symbol", ""),
            "signed_on": timezone.localdate(),
            "seen_digest": paper.digest,
            "duty": options[0][0] if options else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        duty, _colon, version = form.cleaned_data["duty"].partition(":")
        names = ("seen_digest", "number", "symbol", "signed_on", "signer_title", "signer_name")
        given: dict[str, Any] = {name: form.cleaned_data[name] for name in names}
        given |= {"duty_id": int(duty) if duty else None, "duty_version": int(version or 0)}
        if carried_out(request, form, register_dossier, dossier_id=dossier_id, **given):
            messages.success(request, _("Đã đăng ký văn bản."))
            return redirect("dossier", dossier_id=dossier_id)
        form.data["seen_digest"] = paper.digest
    return render(request, "plans/dossiers/register.html", under(page, form=form, duties=duties))


def _duty_words(one: DutyChoice) -> str:
    words = _("%(period)s, hạn %(day)s") % {
        "period": period_words(one.period_label),
        "day": f"{one.due_on:%d/%m/%Y}",
    }
    return _("%(words)s – bản nháp của kỳ này được trình và duyệt cùng") % {"words": words} if one.has_draft else words
