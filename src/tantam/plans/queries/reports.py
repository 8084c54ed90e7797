"""Reports on a plan's results: the list, one with its content, and the facts it is drawn from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.base.files import read_file
from tantam.base.models import AuditEntry
from tantam.base.queries import get_head
from tantam.core.canonical import digest
from tantam.core.chain import GENESIS
from tantam.core.duties import DutyState, state_of
from tantam.core.vietnamese import format_date
from tantam.plans.models import (
    Briefing,
    Duty,
    IndicatorValue,
    IssuedDocument,
    MediaItem,
    Period,
    Report,
    Submission,
)
from tantam.plans.reporting.content import content_of
from tantam.plans.reporting.facts import (
    Deliverables,
    DutyResult,
    IndicatorTotal,
    ReportFacts,
    SectionResults,
    TaskResults,
    is_share,
)

ACCEPTED: Final = Submission.State.ACCEPTED
OWN_KINDS: Final = (Period.Kind.DEADLINE, Period.Kind.MILESTONE)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list."""

    id: int
    title: str
    plan_number: str
    period_label: str
    is_issued: bool
    number: str
    issued_on: date | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period of a plan on which a report can be drawn."""

    plan_id: int
    period_id: int
    plan_number: str
    period_label: str


@dataclass(frozen=True, slots=True)
class ParagraphLine:
    """A paragraph as it is kept, for editing."""

    id: int
    code: str
    heading: str
    text: str
    version: int
    is_edited: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with its content: frozen if issued, else as the figures are now."""

    line: ReportLine
    content: dict[str, Any]
    paragraphs: tuple[ParagraphLine, ...]
    digest: str
    word_sha256: str
    pdf_sha256: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether an issued report is still what was issued."""

    content_holds: bool
    word_holds: bool
    pdf_holds: bool
    checkpoint_holds: bool

    @property
    def holds(self) -> bool:
        """Return whether all parts hold."""
        return self.content_holds and self.word_holds and self.pdf_holds and self.checkpoint_holds


def list_reports(*, scope: Scope) -> list[ReportLine]:
    """Return the reports, the newest first; none for who does not see the whole province."""
    if not scope.all_units:
        return []
    return [_line(row) for row in _reports().order_by("-made_at", "-id")]


def list_period_choices(*, scope: Scope) -> list[PeriodChoice]:
    """Return the opened reporting periods, the latest deadline first."""
    if not scope.all_units:
        return []
    rows = Period.objects.exclude(opened_at=None).exclude(kind__in=OWN_KINDS).select_related("plan")
    return [
        PeriodChoice(row.plan_id, row.id, row.plan.number, row.label)
        for row in rows.order_by("-due_on", "plan__number", "code")
    ]


def get_report(*, report_id: int, scope: Scope, on: date) -> ReportPage:
    """Return a report; a draft shows the figures of a day.

    :raises OutOfScope: if there is no such report for this scope.
    """
    row = find_report_row(report_id=report_id, scope=scope)
    paragraphs = tuple(
        ParagraphLine(
            id=one.id,
            code=one.code,
            heading=one.heading,
            text=one.text,
            version=one.version,
            is_edited=one.edited_at is not None,
        )
        for one in row.paragraphs.order_by("order")
    )
    is_issued = row.state == Report.State.ISSUED
    content: dict[str, Any] = row.frozen if is_issued else draft_content(row, paragraphs, on=on)  # type: ignore[assignment]
    return ReportPage(
        line=_line(row),
        content=content,
        paragraphs=paragraphs,
        digest=row.digest or digest(content),
        word_sha256=row.word.sha256 if row.word else "",
        pdf_sha256=row.pdf.sha256 if row.pdf else "",
    )


def find_report_row(*, report_id: int, scope: Scope) -> Report:
    """Return the row of a report, for this module and the commands.

    :raises OutOfScope: if there is no such report for this scope.
    """
    row = _reports().select_related("word", "pdf").filter(id=report_id).first()
    if row is None or not scope.all_units:
        raise OutOfScope(_("Không có báo cáo này."))
    return row


def draft_content(row: Report, paragraphs: tuple[ParagraphLine, ...], *, on: date) -> dict[str, Any]:
    """Return the content of a draft: edited paragraphs as written, the others from today's figures."""
    return content_of(
        get_facts(period=row.period, on=on),
        place=settings.TANTAM_PROVINCE,
        edited={one.code: one.text for one in paragraphs if one.is_edited},
    )


def verify_report(page: ReportPage) -> Verification:
    """Compare an issued report with its digests, and what it says of the audit chain with the chain."""
    return Verification(
        content_holds=digest(page.content) == page.digest,
        word_holds=_file_holds(page.word_sha256),
        pdf_holds=_file_holds(page.pdf_sha256),
        checkpoint_holds=_checkpoint_holds(page.content.get("issue", {}).get("checkpoint", {})),
    )


def get_checkpoint() -> dict[str, Any]:
    """Return how many entries the audit chain has and the hash of the last."""
    count, root = get_head()
    return {"count": count, "root": root}


def _checkpoint_holds(checkpoint: Mapping[str, Any]) -> bool:
    """Tell whether the chain still has, at that place, the entry that was its last when the report was issued."""
    count, root = checkpoint.get("count", -1), checkpoint.get("root", "")
    if count == 0:
        return bool(root == GENESIS)
    return AuditEntry.objects.filter(sequence=count, hash=root).exists()


