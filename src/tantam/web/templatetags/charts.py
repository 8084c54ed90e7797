"""Small charts drawn on the server: no script, labels on the marks, the table always beside them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join

from tantam.web.templatetags.tantam import STATES, num

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

register = template.Library()

WIDTH, HEIGHT = 480, 200
LEFT, RIGHT, TOP, BOTTOM = 12, 56, 24, 28
STEPS = (1, 2, 5, 10)


@register.simple_tag
def share(counts: Sequence[tuple[str, int]]) -> SafeString:
    """Draw the states of one whole as a line of shares: `counts` holds (state, how many)."""
    total = sum(count for _, count in counts)
    words = ", ".join(f"{STATES[code].word} {num(count)}" for code, count in counts if count)
    pieces, at = [], 0
    for code, count in counts:
        pieces.append((at, count, STATES[code].badge.replace("state-", "bar-")))
        at += count
    return format_html(
        '<svg class="chart share" viewBox="0 0 {} 1" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        max(total, 1),
        words,
        format_html_join("", '<rect x="{}" y="0" width="{}" height="1" class="{}"/>', pieces),
    )


def round_top(highest: Decimal) -> Decimal:
    """Return the round number (1, 2 or 5 × 10ⁿ) at or above `highest`, for the top of a scale from zero."""
    if highest <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(highest.adjusted())
    return next(step * power for step in STEPS if step * power >= highest)


@register.simple_tag
def line_chart(
    points: Sequence[tuple[str, Decimal | int | None]],
    label: str,
    unit: str = "",
    target: Decimal | int | None = None,
) -> SafeString:
    """Draw values over time from zero; `points` holds (name of the period, value or None where not known).

    `label` says the shape in a sentence for those who do not see it. `target` is a dashed level.
    """
    known = [Decimal(value) for _, value in points if value is not None]
    top = round_top(max([*known, Decimal(target or 0)], default=Decimal(0)))
    inner = WIDTH - LEFT - RIGHT
    step = Decimal(inner) / max(len(points) - 1, 1)

    def across(index: int) -> int:
        return LEFT + round(step * index)

    def up(value: Decimal | int) -> int:
        return HEIGHT - BOTTOM - round((HEIGHT - TOP - BOTTOM) * Decimal(value) / top)

    marks = [(across(i), up(value), value) for i, (_, value) in enumerate(points) if value is not None]
    parts = [format_html('<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>', LEFT, WIDTH - RIGHT, up(0), up(0))]
    if target is not None:
        level = up(target)
        parts.append(
            format_html(
                '<line class="target" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}">{}{}</text>',
                *(LEFT, WIDTH - RIGHT, level, level, WIDTH - RIGHT + 6, level + 4, num(target), unit),
            )
        )
    path = " ".join(f"{x},{y}" for x, y, _ in marks)
    parts.append(format_html('<polyline class="line" points="{}"/>', path))
    parts.extend(format_html('<circle class="dot" cx="{}" cy="{}" r="4"/>', x, y) for x, y, _ in marks)
    if marks:
        x, y, value = marks[-1]
        parts.append(
            format_html(
                '<text class="label" x="{}" y="{}" text-anchor="middle">{}{}</text>',
                x,
                y - 12,
                num(value),
                unit,
            )
        )
    parts.extend(
        format_html('<text x="{}" y="{}" text-anchor="{}">{}</text>', across(i), HEIGHT - 8, anchor, points[i][0])
        for i, anchor in ends_of(len(points))
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        *(WIDTH, HEIGHT, label, format_html_join("", "{}", ((part,) for part in parts))),
    )


def ends_of(count: int) -> list[tuple[int, str]]:
    """Return which periods are named under the axis: the first and the last, each with its side."""
    if count == 0:
        return []
    return [(0, "start")] if count == 1 else [(0, "start"), (count - 1, "middle")]
