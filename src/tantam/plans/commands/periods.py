"""Opening periods, so that their duties exist, and adding milestones under a task."""

from datetime import date, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.core.following import rhythms_of
from tantam.core.periods import PeriodKind, period_span
from tantam.plans.calendars.reporting import reporting_calendar
from tantam.plans.models import Period, Plan, Task
from tantam.plans.parts.parties import lead_unit_ids, refresh_sets
from tantam.plans.parts.revision import bump_revision
from tantam.plans.parts.task_duties import unsettled_leads, write_duties
from tantam.plans.wording.period_words import period_words


class UnableToOpenPeriod(Refusal):
    """The period cannot be opened."""


class UnableToAddMilestone(Refusal):
    """The milestone cannot be added."""


class UnableToSetCycle(Refusal):
    """The reporting cycle cannot be set so."""


@command("plans.open_period", subject=lambda result, _: f"period:{result}")
def open_period(
    *, asked: Asked, plan_id: int, kind: str, year: int, number: int = 1, due_on: date | None = None
) -> int:
    """Open a reporting period: fix, for good, which units owe a report on which tasks; return its number.

    `due_on` replaces the deadline of the configured calendar.

    :raises UnableToOpenPeriod: if the period is open already, does not exist in the plan's cycle, or a task
        that follows it has a lead phrase of which it is not settled which units it means.
    :raises OutOfScope: if there is no such plan.
    """
    plan = _lock_plan(plan_id)
    try:
        span = period_span(kind=PeriodKind(kind), year=year, number=number, calendar=reporting_calendar())
    except ValueError:
        raise UnableToOpenPeriod(_("Không có kỳ báo cáo này. Hãy chọn lại loại kỳ, năm và số kỳ.")) from None
    if span.due_on <= plan.issued_on or year > plan.runs_to_year:
        raise UnableToOpenPeriod(
            _("Kỳ %(label)s nằm ngoài thời gian thực hiện kế hoạch.") % {"label": period_words(span.label)}
        )
    if Period.objects.filter(plan=plan, code=span.code).exists():
        raise UnableToOpenPeriod(_("Kỳ %(label)s đã mở rồi.") % {"label": period_words(span.label)})
    cycle = [PeriodKind(name) for name in plan.report_cycle]
    tasks = [
        task
        for task in plan.tasks.filter(withdrawn_at=None).order_by("order")
        if span.kind in rhythms_of(task.time_kind, report_cycle=cycle)
    ]
    if not tasks:
        raise UnableToOpenPeriod(
            _("Không có nhiệm vụ nào báo cáo theo kỳ %(label)s.") % {"label": period_words(span.label)}
        )
    refresh_sets(plan, at=asked.at)
    if waiting := unsettled_leads(tasks):
        raise UnableToOpenPeriod(
            _("Chưa rõ đơn vị chủ trì của nhiệm vụ %(codes)s. Hãy chọn đơn vị cho từng nội dung trước khi mở kỳ.")
            % {"codes": ", ".join(dict.fromkeys(phrase.task.code for phrase in waiting))}
        )
    chosen_due = due_on or span.due_on
    period = Period.objects.create(
        plan=plan,
        kind=span.kind.value,
        code=span.code,
        label=span.label,
        starts_on=span.starts_on,
        ends_before=span.ends_before,
        opens_on=min(span.opens_on, chosen_due),
        due_on=chosen_due,
        opened_at=asked.at,
    )
    write_duties(tasks=tasks, period=period, at=asked.at)
    bump_revision(plan.pk)
    return period.pk


@command("plans.add_milestone", subject=lambda result, _: f"period:{result}")
def add_milestone(*, asked: Asked, task_id: int, title: str, due_on: date, opens_on: date | None = None) -> int:
    """Add a milestone under a task, with a duty for each lead unit, and return the number of its period.

    :raises UnableToAddMilestone: if it is due in the past, has no title, or the task has no settled lead.
    :raises OutOfScope: if there is no such task.
    """
    task = Task.objects.select_related("plan").filter(id=task_id, withdrawn_at=None).first()
    if task is None:
        raise OutOfScope(_("Không có nhiệm vụ này."))
    plan = _lock_plan(task.plan_id)
    if due_on < asked.book_date:
        raise UnableToAddMilestone(_("Hạn của mốc đã qua. Hãy chọn ngày từ hôm nay trở đi."))
    if not title.strip():
        raise UnableToAddMilestone(_("Hãy ghi tên mốc, ví dụ “Trình HĐND xã”."))
    if unsettled_leads([task]) or not lead_unit_ids(task):
        raise UnableToAddMilestone(_("Chưa rõ đơn vị chủ trì. Hãy chọn đơn vị trước khi thêm mốc."))
    opens = opens_on or min(asked.book_date, due_on)
    if opens > due_on:
        raise UnableToAddMilestone(_("Ngày mở phải trước hoặc trùng hạn của mốc."))
    count = Period.objects.filter(task=task, kind=Period.Kind.MILESTONE).aggregate(n=Count("id"))["n"]
    period = Period.objects.create(
        plan=plan,
        kind=Period.Kind.MILESTONE,
        code=f"M:{task.code}:{count + 1}",
        label=title.strip()[:200],
        task=task,
        starts_on=min(plan.issued_on, opens),
        ends_before=due_on + timedelta(days=1),
        opens_on=opens,
        due_on=due_on,
        opened_at=asked.at,
    )
    write_duties(tasks=[task], period=period, at=asked.at)
    bump_revision(plan.pk)
    return period.pk


@command("plans.set_cycle", subject=lambda _, arguments: f"plan:{arguments['plan_id']}")
def set_cycle(*, asked: Asked, plan_id: int, report_cycle: tuple[str, ...]) -> int:
    """Set which reporting periods regular tasks follow, for periods opened from now on; return the plan's number.

    :raises UnableToSetCycle: if no period or an unknown one is named.
    """
    plan = _lock_plan(plan_id)
    if not report_cycle or not set(report_cycle) <= {kind.value for kind in PeriodKind}:
        raise UnableToSetCycle(_("Hãy chọn ít nhất một loại kỳ báo cáo."))
    plan.report_cycle = [kind.value for kind in PeriodKind if kind.value in report_cycle]
    plan.save(update_fields=["report_cycle"])
    bump_revision(plan.pk)
    return plan.pk


def _lock_plan(plan_id: int) -> Plan:
    plan = Plan.objects.select_for_update().filter(id=plan_id).first()
    if plan is None:
        raise OutOfScope(_("Không có kế hoạch này."))
    return plan
