"""What the pages of sessions share: tabs, ways back, looks that are written down."""

from functools import partial
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tantam.lending.commands.looking_at_due_lists import look_at_due_list
from tantam.lending.queries.sessions import SessionPage, get_session_page
from tantam.web.asking import ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import answer_form
from tantam.web.people.register.showing import programme_shown

SEE = "lending.see_sessions"


def session_tabs(here: str) -> list[dict[str, Any]]:
    """Return the tabs of the room."""
    pages = (("sessions", _("Lịch giao dịch")), ("points", _("Điểm giao dịch")))
    return [{"label": label, "url": reverse(name), "current": name == here, "count": None} for name, label in pages]


def session_crumbs(page: SessionPage | None = None) -> list[dict[str, str]]:
    """Return the way back to the calendar, and to a session."""
    crumbs = [{"label": _("Phiên giao dịch"), "url": reverse("sessions")}]
    if page is not None:
        crumbs.append({"label": session_title(page), "url": reverse("session", args=[page.id])})
    return crumbs


def session_title(page: SessionPage) -> str:
    """Return what a session is called."""
    return _("%(point)s, ngày %(day)s") % {"point": page.point, "day": f"{page.day:%d/%m/%Y}"}


def page_of(request: HttpRequest, session_id: int) -> SessionPage:
    """Return the session for the actor.

    :raises OutOfScope: if it is not of their offices.
    """
    return get_session_page(scope=get_actor(request).scope, session_id=session_id)


def look(request: HttpRequest, point_id: int, *, group_id: int | None = None, purpose: str = "") -> None:
    """Write down that somebody sees what people owe; before anything is shown.

    :raises OutOfScope: if the point is not of the actor's offices.
    """
    asked = asked_by(request, key=new_request_key())
    ask(look_at_due_list, asked=asked, point_id=point_id, group_id=group_id, purpose=purpose)


def programme_of(code: str) -> str:
    """Return a programme's name as it may stand beside a person's; one that tells of what is protected has none."""
    return programme_shown(code, unmasked=False)


def amount_words(name: str) -> str:
    """Return what an amount of a voucher is called."""
    return {
        "interest_vnd": _("Thu lãi"),
        "principal_vnd": _("Thu gốc"),
        "savings_in_vnd": _("Nhận tiền gửi"),
        "savings_out_vnd": _("Trả tiền gửi"),
        "disbursed_vnd": _("Giải ngân"),
    }[name]


answered: Final = partial(answer_form, home="sessions")
