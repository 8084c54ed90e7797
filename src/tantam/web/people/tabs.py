"""The pages that look at the whole register, side by side on top of each."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tantam.base.asked import Actor
from tantam.web.rooms import find_url, may_open

# Whoever sees people finds the figures beside the register; others find them beside the law.
_WITH_PEOPLE: tuple[tuple[str, str | Promise], ...] = (
    ("people", _("Sổ hộ")),
    ("establishments", _("Cơ sở sản xuất, kinh doanh")),
    ("lists", _("Danh sách chính thức")),
    ("people-pairs", _("Người có thể trùng")),
    ("register-answers", _("Được vay trên toàn sổ")),
    ("poverty-rehearsal", _("Chuẩn nghèo mới")),
)
_WITHOUT_PEOPLE: tuple[tuple[str, str | Promise], ...] = (
    ("programmes", _("Chương trình cho vay")),
    ("reforms", _("Cải cách chính sách")),
    ("register-answers", _("Được vay trên toàn sổ")),
    ("poverty-rehearsal", _("Chuẩn nghèo mới")),
)


def register_tabs(actor: Actor, *, here: str) -> list[dict[str, Any]]:
    """Return the tabs that the actor may open; `here` is the name of the page's address."""
    names = _WITH_PEOPLE if may_open(actor, find_url("people")) else _WITHOUT_PEOPLE
    lines = [(name, find_url(name), label) for name, label in names]
    return [
        {"label": label, "url": url, "current": name == here, "count": None}
        for name, url, label in lines
        if url and may_open(actor, url)
    ]
