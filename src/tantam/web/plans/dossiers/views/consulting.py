"""Asking units for their opinion, giving it, and saying how it was taken in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tantam.base.errors import NotAllowed, Refusal
from tantam.base.files import read_file
from tantam.plans.commands.dossier_opinions import ask_opinion, give_opinion, settle_opinion
from tantam.plans.queries.dossiers import DossierPage, get_opinion_file
from tantam.units.queries import list_units
from tantam.web.asking import allowed, ask, asked_by, get_actor
from tantam.web.carrying_out import carried_out, keyed, show_refusal
from tantam.web.handing_out import file_answer
from tantam.web.plans.dossiers import forms
from tantam.web.plans.dossiers.showing import own_page, page_of, under


@require_http_methods(["GET", "POST"])
@allowed("plans.ask_opinion")
def consultation(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Show who was asked and what they said; ask more units, or give them more time."""
    page = own_page(request, dossier_id)
    groups = _groups(page)
    form = keyed(forms.AskForm, request, groups=groups)
    if request.method == "POST" and form.is_valid():
        try:
            count = ask(
                ask_opinion,
                asked=asked_by(request),
                dossier_id=dossier_id,
                unit_ids=form.cleaned_data["units"],
                due_on=form.cleaned_data["due_on"],
            )
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            said = ngettext("Đã lấy ý kiến %(count)d đơn vị.", "Đã lấy ý kiến %(count)d đơn vị.", count)
            messages.success(request, said % {"count": count})
            return redirect("dossier-consultation", dossier_id=dossier_id)
    chosen = {str(value) for value in form["units"].value() or ()}
    shown = [
        {
            "label": label,
            "units": [(number, name, str(number) in chosen) for number, name in units],
            "is_open": place == 0 or any(str(number) in chosen for number, _name in units),
        }
        for place, (label, units) in enumerate(groups)
    ]
    return render(request, "plans/dossiers/consultation.html", under(page, form=form, groups=shown))


@require_http_methods(["GET", "POST"])
@allowed("plans.give_opinion")
def opinion(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Give the opinion of the unit; what it said before stands in the form."""
    page = page_of(request, dossier_id)
    if page.own_opinion is None:
        raise NotAllowed(_("Đơn vị không được hỏi ý kiến về hồ sơ này."))
    before = page.own_opinion.answer
    initial = {"stance": before.stance.value, "text": before.text} if before else {}
    form = keyed(forms.OpinionForm, request, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("stance", "text", "attachment")}
        if carried_out(request, form, give_opinion, dossier_id=dossier_id, **given):
            messages.success(request, _("Đã gửi ý kiến. Đơn vị chủ trì đọc được ngay."))
            return redirect("dossier", dossier_id=dossier_id)
    return render(request, "plans/dossiers/opinion.html", under(page, form=form, own=page.own_opinion))


@require_http_methods(["GET", "POST"])
@allowed("plans.settle_opinion")
def settle(request: HttpRequest, dossier_id: int, answer_id: int) -> HttpResponse:
    """Say how an opinion was taken in."""
    page = own_page(request, dossier_id)
    shown = next((one for one in page.opinions if one.answer and one.answer.id == answer_id), None)
    if shown is None or shown.answer is None:
        raise Http404
    initial = {"outcome": shown.answer.outcome, "words": shown.answer.settlement}
    form = keyed(forms.SettleForm, request, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("outcome", "words")}
        if carried_out(request, form, settle_opinion, dossier_id=dossier_id, answer_id=answer_id, **given):
            messages.success(request, _("Đã lưu nội dung tiếp thu, giải trình."))
            return redirect("dossier-consultation", dossier_id=dossier_id)
    return render(request, "plans/dossiers/settle.html", under(page, form=form, shown=shown))


@require_safe
@allowed("plans.see_dossiers")
def opinion_file(request: HttpRequest, dossier_id: int, answer_id: int) -> HttpResponse:
    """Hand out the file of an answer, for whoever may see the answer."""
    actor = get_actor(request)
    kept = get_opinion_file(answer_id=answer_id, dossier_id=dossier_id, scope=actor.scope, reader_unit_id=actor.unit_id)
    return file_answer(read_file(kept.sha256), kept.media_type, kept.filename)


def _groups(page: DossierPage) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the units that may be asked, by kind: all but the lead and those that answered."""
    left_out = {page.line.unit_id} | {one.unit_id for one in page.opinions if one.answer}
    groups: dict[str, list[tuple[int, str]]] = {}
    for unit in list_units():
        if unit.id not in left_out:
            groups.setdefault(unit.kind_label, []).append((unit.id, unit.name))
    return list(groups.items())
