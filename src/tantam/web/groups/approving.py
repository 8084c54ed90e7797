"""The commune's chairman approves a group by a decision, or returns it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.groups.commands.approving import approve_group, return_group
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups import forms
from tantam.web.groups.showing import answered, group_crumbs, looked_page, page_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.approve_group")
def approve(request: HttpRequest, group_id: int) -> HttpResponse:
    """Approve a group, having seen its members, board and convention; the look is written down first."""
    page = looked_page(request, group_id, "phe-duyet")
    form = forms.Approve(
        request.POST or None,
        initial={
            "request_key": new_request_key(),
            "signed_on": timezone.localdate(),
            "signer": get_actor(request).name,
        },
    )

    def write() -> str:
        typed = {key: value for key, value in form.cleaned_data.items() if key != "request_key"}
        ask(approve_group, asked=asked_by(request), group_id=group_id, **typed)
        return _("Đã phê duyệt Tổ. Tổ hoạt động từ hôm nay.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("group", args=[group_id]),
        template="groups/approve.html",
        page=page,
        return_form=forms.GiveBack(initial={"request_key": new_request_key()}, auto_id="return_%s"),
        crumbs=group_crumbs(page),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.return_group")
def give_back(request: HttpRequest, group_id: int) -> HttpResponse:
    """Return a group with the reason."""
    page = page_of(request, group_id)
    form = forms.GiveBack(request.POST or None, initial={"request_key": new_request_key()})

    def write() -> str:
        ask(return_group, asked=asked_by(request), group_id=group_id, reason=form.cleaned_data["reason"])
        return _("Đã trả lại Tổ. Cán bộ tín dụng thấy lý do trên trang của Tổ.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("group", args=[group_id]),
        title=_("Trả lại Tổ"),
        action=_("Trả lại"),
        sign="arrow-back-up",
        crumbs=group_crumbs(page),
        back=reverse("group", args=[group_id]),
    )
