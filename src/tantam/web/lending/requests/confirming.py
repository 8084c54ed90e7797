"""The commune's chairman confirms a list, seeing what each household owes and stands on; or returns it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.lending.commands.requests.confirming import confirm_requests, return_requests
from tantam.lending.queries.requests.weighing import weigh_list
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups.showing import answered
from tantam.web.lending.requests import forms
from tantam.web.lending.requests.showing import list_crumbs, looked_list


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.confirm_requests")
def confirm(request: HttpRequest, request_list_id: int) -> HttpResponse:
    """Confirm a list; the look at its people is written down first."""
    actor, today = get_actor(request), timezone.localdate()
    page = looked_list(request, request_list_id, "xac-nhan")
    lines = page.going if page.step == "CONFIRM" else ()
    first = {"request_key": new_request_key(), "signed_on": today, "signer": actor.name}
    form = forms.ConfirmRows(request.POST or None, initial=first, lines=lines)

    def write() -> str:
        typed = form.cleaned_data
        ask(
            confirm_requests,
            asked=asked_by(request),
            list_id=request_list_id,
            number=typed["number"],
            signed_on=typed["signed_on"],
            signer=typed["signer"],
            declined=form.declined(),
        )
        return _("Đã xác nhận danh sách. Ngân hàng kiểm tra và phê duyệt.")

    weighed = weigh_list(scope=actor.scope, list_id=request_list_id, on=today, known_at=timezone.now())
    return answered(
        request,
        form,
        write,
        done=lambda: reverse("request-list", args=[request_list_id]),
        template="lending/requests/confirm.html",
        page=page,
        rows=[(line, fields, weighed.get(line.id)) for line, fields in form.rows],
        namesakes=[line.borrower for line in lines if line.borrower.casefold() == actor.name.casefold()],
        return_form=forms.Because(initial={"request_key": new_request_key()}, auto_id="return_%s"),
        crumbs=list_crumbs(page),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.return_requests")
def give_back(request: HttpRequest, request_list_id: int) -> HttpResponse:
    """Return a list with what has to be put right."""
    page = looked_list(request, request_list_id, "tra-lai")
    form = forms.Because(request.POST or None, initial={"request_key": new_request_key()}, label=_("Lý do trả lại"))
    here = reverse("request-list", args=[request_list_id])

    def write() -> str:
        reason = form.cleaned_data["reason"]
        ask(return_requests, asked=asked_by(request), list_id=request_list_id, reason=reason)
        return _("Đã trả lại danh sách. Người lập thấy lý do trên trang của danh sách.")

    return answered(
        request,
        form,
        write,
        done=lambda: here,
        title=_("Trả lại danh sách"),
        action=_("Trả lại"),
        sign="arrow-back-up",
        crumbs=list_crumbs(page),
        back=here,
    )
