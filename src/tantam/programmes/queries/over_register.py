"""The law over the whole register, or over the communes that may be seen: counts, and the standard to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

import numpy as np

from tantam.base.asked import Scope
from tantam.core.counting import ProgrammeCount, count_answers, who_may
from tantam.core.eligibility.building import ColumnsBuilder
from tantam.core.eligibility.households import Column, HouseholdColumns
from tantam.core.rehearsal import CLASS_NAMES, ProgrammeChange, Reclassing, Rehearsal, reclassify, rehearse
from tantam.people.queries.heads import HeadLine, list_heads
from tantam.people.queries.list_households import ListedHouseholds, get_listed_households
from tantam.people.queries.register import KnownHousehold, iterate_known_households
from tantam.programmes.known_facts import facts_of, facts_of_list
from tantam.programmes.law_files import load_law
from tantam.programmes.queries.snapshots import (
    SnapshotLine,
    find_newest_snapshot,
    load_columns,
    make_columns,
)
from tantam.units.queries import get_areas, list_communes

_NOT_KNOWN: Final = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Seen:
    """The part of the register that somebody works on, the day of which it tells, and its snapshot or list, if any.

    `heads` names the households of a list, which may be new to the register.
    """

    households: HouseholdColumns
    as_of: date
    snapshot: SnapshotLine | None = None
    listed: ListedHouseholds | None = None
    heads: Mapping[int, HeadLine] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CommuneMoves:
    """Of a commune: households by class before and after (names of classes), and how many change."""

    code: str
    name: str
    households: int
    changing: int
    coming_in: int
    leaving: int
    to_survey: int


@dataclass(frozen=True, slots=True)
class Move:
    """How many households go from one class to another."""

    before: str
    after: str
    households: int


@dataclass(frozen=True, slots=True)
class RehearsalPage:
    """What a new standard would change, ready to be shown."""

    on: date
    moves: tuple[Move, ...]
    communes: tuple[CommuneMoves, ...]
    programmes: tuple[ProgrammeChange, ...]
    debts: tuple[tuple[str, int, int], ...]  # programme, households, đồng
    households: int


@dataclass(frozen=True, slots=True)
class ToVerify:
    """A household to visit: its classes, what they rest on, and what it owes (đồng)."""

    head: HeadLine
    before: str
    after: str
    income_vnd: int | None
    deprivations: int | None
    owed_vnd: int


def see_register(*, scope: Scope, as_of: date, known_at: datetime) -> Seen | None:
    """Return the columns of what the scope covers: a commune as it is now, else the province's newest snapshot.

    None where the province has no snapshot yet. The columns of the province name nobody; lists of households are
    narrowed to the scope again.
    """
    codes = [] if scope.all_units else [commune.code for commune in list_communes(scope=scope)]
    if codes:
        return Seen(make_columns(as_of=as_of, known_at=known_at, commune_codes=codes), as_of)
    newest = find_newest_snapshot()
    return None if newest is None else Seen(load_columns(newest.id), newest.as_of, newest)


def see_list(*, scope: Scope, list_id: int, as_of: date, known_at: datetime) -> Seen:
    """Return the households of an official list in columns: what the list says, over what the register knows.

    :raises OutOfScope: if there is no such list, or it is another commune's.
    """
    listed = get_listed_households(scope=scope, list_id=list_id)
    known = {
        household.number: household
        for household in iterate_known_households(on=as_of, known_at=known_at, commune_codes=[listed.commune_code])
    }
    areas = get_areas(on=as_of)
    builder = ColumnsBuilder(room_for=len(listed.households))
    heads = {}
    for line in listed.households:
        # A household that is new to the register has no number there: its row stands for it, below nought.
        number = line.household_id or -line.row
        household = known.get(number) or KnownHousehold(number, listed.commune_code, listed.commune_form, None)
        facts = facts_of(household, areas=areas, on=as_of) | facts_of_list(
            standing=line.standing,
            income_vnd=line.income_vnd,
            deprivations=line.deprivations,
            effective_on=listed.effective_on,
        )
        builder.add(number=number, commune_code=listed.commune_code, facts=facts, debts=household.debts)
        heads[number] = HeadLine(line.household_id, "", line.head_name, line.village, listed.commune)
    return Seen(builder.build(), as_of, listed=listed, heads=heads)


def count_over_register(seen: Seen, *, on: date, commune_code: str = "") -> list[ProgrammeCount]:
    """Return for each programme that lends how many households may borrow, of one commune or of all."""
    chosen = _in_commune(seen.households, commune_code) if commune_code else None
    return count_answers(load_law(), seen.households, on=on, chosen=chosen)


def list_who_may(seen: Seen, *, scope: Scope, programme: str, on: date, limit: int) -> tuple[int, list[HeadLine]]:
    """Return how many households may borrow under a programme and owe nothing there, and the first of them."""
    numbers = who_may(load_law(), seen.households, programme=programme, on=on).tolist()
    return len(numbers), list_heads(scope=scope, household_ids=numbers[:limit])


def get_rehearsal(seen: Seen, *, on: date) -> RehearsalPage:
    """Return what the poverty standard of a day would change among the households.

    :raises MissingValueError: if the law has no standard for the day.
    """
    found = rehearse(load_law(), seen.households, on=on)
    whole = found.moves.sum(axis=0)
    moves = [
        Move(before=CLASS_NAMES[before], after=CLASS_NAMES[after], households=int(whole[before, after]))
        for before in range(len(CLASS_NAMES))
        for after in range(len(CLASS_NAMES))
        if whole[before, after]
    ]
    return RehearsalPage(
        on=on,
        moves=tuple(moves),
        communes=_commune_moves(found),
        programmes=found.programmes,
        debts=tuple((code, found.debtors[code], vnd) for code, vnd in sorted(found.debts_vnd.items())),
        households=seen.households.count,
    )


def list_to_verify(seen: Seen, *, scope: Scope, on: date, limit: int) -> tuple[int, list[ToVerify]]:
    """Return how many households change class under the standard of a day, and the first of them to visit.

    :raises MissingValueError: if the law has no standard for the day.
    """
    households = seen.households
    classes = reclassify(load_law(), households, on=on)
    places = np.flatnonzero(classes.changed)
    place_of = {int(households.numbers[place]): int(place) for place in places[:limit]}
    if seen.heads:
        named = [(seen.heads[number], place) for number, place in place_of.items()]
    else:
        heads = list_heads(scope=scope, household_ids=list(place_of))
        named = [(head, place_of[head.household_id]) for head in heads if head.household_id is not None]
    return len(places), [_to_verify(head, households, classes, place) for head, place in named]


def _to_verify(head: HeadLine, households: HouseholdColumns, classes: Reclassing, place: int) -> ToVerify:
    return ToVerify(
        head=head,
        before=CLASS_NAMES[int(classes.before[place])],
        after=CLASS_NAMES[int(classes.after[place])],
        income_vnd=_fact(households, "income_vnd", place),
        deprivations=_fact(households, "deprivations", place),
        owed_vnd=sum(int(column[place]) for column in households.debts.values()),
    )


def _fact(households: HouseholdColumns, name: str, place: int) -> int | None:
    column = households.facts.get(name)
    return int(column.values[place]) if column is not None and column.known[place] else None


def _in_commune(households: HouseholdColumns, code: str) -> Column:
    if code not in households.commune_codes:
        return np.zeros(households.count, dtype=np.bool_)
    chosen: Column = households.communes == households.commune_codes.index(code)
    return chosen


def _commune_moves(found: Rehearsal) -> tuple[CommuneMoves, ...]:
    names = {commune.code: commune.name for commune in list_communes()}
    unknown = CLASS_NAMES.index(_NOT_KNOWN)
    listed = [CLASS_NAMES.index("POOR"), CLASS_NAMES.index("NEAR_POOR")]
    others = [CLASS_NAMES.index("AVERAGE"), CLASS_NAMES.index("NONE")]
    lines = []
    for place, code in enumerate(found.commune_codes):
        moves = found.moves[place]
        known = moves[:unknown, :unknown]
        lines.append(
            CommuneMoves(
                code=code,
                name=names.get(code, code),
                households=int(moves.sum()),
                changing=int(known.sum() - known.trace()),
                coming_in=_sum(known, others, listed),
                leaving=_sum(known, listed, others),
                to_survey=int(moves[:, unknown].sum()),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.changing, line.name)))


def _sum(moves: Column, before: Sequence[int], after: Sequence[int]) -> int:
    return int(moves[np.ix_(before, after)].sum())
