"""The list of programmes, and one programme with every value and its source."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tantam.programmes.queries.law import get_programme, list_programmes
from tantam.web.asking import allowed, get_actor
from tantam.web.programmes.days import day_of

# In addresses: which programmes are shown.
OPEN, CLOSED = "mo", "dong"


@require_safe
@allowed("programmes.see_law")
def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes as they are on a day, all or only those that lend or do not."""
    form, on, is_chosen = day_of(request)
    lines = list_programmes(on=on)
    shown = request.GET.get("cho-vay", "")
    kept = [line for line in lines if shown not in (OPEN, CLOSED) or line.terms.is_lent == (shown == OPEN)]
    day = f"ngay={on:%d/%m/%Y}" if is_chosen else ""
    context = {
        "form": form,
        "on": on,
        "lines": kept,
        "shown": shown,
        "tabs": [
            _tab(_("Tất cả"), "", shown, day, len(lines)),
            _tab(_("Đang cho vay"), OPEN, shown, day, sum(line.terms.is_lent for line in lines)),
            _tab(_("Không cho vay mới"), CLOSED, shown, day, sum(not line.terms.is_lent for line in lines)),
        ],
        "filtered": is_chosen or bool(shown),
        "day_query": f"?{day}" if day else "",
        "may_ask": get_actor(request).may("programmes.ask_about_facts"),
        "may_see_reforms": get_actor(request).may("programmes.see_reforms"),
        "may_see_answers": get_actor(request).may("programmes.see_answers"),
    }
    return render(request, "programmes/law/programmes.html", context)


def _tab(label: str, key: str, shown: str, day: str, count: int) -> dict[str, object]:
    query = "&".join(filter(None, [f"cho-vay={key}" if key else "", day]))
    return {"label": label, "url": f"?{query}", "current": shown == key, "count": count}


@require_safe
@allowed("programmes.see_law")
def programme(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Show one programme on a day: terms, rules, papers, and the whole line of its values."""
    form, on, is_chosen = day_of(request)
    page = get_programme(code=programme_code, on=on)
    context = {
        "form": form,
        "on": on,
        "today": timezone.localdate(),
        "is_chosen": is_chosen,
        "page": page,
        "line": page.line,
        "subjects": [
            (subject, list(values)) for subject, values in groupby(page.values, key=lambda value: value.subject)
        ],
        "crumbs": [{"label": _("Chương trình cho vay"), "url": reverse("programmes")}],
        "may_ask": get_actor(request).may("programmes.ask_about_facts"),
    }
    return render(request, "programmes/law/programme.html", context)
