"""What becomes of a duty in the story: a list of dated moves, drawn by chance that is always the same.

Nothing here knows of the program: `fate_of` returns the whole life of a piece of work, as far as it will ever
go; who plays it stops at the day on which the province is loaded. So the older a period is, the more of it is
done, and today's period stands wherever it would stand on that day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from random import Random
from typing import Final


class Move(StrEnum):
    """Something that happens with the work on a duty."""

    WRITE = "WRITE"
    FILE = "FILE"
    SIGN_OFF = "SIGN_OFF"
    SEND_BACK = "SEND_BACK"
    ACCEPT = "ACCEPT"
    RETURN = "RETURN"
    REWRITE = "REWRITE"


@dataclass(frozen=True, slots=True)
class Habit:
    """How a unit works: chances in a hundred, and the earliest day of filing after the opening."""

    earliest: int
    late: int
    very_late: int
    sent_back: int
    returned: int
    never_mended: int


HABITS: Final = {
    "prompt": Habit(earliest=3, late=1, very_late=0, sent_back=2, returned=2, never_mended=0),
    "ordinary": Habit(earliest=6, late=7, very_late=2, sent_back=4, returned=6, never_mended=15),
    "slow": Habit(earliest=14, late=26, very_late=18, sent_back=6, returned=12, never_mended=30),
}
# Chances in a hundred, in the order of HABITS.
_SHARES: Final = (50, 38, 12)

Moves = list[tuple[Move, date]]


def any_habit(chance: Random) -> Habit:
    """Return a habit: half are prompt, some are slow."""
    (name,) = chance.choices(list(HABITS), weights=_SHARES)
    return HABITS[name]


def fate_of(chance: Random, habit: Habit, *, opens_on: date, due_on: date) -> Moves:
    """Return the moves of a duty in order of time, the last of which may lie far in the future."""
    files_on = _first_filing(chance, habit, opens_on=opens_on, due_on=due_on)
    # Those who are late often began in time, and left a draft lying.
    began_in_time = files_on > due_on and chance.randrange(100) < 50
    begins_on = (due_on if began_in_time else files_on) - timedelta(days=chance.randint(1, 9))
    begins_on = max(opens_on - timedelta(days=6), begins_on)
    moves: Moves = [(Move.WRITE, workday(begins_on))]
    moves += _to_signature(chance, habit, files_on=max(files_on, opens_on + timedelta(days=2)))
    moves += _to_acceptance(chance, habit, signed_on=moves[-1][1])
    assert all(earlier[1] <= later[1] for earlier, later in pairwise(moves))
    return moves


def scene_of(ends: Move | None, *, opens_on: date) -> Moves:
    """Return the moves that lead to one that was taken soon after the opening, and no further."""
    lives = {
        None: (),
        Move.WRITE: (Move.WRITE,),
        Move.FILE: (Move.WRITE, Move.FILE),
        Move.SEND_BACK: (Move.WRITE, Move.FILE, Move.SEND_BACK),
        Move.SIGN_OFF: (Move.WRITE, Move.FILE, Move.SIGN_OFF),
        Move.ACCEPT: (Move.WRITE, Move.FILE, Move.SIGN_OFF, Move.ACCEPT),
        Move.RETURN: (Move.WRITE, Move.FILE, Move.SIGN_OFF, Move.RETURN),
    }
    moves: Moves = []
    on = opens_on
    for move in lives[ends]:
        on = _next_workday(on)
        moves.append((move, on))
    return moves


def _first_filing(chance: Random, habit: Habit, *, opens_on: date, due_on: date) -> date:
    roll = chance.randrange(100)
    if roll < habit.very_late:
        return due_on + timedelta(days=chance.randint(50, 600))
    if roll < habit.very_late + habit.late:
        return due_on + timedelta(days=chance.randint(2, 24))
    window = (due_on - opens_on).days
    # Deadlines are far away until they are near: the larger of two throws.
    first = min(habit.earliest * window // 30, max(window - 3, 0))
    offset = max(chance.randint(first, max(window - 2, first)) for _throw in range(2))
    return opens_on + timedelta(days=offset)


def _to_signature(chance: Random, habit: Habit, *, files_on: date) -> Iterator[tuple[Move, date]]:
    filed_on = workday(files_on)
    yield Move.FILE, filed_on
    if chance.randrange(100) < habit.sent_back:
        sent_back_on = _next_workday(filed_on)
        yield Move.SEND_BACK, sent_back_on
        rewritten_on = _next_workday(sent_back_on)
        yield Move.REWRITE, rewritten_on
        yield Move.FILE, rewritten_on
        filed_on = rewritten_on
    yield Move.SIGN_OFF, filed_on if chance.random() < 0.6 else _next_workday(filed_on)


def _to_acceptance(chance: Random, habit: Habit, *, signed_on: date) -> Iterator[tuple[Move, date]]:
    judged_on = workday(signed_on + timedelta(days=chance.randint(2, 11)))
    if judged_on < signed_on:
        judged_on = _next_workday(signed_on)
    if chance.randrange(100) >= habit.returned:
        yield Move.ACCEPT, judged_on
        return
    yield Move.RETURN, judged_on
    if chance.randrange(100) < habit.never_mended:
        return
    mended_on = workday(judged_on + timedelta(days=chance.randint(4, 13)))
    yield Move.REWRITE, mended_on
    yield Move.FILE, mended_on
    yield Move.SIGN_OFF, _next_workday(mended_on)
    yield Move.ACCEPT, _next_workday(mended_on + timedelta(days=chance.randint(3, 7)))


def workday(day: date) -> date:
    """Return the day itself, or the Friday before when it is a Saturday or Sunday."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _next_workday(day: date) -> date:
    """Return the next day that is no Saturday or Sunday."""
    following = day + timedelta(days=1)
    return following + timedelta(days=7 - following.weekday()) if following.weekday() > 4 else following
