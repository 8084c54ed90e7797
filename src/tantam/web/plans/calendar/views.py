"""The list of deadlines with the feed's address, and the feed itself."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from tantam.base.errors import Refusal
from tantam.plans.commands.calendar import renew_calendar_feed
from tantam.plans.queries.calendar import (
    find_feed,
    find_feed_unit,
    list_calendar_events,
    list_deadlines,
)
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key, public
from tantam.web.plans.calendar.feed import write_feed

KEPT_IN_FEED = timedelta(days=366)
RENEW = "plans.renew_calendar_feed"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("plans.see_calendar")
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the unit's deadlines; make or renew the address of its feed, which is shown this once."""
    actor = get_actor(request)
    assert actor.unit_id is not None, "people hold their roles for a unit"
    address = problem = ""
    if request.method == "POST":
        asked = asked_by(request)
        token = _token(asked.request_key, actor.unit_id)
        try:
            ask(renew_calendar_feed, asked=asked, token=token)
        except Refusal as refusal:
            problem = str(refusal)
        else:
            unit = find_feed_unit(token=token)
            address = _address(token) if unit and unit.id == actor.unit_id else ""
    context = {
        "deadlines": list_deadlines(unit_id=actor.unit_id, on=timezone.localdate()),
        "unit_name": actor.unit_name,
        "feed": find_feed(unit_id=actor.unit_id),
        "may_renew": actor.may(RENEW),
        "address": address,
        "problem": problem,
        "request_key": new_request_key(),
    }
    return render(request, "plans/calendar/calendar.html", context)


@require_safe
@public
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program that knows the secret; the answer is in the installation's language."""
    unit = find_feed_unit(token=token)
    if unit is None:
        raise Http404
    due_from = timezone.localdate() - KEPT_IN_FEED
    with override(settings.LANGUAGE_CODE):
        body = write_feed(
            unit_name=unit.name,
            events=list_calendar_events(unit_id=unit.id, due_from=due_from),
            address=settings.TANTAM_ADDRESS,
        )
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{unit.code}.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _token(request_key: str, unit_id: int) -> str:
    """Return the secret for a request: the same one for a repeat, so that it can be shown again."""
    return salted_hmac("tantam.calendar", f"{unit_id}:{request_key}", algorithm="sha256").hexdigest()[:48]


def _address(token: str) -> str:
    return settings.TANTAM_ADDRESS + reverse("calendar-feed", args=[token])
