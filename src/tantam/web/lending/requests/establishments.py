"""The request of an establishment is written from its page: what it asks for, and what is stated of it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.lending.commands.requests.writing import write_establishment_request
from tantam.lending.queries.requests.candidates import (
    list_facts_asked,
    list_frequencies,
    list_lending_offices,
    list_programmes_for_establishments,
    list_sources,
)
from tantam.people.commands.establishments import look_at_establishment
from tantam.people.queries.establishments import get_establishment_page
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.groups.showing import answered
from tantam.web.lending.requests.bringing import METHODS, PURPOSE
from tantam.web.lending.requests.establishment_forms import EstablishmentRequestForm
from tantam.web.lending.requests.showing import list_crumbs


@require_http_methods(METHODS)
@never_cache
@allowed("lending.write_establishment_request")
def new(request: HttpRequest, establishment_id: int) -> HttpResponse:
    """Write the request of an establishment; the look at who acts for it is written down first."""
    scope, today = get_actor(request).scope, timezone.localdate()
    asked = asked_by(request, key=new_request_key())
    ask(look_at_establishment, asked=asked, establishment_id=establishment_id, purpose=PURPOSE)
    form = EstablishmentRequestForm(
        request.POST or None,
        initial={"request_key": new_request_key()},
        offices=list_lending_offices(scope=scope),
        facts=list_facts_asked(scope=scope, establishment_id=establishment_id, on=today),
        programmes=list_programmes_for_establishments(on=today),
        sources=list_sources(),
        frequencies=list_frequencies(on=today),
    )
    made: dict[str, int] = {}

    def write() -> str:
        made["id"] = ask(
            write_establishment_request,
            asked=asked_by(request),
            office_code=form.cleaned_data["office"],
            establishment_id=establishment_id,
            request=form.request(),
        )
        return _("Đã ghi đề nghị vay của cơ sở. Ủy ban nhân dân cấp xã xác nhận.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("request-list", args=[made["id"]]),
        template="lending/requests/request_form.html",
        group=None,
        borrower=get_establishment_page(scope=scope, establishment_id=establishment_id),
        crumbs=list_crumbs(),
        back=reverse("establishment", args=[establishment_id]),
    )
