"""The table of the matrix as HTML, put together from strings: thousands of cells are too many for templates.

Everything that comes from the database is escaped here, once a row or a column, never a cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tantam.core.duties import DutyState, Tally
from tantam.plans.queries.frame import TaskLine
from tantam.plans.queries.matrix import Cell, Matrix, MatrixGroup, MatrixRow, Selection
from tantam.web.plans.overview.addresses import (
    DONE_WORD,
    LATE_WORD,
    STATES_OF,
    TASK_NAME,
    UNIT_NAME,
    query_of,
)
from tantam.web.templatetags.tantam import STATES, num, percent_of

# The order of states in cards and legends: what needs somebody first.
SHOWN: Final = (
    DutyState.OPEN_OVERDUE,
    DutyState.OPEN_IN_TIME,
    DutyState.DONE_LATE,
    DutyState.DONE_ON_TIME,
    DutyState.NOT_DUE,
    DutyState.EXEMPT,
)
# A cell of several duties shows how many there are in these states; of work that is well, the sign is enough.
NEEDS_SOMEBODY: Final = frozenset({DutyState.OPEN_OVERDUE, DutyState.OPEN_IN_TIME, DutyState.DONE_LATE})


@lru_cache(maxsize=1)
def duty_address() -> tuple[str, str]:
    """Return what stands before and after the number in the address of a duty."""
    before, after = reverse("duty", args=[0]).split("0", 1)
    return before, after


@dataclass(frozen=True, slots=True)
class StatePrint:
    """How a state is written in a cell: its class, its escaped word, and whether a count stands with it."""

    look: str
    word: str
    is_counted: bool


def state_prints() -> dict[DutyState, StatePrint]:
    """Return how each state is written, in the language of the page."""
    return {
        state: StatePrint(STATES[state].cell, escape(str(STATES[state].word)), state in NEEDS_SOMEBODY)
        for state in DutyState
    }


def cell_html(cell: Cell | None, prints: dict[DutyState, StatePrint], rows: str, opening: str = "<td>") -> str:
    """Return one cell: the worst state, and how many duties have it.

    A cell of one duty leads to it, a cell of several to `rows`, an escaped address.
    """
    if cell is None:
        return f"{opening}</td>"
    state, in_state, total, duty_id = cell
    shown = prints[state]
    if duty_id is not None:
        before, after = duty_address()
        return f'{opening}<a class="s {shown.look}" href="{before}{duty_id}{after}">{shown.word}</a></td>'
    some = f' data-n="{in_state}"' if in_state > 1 and shown.is_counted else ""
    return f'{opening}<a class="s {shown.look}"{some} href="{rows}">{shown.word} {in_state}/{total}</a></td>'


def matrix_html(matrix: Matrix, *, plan_id: int, selection: Selection) -> SafeString:
    """Return the whole table of the matrix and, for phones, its cards."""
    columns = [task for section in matrix.sections for task in section.tasks]
    starts = {section.tasks[0].id for section in matrix.sections}
    bare = replace(selection, unit="", task="")
    frame = _Frame(
        plan_id=plan_id,
        selection=selection,
        openings=tuple('<td class="starts">' if task.id in starts else "<td>" for task in columns),
        tails=tuple(f"{escape(task.code)}/{escape(query_of(selection))}" for task in columns),
        prints=state_prints(),
        done_url=escape(query_of(replace(bare, states=STATES_OF[DONE_WORD]), as_list=True)),
        late_url=escape(query_of(replace(bare, states=STATES_OF[LATE_WORD]), as_list=True)),
    )
    parts = [
        '<div class="matrix-scroll has-cards" tabindex="0" role="region" aria-labelledby="matrix-caption">',
        '<table class="matrix"><caption class="visually-hidden" id="matrix-caption">',
        escape(_("Trạng thái của từng đơn vị theo từng nhiệm vụ")),
        "</caption>",
        _head(matrix, plan_id),
        *_groups(matrix, frame),
        _foot(matrix, columns, frame),
        "</table></div>",
        *_cards(matrix, plan_id),
    ]
    return mark_safe("".join(parts))  # noqa: S308 - escaped piece by piece above and below


def _head(matrix: Matrix, plan_id: int) -> str:
    first = [f'<tr><th scope="col" rowspan="2">{escape(_("Đơn vị"))}</th>']
    second = ["<tr>"]
    for group in matrix.sections:
        section = group.section
        first.append(
            f'<th scope="colgroup" class="starts" colspan="{len(group.tasks)}"'
            f' title="{escape(section.title)}">{escape(section.code)}</th>'
        )
        for place, task in enumerate(group.tasks):
            url = escape(reverse("plan-task", args=[plan_id, task.code]))
            name = escape(f"{task.code}. {task.content[:160]}")
            short = escape(task.code.removeprefix(f"{section.code}."))
            starts = "" if place else ' class="starts"'
            second.append(
                f'<th scope="col"{starts}><a href="{url}" aria-label="{name}" title="{name}">{short}</a></th>'
            )
    first.append(f'<th scope="col" rowspan="2" class="starts matrix-sum">{escape(_("Xong"))}</th>')
    first.append(f'<th scope="col" rowspan="2" class="matrix-sum">{escape(_("Quá hạn"))}</th></tr>')
    return f"<thead>{''.join(first)}{''.join(second)}</tr></thead>"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all rows share: the plan, the selection, each column's opening tag and end of address.

    `done_url` and `late_url` lead to the rows of done and overdue work; a row adds its unit.
    """

    plan_id: int
    selection: Selection
    openings: tuple[str, ...]
    tails: tuple[str, ...]
    prints: dict[DutyState, StatePrint]
    done_url: str
    late_url: str


