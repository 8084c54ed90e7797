"""Bars from zero with a range, drawn on the server: the words on the marks, the table beside them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from tantam.web.templatetags.tantam import num

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from tantam.web.programmes.reforms.showing import Bar

register = template.Library()

LINE: Final = 42
NAME_AT: Final = 13
BAR_AT: Final = 20
THICK: Final = 14
LONGEST_PERMILLE: Final = 720  # of the width; the rest is for the number beside the longest bar
NAME_MAX: Final = 48
MILLION: Final = 1_000_000
BILLION: Final = 1_000 * MILLION
FROM_BILLIONS: Final = 10 * BILLION


@register.simple_tag
def range_bars(bars: Sequence[Bar], label: str) -> SafeString:
    """Draw a bar to the central value before a paler one to the high; `label` says it to those who do not see.

    The number beside a bar is its central value, in billions of đồng where the longest bar is long enough for it.
    Lengths are shares of the width and letters keep their size, so that a phone shows the same words as a desk.
    """
    most = max((max(bar.high_vnd, bar.central_vnd) for bar in bars), default=1) or 1

    def wide(amount_vnd: int) -> str:
        permille = LONGEST_PERMILLE * amount_vnd // most
        return f"{permille // 10}.{permille % 10}%"

    parts = [
        format_html(
            '<text x="0" y="{}">{}</text>'
            '<rect class="bar-rest" x="0" y="{}" width="{}" height="{}"/>'
            '<rect class="bar" x="0" y="{}" width="{}" height="{}"/>'
            '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>'
            '<text class="label" x="{}" dx="6" y="{}">{}</text>',
            *(at * LINE + NAME_AT, _short(bar.name)),
            *(at * LINE + BAR_AT, wide(bar.high_vnd), THICK),
            *(at * LINE + BAR_AT, wide(bar.central_vnd), THICK),
            *(wide(bar.low_vnd), wide(bar.low_vnd), at * LINE + BAR_AT - 3, at * LINE + BAR_AT + THICK + 3),
            *(
                wide(max(bar.high_vnd, bar.central_vnd)),
                at * LINE + BAR_AT + 11,
                _amount(bar.central_vnd, in_billions=most >= FROM_BILLIONS),
            ),
        )
        for at, bar in enumerate(bars)
    ]
    return format_html(
        '<svg class="chart chart-bars" height="{}" role="img" aria-label="{}">{}</svg>',
        *(len(bars) * LINE, label, format_html_join("", "{}", ((part,) for part in parts))),
    )


def _short(name: str) -> str:
    return name if len(name) <= NAME_MAX else name[: NAME_MAX - 1] + "…"


def _amount(amount_vnd: int, *, in_billions: bool) -> str:
    unit = BILLION if in_billions else MILLION
    number = num((Decimal(amount_vnd) / unit).quantize(Decimal("0.1"), ROUND_HALF_UP))
    return (_("%(number)s tỷ") if in_billions else _("%(number)s triệu")) % {"number": number}
