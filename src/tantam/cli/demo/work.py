"""The work of one unit on one duty: what it writes, and who files, signs, judges."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, Final

from tantam.base.asked import Actor, Asked
from tantam.cli.demo.answers import extras_for, paper, place_of, read_answers, voice_for, words_for
from tantam.cli.demo.asking import once
from tantam.cli.demo.dice import dice
from tantam.cli.demo.fates import Move
from tantam.cli.demo.folder import IndicatorAsked
from tantam.cli.demo.people import Cast
from tantam.plans.commands.deliverables import add_briefing, add_document, add_media_item
from tantam.plans.commands.drafts import save_text
from tantam.plans.commands.indicators import record_values
from tantam.plans.commands.steps import (
    accept_submission,
    file_submission,
    return_submission,
    send_back,
    sign_off,
)
from tantam.plans.queries.duties import DutyLine
from tantam.units.queries import UnitLine

EARLIEST_PAPER: Final = date(2025, 8, 11)
PAPER_DAYS: Final = 110
# How many communes of a hundred write at length.
_AT_LENGTH: Final = 18

# Whether a paper and whether a text, drawn evenly.
_BRIEFLY: Final = ((True, False), (True, False), (False, True), (True, True))

Run = Callable[[Asked], Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A command that somebody takes at a moment."""

    at: datetime
    by: Actor
    key: str
    run: Run


