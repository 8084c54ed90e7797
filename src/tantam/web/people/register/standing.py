"""Recording statuses by their papers, and facts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.core.law.facts import FACTS
from tantam.people.commands.standing import NewFact, end_status, record_fact, record_status, withdraw_status
from tantam.people.queries.household import StatusLine, get_status_line
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.people.register import forms
from tantam.web.people.register.recording import answered, page_of
from tantam.web.people.register.showing import register_crumbs, sight_of


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.record_status")
def new_status(request: HttpRequest, household_id: int) -> HttpResponse:
    """Write down a status by the paper that decides it."""
    page = page_of(request, household_id)
    form = forms.StatusForm(
        request.POST or None,
        persons=[(member.person_id, member.name) for member in page.members],
        initial={"request_key": new_request_key()},
    )

    def write() -> str:
        ask(record_status, asked=asked_by(request), household_id=household_id, status=form.status())
        return _("Đã ghi diện.")

    note = _("Diện hộ nghèo, cận nghèo, mới thoát nghèo, mức sống trung bình chỉ thay đổi theo danh sách được duyệt.")
    return answered(request, form, page, write, title=_("Ghi diện"), action=_("Ghi diện"), note=note)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.end_status")
def end(request: HttpRequest, household_id: int, status_id: int) -> HttpResponse:
    """Write down that a status ends, by the paper that says so."""
    page = page_of(request, household_id)
    line = _line(request, household_id, status_id)
    form = forms.EndStatusForm(request.POST or None, initial={"request_key": new_request_key()})

    def write() -> str:
        typed = form.cleaned_data
        ask(
            end_status,
            asked=asked_by(request),
            status_id=line.id,
            ends_before=typed["ends_before"],
            paper=form.paper(),
        )
        return _("Đã ghi ngày kết thúc.")

    return answered(request, form, page, write, title=_("Kết thúc: %(label)s") % {"label": line.label})


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.withdraw_status")
def withdraw(request: HttpRequest, household_id: int, status_id: int) -> HttpResponse:
    """Write down that a status was recorded by mistake."""
    page = page_of(request, household_id)
    line = _line(request, household_id, status_id)
    form = forms.WithdrawForm(request.POST or None, initial={"request_key": new_request_key()})

    def write() -> str:
        ask(withdraw_status, asked=asked_by(request), status_id=line.id, reason=form.cleaned_data["reason"])
        return _("Đã hủy dòng ghi nhầm.")

    note = _("Chỉ hủy khi diện này chưa từng có: ghi nhầm hộ, nhầm người, nhầm loại. Dòng cũ vẫn còn trong lịch sử.")
    return answered(
        request, form, page, write, title=_("Hủy dòng ghi nhầm: %(label)s") % {"label": line.label}, note=note
    )


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("people.record_fact")
def new_fact(request: HttpRequest, household_id: int) -> HttpResponse:
    """Choose a fact of the catalogue, then write down its value."""
    page = page_of(request, household_id)
    name = request.GET.get("muc", "")
    if not name:
        context = {"page": page, "crumbs": register_crumbs(page), "facts": FACTS.values()}
        return render(request, "people/register/facts.html", context)
    if name not in FACTS:
        raise Http404
    form = forms.FactForm(
        request.POST or None,
        fact_name=name,
        initial={"request_key": new_request_key(), "starts_on": timezone.localdate()},
    )

    def write() -> str:
        typed = form.cleaned_data
        fact = NewFact(name=name, value=typed["value"], starts_on=typed["starts_on"], source=typed["source"])
        ask(record_fact, asked=asked_by(request), household_id=household_id, fact=fact)
        return _("Đã ghi thông tin.")

    return answered(request, form, page, write, title=_("Ghi thông tin"), action=_("Ghi thông tin"))


def _line(request: HttpRequest, household_id: int, status_id: int) -> StatusLine:
    sight = sight_of(request, household_id)
    return get_status_line(scope=get_actor(request).scope, household_id=household_id, status_id=status_id, sight=sight)
