"""Taking in an annex: a plan's tasks, and later its amendments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import Refusal
from tantam.base.files import keep_file
from tantam.base.models import StoredFile
from tantam.core.annex.reading import AnnexReading as Reading
from tantam.core.annex.reading import SectionReading, TaskReading, to_json
from tantam.core.annex_difference import ChangeKind, TaskChange, compare_tasks
from tantam.core.canonical import digest
from tantam.plans.calendars.reporting import default_cycle
from tantam.plans.models import AnnexReading, Plan, Section, StagedAnnex, Task
from tantam.plans.parts.parties import write_phrases
from tantam.plans.parts.revision import bump_revision
from tantam.plans.parts.task_duties import open_own_deadline
from tantam.plans.queries.annex import shape_of_reading, shape_of_task


class UnableToImport(Refusal):
    """The annex cannot be taken in as it was read."""


@dataclass(frozen=True, slots=True)
class AnnexFile:
    """The file that a reading came from."""

    content: bytes
    filename: str
    media_type: str = "application/octet-stream"


@command("plans.stage_annex", subject=lambda result, _: f"annex:{result}")
def stage_annex(*, asked: Asked, file: AnnexFile, plan_id: int | None = None) -> int:
    """Keep an uploaded annex so that it can be looked at before it is imported; return its number."""
    kept = keep_file(file.content, media_type=file.media_type, at=asked.at)
    staged = StagedAnnex.objects.create(
        file=kept,
        filename=file.filename[:255],
        plan_id=plan_id,
        staged_at=asked.at,
        staged_by=asked.actor_id,
    )
    return staged.pk


@command("plans.import_plan", subject=lambda result, _: f"plan:{result}", sealed=("reading", "source_lines"))
def import_plan(
    *,
    asked: Asked,
    reading: Reading,
    file: AnnexFile,
    source_lines: tuple[tuple[str, str], ...],
    number: str,
    title: str,
    issued_on: date,
    issuer: str,
) -> int:
    """Write a new plan with all sections and tasks of an annex, and return its number.

    `source_lines` are the places of the source (line numbers or cell addresses) with their text.

    :raises UnableToImport: if the plan is there already, no task was read, or two tasks have one code.
    """
    _check(reading)
    if Plan.objects.filter(number=number, issued_on=issued_on).exists():
        raise UnableToImport(
            _("Kế hoạch %(number)s đã có trong hệ thống. Hãy mở kế hoạch đó rồi chọn “Cập nhật phụ lục”.")
            % {"number": number}
        )
    plan = Plan.objects.create(
        number=number, title=title, issued_on=issued_on, issuer=issuer, report_cycle=list(default_cycle())
    )
    sections = _write_sections(plan, reading)
    headings = {heading.code: heading.title for heading in reading.headings}
    for order, task in enumerate(reading.tasks):
        _write_task(plan, task, order=order, sections=sections, headings=headings, at=asked.at)
    _keep_reading(plan, reading, file, source_lines, at=asked.at)
    bump_revision(plan.pk)
    return plan.pk


@command(
    "plans.amend_plan",
    subject=lambda _, arguments: f"plan:{arguments['plan_id']}",
    sealed=("reading", "source_lines"),
)
def amend_plan(
    *,
    asked: Asked,
    plan_id: int,
    reading: Reading,
    file: AnnexFile,
    source_lines: tuple[tuple[str, str], ...],
) -> dict[str, int]:
    """Apply an amended annex to a plan and return how many tasks were added, changed, removed, left the same.

    Duties and submissions stay: new words of a task hold for periods opened from now on; a removed task is
    withdrawn and what was reported for it is kept. Choices of units stay where the phrase stays.

    :raises UnableToImport: if no task was read, or two tasks have one code.
    """
    _check(reading)
    plan = Plan.objects.select_for_update().get(id=plan_id)
    tasks = {task.code: task for task in plan.tasks.all()}
    changes = compare_tasks(
        [shape_of_task(task) for task in tasks.values() if task.withdrawn_at is None],
        [shape_of_reading(task) for task in reading.tasks],
    )
    if any(change.kind is not ChangeKind.SAME for change in changes):
        _apply(plan, reading, tasks, changes, at=asked.at)
        bump_revision(plan.pk)
    _keep_reading(plan, reading, file, source_lines, at=asked.at)
    return {kind.value: sum(change.kind is kind for change in changes) for kind in ChangeKind}


def _check(reading: Reading) -> None:
    if not reading.tasks:
        raise UnableToImport(
            _("Không đọc được nhiệm vụ nào trong tệp. Hãy kiểm tra tệp có bảng nhiệm vụ và dòng tiêu đề cột.")
        )
    codes = [task.code for task in reading.tasks]
    doubled = sorted({code for code in codes if codes.count(code) > 1})
    if doubled:
        raise UnableToImport(
            _("Hai nhiệm vụ có cùng mã: %(codes)s. Hãy sửa số thứ tự trong phụ lục rồi tải lên lại.")
            % {"codes": ", ".join(doubled)}
        )


def _write_sections(plan: Plan, reading: Reading) -> dict[str, Section]:
    known = {section.code: section for section in plan.sections.all()}
    wanted = list(reading.sections)
    if any(not task.section_code for task in reading.tasks) and "" not in {s.code for s in wanted}:
        wanted.append(SectionReading(code="", title=""))
    for order, row in enumerate(wanted):
        if row.code in known:
            section = known[row.code]
            section.title, section.order = row.title, order
            section.save(update_fields=["title", "order"])
        else:
            known[row.code] = Section.objects.create(plan=plan, code=row.code, title=row.title, order=order)
    return known


def _write_task(
    plan: Plan,
    row: TaskReading,
    *,
    order: int,
    sections: Mapping[str, Section],
    headings: Mapping[str, str],
    at: datetime,
) -> None:
    task, _created = Task.objects.update_or_create(
        plan=plan,
        code=row.code,
        defaults={
            "section": sections[row.section_code],
            "content": row.content,
            "heading": headings.get(row.parent_code, ""),
            "extras": dict(row.extras),
            "product": row.product,
            "lead_text": row.lead.text,
            "coordinating_text": row.coordinating.text,
            "time_text": row.time.text,
            "time_kind": row.time.kind,
            "time_due": row.time.due,
            "source": list(row.source),
            "order": order,
            "withdrawn_at": None,
        },
    )
    write_phrases(task=task, lead=row.lead, coordinating=row.coordinating, at=at)
    open_own_deadline(task=task, at=at)


def _apply(plan: Plan, reading: Reading, tasks: Mapping[str, Task], changes: list[TaskChange], *, at: datetime) -> None:
    sections = _write_sections(plan, reading)
    headings = {heading.code: heading.title for heading in reading.headings}
    kinds = {change.code: change.kind for change in changes}
    for order, row in enumerate(reading.tasks):
        if kinds[row.code] is ChangeKind.SAME:
            tasks[row.code].order = order
            tasks[row.code].source = list(row.source)
            tasks[row.code].save(update_fields=["order", "source"])
        else:
            _write_task(plan, row, order=order, sections=sections, headings=headings, at=at)
    last = plan.tasks.aggregate(last=Max("order"))["last"] or 0
    for change in changes:
        if change.kind is ChangeKind.REMOVED:
            task = tasks[change.code]
            task.withdrawn_at, task.order = at, last + 1
            task.save(update_fields=["withdrawn_at", "order"])


def _keep_reading(
    plan: Plan,
    reading: Reading,
    file: AnnexFile,
    source_lines: tuple[tuple[str, str], ...],
    *,
    at: datetime,
) -> None:
    kept: StoredFile = keep_file(file.content, media_type=file.media_type, at=at)
    whole = to_json(reading)
    AnnexReading.objects.update_or_create(
        plan=plan,
        file=kept,
        defaults={
            "filename": file.filename[:255],
            "digest": digest(whole),
            "reading": whole,
            "source_lines": [list(line) for line in source_lines],
            "read_at": at,
        },
    )
