"""A small plan for tests: four tasks, three periods, duties for the units of the cast."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tantam.plans.models import Duty, Party, Period, Phrase, Plan, Section, Task
from tests.support.cast import Cast

MADE_AT = datetime(2025, 8, 8, 2, 0, tzinfo=UTC)
_PERIODS = [
    (
        "YEAR",
        "2025",
        "Năm 2025",
        date(2024, 12, 15),
        date(2025, 12, 15),
        date(2025, 11, 15),
        date(2025, 12, 15),
    ),
    (
        "HALF_YEAR",
        "2026-H1",
        "6 tháng đầu năm 2026",
        date(2025, 12, 15),
        date(2026, 6, 15),
        date(2026, 5, 31),
        date(2026, 6, 30),
    ),
    (
        "YEAR",
        "2026",
        "Năm 2026",
        date(2025, 12, 15),
        date(2026, 12, 15),
        date(2026, 11, 15),
        date(2026, 12, 15),
    ),
]
_COMMUNES = ("X21484", "X21529", "X21400")
_TASKS = [
    ("I", "I.1", "Phổ biến, quán triệt Chỉ thị số 39-CT/TW", ("STC", *_COMMUNES), ()),
    ("II", "II.1", "Xác định nhiệm vụ trọng tâm", ("STC", *_COMMUNES), ()),
    ("II", "II.2", "Bố trí ngân sách ủy thác", ("STC", *_COMMUNES), ("NHCSXH",)),
    ("II", "II.3", "Rà soát chuẩn nghèo đa chiều", ("SNV",), ("STC", *_COMMUNES)),
]


@dataclass(frozen=True)
class SmallPlan:
    """The plan, its tasks and periods by code, and a way to its duties."""

    plan: Plan
    tasks: dict[str, Task]
    periods: dict[str, Period]

    def duty(self, task: str, unit: str, period: str) -> Duty:
        """Return the duty of a unit for a task in a period."""
        return Duty.objects.get(task__code=task, unit__code=unit, period__code=period, task__plan=self.plan)


def make_plan(cast: Cast) -> SmallPlan:
    """Write the small plan: 13 duties in each of three periods."""
    plan = Plan.objects.create(
        number="17/KH-UBND",
        title="Kế hoạch thực hiện Quyết định số 1560/QĐ-TTg",
        issued_on=date(2025, 8, 7),
        issuer="Ủy ban nhân dân tỉnh Quảng Ngãi",
        report_cycle=["HALF_YEAR", "YEAR"],
    )
    sections = Section.objects.bulk_create(
        Section(plan=plan, code=code, title=f"Nhóm {code}", order=order) for order, code in enumerate(["I", "II"])
    )
    section_of = {section.code: section for section in sections}
    periods = Period.objects.bulk_create(
        Period(
            plan=plan,
            kind=row[0],
            code=row[1],
            label=row[2],
            starts_on=row[3],
            ends_before=row[4],
            opens_on=row[5],
            due_on=row[6],
            opened_at=MADE_AT,
        )
        for row in _PERIODS
    )
    tasks = Task.objects.bulk_create(
        Task(
            plan=plan,
            section=section_of[section],
            code=code,
            content=content,
            product="Văn bản chỉ đạo",
            lead_text="; ".join(leads),
            coordinating_text="; ".join(coordinating),
            time_text="Thường xuyên",
            time_kind="continuous",
            order=order,
        )
        for order, (section, code, content, leads, coordinating) in enumerate(_TASKS)
    )
    phrases = Phrase.objects.bulk_create(
        Phrase(task=task, role=role, text=unit, kind="UNIT", order=place, settled_at=MADE_AT)
        for task, (_section, _code, _content, leads, coordinating) in zip(tasks, _TASKS, strict=True)
        for role, codes in (("LEAD", leads), ("COORDINATING", coordinating))
        for place, unit in enumerate(codes)
    )
    Party.objects.bulk_create(
        Party(task=phrase.task, phrase=phrase, role=phrase.role, unit=cast.units[phrase.text]) for phrase in phrases
    )
    Duty.objects.bulk_create(
        Duty(
            task=task,
            unit=cast.units[unit],
            period=period,
            opens_on=period.opens_on,
            due_on=period.due_on,
            original_due_on=period.due_on,
            created_at=MADE_AT,
        )
        for task, (_section, _code, _content, leads, _coordinating) in zip(tasks, _TASKS, strict=True)
        for unit in leads
        for period in periods
    )
    return SmallPlan(
        plan=plan, tasks={task.code: task for task in tasks}, periods={period.code: period for period in periods}
    )
