"""How a balance came about: every event with what it did, and every night with what it bore."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tantam.core.loans.balances import Balances, Split
from tantam.core.loans.course import NIGHT
from tantam.core.loans.events import Event, Reversed
from tantam.core.loans.life import Stretch, Trace, fold
from tantam.core.loans.terms import LoanTerms


@dataclass(frozen=True, slots=True)
class Line:
    """An event in the story of a loan; `split` is there for payments, `taken_back_by` where one was."""

    event: Event
    split: Split | None
    taken_back_by: int | None


@dataclass(frozen=True, slots=True)
class Story:
    """The events of a loan in the order of their days, its nights in stretches, and what it comes to."""

    lines: tuple[Line, ...]
    stretches: tuple[Stretch, ...]
    balances: Balances


def explain(terms: LoanTerms, events: Iterable[Event], *, on: date, known_on: date | None = None) -> Story:
    """Return how a loan came to stand where it stands on a day.

    With `known_on`, only events written down by then count: what one saw on that day.
    """
    known = [event for event in events if known_on is None or event.booked_on <= known_on]
    trace = Trace()
    balances = fold(terms, known, on=on, trace=trace)
    taken_back = {event.what: event.seq for event in known if isinstance(event, Reversed)}
    lines = (
        Line(event=event, split=trace.splits.get(event.seq), taken_back_by=taken_back.get(event.seq))
        for event in sorted(known, key=lambda event: (event.on, event.seq))
        if event.on <= on
    )
    return Story(lines=tuple(lines), stretches=tuple(trace.stretches), balances=balances)


def night_by_night(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches night by night, for who wants to reckon along."""
    for stretch in stretches:
        for night in range(stretch.nights):
            yield Stretch(
                after=stretch.after + night * NIGHT,
                until=stretch.after + (night + 1) * NIGHT,
                current_vnd=stretch.current_vnd,
                overdue_vnd=stretch.overdue_vnd,
                rates=stretch.rates,
                points_current=stretch.points_current // stretch.nights,
                points_overdue=stretch.points_overdue // stretch.nights,
            )
