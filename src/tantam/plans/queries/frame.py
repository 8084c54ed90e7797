"""A plan laid out for counting: its tasks, units and periods, and every duty with its state on a day.

All figures of the overview come from one `Frame`, read in a fixed number of queries, so that they agree
with one another. The state is computed by the database; tests hold it against `core.duties.state_of`.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, SmallIntegerField, Value, When
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.core.duties import DutyState, Tally
from tantam.core.rates import PLACE, STATES, tally_of
from tantam.plans.models import Duty, Party, Period, Plan, Task
from tantam.units.models import Unit
from tantam.units.queries import UnitLine

K = TypeVar("K", bound=Hashable)

# A duty as figures need it: its number, task, unit and period, and the place of its state in DutyState.
# There are many, so they are bare tuples, read by these places.
Fact = tuple[int, int, int, int, int]
DUTY, TASK, UNIT, PERIOD, STATE = range(5)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in a list."""

    id: int
    number: str
    title: str
    issued_on: date
    issuer: str
    revision: int


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of a plan."""

    id: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in a list."""

    id: int
    code: str
    content: str
    section_id: int


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period in a list; `own_task_id` says that it is a deadline or milestone of one task."""

    id: int
    code: str
    label: str
    kind: str
    opens_on: date
    due_on: date
    own_task_id: int | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A plan, what its duties hang on, in their official order, and the duties that the scope shows."""

    plan: PlanLine
    sections: tuple[SectionLine, ...]
    tasks: tuple[TaskLine, ...]
    units: tuple[UnitLine, ...]
    periods: tuple[PeriodLine, ...]
    facts: tuple[Fact, ...]
    on: date


def state_place(on: date) -> Case:
    """Return the place of a duty's state on a day, as SQL: `core.duties.state_of`, line for line."""
    return Case(
        When(exempt=True, then=Value(PLACE[DutyState.EXEMPT])),
        When(done_on__lte=on, done_on__gt=F("due_on"), then=Value(PLACE[DutyState.DONE_LATE])),
        When(done_on__lte=on, then=Value(PLACE[DutyState.DONE_ON_TIME])),
        When(due_on__lt=on, then=Value(PLACE[DutyState.OPEN_OVERDUE])),
        When(opens_on__gt=on, then=Value(PLACE[DutyState.NOT_DUE])),
        default=Value(PLACE[DutyState.OPEN_IN_TIME]),
        output_field=SmallIntegerField(),
    )


def list_plans(*, scope: Scope) -> list[PlanLine]:
    """Return the plans in which the scope has a part, the newest first."""
    return [_plan_line(row) for row in _plans(scope).order_by("-issued_on", "number")]


def get_plan(*, plan_id: int, scope: Scope) -> PlanLine:
    """Return one plan.

    :raises OutOfScope: if there is no such plan, or the scope has no part in it.
    """
    row = _plans(scope).filter(id=plan_id).first()
    if row is None:
        raise OutOfScope(_("Không có kế hoạch này."))
    return _plan_line(row)


def get_frame(*, plan: PlanLine, scope: Scope, on: date) -> Frame:
    """Lay the plan out as it stands on a day, in four queries."""
    tasks, sections = _tasks(plan.id, scope)
    periods = tuple(
        PeriodLine(*row)
        for row in Period.objects.filter(plan_id=plan.id)
        .order_by("due_on", "code")
        .values_list("id", "code", "label", "kind", "opens_on", "due_on", "task_id")
    )
    facts = list_facts(plan_id=plan.id, scope=scope, on=on)
    seen_units = {fact[UNIT] for fact in facts}
    seen_periods = {fact[PERIOD] for fact in facts}
    units = tuple(unit for unit in _units(scope) if unit.id in seen_units)
    shown = tuple(period for period in periods if period.id in seen_periods or scope.all_units)
    return Frame(plan=plan, sections=sections, tasks=tasks, units=units, periods=shown, facts=facts, on=on)


