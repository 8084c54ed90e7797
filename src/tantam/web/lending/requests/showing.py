"""How lists of requests are looked at over the web: written down first; how much time is left; the way back."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tantam.base.asked import Actor
from tantam.core.requests.way import working_days_left
from tantam.core.vietnamese import format_number
from tantam.lending.commands.requests.looking import look_at_requests
from tantam.lending.queries.requests.lists import ListLine, knows_programmes, list_waiting, waiting_states
from tantam.lending.queries.requests.one_list import RequestListPage, get_request_list
from tantam.units.days_off import days_off
from tantam.web.asking import ask, asked_by, get_actor, new_request_key

# What a step is called, who takes it, and the address where it is taken.
STEPS: Final[dict[str, tuple[str | Promise, str | Promise, str]]] = {
    "WRITE": (gettext_lazy("Lập danh sách, viết đề nghị vay (01/TD)"), gettext_lazy("Tổ và cán bộ"), "request-add"),
    "VOTE": (gettext_lazy("Bình xét công khai (10C/TD, 03/TD)"), gettext_lazy("Tổ vay vốn"), "request-vote"),
    "CONFIRM": (gettext_lazy("Xác nhận trên 03/TD"), gettext_lazy("Ủy ban nhân dân cấp xã"), "request-confirm"),
    "CHECK": (gettext_lazy("Kiểm tra điều kiện"), gettext_lazy("Cán bộ tín dụng"), "request-check"),
    "DECIDE": (gettext_lazy("Phê duyệt"), gettext_lazy("Lãnh đạo đơn vị ngân hàng"), "request-decide"),
    "NOTIFY": (gettext_lazy("Thông báo kết quả (04/TD)"), gettext_lazy("Cán bộ tín dụng"), "request-notify"),
}
_DONE_BY: Final = {
    "WRITE": "WRITTEN",
    "VOTE": "VOTED",
    "CONFIRM": "CONFIRMED",
    "CHECK": "CHECKED",
    "DECIDE": "DECIDED",
    "NOTIFY": "NOTIFIED",
}


@dataclass(frozen=True, slots=True)
class Left:
    """How much time is left: in words, and whether it is over."""

    words: str
    is_late: bool


def time_left(due_on: date | None, *, today: date) -> Left | None:
    """Return how many working days are left until a day, in words; None where there is no limit."""
    if due_on is None:
        return None
    days = working_days_left(today, due_on, days_off=days_off())
    if due_on < today:
        count = max(-days, 1)
        said = ngettext("Quá hạn %(days)s ngày làm việc", "Quá hạn %(days)s ngày làm việc", count)
        return Left(said % {"days": format_number(count)}, is_late=True)
    if not days:
        return Left(_("Hết hạn hôm nay"), is_late=False)
    said = ngettext("Còn %(days)s ngày làm việc", "Còn %(days)s ngày làm việc", days)
    return Left(said % {"days": format_number(days)}, is_late=False)


def step_name(code: str) -> str:
    """Return what a step is called; nothing where there is none."""
    return str(STEPS[code][0]) if code else ""


def looked_list(request: HttpRequest, list_id: int, purpose: str = "", *, named: bool = False) -> RequestListPage:
    """Return the list for a page that names its people; the look is written down first, with what it is for.

    `named` names protected programmes, to whoever checks and decides for the bank.

    :raises OutOfScope: if there is none for this actor.
    """
    ask(look_at_requests, asked=asked_by(request, key=new_request_key()), list_id=list_id, purpose=purpose)
    actor = get_actor(request)
    return get_request_list(scope=actor.scope, list_id=list_id, named=named and knows_programmes(actor))


def may_take(actor: Actor, page: RequestListPage) -> bool:
    """Tell whether the next step of a list is one of the actor's; the command decides."""
    return page.state in waiting_states(actor)[page.path]


def task_list(page: RequestListPage, actor: Actor, *, today: date) -> list[dict[str, Any]]:
    """Return the steps of a list: what was done by whom or left out, what comes next, what waits."""
    tasks = []
    for code in page.way:
        name, who, address = STEPS[code]
        done = page.last(_DONE_BY[code])
        is_next = code == page.step
        is_past = not is_next and page.way.index(code) < _reached(page)
        tasks.append(
            {
                "name": name,
                "who": who,
                "done": done if is_past else None,
                "is_skipped": is_past and done is None,
                "is_next": is_next,
                "url": reverse(address, args=[page.id]) if is_next and may_take(actor, page) else "",
                "left": time_left(page.due_on, today=today) if is_next else None,
            }
        )
    return tasks


def _reached(page: RequestListPage) -> int:
    return page.way.index(page.step) if page.step in page.way else len(page.way)


def list_crumbs(page: RequestListPage | None = None) -> list[dict[str, str]]:
    """Return the way back to the lists, and to one of them."""
    crumbs = [
        {"label": _("Tổ tiết kiệm và vay vốn"), "url": reverse("groups")},
        {"label": _("Đề nghị vay"), "url": reverse("request-lists")},
    ]
    if page is not None:
        crumbs.append({"label": page.number, "url": reverse("request-list", args=[page.id])})
    return crumbs


def list_tabs(here: str) -> list[dict[str, Any]]:
    """Return the tabs of the pages about requests."""
    pages = (("request-lists", _("Danh sách đề nghị vay")), ("use-checks", _("Kiểm tra sử dụng vốn")))
    return [{"label": label, "url": reverse(name), "current": name == here, "count": None} for name, label in pages]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A list in a list of them, with its next step in words and how much time is left for it."""

    line: ListLine
    step: str
    left: Left | None


def shown(lines: list[ListLine], *, today: date) -> list[ShownLine]:
    """Return lists as they are shown."""
    return [ShownLine(line, step_name(line.step), time_left(line.due_on, today=today)) for line in lines]


def requests_today(actor: Actor) -> list[ShownLine]:
    """Return the lists that wait for this person."""
    return shown(list_waiting(actor=actor), today=timezone.localdate())