def get_facts(*, period: Period, on: date) -> ReportFacts:
    """Gather what a report on a period is drawn from, in a fixed number of queries.

    To a period belong its own duties, and those of tasks' own deadlines and milestones that fall into its
    data.
    """
    own = Q(period__kind__in=OWN_KINDS, period__plan=period.plan_id)
    fall_in = Q(period__due_on__gte=period.starts_on, period__due_on__lt=period.ends_before)
    duties = Duty.objects.filter(Q(period=period) | own & fall_in)
    accepted = Submission.objects.filter(duty__in=duties, state=ACCEPTED)
    plan = period.plan
    return ReportFacts(
        plan_number=plan.number,
        plan_title=plan.title,
        plan_issued_on=plan.issued_on,
        issuer=plan.issuer,
        period_code=period.code,
        period_label=period.label,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        as_of=on,
        sections=_sections(duties, _documents(accepted), on=on),
        indicators=_indicator_totals(accepted),
        deliverables=_deliverables(accepted),
    )


def _sections(duties: QuerySet[Duty], documents: dict[int, list[str]], *, on: date) -> tuple[SectionResults, ...]:
    """Return sections, tasks and duties in their official order, in one query."""
    rows = duties.select_related("task__section", "unit", "submission").order_by(
        "task__section__order", "task__order", "task_id", "unit__order", "unit__name_folded", "id"
    )
    sections: dict[int, tuple[Any, dict[int, tuple[Any, list[DutyResult]]]]] = {}
    for row in rows:
        tasks = sections.setdefault(row.task.section_id, (row.task.section, {}))[1]
        results = tasks.setdefault(row.task_id, (row.task, []))[1]
        results.append(_result(row, documents, on=on))
    return tuple(
        SectionResults(
            code=section.code,
            title=section.title,
            tasks=tuple(
                TaskResults(code=task.code, content=task.content, duties=tuple(results))
                for task, results in tasks.values()
            ),
        )
        for section, tasks in sections.values()
    )


def _result(row: Duty, documents: dict[int, list[str]], *, on: date) -> DutyResult:
    state = state_of(opens_on=row.opens_on, due_on=row.due_on, done_on=row.done_on, exempt=row.exempt, on=on)
    submission = getattr(row, "submission", None)
    if submission is None or submission.state != ACCEPTED or state is DutyState.EXEMPT:
        return DutyResult(unit=row.unit.short_name, state=state)
    return DutyResult(
        unit=row.unit.short_name,
        state=state,
        accepted=True,
        text=submission.text,
        difficulties=submission.difficulties,
        proposals=submission.proposals,
        documents=tuple(documents[submission.id]),
    )


def _documents(accepted: QuerySet[Submission]) -> dict[int, list[str]]:
    """Return the documents of accepted submissions as they are cited: kind, number, date."""
    cited: dict[int, list[str]] = defaultdict(list)
    rows = IssuedDocument.objects.filter(submission__in=accepted, removed_at=None)
    for row in rows.order_by("issued_on", "id"):
        cited[row.submission_id].append(f"{row.kind} số {row.number} ngày {format_date(row.issued_on)}")
    return cited


def _indicator_totals(accepted: QuerySet[Submission]) -> tuple[IndicatorTotal, ...]:
    rows = (
        IndicatorValue.objects.filter(submission__in=accepted)
        .values(
            "indicator_id",
            "indicator__task__code",
            "indicator__name",
            "indicator__measure",
            "indicator__decimals",
        )
        .annotate(
            total=Sum("value"),
            low=Min("value"),
            high=Max("value"),
            units=Count("submission__duty__unit", distinct=True),
        )
        .order_by("indicator__task__section__order", "indicator__task__order", "indicator__order", "indicator_id")
    )
    return tuple(
        IndicatorTotal(
            task_code=row["indicator__task__code"],
            name=row["indicator__name"],
            measure=row["indicator__measure"],
            value=None if is_share(row["indicator__measure"]) else round(row["total"], row["indicator__decimals"]),
            lowest=round(row["low"], row["indicator__decimals"]),
            highest=round(row["high"], row["indicator__decimals"]),
            units_count=row["units"],
        )
        for row in rows
    )


def _deliverables(accepted: QuerySet[Submission]) -> Deliverables:
    held = Briefing.objects.filter(submission__in=accepted, removed_at=None).aggregate(
        count=Count("id"), attendees=Sum("attendees_count")
    )
    return Deliverables(
        documents=IssuedDocument.objects.filter(submission__in=accepted, removed_at=None).count(),
        media_items=MediaItem.objects.filter(submission__in=accepted, removed_at=None).count(),
        briefings=held["count"],
        attendees=held["attendees"] or 0,
    )


def _file_holds(sha256: str) -> bool:
    try:
        read_file(sha256)
    except (FileNotFoundError, ValueError):
        return False
    return True


def _reports() -> QuerySet[Report]:
    return Report.objects.select_related("plan", "period__plan")


def _line(row: Report) -> ReportLine:
    return ReportLine(
        id=row.id,
        title=row.title,
        plan_number=row.plan.number,
        period_label=row.period.label,
        is_issued=row.state == Report.State.ISSUED,
        number=row.number,
        issued_on=row.issued_on,
        made_at=row.made_at,
    )
