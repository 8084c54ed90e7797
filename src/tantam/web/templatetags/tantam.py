"""Words and signs that every screen uses: icons, states, Vietnamese numbers and dates, links that sort.

Numbers and dates keep the Vietnamese layout in both languages (1.234.567; 9,1%; 07/08/2025), as the papers
do that the figures go into.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tantam.plans.wording.period_words import period_words

if TYPE_CHECKING:
    from django.core.paginator import Paginator
    from django.forms import BoundField
    from django.template.context import Context
    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

register = template.Library()

NOT_KNOWN = "–"
MINUS = "\N{MINUS SIGN}"


class StateLook(NamedTuple):
    """How a state of a duty is shown: the word, the short class of a matrix cell, the class of a badge."""

    word: str | _StrPromise
    cell: str
    badge: str


STATES = {
    "DONE_ON_TIME": StateLook(gettext_lazy("Hoàn thành đúng hạn"), "s-d", "state-done"),
    "DONE_LATE": StateLook(gettext_lazy("Hoàn thành quá hạn"), "s-l", "state-late"),
    "OPEN_IN_TIME": StateLook(gettext_lazy("Trong hạn"), "s-o", "state-open"),
    "NOT_DUE": StateLook(gettext_lazy("Chưa đến kỳ"), "s-n", "state-notdue"),
    "OPEN_OVERDUE": StateLook(gettext_lazy("Quá hạn"), "s-x", "state-overdue"),
    "EXEMPT": StateLook(gettext_lazy("Được miễn"), "s-e", "state-exempt"),
    "RETURNED": StateLook(gettext_lazy("Bị trả lại"), "s-r", "state-returned"),
}


# Signs


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw one icon of the sprite (assets/icons.txt). Without a label it is decoration, hidden from ears."""
    place = f"{static('tantam/icons.svg')}#{name}"
    classes = f"icon {css}".strip()
    if not label:
        return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, place)
    return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, place)


@register.simple_tag
def state(code: str, word: str = "", *, plain: bool = False) -> SafeString:
    """Show a state as a badge: sign, word, colour. `word` replaces the usual word; `plain` drops the tint."""
    look = STATES[code]
    classes = f"state {look.badge}{' state-plain' if plain else ''}"
    return format_html('<span class="{}">{}</span>', classes, word or look.word)


@register.filter
def state_word(code: str) -> str:
    """Return the word of a state."""
    return str(STATES[code].word)


@register.filter
def state_cell(code: str) -> str:
    """Return the short class of a state for a cell of the matrix: `s-d`."""
    return STATES[code].cell


@register.simple_tag
def state_codes() -> list[str]:
    """Return the codes of all states, in the order of a legend."""
    return list(STATES)


# Numbers


@register.filter
def num(value: int | Decimal | None) -> str:
    """Write a number with dots between thousands and a comma before decimals: 1.234.567,5."""
    if value is None or value == "":
        return NOT_KNOWN
    plain = f"{abs(value):,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{MINUS}{plain}" if value < 0 else plain


@register.filter
def vnd(value: int | None) -> str:
    """Write an amount in đồng: 1.234.567 đ."""
    if value is None:
        return NOT_KNOWN
    return f"{num(value)}\N{NO-BREAK SPACE}đ"


@register.filter
def percent(value: Decimal | int | None) -> str:
    """Write a number of percent with one decimal: 9,1%."""
    if value is None:
        return NOT_KNOWN
    return f"{num(Decimal(value).quantize(Decimal('0.1'), ROUND_HALF_UP))}%"


@register.filter
def percent_of(part: int | None, whole: int | None) -> str:
    """Write what share `part` is of `whole`: 9,1%. Of nothing there is no share."""
    if part is None or not whole:
        return NOT_KNOWN
    return percent(Decimal(part * 100) / Decimal(whole))


