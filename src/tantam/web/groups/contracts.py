"""Contracts of entrustment and of authorisation, what they pay, and their end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tantam.groups.commands.contracts import end_contract, set_contract_rate, sign_authorisation, sign_entrustment
from tantam.groups.papers.contracts import rate_words
from tantam.groups.queries.contracts import list_entrustments
from tantam.groups.queries.lists import list_organisations
from tantam.groups.queries.one_contract import ContractHead, get_contract_head
from tantam.groups.queries.vocabulary import list_rates
from tantam.units.queries import list_communes
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups import forms
from tantam.web.groups.forming import offices
from tantam.web.groups.showing import answered, group_crumbs, list_tabs, page_of, tab_url


@require_safe
@never_cache
@allowed("groups.see_groups")
def entrustments(request: HttpRequest) -> HttpResponse:
    """List the contracts of entrustment with what they pay today."""
    actor, today = get_actor(request), timezone.localdate()
    lines = list_entrustments(scope=actor.scope, day=today)
    context = {
        "lines": [
            {"line": line, "fee": "–" if line.fee_ppm_month is None else rate_words(line.fee_ppm_month)}
            for line in lines
        ],
        "tabs": list_tabs("entrustments"),
        "may_sign": actor.may("groups.sign_entrustment"),
        "may_change": actor.may("groups.set_contract_rate"),
    }
    return render(request, "groups/entrustments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.sign_entrustment")
def new_entrustment(request: HttpRequest) -> HttpResponse:
    """Write a contract with a commune's organisation down."""
    communes = [(line.code, capfirst(line.name)) for line in list_communes(scope=get_actor(request).scope)]
    form = forms.Entrustment(
        request.POST or None,
        initial=_first(),
        communes=communes,
        organisations=list_organisations(),
        offices=offices(),
    )

    def write() -> str:
        typed = form.cleaned_data
        ask(
            sign_entrustment,
            asked=asked_by(request),
            commune_code=typed["commune"],
            organisation=typed["organisation"],
            office_code=typed["office"],
            paper=form.paper(),
        )
        return _("Đã ghi hợp đồng ủy thác.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("entrustments"),
        title=_("Ký hợp đồng ủy thác"),
        crumbs=group_crumbs(),
        back=reverse("entrustments"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.sign_authorisation")
def authorise(request: HttpRequest, group_id: int) -> HttpResponse:
    """Write the contract that authorises a group's board down."""
    page = page_of(request, group_id)
    form = forms.ContractForm(request.POST or None, initial=_first())

    def write() -> str:
        ask(sign_authorisation, asked=asked_by(request), group_id=group_id, paper=form.paper())
        return _("Đã ghi hợp đồng ủy nhiệm.")

    return answered(
        request,
        form,
        write,
        done=lambda: tab_url(group_id, "hop-dong"),
        title=_("Ký hợp đồng ủy nhiệm (11/TD)"),
        crumbs=group_crumbs(page),
        back=tab_url(group_id, "hop-dong"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.set_contract_rate")
def rate(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Write down what a contract pays from a day on."""
    head = get_contract_head(scope=get_actor(request).scope, contract_id=contract_id)
    form = forms.Rate(request.POST or None, initial=_first(), rates=list_rates(head.kind))

    def write() -> str:
        typed = form.cleaned_data
        ask(
            set_contract_rate,
            asked=asked_by(request),
            contract_id=contract_id,
            what=typed["what"],
            ppm_month=forms.ppm_of(typed["percent_month"]),
            starts_on=typed["starts_on"],
            document=typed["document"],
        )
        return _("Đã ghi mức chi trả mới. Mức cũ vẫn được giữ cho các tháng trước.")

    return answered(request, form, write, done=lambda: _back(head), title=_("Đổi mức chi trả"), **_about(head))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.end_contract")
def end(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Write down from which day on a contract holds no longer."""
    head = get_contract_head(scope=get_actor(request).scope, contract_id=contract_id)
    form = forms.EndContract(request.POST or None, initial=_first())

    def write() -> str:
        ask(
            end_contract,
            asked=asked_by(request),
            contract_id=contract_id,
            ends_before=form.cleaned_data["ends_before"],
        )
        return _("Đã ghi ngày kết thúc hợp đồng.")

    return answered(request, form, write, done=lambda: _back(head), title=_("Kết thúc hợp đồng"), **_about(head))


def _first() -> dict[str, Any]:
    return {"request_key": new_request_key(), "starts_on": timezone.localdate()}


def _back(head: ContractHead) -> str:
    return reverse("entrustments") if head.group_id is None else tab_url(head.group_id, "hop-dong")


def _about(head: ContractHead) -> dict[str, Any]:
    return {
        "note": f"{capfirst(head.kind_label)} {head.number}",
        "crumbs": group_crumbs(),
        "back": _back(head),
    }
