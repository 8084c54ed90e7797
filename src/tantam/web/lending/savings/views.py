"""An account of savings: its moves with the balance after each; one of them is taken back with a reason."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tantam.base.errors import OutOfScope
from tantam.core.vietnamese import format_number
from tantam.lending.commands.office_savings import look_at_savings, reverse_savings
from tantam.lending.queries.savings import get_savings_page
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.carrying_out import answer_form, keyed
from tantam.web.lending.loans.forms import Reversal
from tantam.web.rooms import may_open

LOOK: Final = "lending.look_at_savings"


@require_safe
@never_cache
@allowed(LOOK)
def account(request: HttpRequest, account: str) -> HttpResponse:
    """Show an account with every move of it; the look is written down first."""
    actor = get_actor(request)
    _look(request, account)
    page = get_savings_page(actor=actor, number=account)
    homes = {"household_url": reverse("household-loans", args=[page.household_id])}
    if page.survivor_id is not None:
        homes["survivor_url"] = reverse("household-loans", args=[page.survivor_id])
    context: dict[str, Any] = {
        "page": page,
        "crumbs": _crumbs(),
        "sees_sessions": actor.may("lending.see_sessions"),
        **(homes if actor.may("people.look_at_household") and may_open(actor, homes["household_url"]) else {}),
    }
    return render(request, "lending/savings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.reverse_savings")
def reverse_one(request: HttpRequest, account: str, seq: int) -> HttpResponse:
    """Take a move of a closed session back at the office; both stay to be seen."""
    if request.method != "POST":
        _look(request, account, purpose="DAO")
    page = get_savings_page(actor=get_actor(request), number=account)
    move = next((line for line in page.moves if line.seq == seq), None)
    if move is None:
        raise OutOfScope(_("Tài khoản này không có giao dịch đó."))
    form = keyed(Reversal, request)

    def write() -> str:
        reason = form.cleaned_data["reason"]
        ask(reverse_savings, asked=asked_by(request), number=account, seq=seq, reason=reason)
        return _("Đã đảo giao dịch; tiền mặt hạch toán tại đơn vị.")

    back = reverse("savings", args=[account])
    return answer_form(
        request,
        form,
        write,
        done=lambda: back,
        home="loans",
        back=back,
        title=_("Đảo giao dịch %(seq)d của tài khoản %(number)s") % {"seq": seq, "number": account},
        note=_("%(what)s %(amount)s đồng ngày %(day)s. Tiền mặt đi qua quỹ của đơn vị, không qua phiên đã khóa.")
        % {
            "what": move.kind_label.capitalize(),
            "amount": format_number(abs(move.amount_vnd)),
            "day": f"{move.on:%d/%m/%Y}",
        },
        action=_("Đảo giao dịch"),
        sign="arrow-back-up",
        crumbs=[*_crumbs(), {"label": account, "url": back}],
    )


def _look(request: HttpRequest, number: str, *, purpose: str = "") -> None:
    """Write down that the reader looks at an account.

    :raises OutOfScope: if there is no such account in the scope.
    """
    ask(look_at_savings, asked=asked_by(request, key=new_request_key()), number=number, purpose=purpose)


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Khoản vay"), "url": reverse("loans")}]
