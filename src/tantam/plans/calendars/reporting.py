"""The rules of reporting periods, from law/plans/reporting.yaml."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings

from tantam.core.periods import PeriodKind, ReportingCalendar

_KEYS: Final = {"data_from_day", "due_day", "opens_days_before", "report_cycle"}


@cache
def _values() -> dict[str, Any]:
    path = Path(settings.TANTAM_LAW_DIR) / "plans" / "reporting.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if set(content) != _KEYS:
        raise ValueError(f"{path}: expected the keys {sorted(_KEYS)}, found {sorted(content)}")
    return {key: row["value"] for key, row in content.items()}


def reporting_calendar() -> ReportingCalendar:
    """Return the calendar of reporting periods and deadlines in force."""
    values = _values()
    return ReportingCalendar(
        data_from_day=values["data_from_day"],
        due_day={PeriodKind(kind): day for kind, day in values["due_day"].items()},
        opens_days_before=values["opens_days_before"],
    )


def default_cycle() -> list[PeriodKind]:
    """Return the reporting cycle that regular tasks follow unless the plan says otherwise."""
    return [PeriodKind(kind) for kind in _values()["report_cycle"]]
