"""The narrative paragraphs of a report, drawn up from its figures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from tantam.core.duties import DutyState, Tally
from tantam.core.text import fold
from tantam.core.vietnamese import format_date, format_date_long, format_number, format_percent
from tantam.plans.reporting.facts import DutyResult, ReportFacts, SectionResults

OPENING: Final = "opening"
GENERAL: Final = "general"
SECTION: Final = "section-"
INDICATORS: Final = "indicators"
DIFFICULTIES: Final = "difficulties"
PROPOSALS: Final = "proposals"
DIRECTION: Final = "direction"
CLOSING: Final = "closing"

NAMED_AT_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class DrawnParagraph:
    """A paragraph as the system draws it up: its code in the report, the heading above it, its text."""

    code: str
    heading: str
    text: str


def draw_paragraphs(facts: ReportFacts) -> list[DrawnParagraph]:
    """Return the paragraphs of a report, in order."""
    return [
        DrawnParagraph(OPENING, "", _opening(facts)),
        DrawnParagraph(GENERAL, "Tình hình chung", _general(facts)),
        *(DrawnParagraph(f"{SECTION}{section.code}", section.title, _section(section)) for section in facts.sections),
        DrawnParagraph(INDICATORS, "Kết quả các chỉ tiêu", _indicators(facts)),
        DrawnParagraph(DIFFICULTIES, "Khó khăn, vướng mắc", _difficulties(facts)),
        DrawnParagraph(PROPOSALS, "Đề xuất, kiến nghị", _proposals(facts)),
        DrawnParagraph(DIRECTION, "Nhiệm vụ thời gian tới", _direction(facts)),
        DrawnParagraph(CLOSING, "", _closing(facts)),
    ]


def report_title(facts: ReportFacts) -> str:
    """Return the title under BÁO CÁO."""
    day = format_date_long(facts.plan_issued_on)
    return f"Kết quả thực hiện Kế hoạch số {facts.plan_number} {day}\n{_lower_first(facts.period_label)}"


def share(part: int, whole: int) -> str:
    """Return a share with what it is made of: 12/23 (52,2%)."""
    return f"{format_number(part)}/{format_number(whole)} ({format_percent(part, whole)})"


def _opening(facts: ReportFacts) -> str:
    return (
        f"Thực hiện Kế hoạch số {facts.plan_number} {format_date_long(facts.plan_issued_on)} của {facts.issuer}, "
        f"{facts.issuer} báo cáo kết quả thực hiện {_lower_first(facts.period_label)} "
        f"(số liệu từ ngày {format_date(facts.starts_on)} đến ngày {format_date(facts.ends_on)}, "
        f"tính đến ngày {format_date(facts.as_of)}) như sau:"
    )


def _general(facts: ReportFacts) -> str:
    counts = facts.tally
    tasks = sum(1 for _task in facts.tasks)
    units = len({duty.unit for _task, duty in facts.duties})
    given = facts.deliverables
    lines = [
        (
            f"Trong kỳ có {format_number(counts.total)} nghĩa vụ báo cáo của {format_number(units)} đơn vị chủ trì "
            f"đối với {format_number(tasks)} nhiệm vụ. {_rates(counts)}"
        ),
        (
            f"Còn {format_number(counts.open_in_time)} nghĩa vụ trong hạn, "
            f"{format_number(counts.not_due)} chưa đến kỳ, {format_number(counts.open_overdue)} quá hạn; "
            f"{format_number(counts.exempt)} nghĩa vụ được miễn thực hiện."
        ),
        (
            f"Đã tiếp nhận {format_number(facts.accepted_count)} báo cáo. Theo các báo cáo đã tiếp nhận, các đơn vị "
            f"ban hành {format_number(given.documents)} văn bản; đăng, phát "
            f"{format_number(given.media_items)} tin, bài, chương trình; tổ chức "
            f"{format_number(given.briefings)} hội nghị, lớp tập huấn với "
            f"{format_number(given.attendees)} lượt người tham dự."
        ),
    ]
    return "\n".join(lines)


def _rates(counts: Tally) -> str:
    return (
        f"Đã hoàn thành {share(counts.done, counts.expected)}, trong đó đúng hạn "
        f"{share(counts.done_on_time, counts.expected)}, hoàn thành quá hạn {format_number(counts.done_late)}."
    )


def _section(section: SectionResults) -> str:
    lines = [
        (
            f"Nhóm có {format_number(len(section.tasks))} nhiệm vụ với "
            f"{format_number(section.tally.total)} nghĩa vụ. {_rates(section.tally)}"
        )
    ]
    for task in section.tasks:
        line = f"- Nhiệm vụ {task.code}: hoàn thành {share(task.tally.done, task.tally.expected)}"
        late = [duty.unit for duty in task.duties if duty.state is DutyState.OPEN_OVERDUE]
        lines.append(f"{line}; quá hạn: {_named(late)}." if late else f"{line}.")
    return "\n".join(lines)


def _indicators(facts: ReportFacts) -> str:
    if not facts.indicators:
        return "Trong kỳ chưa có số liệu chỉ tiêu nào được tiếp nhận."
    return "Tổng hợp số liệu chỉ tiêu từ các báo cáo đã tiếp nhận:"


def _difficulties(facts: ReportFacts) -> str:
    told = _gathered(facts, lambda duty: duty.difficulties)
    return told or "Các báo cáo đã tiếp nhận không nêu khó khăn, vướng mắc."


def _proposals(facts: ReportFacts) -> str:
    told = _gathered(facts, lambda duty: duty.proposals)
    return told or "Các báo cáo đã tiếp nhận không có đề xuất, kiến nghị."


def _direction(facts: ReportFacts) -> str:
    counts = facts.tally
    lines = []
    if counts.open_overdue:
        late = [duty.unit for _task, duty in facts.duties if duty.state is DutyState.OPEN_OVERDUE]
        units = list(dict.fromkeys(late))
        lines.append(
            f"- Đôn đốc {format_number(len(units))} đơn vị hoàn thành {format_number(counts.open_overdue)} "
            f"nghĩa vụ quá hạn: {_named(units)}."
        )
    still_open = counts.open_in_time + counts.not_due
    if still_open:
        lines.append(f"- Theo dõi {format_number(still_open)} nghĩa vụ còn trong hạn hoặc chưa đến kỳ.")
    lines.append("- Tiếp tục thực hiện các nhiệm vụ thường xuyên của Kế hoạch.")
    return "\n".join(lines)


def _closing(facts: ReportFacts) -> str:
    return (
        f"Trên đây là kết quả thực hiện Kế hoạch số {facts.plan_number} "
        f"{_lower_first(facts.period_label)}, {facts.issuer} báo cáo./."
    )


def _gathered(facts: ReportFacts, text_of: Callable[[DutyResult], str]) -> str:
    """Gather what units wrote, each text once with the units and tasks it came from."""
    by_text: dict[str, tuple[str, list[str], list[str]]] = {}
    for task, duty in facts.duties:
        text = " ".join(text_of(duty).split())
        if duty.accepted and text:
            _text, units, tasks = by_text.setdefault(fold(text), (text, [], []))
            units.append(duty.unit)
            tasks.append(task.code)
    return "\n".join(
        f"- {_named(dict.fromkeys(units))} (nhiệm vụ {_named(dict.fromkeys(tasks), of='nhiệm vụ')}): {text}"
        for text, units, tasks in by_text.values()
    )


def _named(names: Iterable[str], *, of: str = "đơn vị") -> str:
    """Name units or tasks, at most so many, and say how many more there are."""
    named = list(names)
    rest = len(named) - NAMED_AT_MOST
    if rest <= 0:
        return ", ".join(named)
    return f"{', '.join(named[:NAMED_AT_MOST])} và {format_number(rest)} {of} khác"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
