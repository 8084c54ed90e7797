"""Electing a board, agreeing on a convention."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.groups.commands.board import elect_board, set_convention
from tantam.web.asking import allowed, ask, asked_by, new_request_key
from tantam.web.groups import forms
from tantam.web.groups.members import member_choices
from tantam.web.groups.showing import answered, group_crumbs, looked_page, page_of, tab_url


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.elect_board")
def elect(request: HttpRequest, group_id: int) -> HttpResponse:
    """Write down whom the group elected, and how they say they are related."""
    page = looked_page(request, group_id, "bau-ban-quan-ly")
    form = forms.Board(
        request.POST or None,
        initial={"request_key": new_request_key(), "elected_on": timezone.localdate()},
        members=member_choices(page),
    )

    def write() -> str:
        ask(
            elect_board,
            asked=asked_by(request),
            group_id=group_id,
            elected=form.elected(),
            elected_on=form.cleaned_data["elected_on"],
            declared=form.declared(),
        )
        return _("Đã ghi ban quản lý Tổ.")

    return answered(
        request,
        form,
        write,
        done=lambda: tab_url(group_id, "ban-quan-ly"),
        title=_("Bầu ban quản lý Tổ"),
        note=_("Vợ chồng, cha mẹ và con không cùng làm ban quản lý. Người khác hộ thì khai quan hệ ở dưới."),
        crumbs=group_crumbs(page),
        back=tab_url(group_id, "ban-quan-ly"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.set_convention")
def convention(request: HttpRequest, group_id: int) -> HttpResponse:
    """Write down what the group agreed on."""
    page = page_of(request, group_id)
    form = forms.Convention(
        request.POST or None,
        initial={"request_key": new_request_key(), "starts_on": timezone.localdate()},
    )

    def write() -> str:
        typed = {key: value for key, value in form.cleaned_data.items() if key != "request_key"}
        ask(set_convention, asked=asked_by(request), group_id=group_id, **typed)
        return _("Đã ghi quy ước của Tổ.")

    return answered(
        request,
        form,
        write,
        done=lambda: tab_url(group_id, "hop-dong"),
        title=_("Quy ước hoạt động của Tổ"),
        crumbs=group_crumbs(page),
        back=tab_url(group_id, "hop-dong"),
    )
