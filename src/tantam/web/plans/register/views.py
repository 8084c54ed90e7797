"""Searching the register of documents."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tantam.plans.queries.register import (
    RegisterFilter,
    count_documents,
    list_register_choices,
    search_documents,
)
from tantam.web.asking import allowed, get_actor
from tantam.web.plans.numbers import page_start, whole_number

PAGE_SIZE = 50


@require_safe
@allowed("plans.see_register")
def register(request: HttpRequest) -> HttpResponse:
    """List documents; the words may be typed without accents."""
    actor = get_actor(request)
    chosen = RegisterFilter(
        text=request.GET.get("q", "")[:200],
        kind=request.GET.get("loai", ""),
        unit_id=whole_number(request.GET.get("don-vi")),
        year=whole_number(request.GET.get("nam")),
    )
    count = count_documents(scope=actor.scope, reader_unit_id=actor.unit_id, chosen=chosen)
    number, start = page_start(request.GET.get("page"), count=count, size=PAGE_SIZE)
    lines = search_documents(
        scope=actor.scope, reader_unit_id=actor.unit_id, chosen=chosen, start=start, count=PAGE_SIZE
    )
    context = {
        "lines": lines,
        "count": count,
        "page_obj": Paginator(range(count), PAGE_SIZE).get_page(number),
        "choices": list_register_choices(scope=actor.scope, reader_unit_id=actor.unit_id),
        "chosen": chosen,
        "filtered": chosen != RegisterFilter(),
        "search_text": chosen.text,
    }
    return render(request, "plans/register/register.html", context)
