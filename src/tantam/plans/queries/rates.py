"""The figures of a plan: tallies by section, task, period and unit, and the quality of its evidence."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from tantam.base.asked import Scope
from tantam.core.duties import Tally
from tantam.core.rates import STATES, Evidence, tally_of
from tantam.plans.models import Duty, Submission, SubmissionEvent
from tantam.plans.queries.frame import (
    TASK,
    Frame,
    PlanLine,
    SectionLine,
    TaskLine,
    count_all,
    count_by,
    list_plans,
    pick,
    state_place,
)
from tantam.plans.queries.trend import PeriodTally, Slipping, find_slipping, trend


@dataclass(frozen=True, slots=True)
class PlanTally:
    """A plan in the list of plans, with its duties by state."""

    plan: PlanLine
    tally: Tally


@dataclass(frozen=True, slots=True)
class TaskTally:
    """A task and its duties by state."""

    task: TaskLine
    tally: Tally


@dataclass(frozen=True, slots=True)
class SectionTally:
    """A section, its duties by state, and its tasks."""

    section: SectionLine
    tally: Tally
    tasks: tuple[TaskTally, ...]


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """What the page of a plan shows; every breakdown adds up to `whole`."""

    plan: PlanLine
    whole: Tally
    sections: tuple[SectionTally, ...]
    periods: tuple[PeriodTally, ...]
    slipping: Slipping
    evidence: Evidence
    units_count: int


def list_plan_tallies(*, scope: Scope, on: date) -> list[PlanTally]:
    """Return the plans that the scope has a part in, each with its duties by state, in two queries."""
    rows = Duty.objects.all() if scope.all_units else Duty.objects.filter(unit_id__in=scope.unit_ids)
    counts: dict[int, list[int]] = {}
    found = rows.annotate(state=state_place(on)).values_list("task__plan_id", "state")
    for plan_id, state, count in found.annotate(count=Count("id")).order_by():
        counts.setdefault(plan_id, [0] * len(STATES))[state] += count
    return [PlanTally(plan, tally_of(counts.get(plan.id, [0] * len(STATES)))) for plan in list_plans(scope=scope)]


def get_plan_figures(*, frame: Frame, scope: Scope) -> PlanFigures:
    """Return the figures of a plan, with one query beyond the frame's."""
    return PlanFigures(
        plan=frame.plan,
        whole=count_all(frame.facts),
        sections=section_tallies(frame),
        periods=trend(frame),
        slipping=find_slipping(frame),
        evidence=get_evidence(plan_id=frame.plan.id, scope=scope),
        units_count=len(frame.units),
    )


def section_tallies(frame: Frame) -> tuple[SectionTally, ...]:
    """Return the sections of a frame, their tasks, and the duties of each by state."""
    tallies = count_by(frame.facts, TASK)
    by_section: dict[int, list[TaskTally]] = {section.id: [] for section in frame.sections}
    for task in frame.tasks:
        by_section[task.section_id].append(TaskTally(task, pick(tallies, task.id)))
    return tuple(
        SectionTally(
            section=section,
            tally=sum((row.tally for row in by_section[section.id]), Tally()),
            tasks=tuple(by_section[section.id]),
        )
        for section in frame.sections
    )


def get_evidence(*, plan_id: int, scope: Scope) -> Evidence:
    """Return what became of the submissions that units signed off, as it stands now."""
    rows = Submission.objects.filter(duty__task__plan_id=plan_id)
    if not scope.all_units:
        rows = rows.filter(duty__unit_id__in=scope.unit_ids)
    events = SubmissionEvent.objects.filter(submission=OuterRef("pk"))
    signed = rows.filter(Exists(events.filter(kind=SubmissionEvent.Kind.SIGNED_OFF))).annotate(
        was_returned=Exists(events.filter(kind=SubmissionEvent.Kind.RETURNED))
    )
    states = Submission.State
    settled = (states.ACCEPTED, states.SIGNED_OFF, states.RETURNED)
    found = signed.aggregate(
        signed=Count("id"),
        accepted=Count("id", filter=Q(state=states.ACCEPTED)),
        waiting=Count("id", filter=Q(state=states.SIGNED_OFF)),
        returned=Count("id", filter=Q(state=states.RETURNED)),
        reopened=Count("id", filter=~Q(state__in=settled)),
        ever_returned=Count("id", filter=Q(was_returned=True)),
    )
    return Evidence(**found)