class Work:
    """A duty being worked on; `version` is the submission's, as everybody sees it who goes on with it."""

    def __init__(
        self,
        *,
        duty: DutyLine,
        unit: UnitLine,
        cast: Cast,
        indicators: Sequence[IndicatorAsked],
        communes: Sequence[UnitLine],
    ) -> None:
        self.name = f"{duty.unit_code}:{duty.task_code}:{duty.period_code}"
        self._duty = duty
        self._unit = unit
        self._cast = cast
        self._indicators = indicators
        self._communes = communes
        self._chance = dice("work", self.name)
        self._voice = voice_for(duty, unit, self._chance)
        self._at_length = unit.kind != "COMMUNE_PC" or self._chance.randrange(100) < _AT_LENGTH
        self._text = ""
        self._version = 0

    def steps(self, move: Move, *, at: datetime, order: int) -> Iterator[Step]:
        """Yield the commands of a move, a few minutes apart."""
        role = _ROLES[move]
        by = self._cast.coordinator if role == "COORDINATOR" else self._cast.of(self._unit.code, role)
        for place, run in enumerate(self._commands(move, on=at.date())):
            key = f"work:{self.name}:{order}:{place}"
            yield Step(at=at + timedelta(minutes=3 * place), by=by, key=key, run=run)

    def _commands(self, move: Move, *, on: date) -> Iterator[Run]:
        answers = read_answers()
        if move is Move.WRITE:
            yield from self._write(on=on)
        elif move is Move.REWRITE:
            self._text = f"{self._text}\n{self._chance.choice(answers['mended'])}".strip()
            yield partial(self._save_text, text=self._text)
        elif move is Move.FILE:
            yield partial(self._judge, file_submission)
        elif move is Move.SIGN_OFF:
            yield partial(self._judge, sign_off)
        elif move is Move.ACCEPT:
            yield partial(self._judge, accept_submission)
        else:
            command, reasons = (send_back, "send_backs") if move is Move.SEND_BACK else (return_submission, "returns")
            yield partial(self._refuse, command, self._chance.choice(answers[reasons]))

    def _write(self, *, on: date) -> Iterator[Run]:
        texts, papers = words_for(self._duty)
        answers, chance, say = read_answers(), self._chance, self._voice.say
        # Most communes send either a paper or a few sentences; who writes at length sends both, and more.
        sends_paper, writes = (True, True) if self._at_length else chance.choice(_BRIEFLY)
        if writes:
            self._text = say(chance.choice(texts))
            more = {}
            if self._at_length and chance.randrange(100) < 70:
                more = {name: chance.choice(answers[name]) for name in ("difficulties", "proposals")}
            yield partial(self._save_text, text=self._text, **more)
        if sends_paper:
            for row in chance.sample(papers, min(len(papers), 2 if self._at_length else 1)):
                yield self._paper(row, on=on)
        yield from self._extras(on=on)
        # A milestone is asked for the required figures only, and few communes give more than they must.
        whole = self._at_length and self._duty.period_kind != "MILESTONE"
        if figures := {row.code: self._figure(row) for row in self._indicators if whole or row.required}:
            yield partial(self._record, figures)

    def _paper(self, row: Any, *, on: date) -> Run:
        signer = self._cast.of(self._unit.code, "APPROVER").name
        after = max(EARLIEST_PAPER, on - timedelta(days=PAPER_DAYS))
        issued = paper(self._voice, row, after=after, before=on, signer=signer)
        return partial(
            self._add,
            add_document,
            number=issued.number,
            issued_on=issued.issued_on,
            kind=issued.kind,
            issuing_body=issued.issuing_body,
            signer=issued.signer,
            abstract=issued.abstract,
        )

    def _extras(self, *, on: date) -> Iterator[Run]:
        chance = self._chance
        if (briefings := extras_for(self._duty, "briefings")) and self._at_length:
            for row in chance.sample(briefings, chance.randint(1, len(briefings))):
                yield partial(
                    self._add,
                    add_briefing,
                    kind=row.get("kind", "BRIEFING"),
                    topic=row["topic"],
                    held_on=self._recently(on),
                    audience=row["audience"],
                    attendees_count=chance.randint(*row["people"]),
                    place=self._voice.say(row["place"]),
                )
        if media := extras_for(self._duty, "media"):
            for row in chance.sample(media, len(media)):
                commune = place_of(chance.choice(self._communes))
                title = self._voice.say(row["title"], commune=commune, Commune=commune[0].upper() + commune[1:])
                outlet, day = row["outlet"], self._recently(on)
                yield partial(self._add, add_media_item, kind=row["kind"], title=title, outlet=outlet, published_on=day)

    def _recently(self, on: date) -> date:
        return max(EARLIEST_PAPER, on - timedelta(days=self._chance.randint(3, PAPER_DAYS)))

    def _figure(self, row: IndicatorAsked) -> Decimal:
        low, high, step = row.values.get(self._unit.kind) or row.values[""]
        if row.decimals:
            scale: int = 10**row.decimals
            return Decimal(self._chance.randint(low * scale, high * scale)) / scale
        return Decimal(self._chance.randrange(low, high + 1, step))

    def _save_text(self, asked: Asked, *, text: str, **more: str) -> None:
        self._version = once(save_text, asked=asked, duty_id=self._duty.id, version=self._version, text=text, **more)

    def _add(self, command: Callable[..., int], asked: Asked, **row: Any) -> None:
        once(command, asked=asked, duty_id=self._duty.id, **row)
        self._version += 1

    def _record(self, values: Mapping[str, Decimal], asked: Asked) -> None:
        self._version = once(record_values, asked=asked, duty_id=self._duty.id, values=values)

    def _judge(self, command: Callable[..., int], asked: Asked) -> None:
        once(command, asked=asked, duty_id=self._duty.id, version=self._version)

    def _refuse(self, command: Callable[..., int], reason: str, asked: Asked) -> None:
        once(command, asked=asked, duty_id=self._duty.id, reason=reason)


_ROLES: Final = {
    Move.WRITE: "REPORTER",
    Move.REWRITE: "REPORTER",
    Move.FILE: "REPORTER",
    Move.SIGN_OFF: "APPROVER",
    Move.SEND_BACK: "APPROVER",
    Move.ACCEPT: "COORDINATOR",
    Move.RETURN: "COORDINATOR",
}
