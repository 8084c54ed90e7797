"""Loading the demo province, step by step, once."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tantam.base.asked import EVERYTHING
from tantam.base.commands import was_carried_out
from tantam.base.errors import Refusal
from tantam.cli.demo.asking import Event, asked_by, moment, once
from tantam.cli.demo.folder import read_people, read_plan
from tantam.cli.demo.ground import Opening, list_openings, load_demo_units, load_plan
from tantam.cli.demo.groups import GroupStory
from tantam.cli.demo.people import Cast, load_people
from tantam.cli.demo.policy import load_policy
from tantam.cli.demo.register import RegisterStory
from tantam.cli.demo.requests import RequestStory
from tantam.cli.demo.sessions import SessionStory
from tantam.cli.demo.story import Story
from tantam.core.duties import Tally, state_of, tally
from tantam.plans.commands.periods import set_cycle
from tantam.plans.queries.annex import PhraseLine, find_plan, get_plan_head, list_phrases
from tantam.plans.queries.duties import list_duties, list_task_ids
from tantam.units.queries import list_units

STEPS: Final = 5
_ROWS_LOOKED_AT: Final = 2_000  # of each index
_CACHE_KB: Final = 400_000
_PAGES_KEPT_BACK: Final = 50_000  # of 4 KiB each, before they go from the log into the file


class UnableToLoadDemo(Refusal):
    """The installation holds something else already."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demo province holds on a day."""

    units: int
    people: int
    tasks: int
    steps: int
    households: int
    duties: Tally


def is_loaded() -> bool:
    """Tell whether the demo province was loaded to its end."""
    return was_carried_out("demo:end")


def load_demo(*, today: date, console: Console, communes: int | None = None) -> Loaded:
    """Load the province as it stands on a day; an interrupted load goes on where it stopped.

    `communes` keeps only that many communes, and the cast's transaction offices, for tests.

    :raises UnableToLoadDemo: if the database holds units that the demo did not load.
    """
    refuse_other_units()
    plan = read_plan()
    with quick_commits(), little_garbage():
        units = load_demo_units(communes=communes)
        console.print(f"\\[1/{STEPS}] Đơn vị: {len(units)}")
        cast = load_people(read_people(), units)
        console.print(f"\\[2/{STEPS}] Người dùng: {cast.count}")
        plan_id = load_plan(plan, coordinator=cast.coordinator)
        tasks = len(list_task_ids(plan_id))
        console.print(f"\\[3/{STEPS}] Kế hoạch {plan.number}: {tasks} nhiệm vụ từ phụ lục")
        story = Story(plan=plan, cast=cast, units=units, today=today)
        register = RegisterStory(cast, units)
        groups = GroupStory(cast, units)
        requests, sessions = RequestStory(cast, groups.groups, today=today), SessionStory(cast, groups)
        events = [*register.list_events(today=today), *groups.list_events(today=today)]
        events += [*requests.list_events(groups.working_keys()), *sessions.list_events(today=today)]
        _tell(story, events, plan_id, cast, today=today, console=console)
        households = len(register.households)
        snapshot_id = register.take_down(today=today)
        reforms = load_policy(cast, units, plan_id=plan_id, snapshot_id=snapshot_id, today=today)
        _end(plan_id, cast, today=today)
    duties = count_duties(plan_id, today=today)
    console.print(f"\\[4/{STEPS}] Báo cáo: {story.played} việc đã làm, {duties.total} nhiệm vụ theo đơn vị và kỳ")
    console.print(
        f"\\[5/{STEPS}] Người thụ hưởng: {households} hộ trong danh sách của các xã, {groups.count} Tổ vay vốn, "
        f"{reforms} cải cách đã chạy thử"
    )
    return Loaded(
        units=len(units), people=cast.count, tasks=tasks, steps=story.played, households=households, duties=duties
    )


def refuse_other_units() -> None:
    """Refuse a database that holds something else.

    :raises UnableToLoadDemo: if it holds units that the demo did not load.
    """
    if list_units() and not was_carried_out("demo:units"):
        raise UnableToLoadDemo(
            "Cơ sở dữ liệu đã có dữ liệu khác, nên không nạp tỉnh dùng thử vào đó. "
            "Hãy đặt TANTAM_HOME hoặc TANTAM_DATABASE_URL tới một nơi trống rồi chạy lại."
        )


def count_duties(plan_id: int, *, today: date) -> Tally:
    """Return how many duties are in each state on a day."""
    return tally(
        state_of(opens_on=row.opens_on, due_on=row.due_on, done_on=row.done_on, exempt=row.exempt, on=today)
        for row in list_duties(plan_id=plan_id, scope=EVERYTHING)
    )


def find_demo_plan() -> int | None:
    """Return the number of the demo's plan, if it is there."""
    plan = read_plan()
    return find_plan(number=plan.number, issued_on=plan.issued_on)


def _tell(story: Story, events: Iterable[Event], plan_id: int, cast: Cast, *, today: date, console: Console) -> None:
    """Open what is opened, in order of time, and play what happens between, in the plan and to the register."""
    phrases = list_phrases(plan_id=plan_id)
    begun: set[int] = set()
    openings = list_openings(read_plan(), plan_id, coordinator=cast.coordinator, today=today)
    columns = (TextColumn("      {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        shown = bar.add_task("Báo cáo và danh sách của các đơn vị", total=None)

        def progress() -> None:
            bar.update(shown, completed=story.played, total=story.played + story.waiting)

        _begin(story, plan_id, phrases, begun)
        happenings: list[Opening | Event] = [*openings, *events]
        for happening in sorted(happenings, key=lambda one: one.at):
            story.play(until=happening.at, progress=progress)
            happening.run()
            if isinstance(happening, Opening):
                _begin(story, plan_id, phrases, begun)
        story.play(until=moment(today, 0), progress=progress)


def _begin(story: Story, plan_id: int, phrases: list[PhraseLine], begun: set[int]) -> None:
    """Let the work on duties begin that were made since the last time."""
    new = [duty for duty in list_duties(plan_id=plan_id, scope=EVERYTHING) if duty.id not in begun]
    begun.update(duty.id for duty in new)
    for duty in new:
        story.add_duty(duty)
    story.add_contributions(new, phrases)


def _end(plan_id: int, cast: Cast, *, today: date) -> None:
    """Let the coordinator confirm the reporting cycle, last of all: the key says that the load came to its end."""
    once(
        set_cycle,
        asked=asked_by(cast.coordinator, key="end", at=moment(today, 7 * 60)),
        plan_id=plan_id,
        report_cycle=get_plan_head(plan_id).report_cycle,
    )


@contextmanager
def quick_commits() -> Iterator[None]:
    """Let SQLite not wait for the disk after each of many thousand commits, and keep much of the book in memory.

    A load that is cut is loaded again.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        usual = [
            f"{name}={cursor.execute(f'PRAGMA {name}').fetchone()[0]}"
            for name in ("synchronous", "cache_size", "wal_autocheckpoint")
        ]
        for pragma in ("synchronous=OFF", f"cache_size=-{_CACHE_KB}", f"wal_autocheckpoint={_PAGES_KEPT_BACK}"):
            cursor.execute(f"PRAGMA {pragma}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for pragma in ("wal_checkpoint(TRUNCATE)", *usual):
                cursor.execute(f"PRAGMA {pragma}")


def look_at_tables() -> None:
    """Let the database look at what its tables hold, or SQLite goes by the first index that it sees."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={_ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")


@contextmanager
def little_garbage() -> Iterator[None]:
    """Look for garbage seldom, and never in what the program itself consists of; that is a tenth of the time."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
