"""What is asked while an annex is taken in: staged files, differences, phrases to settle."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tantam.base.errors import OutOfScope
from tantam.core.annex.reading import AnnexReading as Reading
from tantam.core.annex.reading import TaskReading
from tantam.core.annex_difference import TaskChange, TaskShape, compare_tasks
from tantam.plans.models import AnnexReading, Phrase, Plan, StagedAnnex, Task


@dataclass(frozen=True, slots=True)
class Staged:
    """An uploaded annex that waits to be imported."""

    id: int
    sha256: str
    filename: str
    plan_id: int | None


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """A phrase of a task and the units it means so far."""

    id: int
    task_code: str
    role: str
    role_label: str
    text: str
    kind: str
    codes: tuple[str, ...]
    settled: bool
    unit_codes: tuple[str, ...]
    unit_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What a plan is called."""

    id: int
    number: str
    title: str
    issued_on: date
    issuer: str
    report_cycle: tuple[str, ...]


def get_staged(staged_id: int) -> Staged:
    """Return an uploaded annex.

    :raises OutOfScope: if there is none.
    """
    row = StagedAnnex.objects.select_related("file").filter(id=staged_id).first()
    if row is None:
        raise OutOfScope
    return Staged(id=row.pk, sha256=row.file.sha256, filename=row.filename, plan_id=row.plan_id)


def find_plan(*, number: str, issued_on: date) -> int | None:
    """Return the number of the plan with this symbol and date, if it is there."""
    return Plan.objects.filter(number=number, issued_on=issued_on).values_list("id", flat=True).first()


def get_plan_head(plan_id: int) -> PlanHead:
    """Return what a plan is called.

    :raises OutOfScope: if there is none.
    """
    plan = Plan.objects.filter(id=plan_id).first()
    if plan is None:
        raise OutOfScope
    return PlanHead(
        id=plan.pk,
        number=plan.number,
        title=plan.title,
        issued_on=plan.issued_on,
        issuer=plan.issuer,
        report_cycle=tuple(plan.report_cycle),
    )


def compare_with_plan(*, plan_id: int, reading: Reading) -> list[TaskChange]:
    """Return what an annex would change in a plan, task by task."""
    tasks = Task.objects.filter(plan_id=plan_id, withdrawn_at=None).order_by("order")
    return compare_tasks([shape_of_task(task) for task in tasks], [shape_of_reading(task) for task in reading.tasks])


def list_phrases(*, plan_id: int, unsettled_only: bool = False) -> list[PhraseLine]:
    """Return the phrases of a plan's tasks, in the order of the annex."""
    rows = (
        Phrase.objects.filter(task__plan_id=plan_id, task__withdrawn_at=None)
        .select_related("task")
        .prefetch_related("parties__unit")
        .order_by("task__order", "-role", "order")
    )
    if unsettled_only:
        rows = rows.filter(settled_at=None)
    return [_phrase_line(row) for row in rows]


def get_phrase(phrase_id: int) -> tuple[int, PhraseLine]:
    """Return the number of a phrase's plan, and the phrase.

    :raises OutOfScope: if there is none.
    """
    row = Phrase.objects.select_related("task").prefetch_related("parties__unit").filter(id=phrase_id).first()
    if row is None:
        raise OutOfScope
    return row.task.plan_id, _phrase_line(row)


def find_source_lines(*, plan_id: int, places: Iterable[str]) -> list[tuple[str, str]]:
    """Return the lines of the newest annex of a plan that stand at these places."""
    newest = AnnexReading.objects.filter(plan_id=plan_id).order_by("-read_at", "-id").first()
    if newest is None:
        return []
    wanted = {str(place) for place in places}
    return [(place, text) for place, text in newest.source_lines if place in wanted]


def shape_of_task(task: Task) -> TaskShape:
    """Return the words of a stored task."""
    return TaskShape(
        code=task.code,
        content=task.content,
        lead=task.lead_text,
        coordinating=task.coordinating_text,
        product=task.product,
        time=task.time_text,
    )


def shape_of_reading(task: TaskReading) -> TaskShape:
    """Return the words of a task as read."""
    return TaskShape(
        code=task.code,
        content=task.content,
        lead=task.lead.text,
        coordinating=task.coordinating.text,
        product=task.product,
        time=task.time.text,
    )


def _phrase_line(row: Phrase) -> PhraseLine:
    parties = sorted(row.parties.all(), key=lambda party: (party.unit.order, party.unit_id))
    return PhraseLine(
        id=row.pk,
        task_code=row.task.code,
        role=row.role,
        role_label=str(row.get_role_display()),
        text=row.text,
        kind=row.kind,
        codes=tuple(row.codes),
        settled=row.settled_at is not None,
        unit_codes=tuple(party.unit.code for party in parties),
        unit_names=tuple(party.unit.short_name for party in parties),
    )