def _groups(matrix: Matrix, frame: _Frame) -> Iterator[str]:
    for group in matrix.groups:
        yield (
            f'<tbody><tr class="group-row"><th scope="rowgroup" colspan="{len(frame.tails) + 1}">'
            f'{escape(_group_name(group))}</th><td class="starts"></td><td></td></tr>'
        )
        for row in group.rows:
            yield _row(row, frame)
        yield "</tbody>"


def _row(row: MatrixRow, frame: _Frame) -> str:
    code = escape(row.unit.code)
    unit_url = escape(reverse("plan-unit", args=[frame.plan_id, row.unit.code]))
    cells = "".join(
        cell_html(cell, frame.prints, f"{code}/{tail}", opening)
        for cell, tail, opening in zip(row.cells, frame.tails, frame.openings, strict=True)
    )
    mine = f"{UNIT_NAME}={code}"
    done, late = _done(row.tally), num(row.tally.open_overdue)
    return (
        f'<tr><th scope="row" title="{escape(row.unit.name)}"><a href="{unit_url}">'
        f"{escape(row.unit.short_name)}</a></th>{cells}"
        f'<td class="num starts"><a href="{frame.done_url}&amp;{mine}">{done}</a></td>'
        f'<td class="num"><a href="{frame.late_url}&amp;{mine}">{late}</a></td></tr>'
    )


def _foot(matrix: Matrix, columns: Sequence[TaskLine], frame: _Frame) -> str:
    cells = []
    for task, tally, opening in zip(columns, matrix.by_task, frame.openings, strict=True):
        url = f"{frame.late_url}&amp;{TASK_NAME}={escape(task.code)}"
        cells.append(f'{opening}<a href="{url}">{num(tally.open_overdue)}</a></td>')
    return (
        f'<tfoot><tr><th scope="row">{escape(_("Quá hạn"))}</th>{"".join(cells)}'
        f'<td class="num starts" title="{_done(matrix.whole)}">'
        f"{percent_of(matrix.whole.done, matrix.whole.expected)}</td>"
        f'<td class="num">{num(matrix.whole.open_overdue)}</td></tr></tfoot>'
    )


def _cards(matrix: Matrix, plan_id: int) -> Iterator[str]:
    prints = state_prints()
    yield '<ul class="unit-cards">'
    for group in matrix.groups:
        kind = escape(_group_name(group))
        for row in group.rows:
            url = escape(reverse("plan-unit", args=[plan_id, row.unit.code]))
            yield (
                f'<li><h2><a href="{url}">{escape(row.unit.short_name)}</a></h2>'
                f'<p class="soft small">{kind} · {escape(_("xong"))} {_done(row.tally)}</p>'
                f'<div class="states">{_badges(row.tally, prints)}</div></li>'
            )
    yield "</ul>"


def _badges(tally: Tally, prints: dict[DutyState, StatePrint]) -> str:
    return "".join(
        f'<span class="state {STATES[state].badge}"><span class="visually-hidden">{prints[state].word} </span>'
        f"{num(tally.of(state))}</span>"
        for state in SHOWN
        if tally.of(state)
    )


def _group_name(group: MatrixGroup) -> str:
    label = group.kind_label[:1].upper() + group.kind_label[1:]
    return f"{label} · {group.area}" if group.area else label


def _done(tally: Tally) -> str:
    return f"{num(tally.done)}/{num(tally.expected)}"
