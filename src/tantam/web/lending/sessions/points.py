"""Transaction points: the list, one of them, and which groups come to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tantam.groups.commands.points import set_point as set_point_of_groups
from tantam.lending.queries.points import PointPage, get_point_page, list_point_offices, list_points
from tantam.units.commands import set_point
from tantam.units.queries import list_communes
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.lending.sessions import forms
from tantam.web.lending.sessions.showing import SEE, answered, session_crumbs, session_tabs

_SET = "units.set_point"


@require_safe
@never_cache
@allowed(SEE)
def points(request: HttpRequest) -> HttpResponse:
    """List the points of the actor's offices."""
    actor = get_actor(request)
    context = {
        "tabs": session_tabs("points"),
        "points": list_points(scope=actor.scope),
        "may_set": actor.may(_SET),
        "may_send": actor.may("groups.set_point"),
    }
    return render(request, "lending/sessions/points.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed(_SET)
def new(request: HttpRequest) -> HttpResponse:
    """Write a point down."""
    return _point(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed(_SET)
def edit(request: HttpRequest, point_id: int) -> HttpResponse:
    """Change where or on which day the point is."""
    return _point(request, get_point_page(scope=get_actor(request).scope, point_id=point_id))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("groups.set_point")
def groups(request: HttpRequest, point_id: int) -> HttpResponse:
    """Choose groups of the office that come to the point from now on."""
    page = get_point_page(scope=get_actor(request).scope, point_id=point_id)
    form = forms.PointGroups(request.POST or None, initial={"request_key": new_request_key()}, groups=page.other_groups)

    def write() -> str:
        count = ask(
            set_point_of_groups,
            asked=asked_by(request),
            point_id=point_id,
            group_ids=tuple(form.cleaned_data["groups"]),
        )
        return ngettext("%(count)d Tổ đã chuyển về điểm này.", "%(count)d Tổ đã chuyển về điểm này.", count) % {
            "count": count
        }

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("point-groups", args=[point_id]),
        template="lending/sessions/point_groups.html",
        page=page,
        crumbs=session_crumbs(),
    )


def _point(request: HttpRequest, page: PointPage | None) -> HttpResponse:
    actor = get_actor(request)
    first: dict[str, Any] = {"request_key": new_request_key()}
    offices = list_point_offices(scope=actor.scope)
    if page is not None:
        first |= {name: getattr(page, name) for name in ("code", "name", "place", "visit_day")}
        first |= {"office": page.office_code, "commune": page.commune_code}
    form = forms.Point(
        request.POST or None,
        initial=first,
        offices=offices,
        communes=[(commune.code, commune.name) for commune in list_communes()],
        is_new=page is None,
    )

    def write() -> str:
        typed = form.cleaned_data
        ask(
            set_point,
            asked=asked_by(request),
            code=typed["code"],
            name=typed["name"],
            office_code=typed["office"],
            commune_code=typed["commune"],
            place=typed["place"],
            visit_day=typed["visit_day"],
        )
        return _("Đã ghi điểm giao dịch.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("points"),
        title=_("Thêm điểm giao dịch") if page is None else page.name,
        crumbs=session_crumbs(),
        back=reverse("points"),
    )
