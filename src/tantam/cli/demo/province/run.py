"""Loading the simulated province, commune by commune, with its progress; the answers are written apart."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tantam.cli.demo.folder import read_people
from tantam.cli.demo.ground import load_demo_units
from tantam.cli.demo.load import little_garbage, look_at_tables, quick_commits, refuse_other_units
from tantam.cli.demo.people import load_people
from tantam.cli.demo.province.calibration import Measured, Tally
from tantam.cli.demo.province.commune import CommuneBook, make_commune
from tantam.cli.demo.province.loading import Opened, is_open, office_of, open_commune, set_points
from tantam.cli.demo.province.places import province_shapes
from tantam.cli.demo.province.sessions import Played, Team, list_visits, play_months
from tantam.cli.demo.province.shape import MONTHS, CommuneShape, Months
from tantam.units.queries import UnitLine

_LOOKS: Final = frozenset({1, 3, 10, 30})  # communes, after which the tables are looked at
ANSWERS: Final = "province-answers.json"


@dataclass(frozen=True, slots=True)
class LoadedProvince:
    """What was taken over and kept, the figures beside their targets, the troubles planted, and where their key is."""

    opened: Opened
    played: Played
    measured: tuple[Measured, ...]
    answers: int
    answers_path: Path
    is_whole: bool


def load_province(
    *, today: date, console: Console, shapes: Sequence[CommuneShape], months: int, answers_path: Path
) -> LoadedProvince:
    """Load the province as it was taken over `months` before the last whole month; an interrupted load goes on.

    Only the communes of `shapes` are loaded. Nothing of the answers enters the database.

    :raises UnableToLoadDemo: if the database holds other units.
    :raises UnableToLoadProvince: if the program refuses anything of it.
    """
    refuse_other_units()
    ours, opened, tally = _months_until(today), Opened(), Tally()
    answers: list[dict[str, object]] = []
    books: list[tuple[CommuneBook, str]] = []
    points: dict[str, int] = {}
    month = ours.count - months
    with quick_commits(), little_garbage():
        units = load_demo_units(communes=None)
        cast = load_people(read_people(), units)
        offices = _offices(units)
        with _bar(console, "Nhận bàn giao các xã", total=len(shapes)) as advance:
            for number, shape in enumerate(shapes):
                if number in _LOOKS:
                    look_at_tables()
                book, office_code = make_commune(shape, ours), office_of(shape.place.former_district, offices)
                if not is_open(book, month=month):
                    open_commune(book, office_code=office_code, month=month, opened=opened)
                points |= set_points(book, office_code=office_code, month=month)
                books.append((book, office_code))
                tally.add(book)
                answers += [answer.as_row() for answer in book.answers()]
                advance()
        played = Played()
        if months:
            with _bar(console, "Phiên giao dịch", total=len(list_visits(books, month=month))) as advance:
                played = play_months(books, points, Team.of(cast), month=month, advance=advance)
    _write_answers(answers, answers_path)
    is_whole = len(shapes) == len(province_shapes())
    return LoadedProvince(opened, played, tally.measure(), len(answers), answers_path, is_whole)


def choose_shapes(communes: int | None) -> Sequence[CommuneShape]:
    """Return communes spread evenly over the province, or all of them."""
    shapes = province_shapes()
    count = len(shapes) if communes is None else min(communes, len(shapes))
    return [shapes[place * len(shapes) // count] for place in range(count)]


def _months_until(today: date) -> Months:
    """Return the months that end with the last whole one before a day."""
    year, place = divmod(today.year * 12 + today.month - 1 - MONTHS, 12)
    return Months(date(year, place + 1, 1))


def _offices(units: Sequence[UnitLine]) -> dict[str, str]:
    """Return the codes of the bank's offices by the name of the former district."""
    return {unit.short_name.removeprefix("PGD "): unit.code for unit in units if unit.kind == "BANK_OFFICE"}


@contextmanager
def _bar(console: Console, name: str, *, total: int) -> Iterator[Any]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=total)
        yield lambda: bar.advance(task)


def _write_answers(answers: list[dict[str, object]], path: Path) -> None:
    """Write the answer key where only its owner reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(made, "w", encoding="utf-8") as target:
        json.dump(answers, target, ensure_ascii=False, indent=1)
