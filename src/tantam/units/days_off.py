"""The days off in force, from law/calendar/holidays.yaml."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings

from tantam.core.working_days import DaysOff, with_days_in_lieu

_BY_YEAR: Final = ("lunar_new_year", "hung_kings_day", "national_day_second_day")
_KEYS: Final = {"years_covered", "fixed_days", *_BY_YEAR, "exchanged_days_off", "exchanged_working_days"}


def _values() -> dict[str, Any]:
    path = Path(settings.TANTAM_LAW_DIR) / "calendar" / "holidays.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if set(content) != _KEYS:
        raise ValueError(f"{path}: expected the keys {sorted(_KEYS)}, found {sorted(content)}")
    values = {key: row["value"] for key, row in content.items()}
    first, last = values["years_covered"]
    for key in _BY_YEAR:
        missing = set(range(first, last + 1)) - set(values[key])
        if missing:
            raise ValueError(f"{path}: {key} says nothing of {sorted(missing)}")
    return values


@cache
def days_off() -> DaysOff:
    """Return the days off of the years that the law files cover."""
    values = _values()
    first, last = values["years_covered"]
    years = range(first, last + 1)
    holidays = [date(year, int(month), int(day)) for year in years for day, month in map(_split, values["fixed_days"])]
    holidays += [day for key in _BY_YEAR for year in years for day in values[key][year]]
    return DaysOff(
        days=with_days_in_lieu(holidays) | frozenset(values["exchanged_days_off"]),
        worked=frozenset(values["exchanged_working_days"]),
        first_year=first,
        last_year=last,
    )


def _split(day_and_month: str) -> tuple[str, str]:
    day, month = day_and_month.split("/")
    return day, month
