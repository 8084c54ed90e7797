"""Which rooms stand in the menu: all whose first page the acting role may open, at most seven of them in its head."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tantam.base.asked import Actor

# The rooms of the daily work stand first; what a role has beyond so many stands below a line.
HEAD_MAX = 7


@dataclass(frozen=True, slots=True)
class Room:
    """A line of the menu; `begins_rest` tells the first one below the line."""

    url: str
    label: str | Promise
    icon: str
    current: bool = False
    count: int = 0
    begins_rest: bool = False


# In the order of the menu: address, word, sign. An address that does not exist here is left out.
_ROOMS: tuple[tuple[str, str | Promise, str], ...] = (
    ("desk", _("Việc của tôi"), "inbox"),
    ("people", _("Người thụ hưởng"), "users"),
    ("groups", _("Tổ vay vốn"), "users-group"),
    ("sessions", _("Phiên giao dịch"), "map-pin"),
    ("loans", _("Khoản vay"), "file-text"),
    ("plans", _("Kế hoạch"), "list-check"),
    ("programmes", _("Chương trình"), "cash"),
    ("plan-matrix", _("Bảng theo dõi"), "layout-grid"),
    ("review", _("Xét duyệt"), "clipboard-check"),
    ("register", _("Sổ văn bản"), "archive"),
    ("reports", _("Báo cáo"), "report-analytics"),
    ("audit", _("Nhật ký"), "history"),
    ("ledger", _("Kế toán"), "coins"),
    ("calendar", _("Lịch thời hạn"), "calendar-event"),
    ("reforms", _("Cải cách chính sách"), "trending-up"),
    ("admin:index", _("Danh mục và người dùng"), "settings"),
)
# Pages whose address does not begin with their room's: they lie in the first of these rooms that the person has.
_LIE_IN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("toan-so/", ("people", "programmes")),
    ("cai-cach/", ("reforms", "programmes")),
    ("ho-so-chinh-sach/", ("plans",)),
    ("nhiem-vu/", ("desk",)),
    ("phoi-hop/", ("desk",)),
    ("bo-sung/", ("plans",)),
    ("so-lieu/", ("plans",)),
    ("tien-gui/", ("loans",)),
)


@lru_cache(maxsize=256)
def permissions_of(path: str) -> tuple[str, ...] | None:
    """Return the permissions of which one opens a path; None if the view does not say, or there is none."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    permissions: tuple[str, ...] | None = getattr(view, "permissions", None)
    return permissions


def may_open(actor: Actor | None, path: str) -> bool:
    """Tell whether the actor may open a path of ours; an open page needs no permission."""
    permissions = permissions_of(path)
    if not permissions:
        return permissions is not None
    return actor is not None and any(actor.may(permission) for permission in permissions)


@lru_cache(maxsize=64)
def find_url(name: str) -> str:
    """Return the address of that name, or nothing where this installation has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def list_rooms(actor: Actor | None, *, path: str = "") -> list[Room]:
    """Return the actor's rooms; the one that the path lies in is marked."""
    if actor is None:
        return []
    lines = [(find_url(name), label, icon) for name, label, icon in _ROOMS]
    mine = [line for line in lines if line[0] and may_open(actor, line[0])]
    here = _find_room(path, [url for url, _label, _icon in mine])
    return [
        Room(url=url, label=label, icon=icon, current=url == here, begins_rest=place == HEAD_MAX)
        for place, (url, label, icon) in enumerate(mine)
    ]


def _find_room(path: str, urls: list[str]) -> str:
    """Return the address of the room that a path lies in; nothing if it lies in none of these."""
    home = find_url("desk")
    for prefix, names in _LIE_IN:
        if path.startswith(home + prefix):
            return next((url for name in names if (url := find_url(name)) in urls), "")
    return max((url for url in urls if path == url or (url != home and path.startswith(url))), key=len, default="")
