"""Signs of the law: whether a programme lends, whether a rule holds, and when a value held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from tantam.web.templatetags.tantam import state

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.safestring import SafeString

    from tantam.programmes.queries.law import ProgrammePage, StandingLine, Terms

register = template.Library()

_LENDING = {"OPEN": "OPEN_IN_TIME", "COLLECTION_ONLY": "EXEMPT", "SUSPENDED": "RETURNED"}
_TRUTHS = {
    "YES": ("DONE_ON_TIME", gettext_lazy("Được vay")),
    "NO": ("NOT_DUE", gettext_lazy("Không được vay")),
    "UNKNOWN": ("RETURNED", gettext_lazy("Chưa rõ")),
}
_RULES = {
    "YES": ("DONE_ON_TIME", gettext_lazy("Đạt")),
    "NO": ("NOT_DUE", gettext_lazy("Không đạt")),
    "UNKNOWN": ("RETURNED", gettext_lazy("Chưa rõ")),
}
_WHEN = {
    "PAST": ("NOT_DUE", gettext_lazy("Đã hết hiệu lực")),
    "NOW": ("DONE_ON_TIME", gettext_lazy("Đang có hiệu lực")),
    "COMING": ("OPEN_IN_TIME", gettext_lazy("Sắp có hiệu lực")),
}
_BARS = {"PAST": "bar-notdue", "NOW": "bar-done", "COMING": "bar-open"}


@register.simple_tag
def lending_state(terms: Terms) -> SafeString:
    """Show whether a programme lends: sign, word, colour."""
    code = _LENDING[terms.lending.value] if terms.lending else "NOT_DUE"
    return state(code, terms.lending_words)


@register.simple_tag
def truth_state(truth: str) -> SafeString:
    """Show an answer: sign, word, colour. A no is not red: nothing is wrong."""
    code, word = _TRUTHS[truth]
    return state(code, str(word))


@register.simple_tag
def rule_state(truth: str) -> SafeString:
    """Show whether a rule holds."""
    code, word = _RULES[truth]
    return state(code, str(word))


@register.simple_tag
def when_state(when: str) -> SafeString:
    """Show whether a value holds, held or will hold."""
    code, word = _WHEN[when]
    return state(code, str(word))


@register.simple_tag
def time_bar(standing: StandingLine, page: ProgrammePage) -> SafeString:
    """Draw when a value holds, on the scale of all values of the programme. The days stand beside it in figures."""

    def place(day: dt.date | None) -> int:
        return ((day or page.last_day) - page.first_day).days

    whole = max(place(page.last_day), 1)
    start = place(standing.starts_on)
    # A value that began on the last day is still seen.
    width = max(place(standing.ends_before) - start, whole // 60, 1)
    start = max(min(start, whole - width), 0)
    return format_html(
        '<svg class="chart share" viewBox="0 0 {whole} 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-rest" x="0" y="0" width="{whole}" height="1"/>'
        '<rect class="{css}" x="{start}" y="0" width="{width}" height="1"/></svg>',
        whole=whole,
        start=start,
        width=width,
        css=_BARS[standing.when],
    )
