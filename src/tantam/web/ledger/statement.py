"""An account's statement."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tantam.ledger.queries.statement import count_statement_lines, get_statement
from tantam.web.asking import allowed, get_actor
from tantam.web.ledger.forms import Days
from tantam.web.ledger.hiding import hide_in_statement
from tantam.web.ledger.tabs import SEE, crumbs_to, programme_words
from tantam.web.plans.numbers import page_start

PAGE_SIZE = 100


@require_safe
@never_cache
@allowed(SEE)
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show an account between two days, with the balance after each transfer."""
    scope = get_actor(request).scope
    form = Days(request.GET, scope=scope, today=timezone.localdate())
    first, last = form.days
    asked: dict[str, Any] = {"scope": scope, "account_id": account_id, "from_day": first, "to_day": last}
    count = count_statement_lines(**asked)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    statement = hide_in_statement(get_statement(**asked, start=start, count=PAGE_SIZE), scope=scope)
    context = {
        "form": form,
        "statement": statement,
        "head": statement.head,
        "programme": programme_words().get(statement.head.programme, statement.head.programme),
        "first": first,
        "last": last,
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "is_first_page": number == 1,
        "crumbs": crumbs_to("ledger"),
    }
    return render(request, "ledger/account.html", context)
