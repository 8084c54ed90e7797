"""Households join a group, leave it, and go over to another."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.base.errors import OutOfScope
from tantam.groups.commands.members import add_member, end_membership, move_member
from tantam.groups.queries.group import GroupPage, MemberLine
from tantam.groups.queries.lists import list_groups_of_village
from tantam.groups.queries.meetings import list_voting_meetings
from tantam.groups.queries.vocabulary import list_reasons
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups import forms
from tantam.web.groups.showing import answered, group_crumbs, looked_candidates, looked_page, page_of, tab_url


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.add_member")
def add(request: HttpRequest, group_id: int) -> HttpResponse:
    """Take a household of the village in."""
    scope, today = get_actor(request).scope, timezone.localdate()
    page = page_of(request, group_id)
    free = [(one.id, one.words) for one in looked_candidates(request, page.village_id) if not one.group_code]
    form = forms.NewMember(
        request.POST or None,
        initial={"request_key": new_request_key(), "starts_on": today},
        households=free,
        meetings=list_voting_meetings(scope=scope, group_id=group_id),
    )

    def write() -> str:
        typed = form.cleaned_data
        ask(
            add_member,
            asked=asked_by(request),
            group_id=group_id,
            household_id=typed["household"],
            starts_on=typed["starts_on"],
            meeting_id=typed["meeting"],
        )
        return _("Đã ghi hộ vào Tổ.")

    return answered(
        request,
        form,
        write,
        done=lambda: tab_url(group_id, "to-vien"),
        title=_("Thêm tổ viên"),
        action=_("Ghi vào Tổ"),
        sign="plus",
        crumbs=group_crumbs(page),
        back=tab_url(group_id, "to-vien"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.end_membership")
def leave(request: HttpRequest, group_id: int, group_member_id: int) -> HttpResponse:
    """Write down that a household left the group."""
    page = looked_page(request, group_id, "ra-khoi-to")
    member = _member(page, group_member_id)
    form = forms.Leave(
        request.POST or None,
        initial={"request_key": new_request_key(), "ends_before": timezone.localdate()},
        reasons=list_reasons(),
        meetings=list_voting_meetings(scope=get_actor(request).scope, group_id=group_id),
    )

    def write() -> str:
        typed = form.cleaned_data
        ask(
            end_membership,
            asked=asked_by(request),
            member_id=member.id,
            ends_before=typed["ends_before"],
            reason=typed["reason"],
            meeting_id=typed["meeting"],
        )
        return _("Đã ghi hộ ra khỏi Tổ.")

    return answered(
        request,
        form,
        write,
        done=lambda: tab_url(group_id, "to-vien"),
        title=_("%(name)s ra khỏi Tổ") % {"name": member.name or member.household_code},
        crumbs=group_crumbs(page),
        back=tab_url(group_id, "to-vien"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.move_member")
def move(request: HttpRequest, group_id: int, group_member_id: int) -> HttpResponse:
    """Let a household go over to another group of the village."""
    scope = get_actor(request).scope
    page = looked_page(request, group_id, "chuyen-to")
    member = _member(page, group_member_id)
    groups = list_groups_of_village(scope=scope, group_id=group_id)
    meetings = [
        (number, f"{code}: {words}")
        for other, code in groups
        for number, words in list_voting_meetings(scope=scope, group_id=other)
    ]
    form = forms.Move(
        request.POST or None,
        initial={"request_key": new_request_key(), "on": timezone.localdate()},
        groups=groups,
        meetings=meetings,
    )

    def write() -> str:
        typed = form.cleaned_data
        ask(
            move_member,
            asked=asked_by(request),
            member_id=member.id,
            to_group_id=typed["to_group"],
            on=typed["on"],
            meeting_id=typed["meeting"],
        )
        return _("Đã chuyển hộ sang Tổ khác.")

    return answered(
        request,
        form,
        write,
        done=lambda: tab_url(group_id, "to-vien"),
        title=_("%(name)s chuyển sang Tổ khác") % {"name": member.name or member.household_code},
        note="" if groups else _("Thôn này chưa có Tổ khác."),
        crumbs=group_crumbs(page),
        back=tab_url(group_id, "to-vien"),
    )


def _member(page: GroupPage, member_id: int) -> MemberLine:
    for member in page.members:
        if member.id == member_id:
            return member
    raise OutOfScope(_("Không tìm thấy tổ viên này."))


def member_choices(page: GroupPage) -> list[tuple[int, str]]:
    """Return the members to choose from."""
    return [(line.id, f"{line.name or '–'} ({line.household_code})") for line in page.members]