@register.simple_tag
def rate(part: int, whole: int) -> SafeString:
    """Write a rate whose numerator and denominator show on hover, to ears and in print: 91,3% (21/23)."""
    return format_html(
        '<span title="{part}/{whole}">{share} <span class="soft small">({part}/{whole})</span></span>',
        part=num(part),
        whole=num(whole),
        share=percent_of(part, whole),
    )


# Days


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """Write a day: 07/08/2025."""
    if value is None or value == "":
        return NOT_KNOWN
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return f"{value:%d/%m/%Y}"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Write a moment on the clock of the installation: 07/08/2025 14:05."""
    if value is None or value == "":
        return NOT_KNOWN
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y %H:%M}"


@register.filter
def due_in(due_on: dt.date | None, today: dt.date | None) -> str:
    """Say how far a due day is, seen from `today`: "còn 3 ngày", "hôm nay", "quá hạn 5 ngày"."""
    if not due_on or not today:
        return ""
    days = (due_on - today).days
    if days == 0:
        return _("hạn hôm nay")
    if days > 0:
        return ngettext("còn %(days)s ngày", "còn %(days)s ngày", days) % {"days": num(days)}
    return ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", -days) % {"days": num(-days)}


@register.filter
def days_ago(value: dt.date | None, today: dt.date | None) -> str:
    """Say how long ago a day was, seen from `today`: "hôm nay", "hôm qua", "5 ngày trước"."""
    if not value or not today:
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    days = (today - value).days
    if days <= 0:
        return _("hôm nay")
    if days == 1:
        return _("hôm qua")
    return ngettext("%(days)s ngày trước", "%(days)s ngày trước", days) % {"days": num(days)}


register.filter(period_words)


# Forms and lists


@register.simple_tag
def control(field: BoundField, **attributes: str) -> SafeString:
    """Draw the control of a field with the classes of the look and the ids of its hint and errors.

    Further attributes may follow; underscores become hyphens (`hx_post` is written `hx-post`).
    """
    attrs: dict[str, str | bool] = {name.replace("_", "-"): value for name, value in attributes.items()}
    kind = getattr(field.field.widget, "input_type", "")
    if kind not in {"checkbox", "radio", "hidden"}:
        usual = "form-select" if kind == "select" else "form-control"
        own = str(field.field.widget.attrs.get("class", ""))
        attrs["class"] = " ".join(filter(None, [usual, own, attributes.get("class", "")]))
    described = [f"{field.auto_id}_hint"] if field.help_text else []
    if field.errors:
        described.append(f"{field.auto_id}_wrong")
        attrs["aria-invalid"] = "true"
    if described and not field.use_fieldset:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


@register.filter
def widget_kind(field: BoundField) -> str:
    """Return the kind of a field's control: text, select, checkbox, radio, file, textarea and so on."""
    widget = field.field.widget
    return getattr(widget, "input_type", "") or type(widget).__name__.lower()


@register.inclusion_tag("web/parts/sort_heading.html", takes_context=True)
def sort_heading(context: Context, key: str, label: str, css: str = "") -> dict[str, object]:
    """Head a column that sorts by the address: `?sort=key` upward, `?sort=-key` downward."""
    request = context["request"]
    now = request.GET.get("sort", "")
    query = request.GET.copy()
    query["sort"] = f"-{key}" if now == key else key
    query.pop("page", None)
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return {"label": label, "css": css, "address": f"?{query.urlencode()}", "direction": direction}


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int) -> str:
    """Return the address of another page of the same list, its filters kept."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def page_numbers(paginator: Paginator[object], now: int) -> list[int | None]:
    """Return the page numbers to offer: first, last and those near `now`; None where some are left out."""
    last = paginator.num_pages
    shown = [n for n in range(1, last + 1) if n in {1, last} or abs(n - now) <= 2]
    numbers: list[int | None] = []
    for number in shown:
        if numbers and number - (numbers[-1] or 0) > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers
