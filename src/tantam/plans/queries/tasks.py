"""A task, a unit or a period of a plan, each with the duties under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.errors import OutOfScope
from tantam.core.duties import Tally
from tantam.plans.models import AnnexReading, Party, Phrase, Task
from tantam.plans.models.plan import PartyRole
from tantam.plans.queries.frame import (
    PERIOD,
    TASK,
    UNIT,
    Fact,
    Frame,
    PeriodLine,
    SectionLine,
    TaskLine,
    count_all,
    count_by,
    pick,
)
from tantam.plans.queries.matrix import Cell, lay_out
from tantam.plans.queries.rates import SectionTally, section_tallies
from tantam.units.queries import UnitLine


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line or cell of the annex that a task was read from."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Who leads or coordinates a task: the words of the annex, the units, and what is not settled yet."""

    text: str
    units: tuple[str, ...]
    unsettled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Duties by row and period: the columns, a row of cells for each row, and tallies of rows and columns."""

    periods: tuple[PeriodLine, ...]
    cells: tuple[tuple[Cell | None, ...], ...]
    tallies: tuple[Tally, ...]
    by_period: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """Everything the page of a task shows."""

    task: TaskLine
    section: SectionLine
    heading: str
    product: str
    time_text: str
    lead: Parties
    coordinating: Parties
    source: tuple[SourceLine, ...]
    is_withdrawn: bool
    whole: Tally
    units: tuple[UnitLine, ...]
    grid: Grid


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """Everything the page of a unit in a plan shows."""

    unit: UnitLine
    whole: Tally
    tasks: tuple[TaskLine, ...]
    grid: Grid


@dataclass(frozen=True, slots=True)
class PeriodSheet:
    """Everything the page of a period shows."""

    period: PeriodLine
    whole: Tally
    sections: tuple[SectionTally, ...]
    units: tuple[tuple[UnitLine, Tally], ...]


def get_task_sheet(*, frame: Frame, code: str) -> TaskSheet:
    """Return a task with its duties by unit and period.

    :raises OutOfScope: if the plan has no such task, or the scope no part in it.
    """
    task = next((task for task in frame.tasks if task.code == code), None)
    if task is None:
        raise OutOfScope(_("Không có nhiệm vụ này trong kế hoạch."))
    row = Task.objects.get(id=task.id)
    facts = [fact for fact in frame.facts if fact[TASK] == task.id]
    seen = {fact[UNIT] for fact in facts}
    units = tuple(unit for unit in frame.units if unit.id in seen)
    parties = _parties(row)
    return TaskSheet(
        task=task,
        section=next(section for section in frame.sections if section.id == task.section_id),
        heading=row.heading,
        product=row.product,
        time_text=row.time_text,
        lead=parties[PartyRole.LEAD],
        coordinating=parties[PartyRole.COORDINATING],
        source=_source(row),
        is_withdrawn=row.withdrawn_at is not None,
        whole=count_all(facts),
        units=units,
        grid=_grid(frame, facts, [unit.id for unit in units], UNIT),
    )


def get_unit_sheet(*, frame: Frame, code: str) -> UnitSheet:
    """Return a unit with its duties by task and period.

    :raises OutOfScope: if the unit has no duty in the plan, or is outside the scope.
    """
    unit = next((unit for unit in frame.units if unit.code == code), None)
    if unit is None:
        raise OutOfScope(_("Đơn vị này không có việc trong kế hoạch."))
    facts = [fact for fact in frame.facts if fact[UNIT] == unit.id]
    seen = {fact[TASK] for fact in facts}
    tasks = tuple(task for task in frame.tasks if task.id in seen)
    return UnitSheet(
        unit=unit,
        whole=count_all(facts),
        tasks=tasks,
        grid=_grid(frame, facts, [task.id for task in tasks], TASK),
    )


def get_period_sheet(*, frame: Frame, code: str) -> PeriodSheet:
    """Return a period with its duties by section, task and unit.

    :raises OutOfScope: if the plan has no such period, or the scope no duty in it.
    """
    period = next((period for period in frame.periods if period.code == code), None)
    if period is None:
        raise OutOfScope(_("Không có kỳ này trong kế hoạch."))
    facts = tuple(fact for fact in frame.facts if fact[PERIOD] == period.id)
    by_unit = count_by(facts, UNIT)
    within = Frame(
        plan=frame.plan,
        sections=frame.sections,
        tasks=frame.tasks,
        units=frame.units,
        periods=(period,),
        facts=facts,
        on=frame.on,
    )
    sections = tuple(section for section in section_tallies(within) if section.tally.total)
    return PeriodSheet(
        period=period,
        whole=count_all(facts),
        sections=sections,
        units=tuple((unit, by_unit[unit.id]) for unit in frame.units if unit.id in by_unit),
    )


def _grid(frame: Frame, facts: Sequence[Fact], rows: Sequence[int], row_place: int) -> Grid:
    seen = {fact[PERIOD] for fact in facts}
    periods = tuple(period for period in frame.periods if period.id in seen)
    cells = lay_out(facts, row_place, PERIOD)
    by_row = count_by(facts, row_place)
    by_period = count_by(facts, PERIOD)
    return Grid(
        periods=periods,
        cells=tuple(tuple(cells.get((row, period.id)) for period in periods) for row in rows),
        tallies=tuple(pick(by_row, row) for row in rows),
        by_period=tuple(pick(by_period, period.id) for period in periods),
    )


def _parties(task: Task) -> dict[str, Parties]:
    units: dict[str, dict[str, None]] = {role: {} for role in PartyRole.values}
    unsettled: dict[str, list[str]] = {role: [] for role in PartyRole.values}
    named = Party.objects.filter(task=task).order_by("phrase__order", "unit__order", "unit__name_folded")
    for role, name in named.values_list("role", "unit__name"):
        units[role][name] = None
    open_phrases = Phrase.objects.filter(task=task, settled_at=None).order_by("order")
    for role, text in open_phrases.values_list("role", "text"):
        unsettled[role].append(text)
    texts = {PartyRole.LEAD: task.lead_text, PartyRole.COORDINATING: task.coordinating_text}
    return {
        role: Parties(text=texts[role], units=tuple(units[role]), unsettled=tuple(unsettled[role]))
        for role in (PartyRole.LEAD, PartyRole.COORDINATING)
    }


def _source(task: Task) -> tuple[SourceLine, ...]:
    """Return the lines of the newest annex that the task was read from."""
    kept = AnnexReading.objects.filter(plan_id=task.plan_id).order_by("-read_at", "-id")
    lines = kept.values_list("source_lines", flat=True).first() or []
    texts = dict(_numbered(place, line) for place, line in enumerate(lines, start=1))
    return tuple(SourceLine(str(number), texts.get(str(number), "")) for number in task.source)


def _numbered(place: int, line: Any) -> tuple[str, str]:
    """Return the number and text of a kept line: bare text, a pair, or an object with both."""
    if isinstance(line, str):
        return str(place), line
    if isinstance(line, dict):
        return str(line.get("number", line.get("source", place))), str(line.get("text", ""))
    number, text = line
    return str(number), str(text)
