"""Minutes of meetings: written down, and read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tantam.groups.commands.meetings import record_meeting
from tantam.groups.queries.meetings import get_meeting, list_kinds
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups import forms
from tantam.web.groups.members import member_choices
from tantam.web.groups.showing import answered, group_crumbs, looked_page, tab_url


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.record_meeting")
def new(request: HttpRequest, group_id: int) -> HttpResponse:
    """Write the minutes of a meeting down, with who came and the votes."""
    page = looked_page(request, group_id, "ghi-bien-ban")
    members = member_choices(page)
    only_in = {"ESTABLISHMENT": "FORMING", "LENDING": "ACTIVE"}
    kinds = [(code, words) for code, words in list_kinds() if only_in.get(code, page.state) == page.state]
    first = {
        "request_key": new_request_key(),
        "held_on": timezone.localdate(),
        "kind": "ESTABLISHMENT" if page.state == "FORMING" else "ORDINARY",
        "present": [number for number, _words in members],
    }
    form = forms.NewMeeting(request.POST or None, initial=first, kinds=kinds, members=members)
    votes = forms.VoteRows(request.POST or None, prefix="phieu", form_kwargs={"members": members})
    made: dict[str, int] = {}
    if form.is_bound and not votes.is_valid():
        form.full_clean()  # what is wrong with the rows is said beside what is wrong with the form
        form.add_error(None, _("Có dòng biểu quyết chưa đúng. Hãy xem lại các dòng được đánh dấu."))

    def write() -> str:
        typed = form.cleaned_data
        made["id"] = ask(
            record_meeting,
            asked=asked_by(request),
            group_id=group_id,
            kind=typed["kind"],
            held_on=typed["held_on"],
            present=tuple(typed["present"]),
            place=typed["place"],
            text=typed["text"],
            secretary_member_id=typed["secretary"],
            guests=form.guests(),
            votes=tuple(vote for row in votes if (vote := row.vote()) is not None),
        )
        return _("Đã ghi biên bản họp.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("group-meeting", args=[group_id, made["id"]]),
        template="groups/meeting_form.html",
        title=_("Ghi biên bản họp Tổ"),
        votes=votes,
        page=page,
        crumbs=group_crumbs(page),
        back=tab_url(group_id, "hop"),
    )


@require_safe
@never_cache
@allowed("groups.look_at_group")
def meeting(request: HttpRequest, group_id: int, meeting_id: int) -> HttpResponse:
    """Show the minutes of a meeting; the look is written down first."""
    page = looked_page(request, group_id)
    context: dict[str, Any] = {
        "page": page,
        "meeting": get_meeting(scope=get_actor(request).scope, group_id=group_id, meeting_id=meeting_id),
        "crumbs": group_crumbs(page),
    }
    return render(request, "groups/meeting.html", context)
