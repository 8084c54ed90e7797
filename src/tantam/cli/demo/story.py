"""The story of the demo province: what people did, in order of time, through the commands that people use.

Each step is a command with the person who takes it, the moment at which it was taken and a key that is always
the same, so that a load that was interrupted goes on where it stopped.
"""

import heapq
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, Final

from tantam.base.asked import Asked
from tantam.cli.demo.answers import Decision, contributions_of, decisions_on, habit_of, scene_on, voice_for
from tantam.cli.demo.asking import asked_by, moment, once
from tantam.cli.demo.dice import dice
from tantam.cli.demo.fates import fate_of, scene_of, workday
from tantam.cli.demo.folder import PlanToLoad
from tantam.cli.demo.people import Cast
from tantam.cli.demo.work import Step, Work
from tantam.plans.commands.contributions import save_contribution
from tantam.plans.commands.decisions import exempt_duty, extend_duty
from tantam.plans.queries.annex import PhraseLine
from tantam.plans.queries.duties import DutyLine
from tantam.units.queries import UnitLine

# How many coordinating units of a hundred add something to a task in a period.
_TAKE_PART: Final = {"FRONT": 90, "ORGANISATION": 85, "BANK_BRANCH": 90, "DEPARTMENT": 65, "BANK_OFFICE": 25}
_TAKE_PART_ELSE: Final = 4
_OWN_PERIODS: Final = frozenset({"MILESTONE", "DEADLINE"})


class Story:
    """The steps that are still to come, the earliest first."""

    def __init__(self, *, plan: PlanToLoad, cast: Cast, units: Iterable[UnitLine], today: date) -> None:
        self._plan = plan
        self._cast = cast
        self._units: Mapping[str, UnitLine] = {unit.code: unit for unit in units}
        self._communes = [unit for unit in self._units.values() if unit.kind == "COMMUNE_PC"]
        self._today = today
        self._steps: list[tuple[datetime, int, Step]] = []
        self._places = count()
        self.played = 0

    @property
    def waiting(self) -> int:
        """Return how many steps are known that were not taken yet."""
        return len(self._steps)

    def play(self, *, until: datetime, progress: Callable[[], None]) -> None:
        """Take the steps that come before a moment."""
        while self._steps and self._steps[0][0] < until:
            at, _place, step = heapq.heappop(self._steps)
            step.run(asked_by(step.by, key=step.key, at=at))
            self.played += 1
            progress()

    def add_duty(self, duty: DutyLine) -> None:
        """Draw the fate of a duty and put its steps in their places, up to yesterday."""
        work = Work(
            duty=duty,
            unit=self._units[duty.unit_code],
            cast=self._cast,
            indicators=[row for row in self._plan.indicators if row.task == duty.task_code],
            communes=self._communes,
        )
        opens_on, due_on = duty.opens_on, duty.original_due_on
        for decision in decisions_on(duty, "exemptions"):
            self._decide(duty, decision, partial(_exempt, duty, decision))
            return
        for decision in decisions_on(duty, "extensions"):
            new_due_on = due_on + timedelta(days=decision.later)
            self._decide(duty, decision, partial(_extend, duty, decision, new_due_on))
            opens_on, due_on = opens_on + timedelta(days=decision.days + 1), new_due_on
        chance = dice("fate", work.name)
        if scene := scene_on(duty, today=self._today):
            moves = scene_of(scene[0], opens_on=opens_on)
        else:
            moves = fate_of(chance, habit_of(duty.unit_code), opens_on=opens_on, due_on=due_on)
        for order, (move, on) in enumerate(moves):
            minute = 8 * 60 + 45 * order + chance.randint(0, 20)
            for step in work.steps(move, at=moment(on, minute), order=order):
                self._put(step)

    def add_contributions(self, duties: Iterable[DutyLine], phrases: Iterable[PhraseLine]) -> None:
        """Let coordinating units add something to the tasks of an opened period."""
        by_task = {duty.task_code: duty for duty in duties if duty.period_kind not in _OWN_PERIODS}
        for phrase in phrases:
            duty = by_task.get(phrase.task_code)
            if phrase.role != "COORDINATING" or duty is None:
                continue
            for unit_code in phrase.unit_codes:
                self._contribute(duty, self._units[unit_code])

    def _contribute(self, duty: DutyLine, unit: UnitLine) -> None:
        name = f"contribution:{unit.code}:{duty.task_code}:{duty.period_code}"
        chance = dice(name)
        if chance.randrange(100) >= _TAKE_PART.get(unit.kind, _TAKE_PART_ELSE):
            return
        on = workday(
            duty.opens_on + timedelta(days=chance.randint(4, max(5, (duty.original_due_on - duty.opens_on).days)))
        )
        text = voice_for(duty, unit, chance).say(chance.choice(contributions_of(unit.kind)))
        run = partial(_add_contribution, duty, text)
        by = self._cast.of(unit.code, "REPORTER")
        self._put(Step(at=moment(on, 13 * 60 + chance.randint(0, 200)), by=by, key=name, run=run))

    def _decide(self, duty: DutyLine, decision: Decision, run: Callable[[Asked], Any]) -> None:
        on = duty.opens_on + timedelta(days=decision.days)
        key = f"decision:{duty.unit_code}:{duty.task_code}:{duty.period_code}"
        self._put(Step(at=moment(on, 15 * 60), by=self._cast.coordinator, key=key, run=run))

    def _put(self, step: Step) -> None:
        if step.at.date() < self._today:
            heapq.heappush(self._steps, (step.at, next(self._places), step))


def _exempt(duty: DutyLine, decision: Decision, asked: Asked) -> None:
    once(
        exempt_duty,
        asked=asked,
        duty_id=duty.id,
        decided_by=decision.decided_by,
        reason=decision.reason,
        document=decision.document,
    )


def _extend(duty: DutyLine, decision: Decision, new_due_on: date, asked: Asked) -> None:
    once(
        extend_duty,
        asked=asked,
        duty_id=duty.id,
        new_due_on=new_due_on,
        decided_by=decision.decided_by,
        reason=decision.reason,
        document=decision.document,
    )


def _add_contribution(duty: DutyLine, text: str, asked: Asked) -> None:
    once(save_contribution, asked=asked, task_id=duty.task_id, period_id=duty.period_id, version=0, text=text)
