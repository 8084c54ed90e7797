"""Loans, plans, events and kept rows read as columns, for those who look at every loan."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tantam.base.reading import Ints, detail_sql, fetch_columns, ordinal_sql
from tantam.core.loans import columns
from tantam.core.loans.plain import NEVER, Moves, PlainTerms, first_days
from tantam.core.loans.stepping import PAY_KIND
from tantam.lending.models import LoanEvent

# Kinds of events beside those that are one kind of step.
TAKEN_OVER: Final = 10
REVERSED: Final = 11
OTHER: Final = 12
# What of a kept row is a number as it stands.
KEPT_NUMBERS: Final = (
    "principal_vnd",
    "overdue_vnd",
    "points_current",
    "points_overdue",
    "disbursed_vnd",
    "principal_paid_vnd",
    "interest_current_paid_vnd",
    "interest_overdue_paid_vnd",
    "principal_written_off_vnd",
    "interest_written_off_vnd",
    "recovered_vnd",
    "surplus_vnd",
    "surplus_returned_vnd",
    "left_vnd",
    "rate_ppm",
    "overdue_rate_ppm",
    "events",
    "office_id",
)
_KEPT_FLAGS: Final = ("is_written_off", "is_frozen", "follows_plan")
_AGREED: Final = ("approved_vnd", "rate_ppm", "overdue_rate_ppm", "office_id")
_KEPT_DAYS: Final = ("day", "next_turn_on")
# An event's number, day and kind make one number.
_KIND_BITS: Final = 4
_DAY_BITS: Final = 22
_SEQ_BITS: Final = 32


@dataclass(slots=True)
class EventColumns:
    """Events in the order of loan and writing; `loan` is the place of the loan, `day` an ordinal."""

    loan: Ints
    seq: Ints
    day: Ints
    kind: Ints
    amount_vnd: Ints


@dataclass(slots=True)
class TakenOverColumns:
    """What stands of taking over; days are ordinals."""

    loan: Ints
    day: Ints
    disbursed_vnd: Ints
    principal_vnd: Ints
    interest_current_vnd: Ints
    interest_overdue_vnd: Ints


@dataclass(slots=True)
class LifeColumns:
    """Loans in the order of their ids, a place each.

    `kept` are the columns of the kept rows by name, days as ordinals (no day is NEVER), where `is_kept`. Of loans that
    are `is_plain` the moves are all that stands; the others are read one by one.
    """

    ids: Ints
    terms: PlainTerms
    kept: dict[str, Ints]
    is_kept: NDArray[np.bool_]
    office_id: Ints
    events: Ints
    moves: Moves
    is_plain: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Range:
    """Loans whose ids are above one number and not above another."""

    after: int
    through: int

    def fetch(self, said: dict[str, str], *, source: str, order: str, of_loan: str = "loan_id") -> dict[str, Ints]:
        """Return what is said about the rows of the loans, by name, sorted by loan and `order`."""
        words = ", ".join(f"{sql} AS {name}" for name, sql in said.items())
        query = (
            f"SELECT {words} FROM {source} {'AND' if ' WHERE ' in source else 'WHERE'}"  # noqa: S608 - names of columns
            f" {of_loan} > %s AND {of_loan} <= %s ORDER BY {of_loan}{order}"
        )
        return fetch_columns(query, (self.after, self.through), columns=tuple(said))


def read_life_columns(after: int, through: int) -> LifeColumns:
    """Return the loans whose ids are above one number and not above another."""
    some = _Range(after, through)
    loans = _read_loans(some)
    ids = loans["id"]
    terms = _read_terms(some, loans)
    events = _read_events(some, ids)
    stands = _stands(some, ids, events)
    is_plain = terms.are_possible()
    is_plain[events.loan[stands & (events.kind == OTHER)]] = False
    own = stands & (events.kind < TAKEN_OVER)
    moves = Moves(events.loan[own], events.day[own], events.kind[own].astype(np.int8), events.amount_vnd[own])
    begun = _read_taken_over(some, ids, events, stands)
    is_plain[_not_first(begun, moves, count=ids.size)] = False
    moves = _joined(moves, begun)
    return LifeColumns(
        ids=ids,
        terms=terms,
        kept={name: loans[name] for name in (*KEPT_NUMBERS, *_KEPT_FLAGS, *_KEPT_DAYS)},
        is_kept=loans["is_kept"] == 1,
        office_id=loans["agreed_office_id"],
        events=np.bincount(events.loan, minlength=ids.size),
        moves=moves,
        is_plain=is_plain & _within_approval(moves, terms),
    )


def _read_loans(some: _Range) -> dict[str, Ints]:
    said = {"id": "loan.id"}
    said |= {f"agreed_{name}": f"loan.{name}" for name in _AGREED}
    said |= {name: f"COALESCE(kept.{name}, 0)" for name in KEPT_NUMBERS}
    said |= {name: f"CASE WHEN kept.{name} THEN 1 ELSE 0 END" for name in _KEPT_FLAGS}
    said |= {name: f"COALESCE({ordinal_sql(f'kept.{name}')}, {NEVER})" for name in _KEPT_DAYS}
    said["is_kept"] = "CASE WHEN kept.loan_id IS NULL THEN 0 ELSE 1 END"
    source = "lending_loan AS loan LEFT JOIN lending_loanbalance AS kept ON kept.loan_id = loan.id"
    return some.fetch(said, source=source, of_loan="loan.id", order="")


def _read_terms(some: _Range, loans: dict[str, Ints]) -> PlainTerms:
    said = {"loan": "loan_id", "collect_by": ordinal_sql("collect_by"), "principal_vnd": "principal_vnd"}
    rows = some.fetch(said, source="lending_plannedinstalment", order=", number")
    return PlainTerms(
        approved_vnd=loans["agreed_approved_vnd"],
        rate_ppm=loans["agreed_rate_ppm"],
        overdue_rate_ppm=loans["agreed_overdue_rate_ppm"],
        instalment_loan=np.searchsorted(loans["id"], rows["loan"]),
        collect_by=rows["collect_by"],
        principal_vnd=rows["principal_vnd"],
    )


def _read_events(some: _Range, ids: Ints) -> EventColumns:
    day = ordinal_sql('"on"')
    packed_sql = f"(CAST(seq AS BIGINT) << {_DAY_BITS + _KIND_BITS}) + ({day} << {_KIND_BITS}) + {_kind_sql()}"
    said = {"loan": "loan_id", "packed": packed_sql, "amount_vnd": "amount_vnd"}
    rows = some.fetch(said, source="lending_loanevent", order=", seq")
    packed = rows["packed"]
    return EventColumns(
        loan=np.searchsorted(ids, rows["loan"]),
        seq=packed >> _DAY_BITS + _KIND_BITS,
        day=packed >> _KIND_BITS & 2**_DAY_BITS - 1,
        kind=packed & 2**_KIND_BITS - 1,
        amount_vnd=rows["amount_vnd"],
    )


def _kind_sql() -> str:
    kinds = {
        LoanEvent.Kind.DISBURSED: str(columns.DISBURSE),
        LoanEvent.Kind.TAKEN_OVER: str(TAKEN_OVER),
        LoanEvent.Kind.REVERSED: str(REVERSED),
    }
    towards = " ".join(f"WHEN '{each.value}' THEN {kind}" for each, kind in PAY_KIND.items())
    paid = f"WHEN '{LoanEvent.Kind.PAID.value}' THEN CASE towards {towards} ELSE {OTHER} END"
    others = " ".join(f"WHEN '{kind.value}' THEN {number}" for kind, number in kinds.items())
    return f"CASE kind {paid} {others} ELSE {OTHER} END"


def _stands(some: _Range, ids: Ints, events: EventColumns) -> NDArray[np.bool_]:
    """Tell of each event whether it was not taken back, nor is itself a taking back."""
    source = "lending_loanevent WHERE reverses IS NOT NULL"
    rows = some.fetch({"loan": "loan_id", "reverses": "reverses"}, source=source, order=", reverses")
    taken_back = _named(np.searchsorted(ids, rows["loan"]), rows["reverses"])
    written = _named(events.loan, events.seq)
    places = np.searchsorted(written, taken_back)
    stands: NDArray[np.bool_] = events.kind != REVERSED
    stands[places[np.isin(taken_back, written)]] = False
    return stands


def _named(loan: Ints, seq: Ints) -> Ints:
    """Return one number for an event of a loan; in the order of loan and writing."""
    return loan << _SEQ_BITS | seq


def _read_taken_over(some: _Range, ids: Ints, events: EventColumns, stands: NDArray[np.bool_]) -> TakenOverColumns:
    names = ("principal_vnd", "interest_current_vnd", "interest_overdue_vnd")
    said = {"loan": "loan_id", "seq": "seq"}
    said |= {name: f"COALESCE({detail_sql('details', name)}, 0)" for name in names}
    source = f"lending_loanevent WHERE kind = '{LoanEvent.Kind.TAKEN_OVER.value}'"
    rows = some.fetch(said, source=source, order=", seq")
    begun = stands & (events.kind == TAKEN_OVER)
    written = _named(np.searchsorted(ids, rows["loan"]), rows["seq"])
    stood = np.isin(written, _named(events.loan[begun], events.seq[begun]))
    amounts = (rows[name][stood] for name in names)
    return TakenOverColumns(events.loan[begun], events.day[begun], events.amount_vnd[begun], *amounts)


def _not_first(begun: TakenOverColumns, moves: Moves, *, count: int) -> Ints:
    """Return the loans that were taken over after something happened, twice, or with impossible amounts."""
    sound = begun.day <= first_days(moves, count=count)[begun.loan]
    sound &= np.bincount(begun.loan, minlength=count)[begun.loan] == 1
    sound &= (begun.principal_vnd >= 0) & (begun.principal_vnd <= begun.disbursed_vnd)
    sound &= (begun.interest_current_vnd >= 0) & (begun.interest_overdue_vnd >= 0)
    return begun.loan[~sound]


def _joined(moves: Moves, begun: TakenOverColumns) -> Moves:
    """Return the moves with what was taken over."""
    amounts = {
        columns.DISBURSE: begun.disbursed_vnd,
        columns.TAKE_OVER_REPAID: begun.disbursed_vnd - begun.principal_vnd,
        columns.TAKE_OVER_INTEREST: begun.interest_current_vnd,
        columns.TAKE_OVER_OVERDUE_INTEREST: begun.interest_overdue_vnd,
    }
    size, parts = begun.loan.size, len(amounts)
    kinds = np.repeat(np.array(list(amounts), dtype=np.int8), size)
    every = Moves(
        loan=np.concatenate([np.tile(begun.loan, parts), moves.loan]),
        day=np.concatenate([np.tile(begun.day, parts), moves.day]),
        kind=np.concatenate([kinds, moves.kind]),
        amount_vnd=np.concatenate([*amounts.values(), moves.amount_vnd]),
    )
    order = np.argsort(every.loan, kind="stable")
    return every.some(order[every.amount_vnd[order] > 0])


def _within_approval(moves: Moves, terms: PlainTerms) -> NDArray[np.bool_]:
    """Tell for each loan whether no more was ever paid out than was approved."""
    loan = moves.loan[moves.kind == columns.DISBURSE]
    amount_vnd = moves.amount_vnd[moves.kind == columns.DISBURSE]
    disbursed_vnd = np.zeros(terms.count, dtype=np.int64)
    # Capped, so that the sum of a loan whose amounts are absurd does not wrap around.
    np.add.at(disbursed_vnd, loan, np.minimum(amount_vnd, terms.approved_vnd[loan] + 1))
    within: NDArray[np.bool_] = disbursed_vnd <= terms.approved_vnd
    return within
