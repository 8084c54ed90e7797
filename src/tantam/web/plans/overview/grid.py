"""Small tables of states by period, the strip of figures, and the chart of the trend."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tantam.core.duties import Tally
from tantam.core.rates import completeness, timeliness
from tantam.plans.queries.tasks import Grid
from tantam.plans.queries.trend import PeriodTally
from tantam.plans.wording.period_words import period_words
from tantam.web.plans.overview.addresses import WORD_OF
from tantam.web.plans.overview.table import SHOWN, cell_html, state_prints
from tantam.web.templatetags.tantam import num, percent_of

# The chart: a column a period, from zero to all that was expected; in pixels, and as wide as a phone at most.
_COLUMN, _GAP, _HEIGHT, _TOP, _BOTTOM = 32, 22, 132, 20, 24
_COLUMNS_MAX: Final = 6


def figures_of(tally: Tally, url_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the six states of a tally for the strip of figures; each leads to its rows."""
    return [{"count": tally.of(state), "state": state.value, "url": url_of(WORD_OF[state])} for state in SHOWN]


def shares_of(tally: Tally) -> list[tuple[str, int]]:
    """Return the states of a tally for a line of shares, done work first."""
    order = (SHOWN[3], SHOWN[2], SHOWN[1], SHOWN[0], SHOWN[4], SHOWN[5])
    return [(state.value, tally.of(state)) for state in order]


def grid_html(
    grid: Grid, heads: Sequence[tuple[str, str, str]], *, plan_id: int, corner: str, caption: str
) -> SafeString:
    """Return states by row and period; `heads` holds address, text and full name of each row."""
    prints = state_prints()
    columns = "".join(
        f'<th scope="col"><a href="{escape(reverse("plan-period", args=[plan_id, period.code]))}"'
        f' title="{name}" aria-label="{name}">{escape(period.code) if period.own_task_id is None else name}</a></th>'
        for period in grid.periods
        for name in [escape(period_words(period.label))]
    )
    rows = []
    for (url, text, name), cells, tally in zip(heads, grid.cells, grid.tallies, strict=True):
        drawn = "".join(cell_html(cell, prints, "#") for cell in cells)
        rows.append(
            f'<tr><th scope="row" title="{escape(name)}"><a href="{escape(url)}">{escape(text)}</a></th>'
            f'{drawn}<td class="num starts">{num(tally.done)}/{num(tally.expected)}</td></tr>'
        )
    sums = "".join(f'<td class="num">{num(t.done)}/{num(t.expected)}</td>' for t in grid.by_period)
    whole = sum(grid.tallies, Tally())
    return mark_safe(  # noqa: S308 - escaped piece by piece
        f'<div class="matrix-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="matrix matrix-periods"><caption class="visually-hidden">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(corner)}</th>{columns}'
        f'<th scope="col" class="starts matrix-sum">{escape(_("Xong"))}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody>"
        f'<tfoot><tr><th scope="row">{escape(_("Xong"))}</th>{sums}'
        f'<td class="num starts">{num(whole.done)}/{num(whole.expected)}</td></tr></tfoot></table></div>'
    )


def trend_chart(rows: Sequence[PeriodTally]) -> SafeString | str:
    """Draw a column for each period that has opened: done on time, done late, the rest of the expected."""
    shown = [row for row in rows if row.period and row.has_opened and row.tally.expected][-_COLUMNS_MAX:]
    if not shown:
        return ""
    height = _HEIGHT - _TOP - _BOTTOM
    parts = []
    for place, row in enumerate(shown):
        assert row.period is not None
        x = place * (_COLUMN + _GAP) + _GAP // 2
        on_time = height * row.tally.done_on_time // row.tally.expected
        done = height * row.tally.done // row.tally.expected
        base = _HEIGHT - _BOTTOM
        parts.append(
            format_html(
                '<rect class="bar-rest" x="{x}" y="{top}" width="{w}" height="{h}"/>'
                '<rect class="bar-late" x="{x}" y="{y_done}" width="{w}" height="{h_late}"/>'
                '<rect class="bar-done" x="{x}" y="{y_time}" width="{w}" height="{on_time}"/>'
                '<text class="label" x="{mid}" y="{y_label}" text-anchor="middle">{share}</text>'
                '<text x="{mid}" y="{y_name}" text-anchor="middle">{name}</text>',
                x=x,
                w=_COLUMN,
                h=height,
                top=_TOP,
                y_done=base - done,
                h_late=done - on_time,
                y_time=base - on_time,
                on_time=on_time,
                mid=x + _COLUMN // 2,
                y_label=_TOP - 6,
                y_name=_HEIGHT - 6,
                share=percent_of(row.tally.done_on_time, row.tally.expected),
                name=row.period.code,
            )
        )
    width = len(shown) * (_COLUMN + _GAP)
    label = _("Tỷ lệ hoàn thành đúng hạn qua các kỳ: %(shares)s") % {
        "shares": "; ".join(
            f"{period_words(row.period.label)} {percent_of(row.tally.done_on_time, row.tally.expected)}"
            for row in shown
            if row.period
        )
    }
    return format_html(
        '<svg class="chart chart-trend" width="{}" height="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/></svg>',
        *(width, _HEIGHT, width, _HEIGHT),
        label,
        mark_safe("".join(parts)),  # noqa: S308 - built by format_html
        width,
        _HEIGHT - _BOTTOM,
        _HEIGHT - _BOTTOM,
    )


def rates_of(tally: Tally) -> dict[str, Any]:
    """Return both rates of a tally for a template."""
    return {"done": completeness(tally), "on_time": timeliness(tally)}
