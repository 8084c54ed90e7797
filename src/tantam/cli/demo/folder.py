"""What stands in the folder `demo/`: the people, the plan and the words of the demo province."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person whom a visitor may be: how to sign in and which roles are held (unit code, role)."""

    username: str
    full_name: str
    job_title: str
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of the demo province: those who sign in, and the lists that the others are made from."""

    password: str
    since: date
    sign_ins: tuple[SignIn, ...]
    shown: tuple[tuple[str, str, str], ...]
    names: Mapping[str, Sequence[str]]
    job_titles: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class IndicatorAsked:
    """A figure that a task asks for; `values` are lowest, highest and step by kind of unit, "" for the others."""

    task: str
    code: str
    name: str
    measure: str
    decimals: int
    required: bool
    values: Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class YearlyMilestone:
    """A milestone that comes back every year from `first_year` on; days are (month, day)."""

    task: str
    title: str
    opens: tuple[int, int]
    due: tuple[int, int]
    first_year: int

    def in_year(self, year: int) -> tuple[str, date, date]:
        """Return the title, the day of opening and the deadline in a year."""
        title = self.title.format(year=year, next=year + 1)
        return title, date(year, *self.opens), date(year, *self.due)


@dataclass(frozen=True, slots=True)
class PlanToLoad:
    """The plan, and what its coordinator settled."""

    number: str
    title: str
    issued_on: date
    issuer: str
    imported_on: date
    annex: str
    choices: Mapping[str, Mapping[str, Sequence[str]]]
    indicators: tuple[IndicatorAsked, ...]
    milestones: tuple[YearlyMilestone, ...]


def demo_path(name: str) -> Path:
    """Return where a file of the demo province lies."""
    return Path(settings.TANTAM_DEMO_DIR) / name


@cache
def read_people() -> People:
    """Return the people of the demo province."""
    content = _read("people.yaml")
    rows: list[dict[str, Any]] = content["sign_ins"]
    return People(
        password=content["password"],
        since=content["since"],
        sign_ins=tuple(
            SignIn(
                username=row["username"],
                full_name=row["full_name"],
                job_title=row["job_title"],
                roles=tuple((role["unit"], role["role"]) for role in row["roles"]),
            )
            for row in rows
        ),
        shown=tuple((row["username"], *row["shown"]) for row in rows),
        names=content["names"],
        job_titles=content["job_titles"],
    )


@cache
def read_plan() -> PlanToLoad:
    """Return the plan of the demo province."""
    content = _read("plan.yaml")
    return PlanToLoad(
        **{name: content[name] for name in ("number", "title", "issued_on", "issuer", "imported_on", "annex")},
        choices=content["choices"],
        indicators=tuple(
            IndicatorAsked(
                task=task,
                code=row["code"],
                name=row["name"],
                measure=row["measure"],
                decimals=row.get("decimals", 0),
                required=row.get("required", False),
                values={kind: (low, high, step) for kind, (low, high, step) in row["values"].items()},
            )
            for task, rows in content["indicators"].items()
            for row in rows
        ),
        milestones=tuple(
            YearlyMilestone(
                task=row["task"],
                title=row["title"],
                opens=_month_and_day(row["opens"]),
                due=_month_and_day(row["due"]),
                first_year=row["from"],
            )
            for row in content["milestones"]
        ),
    )


def _month_and_day(text: str) -> tuple[int, int]:
    day, month = text.split("/")
    return int(month), int(day)


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(demo_path(name).read_text(encoding="utf-8"))
    return content
