"""Taking a voucher, or a line of it, back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tantam.core.vietnamese import format_number
from tantam.lending.commands.reversing import reverse_line, reverse_voucher
from tantam.lending.queries.vouchers import MoneyLine, get_voucher_page
from tantam.web.asking import allowed, ask, asked_by, get_actor, new_request_key
from tantam.web.lending.sessions import forms
from tantam.web.lending.sessions.showing import answered, look, page_of, session_crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed("lending.reverse_voucher", "lending.reverse_line")
def reverse_one(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """Take back all that is left of a voucher, or one line; what was recorded stays to be seen."""
    found = get_voucher_page(scope=get_actor(request).scope, voucher_id=voucher_id)
    if found.reverses_id is not None:
        raise Http404
    page = page_of(request, found.session_id)
    look(request, page.point_id, purpose=f"VOUCHER {voucher_id}")
    lines: dict[str, list[MoneyLine]] = {}
    for line in found.lines_left:
        lines.setdefault(f"so:{line.number}" if line.number else f"ho:{line.payer_code}", []).append(line)
    form = forms.Reversal(
        request.POST or None,
        initial={"request_key": new_request_key(), "line": ""},
        lines=[(key, _words(money)) for key, money in lines.items()] if len(lines) > 1 else [],
    )

    def write() -> str:
        chosen, reason = form.cleaned_data["line"], form.cleaned_data["reason"]
        way, _sign, what = chosen.partition(":")
        if chosen:
            ask(
                reverse_line,
                asked=asked_by(request),
                voucher_id=voucher_id,
                number=what if way == "so" else "",
                household_code=what if way == "ho" else "",
                reason=reason,
            )
        else:
            ask(reverse_voucher, asked=asked_by(request), voucher_id=voucher_id, reason=reason)
        return _("Đã ghi chứng từ đảo.")

    return answered(
        request,
        form,
        write,
        done=lambda: reverse("session", args=[found.session_id]),
        title=_("Đảo chứng từ số %(number)d") % {"number": voucher_id},
        note=_("Chứng từ gốc và chứng từ đảo đều ở lại trong sổ."),
        action=_("Ghi chứng từ đảo"),
        sign="arrow-back-up",
        crumbs=session_crumbs(page),
        back=reverse("voucher", args=[voucher_id]),
    )


def _words(lines: list[MoneyLine]) -> str:
    """Return what would be taken back together: a loan's interest and principal, or a household's savings."""
    first = lines[0]
    what = first.number or _("tiền gửi")
    amount = format_number(sum(line.amount_vnd for line in lines))
    return f"{first.name} ({first.payer_code}), {what}: {amount} đ"
