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

WIDTH: Final = 640
LEFT: Final = 150
RIGHT: Final = 96
LINE: Final = 28
THICK: Final = 14
NAME_MAX: Final = 22
MILLION: Final = 1_000_000
BILLION: Final = 1_000 * MILLION
FROM_BILLIONS: Final = 10 * BILLION


@register.simple_tag
def range_bars(bars: Sequence[Bar], label: str) -> SafeString:
    """Draw a bar to the central value before a paler one to the high; `label` says it to those who do not see.

    The number beside a bar is its central value, in billions of đồng where the longest bar is long enough for it.
    """
    most = max((max(bar.high_vnd, bar.central_vnd) for bar in bars), default=1) or 1
    inner = WIDTH - LEFT - RIGHT

    def wide(amount_vnd: int) -> int:
        return inner * amount_vnd // most

    parts = [
        format_html(
            '<text x="{}" y="{}" text-anchor="end">{}</text>'
            '<rect class="bar-rest" x="{}" y="{}" width="{}" height="{}"/>'
            '<rect class="bar" x="{}" y="{}" width="{}" height="{}"/>'
            '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>'
            '<text class="label" x="{}" y="{}">{}</text>',
            *(LEFT - 8, at * LINE + 17, _short(bar.name)),
            *(LEFT, at * LINE + 6, wide(bar.high_vnd), THICK),
            *(LEFT, at * LINE + 6, wide(bar.central_vnd), THICK),
            *(LEFT + wide(bar.low_vnd), LEFT + wide(bar.low_vnd), at * LINE + 3, at * LINE + 6 + THICK + 3),
            *(
                LEFT + wide(max(bar.high_vnd, bar.central_vnd)) + 6,
                at * LINE + 17,
                _amount(bar.central_vnd, in_billions=most >= FROM_BILLIONS),
            ),
        )
        for at, bar in enumerate(bars)
    ]
    height = len(bars) * LINE + 4
    axis = format_html('<line class="axis" x1="{}" x2="{}" y1="0" y2="{}"/>', LEFT, LEFT, height)
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        *(WIDTH, height, label, axis, format_html_join("", "{}", ((part,) for part in parts))),
    )


def _short(name: str) -> str:
    return name if len(name) <= NAME_MAX else name[: NAME_MAX - 1] + "…"


def _amount(amount_vnd: int, *, in_billions: bool) -> str:
    unit = BILLION if in_billions else MILLION
    number = num((Decimal(amount_vnd) / unit).quantize(Decimal("0.1"), ROUND_HALF_UP))
    return (_("%(number)s tỷ") if in_billions else _("%(number)s triệu")) % {"number": number}
