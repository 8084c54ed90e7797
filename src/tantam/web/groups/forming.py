"""Forming a group: the village, its households to tick; then on to the commune; transfer and end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tantam.base.errors import NotAllowed, OutOfScope, Refusal
from tantam.groups.commands.forming import ask_approval, dissolve_group, form_group, transfer_group
from tantam.groups.queries.candidates import Candidate
from tantam.groups.queries.lists import list_organisations
from tantam.people.queries.search import list_register_choices
from tantam.units.queries import list_units
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import show_refusal
from tantam.web.groups import forms
from tantam.web.groups.showing import answered, group_crumbs, looked_candidates, page_of, tab_url
from tantam.web.plans.numbers import whole_number

OFFICES = frozenset({"BANK_OFFICE", "BANK_BRANCH"})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.form_group")
def new(request: HttpRequest) -> HttpResponse:
    """Choose a village, tick its households, form the group; searching keeps what is ticked."""
    actor, given = get_actor(request), request.POST or request.GET
    commune_id, village_id = whole_number(given.get("xa")), whole_number(given.get("thon"))
    choices = list_register_choices(scope=actor.scope, commune_id=commune_id)
    village_id = village_id if village_id in dict(choices.villages) else None
    context: dict[str, Any] = {
        "choices": choices,
        "commune_id": commune_id if len(choices.communes) > 1 else choices.communes[0][0] if choices.communes else None,
        "village_id": village_id,
        "village": dict(choices.villages).get(village_id) if village_id else None,
        "crumbs": group_crumbs(),
        "text": given.get("q", "")[:100],
    }
    if village_id is None:
        return render(request, "groups/new.html", context)
    candidates = _candidates(request, village_id, context["text"])
    is_sent = request.method == "POST" and "search" not in request.POST
    form = forms.NewGroup(
        request.POST if is_sent else None,
        initial=_typed(request),
        organisations=list_organisations(),
        offices=offices(),
        households=[(one.id, one.words) for one in candidates if not one.group_code],
    )
    if is_sent and form.is_valid():
        try:
            group_id = _form(request, form, village_id)
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            messages.success(
                request, _("Đã lập Tổ. Tiếp theo: bầu ban quản lý, ghi quy ước và biên bản họp thành lập.")
            )
            return redirect("group", group_id=group_id)
    taken = [one for one in candidates if one.group_code]
    return render(request, "groups/new.html", context | {"form": form, "taken": taken, "count": len(candidates)})


@require_POST
@allowed("groups.ask_approval")
def ask_commune(request: HttpRequest, group_id: int) -> HttpResponse:
    """Send a group to the commune, or say what it lacks."""
    try:
        ask(ask_approval, asked=asked_by(request), group_id=group_id)
    except (OutOfScope, NotAllowed):
        raise
    except Refusal as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Đã trình Ủy ban nhân dân cấp xã. Lãnh đạo xã thấy Tổ này ở “Việc của tôi”."))
    return redirect("group", group_id=group_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.dissolve_group")
def dissolve(request: HttpRequest, group_id: int) -> HttpResponse:
    """Dissolve a group, having read what ends with it."""
    page = page_of(request, group_id)
    form = forms.Dissolve(request.POST or None, initial=_first())

    def write() -> str:
        typed = form.cleaned_data
        ask(dissolve_group, asked=asked_by(request), group_id=group_id, on=typed["on"], reason=typed["reason"])
        return _("Đã giải thể Tổ.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("group", args=[group_id]),
        title=_("Giải thể Tổ"),
        note=_(
            "%(count)s hộ, ban quản lý và hợp đồng ủy nhiệm của Tổ kết thúc từ ngày này. Việc này không rút lại được."
        )
        % {"count": len(page.members)},
        action=_("Giải thể Tổ"),
        sign="ban",
        crumbs=group_crumbs(page),
        back=reverse("group", args=[group_id]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.transfer_group")
def transfer(request: HttpRequest, group_id: int) -> HttpResponse:
    """Let a group go over to another organisation."""
    page = page_of(request, group_id)
    others = [(code, label) for code, label in list_organisations() if code != page.organisation]
    form = forms.Transfer(request.POST or None, initial=_first(), organisations=others)

    def write() -> str:
        typed = {key: value for key, value in form.cleaned_data.items() if key != "request_key"}
        ask(transfer_group, asked=asked_by(request), group_id=group_id, **typed)
        return _("Đã ghi việc chuyển tổ chức nhận ủy thác.")

    return answered(
        request,
        form,
        write,
        done=lambda: tab_url(group_id, "dien-bien"),
        title=_("Chuyển tổ chức nhận ủy thác"),
        note=_("Hiện nay: %(organisation)s") % {"organisation": page.organisation_label},
        crumbs=group_crumbs(page),
        back=reverse("group", args=[group_id]),
    )


def offices() -> list[tuple[str, str]]:
    """Return the offices of the bank that keep groups."""
    return [(unit.code, unit.name) for unit in list_units(kinds=OFFICES)]


def _first() -> dict[str, Any]:
    return {"request_key": new_request_key(), "starts_on": timezone.localdate(), "on": timezone.localdate()}


def _candidates(request: HttpRequest, village_id: int, text: str) -> list[Candidate]:
    ticked = {whole_number(number) for number in request.POST.getlist("households")}
    return looked_candidates(
        request,
        village_id,
        text=text if request.method != "POST" or "search" in request.POST else "",
        chosen=frozenset(number for number in ticked if number is not None),
    )


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Return what stands in the form before it is sent: what was typed and ticked when somebody only searched."""
    kept = {name: request.POST.get(name, "") for name in ("name", "organisation", "office", "formed_on")}
    kept["households"] = request.POST.getlist("households")  # type: ignore[assignment]
    first = {"formed_on": timezone.localdate(), "request_key": request.POST.get("request_key") or new_request_key()}
    return first | {name: value for name, value in kept.items() if value}


def _form(request: HttpRequest, form: forms.NewGroup, village_id: int) -> int:
    typed = form.cleaned_data
    return ask(
        form_group,
        asked=asked_by(request),
        village_id=village_id,
        organisation=typed["organisation"],
        office_code=typed["office"],
        formed_on=typed["formed_on"],
        name=typed["name"],
        household_ids=tuple(typed["households"]),
    )
