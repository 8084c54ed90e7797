"""The ground that the story stands on: units, plan, choices, indicators, periods, milestones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from tantam.base.asked import Actor
from tantam.cli.demo.asking import asked_by, asked_by_story, moment, once
from tantam.cli.demo.fates import workday
from tantam.cli.demo.folder import PlanToLoad, demo_path, read_people
from tantam.exchange.annexes import read_annex_content
from tantam.exchange.unit_lists import read_unit_list
from tantam.plans.commands.importing import AnnexFile, import_plan
from tantam.plans.commands.indicators import set_indicator
from tantam.plans.commands.parties import choose_parties
from tantam.plans.commands.periods import add_milestone, open_period
from tantam.plans.queries.annex import list_phrases
from tantam.plans.queries.duties import list_task_ids
from tantam.plans.queries.periods import list_openable_periods
from tantam.units.commands import UnitRow, load_units
from tantam.units.queries import UnitLine, list_units

# The coordinator opens a period some days before units may report in it.
OPENED_DAYS_AHEAD: Final = 10
MILESTONE_DAYS_AHEAD: Final = 95


def load_demo_units(*, communes: int | None) -> list[UnitLine]:
    """Load the province's units, with all its communes or a slice that holds the cast's, and return them."""
    rows, valid_from = read_unit_list(demo_path("units.yaml"))
    once(
        load_units,
        asked=asked_by_story(key="units", on=valid_from),
        rows=rows if communes is None else _slice(rows, communes),
        valid_from=valid_from,
    )
    return list_units()


def _slice(rows: tuple[UnitRow, ...], communes: int) -> tuple[UnitRow, ...]:
    """Return the rows with a few communes, the cast's first, and only the cast's transaction offices."""
    needed = {unit for person in read_people().sign_ins for unit, _role in person.roles}
    of_cast = [row for row in rows if row.state_code and row.code in needed]
    others = [row for row in rows if row.state_code and row.code not in needed]
    kept = {row.code for row in (of_cast + others)[: max(communes, len(of_cast))]} | needed
    return tuple(row for row in rows if row.code in kept or not (row.state_code or row.kind == "BANK_OFFICE"))


def load_plan(plan: PlanToLoad, *, coordinator: Actor) -> int:
    """Import the plan from its annex, settle every phrase, ask for figures; return the plan's number."""
    content = demo_path(plan.annex).read_bytes()
    read = read_annex_content(content, filename=plan.annex, issued_on=plan.issued_on)
    plan_id = once(
        import_plan,
        asked=asked_by(coordinator, key="plan", at=moment(plan.imported_on, 9 * 60)),
        reading=read.reading,
        file=AnnexFile(content, plan.annex, "text/plain"),
        source_lines=read.source_lines,
        number=plan.number,
        title=plan.title,
        issued_on=plan.issued_on,
        issuer=plan.issuer,
    )
    _settle(plan, plan_id, coordinator=coordinator)
    _ask_for_figures(plan, plan_id, coordinator=coordinator)
    return plan_id


def _settle(plan: PlanToLoad, plan_id: int, *, coordinator: Actor) -> None:
    at = moment(plan.imported_on + timedelta(days=1), 9 * 60)
    for place, phrase in enumerate(list_phrases(plan_id=plan_id, unsettled_only=True)):
        choose_parties(
            asked=asked_by(
                coordinator,
                key=f"choice:{phrase.task_code}:{phrase.role}:{phrase.text[:60]}",
                at=at + timedelta(minutes=place),
            ),
            phrase_id=phrase.id,
            unit_codes=tuple(plan.choices[phrase.task_code][phrase.role]),
        )


def _ask_for_figures(plan: PlanToLoad, plan_id: int, *, coordinator: Actor) -> None:
    at = moment(plan.imported_on + timedelta(days=3), 14 * 60)
    tasks = list_task_ids(plan_id)
    for order, row in enumerate(plan.indicators):
        once(
            set_indicator,
            asked=asked_by(coordinator, key=f"figure:{row.task}:{row.code}", at=at + timedelta(minutes=order)),
            task_id=tasks[row.task],
            code=row.code,
            name=row.name,
            measure=row.measure,
            decimals=row.decimals,
            required=row.required,
            order=order,
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that makes duties: at which moment, and how."""

    at: datetime
    run: Callable[[], int]


def list_openings(plan: PlanToLoad, plan_id: int, *, coordinator: Actor, today: date) -> list[Opening]:
    """Return the periods and milestones that the coordinator opens up to a day, in order of time."""
    openings = [
        *_periods(plan_id, coordinator=coordinator, today=today),
        *_milestones(plan, plan_id, coordinator=coordinator, today=today),
    ]
    return sorted((row for row in openings if row.at < moment(today, 0)), key=lambda opening: opening.at)


def _periods(plan_id: int, *, coordinator: Actor, today: date) -> Iterator[Opening]:
    for span in list_openable_periods(plan_id=plan_id, today=today):
        at = moment(workday(span.opens_on - timedelta(days=OPENED_DAYS_AHEAD)), 9 * 60)
        run = partial(
            once,
            open_period,
            asked=asked_by(coordinator, key=f"period:{span.code}", at=at),
            plan_id=plan_id,
            kind=span.kind.value,
            year=span.due_on.year,
            # The plan's cycle has years and half-years only: 2026, 2026-H1.
            number=int(span.code[-1]) if "-" in span.code else 1,
        )
        yield Opening(at=at, run=run)


def _milestones(plan: PlanToLoad, plan_id: int, *, coordinator: Actor, today: date) -> Iterator[Opening]:
    tasks = list_task_ids(plan_id)
    for place, milestone in enumerate(plan.milestones):
        for year in range(milestone.first_year, today.year + 2):
            title, opens_on, due_on = milestone.in_year(year)
            at = moment(workday(opens_on - timedelta(days=MILESTONE_DAYS_AHEAD)), 10 * 60 + place)
            run = partial(
                once,
                add_milestone,
                asked=asked_by(coordinator, key=f"milestone:{place}:{year}", at=at),
                task_id=tasks[milestone.task],
                title=title,
                due_on=due_on,
                opens_on=opens_on,
            )
            yield Opening(at=at, run=run)
