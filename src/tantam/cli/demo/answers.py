"""The words of the story, from `demo/answers.yaml`, and how their gaps are filled."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, Final

import yaml

from tantam.cli.demo.dice import dice
from tantam.cli.demo.fates import HABITS, Habit, Move, any_habit
from tantam.cli.demo.folder import demo_path
from tantam.plans.queries.duties import DutyLine
from tantam.units.queries import UnitLine

# How many papers of a kind a unit issues in a hundred days.
_PACE: Final = {"QĐ": 240, "CV": 310, "BC": 95, "KH": 28, "TTr": 40, "TB": 35, "NQ": 8, "HD": 7, "CTr": 4}
# How long ago a period was opened that is going on now, and the one before it.
_NOW_DAYS: Final = 45
_BEFORE_DAYS: Final = 230
_GAP: Final = re.compile(r"\{([^{}]+)\}")
_RANGE: Final = re.compile(r"(\d+)\.\.(\d+)")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that a unit issued."""

    number: str
    issued_on: date
    kind: str
    issuing_body: str
    signer: str
    abstract: str


@dataclass(frozen=True, slots=True)
class Decision:
    """An exemption, or an extension by `later` days, recorded some days after the opening."""

    units: tuple[str, ...]
    tasks: tuple[str, ...]
    period: str
    days: int
    later: int
    decided_by: str
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class Voice:
    """A unit that speaks about a duty's period: what the gaps of its sentences are filled with."""

    unit: UnitLine
    period: str
    year: int
    chance: Random

    def say(self, sentence: str, **more: str) -> str:
        """Return a sentence with its gaps filled."""
        place = place_of(self.unit)
        words = {
            "place": place,
            "Place": place[0].upper() + place[1:],
            "period": self.period,
            "year": str(self.year),
            **more,
        }
        return _GAP.sub(lambda gap: self._fill(gap[1], words), sentence)

    def _fill(self, gap: str, words: Mapping[str, str]) -> str:
        if found := _RANGE.fullmatch(gap):
            return f"{self.chance.randint(int(found[1]), int(found[2])):,}".replace(",", ".")
        return self.chance.choice(gap.split("|")) if "|" in gap else words[gap]


def voice_for(duty: DutyLine, unit: UnitLine, chance: Random) -> Voice:
    """Return the voice of a unit in the period of a duty."""
    return Voice(unit=unit, period=period_words(duty), year=duty.original_due_on.year, chance=chance)


def period_words(duty: DutyLine) -> str:
    """Return the period of a duty as it stands inside a sentence."""
    if duty.period_kind in ("MILESTONE", "DEADLINE"):
        return f"quý {('I', 'II', 'III', 'IV')[(duty.original_due_on.month - 1) // 3]} năm {duty.original_due_on.year}"
    return duty.period_label[0].lower() + duty.period_label[1:]


def place_of(unit: UnitLine) -> str:
    """Return what a unit calls itself inside a sentence: "xã Ba Tơ", "Sở Tài chính"."""
    if unit.kind != "COMMUNE_PC":
        return unit.short_name
    return unit.short_name[0].lower() + unit.short_name[1:]


@cache
def read_answers() -> dict[str, Any]:
    """Return the words of the demo province."""
    content: dict[str, Any] = yaml.safe_load(demo_path("answers.yaml").read_text(encoding="utf-8"))
    return content


def words_for(duty: DutyLine) -> tuple[Sequence[str], Sequence[Mapping[str, str]]]:
    """Return the texts and the documents that a unit may choose from for a duty."""
    answers = read_answers()
    if duty.period_kind == "MILESTONE":
        row = answers["milestones"][duty.task_code]
        return row["texts"], row["documents"]
    row = answers["tasks"][duty.task_code]
    return _by_kind(row["texts"], duty.unit_kind), _by_kind(row["documents"], duty.unit_kind)


def extras_for(duty: DutyLine, name: str) -> Sequence[Mapping[str, Any]]:
    """Return the briefings or the media items that a unit may choose from for a duty."""
    if duty.period_kind == "MILESTONE":
        return ()
    found: Sequence[Mapping[str, Any]] = read_answers()["tasks"][duty.task_code].get(name, ())
    return found


def contributions_of(kind: str) -> Sequence[str]:
    """Return what a coordinating unit of a kind may add."""
    found: Sequence[str] = _by_kind(read_answers()["contributions"], kind)
    return found


def _by_kind(choices: Mapping[str, Any], kind: str) -> Any:
    return choices.get(kind) or choices[""]


def decisions_on(duty: DutyLine, name: str) -> list[Decision]:
    """Return the exemptions or extensions that concern a duty."""
    return [
        Decision(
            units=tuple(row["units"]),
            tasks=tuple(row["tasks"]),
            period=row["period"],
            days=row["days"],
            later=row.get("later", 0),
            decided_by=row["decided_by"],
            reason=row["reason"],
            document=row["document"],
        )
        for row in read_answers()["decisions"][name]
        if duty.unit_code in row["units"] and duty.task_code in row["tasks"] and duty.period_code == row["period"]
    ]


def habit_of(unit_code: str) -> Habit:
    """Return how a unit works: as the words say, else by chance; half are prompt, some are slow."""
    known: Mapping[str, str] = read_answers()["habits"]
    return HABITS[known[unit_code]] if unit_code in known else any_habit(dice("habit", unit_code))


def scene_on(duty: DutyLine, *, today: date) -> tuple[Move | None] | None:
    """Return with which move the work on a duty ends that is to be seen on somebody's desk; None for all others.

    The scenes are set in the reporting period that was opened last before today, and in the one before it.
    """
    if duty.period_kind in ("MILESTONE", "DEADLINE"):
        return None
    age = (today - duty.opens_on).days
    when = "now" if age <= _NOW_DAYS else "before" if age <= _BEFORE_DAYS else ""
    for row in read_answers()["scenes"]:
        if (row["unit"], row["task"], row["when"]) == (duty.unit_code, duty.task_code, when):
            return (Move(row["ends"]) if row["ends"] else None,)
    return None


def paper(voice: Voice, row: Mapping[str, str], *, after: date, before: date, signer: str) -> Paper:
    """Return a document that the unit issued between two days, with a number that fits the day and the kind.

    The number and the symbol are written as Decree 30/2020/NĐ-CP has them; a number below ten gets a zero.
    """
    issued_on = after + timedelta(days=voice.chance.randint(0, max(0, (before - after).days)))
    issued_on -= timedelta(days=max(0, issued_on.weekday() - 4))
    day = issued_on.timetuple().tm_yday
    number = 1 + day * _PACE[row["symbol"]] // 100 + voice.chance.randint(0, 3)
    return Paper(
        number=f"{number:02d}/{_symbol(voice.unit, row['symbol'])}",
        issued_on=issued_on,
        kind=row["kind"],
        issuing_body="Hội đồng nhân dân " + place_of(voice.unit) if row["symbol"] == "NQ" else voice.unit.name,
        signer=signer,
        abstract=voice.say(row["abstract"]),
    )


def _symbol(unit: UnitLine, kind: str) -> str:
    if kind == "NQ":
        return "NQ-HĐND"
    symbols = read_answers()["symbols"]
    if unit.kind in ("COMMUNE_PC", "PROVINCE_PC"):
        return "UBND-KT" if kind == "CV" else f"{kind}-UBND"
    body = symbols.get(unit.code) or symbols[""]
    return f"{body}-KH" if kind == "CV" else f"{kind}-{body}"
