"""A line of the daily digest as it is kept, and in words; by mail and on screen they are the same."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tantam.core.reminders import LineKind
from tantam.plans.wording.period_words import period_words

UNITS_NAMED: Final = 15
EXCERPT: Final = 120


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A unit with late work, in the coordinator's summary."""

    name: str
    late: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line: of one duty, or a summary for who coordinates."""

    kind: LineKind
    called_on: date
    duty_id: int | None = None
    unit: str = ""
    task_code: str = ""
    task: str = ""
    period: str = ""
    due_on: date | None = None
    reason: str = ""
    count: int = 0
    oldest_on: date | None = None
    late_units: tuple[LateUnit, ...] = field(default=())

    @property
    def key(self) -> str:
        """Return what makes this line and its reminder day one notice, however often it is written."""
        return f"{self.kind}:{self.duty_id or 0}:{self.called_on.isoformat()}"

    @property
    def path(self) -> str:
        """Return the address, below the site's, of what the line is about."""
        if self.duty_id:
            return f"/nhiem-vu/{self.duty_id}/"
        return "/tiep-nhan/" if self.kind is LineKind.TO_ACCEPT else "/ke-hoach/"

    @property
    def late_duties(self) -> int:
        """Return how many late duties the summary counts."""
        return sum(unit.late for unit in self.late_units)


def line_from(kept: Mapping[str, Any]) -> Line:
    """Return a line from its kept form."""
    return Line(
        **{
            **kept,
            "kind": LineKind(kept["kind"]),
            "called_on": date.fromisoformat(kept["called_on"]),
            "due_on": date.fromisoformat(kept["due_on"]) if kept["due_on"] else None,
            "oldest_on": date.fromisoformat(kept["oldest_on"]) if kept["oldest_on"] else None,
            "late_units": tuple(LateUnit(**unit) for unit in kept["late_units"]),
        }
    )


def kept_form(line: Line) -> dict[str, Any]:
    """Return the form in which a line is kept as JSON."""
    kept = asdict(line)
    for name in ("called_on", "due_on", "oldest_on"):
        kept[name] = kept[name].isoformat() if kept[name] else None
    return {**kept, "kind": line.kind.value, "late_units": list(kept["late_units"])}


def line_text(line: Line, *, on: date) -> str:
    """Return the line in words, in the language in force."""
    if line.kind is LineKind.LATE_UNITS:
        return _late_units_text(line)
    if line.kind is LineKind.TO_ACCEPT:
        return ngettext(
            "%(count)s báo cáo chờ tiếp nhận, sớm nhất từ ngày %(day)s.",
            "%(count)s báo cáo chờ tiếp nhận, sớm nhất từ ngày %(day)s.",
            line.count,
        ) % {"count": line.count, "day": day_text(line.oldest_on)}
    values = {
        "code": line.task_code,
        "task": excerpt(line.task),
        "period": period_words(line.period),
        "unit": line.unit,
        "due": day_text(line.due_on),
        "days": abs((line.due_on - on).days) if line.due_on else 0,
        "reason": line.reason,
    }
    return _duty_pattern(line.kind) % values


def day_text(day: date | None) -> str:
    """Return a day as it is written in Vietnam: 07/08/2025."""
    return day.strftime("%d/%m/%Y") if day else ""


def _duty_pattern(kind: LineKind) -> str:
    if kind is LineKind.RETURNED:
        return _("%(code)s %(task)s (%(period)s, %(unit)s): báo cáo bị trả lại, hạn %(due)s. Lý do: %(reason)s")
    if kind is LineKind.LATE:
        return _("%(code)s %(task)s (%(period)s, %(unit)s): quá hạn %(days)s ngày, hạn %(due)s.")
    if kind is LineKind.DUE_TODAY:
        return _("%(code)s %(task)s (%(period)s, %(unit)s): hạn hôm nay, %(due)s.")
    if kind is LineKind.TO_SIGN_OFF:
        return _("%(code)s %(task)s (%(period)s, %(unit)s): chờ ký duyệt, hạn %(due)s.")
    return _("%(code)s %(task)s (%(period)s, %(unit)s): còn %(days)s ngày, hạn %(due)s.")


def _late_units_text(line: Line) -> str:
    named = ", ".join(f"{unit.name} ({unit.late})" for unit in line.late_units[:UNITS_NAMED])
    rest = len(line.late_units) - UNITS_NAMED
    text = _("%(units)s đơn vị có việc quá hạn, tổng số %(duties)s việc: %(named)s") % {
        "units": len(line.late_units),
        "duties": line.late_duties,
        "named": named,
    }
    if rest > 0:
        text += _(" và %(rest)s đơn vị khác") % {"rest": rest}
    return f"{text}."


def excerpt(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[: flat.rfind(" ", 0, EXCERPT)] + "…"
