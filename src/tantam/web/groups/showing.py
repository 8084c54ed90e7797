"""How a group is looked at over the web: as known until which day, its tabs, the way back, one way to answer a form."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tantam.base.asked import Actor
from tantam.groups.commands.looking import look_at_candidates, look_at_group
from tantam.groups.queries.candidates import Candidate, list_candidates
from tantam.groups.queries.group import GroupPage, get_group_page
from tantam.groups.queries.lists import GroupFilter, GroupLine, list_groups
from tantam.groups.queries.looking import GroupSight
from tantam.web.asking import ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import answer_form

TABS: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("to-vien", gettext_lazy("Tổ viên")),
    ("ban-quan-ly", gettext_lazy("Ban quản lý")),
    ("hop", gettext_lazy("Họp Tổ")),
    ("hop-dong", gettext_lazy("Quy ước, hợp đồng")),
    ("giay-to", gettext_lazy("Giấy tờ")),
    ("dien-bien", gettext_lazy("Diễn biến")),
)


def sight_of(known_on: date | None = None) -> GroupSight:
    """Return how a group is looked at: now, or as known at the end of a day gone by."""
    today = timezone.localdate()
    if known_on is None or known_on >= today:
        return GroupSight(at=timezone.now(), day=today)
    midnight = timezone.make_aware(datetime.combine(known_on + timedelta(days=1), time.min))
    return GroupSight(at=midnight - timedelta(microseconds=1), day=known_on)


def page_of(request: HttpRequest, group_id: int, *, known_on: date | None = None) -> GroupPage:
    """Return the group as this request sees it.

    :raises OutOfScope: if there is none for this actor.
    """
    return get_group_page(scope=get_actor(request).scope, group_id=group_id, sight=sight_of(known_on))


def looked_page(request: HttpRequest, group_id: int, purpose: str = "", *, known_on: date | None = None) -> GroupPage:
    """Return the group for a page that names its members; the look is written down first, with what it is for.

    :raises OutOfScope: if there is none for this actor.
    """
    ask(look_at_group, asked=asked_by(request, key=new_request_key()), group_id=group_id, purpose=purpose)
    return page_of(request, group_id, known_on=known_on)


def looked_candidates(
    request: HttpRequest, village_id: int, *, text: str = "", chosen: frozenset[int] = frozenset()
) -> list[Candidate]:
    """Return the households of a village to choose from; the look is written down first.

    :raises OutOfScope: if the village is not the actor's to see.
    """
    ask(look_at_candidates, asked=asked_by(request, key=new_request_key()), village_id=village_id)
    return list_candidates(
        scope=get_actor(request).scope, village_id=village_id, day=timezone.localdate(), text=text, chosen=chosen
    )


def group_tabs(here: str, *, query: str = "") -> list[dict[str, Any]]:
    """Return the tabs of a group's page; `query` is what of the address stays."""
    return [
        {"label": label, "url": f"?muc={code}{query}", "current": code == here, "count": None} for code, label in TABS
    ]


def list_tabs(here: str) -> list[dict[str, Any]]:
    """Return the tabs of the pages about all groups."""
    pages = (
        ("groups", _("Các Tổ")),
        ("request-lists", _("Đề nghị vay")),
        ("entrustments", _("Hợp đồng ủy thác")),
    )
    return [{"label": label, "url": reverse(name), "current": name == here, "count": None} for name, label in pages]


def group_crumbs(page: GroupPage | None = None) -> list[dict[str, str]]:
    """Return the way back to the groups, and to one of them."""
    crumbs = [{"label": _("Tổ tiết kiệm và vay vốn"), "url": reverse("groups")}]
    if page is not None:
        crumbs.append({"label": page.title, "url": reverse("group", args=[page.id])})
    return crumbs


def tab_url(group_id: int, tab: str) -> str:
    """Return the address of a tab of a group."""
    return f"{reverse('group', args=[group_id])}?muc={tab}"


answered: Final = partial(answer_form, home="groups")


def groups_today(actor: Actor, *, today: date) -> list[GroupLine]:
    """Return the groups that wait for this person: to approve, or to be put right after the commune returned them."""
    if actor.may("groups.approve_group"):
        return list_groups(scope=actor.scope, chosen=GroupFilter(state="WAITING"), day=today)
    if actor.may("groups.ask_approval"):
        return list_groups(scope=actor.scope, chosen=GroupFilter(only_returned=True), day=today)
    return []
