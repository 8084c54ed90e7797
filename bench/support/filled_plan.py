"""A plan of the size of the province: 23 tasks × 130 units × 6 periods, with made-up progress."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from tantam.base.asked import Asked, system_actor
from tantam.core.periods import PeriodKind, PeriodSpan, ReportingCalendar, period_span
from tantam.exchange.unit_lists import read_unit_list
from tantam.plans.models import Duty, Period, Plan, Section, Submission, SubmissionEvent, Task
from tantam.units.commands import load_units
from tantam.units.models import Unit

UNITS = 130
SECTIONS = {
    "I": ("Thông tin, tuyên truyền", 3),
    "II": ("Lãnh đạo, chỉ đạo, bố trí nguồn vốn", 4),
    "III": ("Hoàn thiện cơ chế, chính sách", 4),
    "IV": ("Nâng cao chất lượng tín dụng", 4),
    "V": ("Nâng cao năng lực quản trị, ứng dụng công nghệ", 4),
    "VI": ("Kiểm tra, giám sát, sơ kết, tổng kết", 4),
}
CALENDAR = ReportingCalendar(
    data_from_day=15, due_day=dict.fromkeys(PeriodKind, 30) | {PeriodKind.MONTH: 25}, opens_days_before=30
)
PAST, AHEAD = 4, 2
NINE = 9


def fill_plan(*, units_file: Path, on: date, units: int = UNITS, seed: int = 17) -> Plan:
    """Write the units of the file and a plan with a duty for each task, unit and quarter around a day."""
    rows, valid_from = read_unit_list(units_file)
    asked = Asked(actor=system_actor(), request_key="bench-units", book_date=on, at=datetime.now(UTC))
    load_units(asked=asked, rows=rows, valid_from=valid_from)
    chosen = _chosen_units(units)
    plan = Plan.objects.create(
        number="17/KH-UBND",
        title="Kế hoạch thực hiện Chỉ thị số 39-CT/TW về tín dụng chính sách xã hội",
        issued_on=date(2025, 8, 7),
        issuer="Ủy ban nhân dân tỉnh",
        report_cycle=["QUARTER"],
    )
    tasks = _tasks(plan)
    periods = Period.objects.bulk_create(_period(plan, span) for span in quarters_around(on))
    _duties(tasks, chosen, periods, on=on, random=Random(seed))
    return plan


def quarters_around(on: date) -> list[PeriodSpan]:
    """Return the last four quarters whose report was due before a day, and the next two."""
    spans = [
        period_span(kind=PeriodKind.QUARTER, year=year, number=number, calendar=CALENDAR)
        for year in range(on.year - 2, on.year + 2)
        for number in range(1, 5)
    ]
    past = [span for span in spans if span.due_on < on][-PAST:]
    ahead = [span for span in spans if span.due_on >= on][:AHEAD]
    return [*past, *ahead]


def _chosen_units(count: int) -> list[Unit]:
    communes = list(Unit.objects.filter(kind=Unit.Kind.COMMUNE_PC).order_by("order"))
    others = list(Unit.objects.exclude(kind=Unit.Kind.COMMUNE_PC).order_by("order"))
    return [*others[: max(count - len(communes), 0)], *communes][:count]


def _tasks(plan: Plan) -> list[Task]:
    tasks = []
    for order, (code, (title, count)) in enumerate(SECTIONS.items()):
        section = Section.objects.create(plan=plan, code=code, title=title, order=order)
        tasks += [
            Task(
                plan=plan,
                section=section,
                code=f"{code}.{number}",
                content=f"Nội dung thứ {number} của nhóm {title.lower()}, thực hiện tại đơn vị và địa bàn phụ trách",
                product="Văn bản chỉ đạo, báo cáo kết quả",
                lead_text="Ủy ban nhân dân các xã, phường, đặc khu; các sở, ban, ngành có liên quan",
                time_text="Thường xuyên",
                time_kind="continuous",
                order=order * 10 + number,
            )
            for number in range(1, count + 1)
        ]
    return Task.objects.bulk_create(tasks)


def _period(plan: Plan, span: PeriodSpan) -> Period:
    return Period(
        plan=plan,
        kind=span.kind.value,
        code=span.code,
        label=span.label,
        starts_on=span.starts_on,
        ends_before=span.ends_before,
        opens_on=span.opens_on,
        due_on=span.due_on,
        opened_at=datetime.combine(span.opens_on, datetime.min.time(), UTC),
    )


def _duties(tasks: list[Task], units: list[Unit], periods: list[Period], *, on: date, random: Random) -> None:
    """Write the duties: most units diligent, some late, a few that slip more and more."""
    made_at = datetime(2025, 8, 8, tzinfo=UTC)
    rows = []
    for place, unit in enumerate(units):
        diligence = random.choice([97, 95, 92, 88, 80]) - (30 if place % NINE == 0 else 0)
        for at, period in enumerate(periods):
            for task in tasks:
                done = _done_on(period, on=on, chance=diligence - 4 * at, random=random)
                rows.append(
                    Duty(
                        task=task,
                        unit=unit,
                        period=period,
                        opens_on=period.opens_on,
                        due_on=period.due_on,
                        original_due_on=period.due_on,
                        done_on=done,
                        exempt=done is None and random.randrange(60) == 0,
                        created_at=made_at,
                    )
                )
    made = Duty.objects.bulk_create(rows, batch_size=1000)
    _submissions([duty for duty in made if duty.done_on][::7], random)


def _done_on(period: Period, *, on: date, chance: int, random: Random) -> date | None:
    if period.opens_on > on:
        return None
    if random.randrange(100) >= (chance if period.due_on < on else chance // 2):
        return None
    late = random.randrange(100) < (100 - chance) // 2
    day = period.due_on + timedelta(days=random.randint(-20, -1) if not late else random.randint(1, 25))
    return day if day <= on else None


def _submissions(duties: list[Duty], random: Random) -> None:
    """Write submissions for some of the duties, accepted or still waiting."""
    at = datetime(2026, 1, 5, tzinfo=UTC)
    states = [random.choice(["ACCEPTED", "ACCEPTED", "ACCEPTED", "SIGNED_OFF"]) for _ in duties]
    made = Submission.objects.bulk_create(
        Submission(
            duty=duty, state=state, text="Đã thực hiện.", changed_at=at, changed_by=0, changed_by_name="Hệ thống"
        )
        for duty, state in zip(duties, states, strict=True)
    )
    steps = [(row, kind) for row in made for kind in ("SIGNED_OFF", *(["RETURNED"] if row.id % 8 == 0 else []))]
    SubmissionEvent.objects.bulk_create(
        SubmissionEvent(
            submission=row,
            kind=kind,
            at=at,
            book_date=at.date(),
            by=0,
            by_name="Hệ thống",
            by_role="SYSTEM",
            reason="Thiếu số văn bản" if kind == "RETURNED" else "",
            version=1,
        )
        for row, kind in steps
    )