def list_facts(*, plan_id: int, scope: Scope, on: date) -> tuple[Fact, ...]:
    """Return the duties of a plan that the scope shows, each with its state on a day."""
    rows = Duty.objects.filter(task__plan_id=plan_id)
    if not scope.all_units:
        rows = rows.filter(unit_id__in=scope.unit_ids)
    found = rows.annotate(state=state_place(on)).values_list("id", "task_id", "unit_id", "period_id", "state")
    return tuple(found)


def count_by(facts: Iterable[Fact], *places: int) -> dict[Any, Tally]:
    """Count duties by state for each value at one place of a Fact (TASK, UNIT, PERIOD), or pair of values.

    The tallies add up to the tally of all.
    """
    rows: dict[Any, list[int]] = {}
    for found, count in Counter(map(itemgetter(*places, STATE), facts)).items():
        key = found[0] if len(places) == 1 else found[:-1]
        rows.setdefault(key, [0] * len(STATES))[found[-1]] = count
    return {key: tally_of(row) for key, row in rows.items()}


def count_all(facts: Iterable[Fact]) -> Tally:
    """Count duties by state."""
    counts = Counter(map(itemgetter(STATE), facts))
    return tally_of([counts[place] for place in range(len(STATES))])


def pick(tallies: Mapping[K, Tally], key: K) -> Tally:
    """Return the tally of a key; nothing was counted for a key that is not there."""
    return tallies.get(key, Tally())


def _plans(scope: Scope) -> QuerySet[Plan]:
    rows = Plan.objects.all()
    if scope.all_units:
        return rows
    return rows.filter(
        Exists(Duty.objects.filter(task__plan=OuterRef("pk"), unit_id__in=scope.unit_ids))
        | Exists(Party.objects.filter(task__plan=OuterRef("pk"), unit_id__in=scope.unit_ids))
    )


def _plan_line(row: Plan) -> PlanLine:
    return PlanLine(
        id=row.id,
        number=row.number,
        title=row.title,
        issued_on=row.issued_on,
        issuer=row.issuer,
        revision=row.revision,
    )


def tasks_in(scope: Scope) -> Q:
    """Return the condition for tasks in which the scope has a part: a duty, or a place among the parties."""
    if scope.all_units:
        return Q()
    return Q(Exists(Duty.objects.filter(task=OuterRef("pk"), unit_id__in=scope.unit_ids))) | Q(
        Exists(Party.objects.filter(task=OuterRef("pk"), unit_id__in=scope.unit_ids))
    )


def _tasks(plan_id: int, scope: Scope) -> tuple[tuple[TaskLine, ...], tuple[SectionLine, ...]]:
    """Return the tasks and the sections they stand in, in one query."""
    rows = (
        Task.objects.filter(tasks_in(scope), plan_id=plan_id)
        .order_by("section__order", "order", "id")
        .values_list("id", "code", "content", "section_id", "section__code", "section__title")
    )
    tasks = []
    sections: dict[int, SectionLine] = {}
    for task_id, code, content, section_id, section_code, section_title in rows:
        tasks.append(TaskLine(task_id, code, content, section_id))
        sections.setdefault(section_id, SectionLine(section_id, section_code, section_title))
    return tuple(tasks), tuple(sections.values())


def _units(scope: Scope) -> Iterable[UnitLine]:
    """Return the units of the scope, the closed ones too, for their duties remain."""
    rows = Unit.objects.order_by("order", "name_folded", "id")
    if not scope.all_units:
        rows = rows.filter(id__in=scope.unit_ids)
    labels = {kind.value: str(kind.label) for kind in Unit.Kind}
    found = rows.values_list("id", "code", "name", "short_name", "kind", "commune__former_district")
    for number, code, name, short_name, kind, area in found:
        yield UnitLine(number, code, name, short_name, kind, labels[kind], area or "")
