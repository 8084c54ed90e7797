"""Duties as the follow-up table that offices exchange shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tantam.core.duties import DutyState
from tantam.core.rates import STATES
from tantam.plans.models import Duty, DutyDecision, Party, Period, Submission, SubmissionEvent
from tantam.plans.models.plan import PartyRole
from tantam.plans.queries.frame import DUTY, PERIOD, STATE, TASK, UNIT, Fact, Frame

BATCH = 500
"""Duties asked for at a time: databases limit how many values a question holds."""

_SIGNED = frozenset({Submission.State.SIGNED_OFF, Submission.State.ACCEPTED})


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A duty, what was reported for it, and how its deadline moved.

    What was written is shown only once the unit signed it off; until then it is the unit's own.
    """

    code: str
    task: str
    lead_unit: str
    coordinating_units: str
    contact: str
    opens_on: date
    due_on: date
    kind: str
    period: str
    state: DutyState
    result: str
    difficulties: str
    proposals: str
    changed_at: datetime | None
    done_on: date | None
    extensions_count: int
    old_due_on: date | None
    approver: str


def list_follow_up(frame: Frame, facts: Sequence[Fact]) -> Iterator[FollowUpLine]:
    """Return duties of a frame as lines of the follow-up table, in the order given."""
    units = {unit.id: unit for unit in frame.units}
    tasks = {task.id: task for task in frame.tasks}
    periods = {period.id: period for period in frame.periods}
    kinds = {kind.value: str(kind.label) for kind in Period.Kind}
    coordinating = _coordinating(frame.plan.id)
    for start in range(0, len(facts), BATCH):
        chunk = facts[start : start + BATCH]
        rows = {row.id: row for row in _duties([fact[DUTY] for fact in chunk])}
        for fact in chunk:
            row = rows[fact[DUTY]]
            task, unit, period = tasks[fact[TASK]], units[fact[UNIT]], periods[fact[PERIOD]]
            sent: Submission | None = getattr(row, "submission", None)
            signed = sent if sent and sent.state in _SIGNED else None
            done = row.done_on if row.done_on and row.done_on <= frame.on else None
            yield FollowUpLine(
                code=f"{task.code}-{unit.code}-{period.code}",
                task=f"{task.code}. {task.content}",
                lead_unit=unit.name,
                coordinating_units=coordinating.get(task.id, ""),
                contact=sent.changed_by_name if sent else "",
                opens_on=row.opens_on,
                due_on=row.due_on,
                kind=kinds[period.kind],
                period=period.label,
                state=STATES[fact[STATE]],
                result=signed.text if signed else "",
                difficulties=signed.difficulties if signed else "",
                proposals=signed.proposals if signed else "",
                changed_at=sent.changed_at if sent else None,
                done_on=done,
                extensions_count=row.extensions,
                old_due_on=row.old_due,
                approver=(row.approver or "") if signed else "",
            )


def _duties(ids: Sequence[int]) -> QuerySet[Any]:
    """Return duties with `extensions`, `old_due` and `approver` beside their columns."""
    signed = SubmissionEvent.objects.filter(submission__duty=OuterRef("pk"), kind=SubmissionEvent.Kind.SIGNED_OFF)
    moved = DutyDecision.objects.filter(duty=OuterRef("pk"), kind=DutyDecision.Kind.EXTENSION)
    return (
        Duty.objects.filter(id__in=ids)
        .select_related("submission")
        .annotate(
            extensions=Count("decisions", filter=Q(decisions__kind=DutyDecision.Kind.EXTENSION)),
            old_due=Subquery(moved.order_by("-id").values("old_due_on")[:1]),
            approver=Subquery(signed.order_by("-id").values("by_name")[:1]),
        )
    )


def _coordinating(plan_id: int) -> dict[int, str]:
    """Return the names of the coordinating units of each task, or what the annex says of them."""
    names: dict[int, dict[str, None]] = {}
    found = (
        Party.objects.filter(task__plan_id=plan_id, role=PartyRole.COORDINATING)
        .order_by("phrase__order", "unit__order")
        .values_list("task_id", "unit__short_name")
    )
    for task_id, name in found:
        names.setdefault(task_id, {})[name] = None
    return {task_id: "; ".join(each) for task_id, each in names.items()}
