"""The matrix of a plan: units down, tasks across, and the duties behind each cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from tantam.core.duties import DutyState, Tally
from tantam.core.rates import PLACE, STATES, worst
from tantam.core.text import fold
from tantam.plans.models import Duty
from tantam.plans.queries.frame import (
    DUTY,
    PERIOD,
    STATE,
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
from tantam.units.queries import UnitLine

# The choice of period that means every deadline and milestone of a single task.
OWN_PERIODS: Final = "rieng"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which duties a page is about; empty means no limit. Codes, not numbers, so that addresses last."""

    period: str = ""
    section: str = ""
    kind: str = ""
    area: str = ""
    text: str = ""
    unit: str = ""
    task: str = ""
    states: frozenset[DutyState] = frozenset()


class Cell(NamedTuple):
    """What a cell shows: the worst state, how many duties have it, of how many; the duty if it is one."""

    state: DutyState
    in_state: int
    total: int
    duty_id: int | None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit, its cells in the order of the columns, and its duties by state."""

    unit: UnitLine
    cells: tuple[Cell | None, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Units of one kind in one former district."""

    kind_label: str
    area: str
    rows: tuple[MatrixRow, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class MatrixSection:
    """A section and its tasks: a group of columns."""

    section: SectionLine
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix of a selection. `before_states` counts it without the choice of states."""

    sections: tuple[MatrixSection, ...]
    groups: tuple[MatrixGroup, ...]
    by_task: tuple[Tally, ...]
    whole: Tally
    before_states: Tally


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty in a list."""

    id: int
    unit: UnitLine
    task: TaskLine
    period: PeriodLine
    state: DutyState
    due_on: date
    done_on: date | None


def choose(frame: Frame, selection: Selection) -> list[Fact]:
    """Return the duties of a selection; its states are left to `with_states`."""
    sections = {section.id for section in frame.sections if selection.section in ("", section.code)}
    tasks = {task.id for task in frame.tasks if task.section_id in sections and selection.task in ("", task.code)}
    units = {
        unit.id
        for unit in frame.units
        if selection.kind in ("", unit.kind) and selection.area in ("", unit.area) and selection.unit in ("", unit.code)
    }
    periods = {period.id for period in frame.periods if _is_chosen(period, selection.period)}
    found = [fact for fact in frame.facts if fact[UNIT] in units and fact[TASK] in tasks and fact[PERIOD] in periods]
    return _with_text(frame, found, fold(selection.text))


def with_states(facts: Sequence[Fact], states: frozenset[DutyState]) -> Sequence[Fact]:
    """Keep the duties in one of the states; without states, all."""
    if not states:
        return facts
    places = {PLACE[state] for state in states}
    return [fact for fact in facts if fact[STATE] in places]


def get_matrix(frame: Frame, selection: Selection) -> Matrix:
    """Lay the selected duties out by unit and task. Rows and columns without a duty are left out."""
    before = choose(frame, selection)
    facts = with_states(before, selection.states)
    seen_tasks = {fact[TASK] for fact in facts}
    tasks = [task for task in frame.tasks if task.id in seen_tasks]
    by_task = count_by(facts, TASK)
    return Matrix(
        sections=_sections(frame, tasks),
        groups=_groups(frame, facts, [task.id for task in tasks]),
        by_task=tuple(pick(by_task, task.id) for task in tasks),
        whole=sum(by_task.values(), Tally()),
        before_states=count_all(before) if selection.states else sum(by_task.values(), Tally()),
    )


def lay_out(facts: Sequence[Fact], row: int, column: int) -> dict[tuple[int, int], Cell]:
    """Return the cell for each pair of row and column under which duties fall.

    `row` and `column` are places in a Fact: UNIT, TASK or PERIOD.
    """
    counts: dict[tuple[int, int], list[int]] = {}
    for fact in facts:
        pair = (fact[row], fact[column])
        six = counts.get(pair)
        if six is None:
            six = counts[pair] = [0] * (len(STATES) + 1)
        six[fact[STATE]] += 1
        six[-1] = fact[DUTY]
    return {pair: _cell(six[:-1], six[-1]) for pair, six in counts.items()}


def in_order(frame: Frame, facts: Iterable[Fact]) -> list[Fact]:
    """Return duties in the order of units, then tasks, then periods."""
    units = {unit.id: place for place, unit in enumerate(frame.units)}
    tasks = {task.id: place for place, task in enumerate(frame.tasks)}
    periods = {period.id: place for place, period in enumerate(frame.periods)}
    return sorted(facts, key=lambda fact: (units[fact[UNIT]], tasks[fact[TASK]], periods[fact[PERIOD]]))


def list_duty_lines(frame: Frame, facts: Sequence[Fact]) -> list[DutyLine]:
    """Return duties as lines of a list, in the order given, with one query for their days."""
    days = {
        duty_id: (due_on, done_on)
        for duty_id, due_on, done_on in Duty.objects.filter(id__in=[fact[DUTY] for fact in facts]).values_list(
            "id", "due_on", "done_on"
        )
    }
    units = {unit.id: unit for unit in frame.units}
    tasks = {task.id: task for task in frame.tasks}
    periods = {period.id: period for period in frame.periods}
    return [
        DutyLine(
            id=fact[DUTY],
            unit=units[fact[UNIT]],
            task=tasks[fact[TASK]],
            period=periods[fact[PERIOD]],
            state=STATES[fact[STATE]],
            due_on=days[fact[DUTY]][0],
            done_on=days[fact[DUTY]][1],
        )
        for fact in facts
    ]


def _is_chosen(period: PeriodLine, choice: str) -> bool:
    return choice in ("", period.code) or (choice == OWN_PERIODS and period.own_task_id is not None)


def _with_text(frame: Frame, facts: list[Fact], text: str) -> list[Fact]:
    """Keep duties whose unit or task has the folded text."""
    if not text:
        return facts
    units = {unit.id for unit in frame.units if text in fold(f"{unit.name} {unit.short_name} {unit.area}")}
    tasks = {task.id for task in frame.tasks if text in fold(f"{task.code} {task.content}")}
    return [fact for fact in facts if fact[UNIT] in units or fact[TASK] in tasks]


def _cell(six: list[int], duty_id: int) -> Cell:
    state = worst(six)
    assert state is not None
    total = sum(six)
    return Cell(state, six[PLACE[state]], total, duty_id if total == 1 else None)


def _sections(frame: Frame, tasks: Sequence[TaskLine]) -> tuple[MatrixSection, ...]:
    by_section: dict[int, list[TaskLine]] = {}
    for task in tasks:
        by_section.setdefault(task.section_id, []).append(task)
    return tuple(
        MatrixSection(section, tuple(by_section[section.id])) for section in frame.sections if section.id in by_section
    )


def _groups(frame: Frame, facts: Sequence[Fact], columns: Sequence[int]) -> tuple[MatrixGroup, ...]:
    cells = lay_out(facts, UNIT, TASK)
    tallies = count_by(facts, UNIT)
    kinds: dict[str, dict[str, list[UnitLine]]] = {}
    for unit in frame.units:
        if unit.id in tallies:
            kinds.setdefault(unit.kind, {}).setdefault(unit.area, []).append(unit)
    groups = []
    for areas in kinds.values():
        for area, units in areas.items():
            rows = tuple(
                MatrixRow(
                    unit=unit,
                    cells=tuple(cells.get((unit.id, column)) for column in columns),
                    tally=tallies[unit.id],
                )
                for unit in units
            )
            groups.append(
                MatrixGroup(
                    kind_label=units[0].kind_label,
                    area=area,
                    rows=rows,
                    tally=sum((row.tally for row in rows), Tally()),
                )
            )
    return tuple(groups)
