"""A province of many loans that do not exist, written to the database in bulk; its rows are as commands leave them.

    book = make_large_book(loans=100_000, events=20, on=date(2026, 11, 22))

writes offices, communes with a point each, groups of forty households with a member each, and for every household a
loan with its plan, its events (`large_lives` says which) and its kept row: that of the day of its last event, or of the
day after its last turn, never after `on` (loans that are not plain: of `on`). The ledger of each office has one opening
posting on the day before `on`, and the buckets of interest are accrued through that day, so that accounts are the sums
of loans and `book verify` finds nothing. The same arguments make the same book
on both databases, which are migrated and have no loans yet; other rows do no harm. Loans have running numbers from
`first_loan` on, groups from `first_group`, forty loans to a group, the groups of a commune one after another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import numpy as np
from bench.support.bulk import let_sequences_follow, next_id, unchecked, write_columns
from bench.support.large_buckets import LargeBuckets
from bench.support.large_kept import kept_columns
from bench.support.large_lives import (
    FREEZE_DAYS,
    INSTALMENTS,
    PAID,
    RATE_CHANGED,
    REVERSED,
    TAKEN_OVER,
    Lives,
    draw_lives,
)

from tantam.lending.models import LoanBalance
from tantam.units.models import Commune, TransactionPoint, Unit, Village

GROUP: Final = 40
CHUNK: Final = GROUP * 500
PROGRAMMES: Final = ("poor", "near-poor", "newly-escaped", "water-sanitation")
SOURCES: Final = ("CENTRAL", "LOCAL_PROVINCE")
_KINDS: Final = np.array(["TAKEN_OVER", "DISBURSED", "PAID", "REVERSED", "RATE_CHANGED", "FROZEN"], dtype=object)
_TOWARDS: Final = np.array(["ANYTHING", "INTEREST"], dtype=object)
_EPOCH: Final = date(2000, 1, 1).toordinal()
_DAYS: Final = np.array([date.fromordinal(_EPOCH + day).isoformat() for day in range(30_000)], dtype=object)


@dataclass(frozen=True, slots=True)
class LargeBook:
    """What was made: how much, and the numbers under which it stands."""

    loans: int
    events: int  # of all loans together
    instalments: int
    on: date
    office_ids: tuple[int, ...]
    commune_ids: tuple[int, ...]
    first_loan: int
    first_group: int
    groups: int


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a loan belongs, by the place of its group."""

    offices: Any
    communes: Any
    villages: Any
    points: Any
    session_day: Any


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some loans that are written together; `numbers` are their numbers in the book, from nothing."""

    numbers: Any
    firsts: dict[str, int]
    places: _Places
    at: str

    @property
    def count(self) -> int:
        """Return how many loans they are."""
        return int(self.numbers.size)

    def ids(self, name: str) -> Any:
        """Return the numbers of rows, one a loan."""
        return self.firsts[name] + self.numbers

    def accounts(self, lives: Lives) -> list[tuple[int, str, str]]:
        """Return office, source and programme of the loans."""
        offices, sources = self.at_place("offices").tolist(), self.sources.tolist()
        return list(zip(offices, sources, np.array(PROGRAMMES)[lives.programme].tolist(), strict=True))

    @property
    def sources(self) -> Any:
        """Return where the money of each loan comes from."""
        return np.array(SOURCES, dtype=object)[self.numbers % len(SOURCES)]

    def at_place(self, name: str) -> Any:
        """Return where the loans belong."""
        return getattr(self.places, name)[self.numbers // GROUP]


def make_large_book(
    *,
    loans: int,
    events: int = 20,
    on: date,
    offices: int = 12,
    communes: int = 96,
    seed: int = 17,
    show: Callable[[int], None] = lambda _done: None,
) -> LargeBook:
    """Write the book, as it is when a day begins; `show` is told now and then how many loans are written.

    :raises AssertionError: if an argument asks for what the lives cannot be (2 to 60 events).
    """
    assert 2 <= events <= 60
    at = datetime(on.year, on.month, on.day, tzinfo=UTC).isoformat(sep=" ")
    groups = -(-loans // GROUP)
    buckets = LargeBuckets(through=on - timedelta(days=1))
    with unchecked():
        places = _make_places(offices, communes, groups)
        firsts = {name: next_id(table) for name, table in _TABLES.items()}
        _write_groups(firsts["group"], groups, places, at=at)
        for start in range(0, loans, CHUNK):
            chunk = _Chunk(np.arange(start, min(start + CHUNK, loans)), firsts, places, at)
            random = np.random.default_rng([seed, start])
            lives = draw_lives(random, chunk.at_place("session_day"), events=events, on=on)
            _write_homes(chunk)
            _write_loans(chunk, lives)
            _write_events(chunk, lives)
            kept = kept_columns(lives, on=on)
            buckets.add(kept, places=chunk.accounts(lives))
            _write_kept(chunk, kept)
            show(start + chunk.count)
    let_sequences_follow()
    buckets.open_ledger()
    return LargeBook(
        loans=loans,
        events=loans * events,
        instalments=loans * INSTALMENTS,
        on=on,
        office_ids=tuple(np.unique(places.offices).tolist()),
        commune_ids=tuple(np.unique(places.communes).tolist()),
        first_loan=firsts["loan"],
        first_group=firsts["group"],
        groups=groups,
    )


_TABLES: Final = {
    "group": "groups_group",
    "home": "people_household",
    "person": "people_person",
    "loan": "lending_loan",
}


def _make_places(offices: int, communes: int, groups: int) -> _Places:
    """Write units and communes; a group's place in the province goes by its number."""
    since = date(2004, 10, 1)
    made = [
        Commune(state_code=f"LB{number:03d}", name=f"Xã thử {number}", form="COMMUNE") for number in range(communes)
    ]
    Commune.objects.bulk_create(made)
    villages = Village.objects.bulk_create(Village(commune=each, name="Thôn thử", key="thon thu") for each in made)
    units = Unit.objects.bulk_create(
        Unit(
            code=f"LB-{number:02d}",
            name=f"Phòng giao dịch thử {number}",
            short_name=f"PGD thử {number}",
            name_folded=f"phong giao dich thu {number}",
            kind=Unit.Kind.BANK_OFFICE if number else Unit.Kind.BANK_BRANCH,
            order=number,
            valid_from=since,
        )
        for number in range(offices)
    )
    commune = np.arange(groups) * communes // max(groups, 1)
    points = TransactionPoint.objects.bulk_create(
        TransactionPoint(
            code=f"LB-P{number:03d}",
            name=f"Điểm giao dịch thử {number}",
            office=units[number % offices],
            commune=made[number],
            visit_day=_session_day(number),
            starts_on=since,
        )
        for number in range(communes)
    )
    return _Places(
        offices=np.array([unit.pk for unit in units])[commune % offices],
        communes=np.array([each.pk for each in made])[commune],
        villages=np.array([each.pk for each in villages])[commune],
        points=np.array([each.pk for each in points])[commune],
        session_day=_session_day(commune),
    )


def _session_day(commune: Any) -> Any:
    """Return the day of the month on which a commune's point is visited, 1 to 28."""
    return 1 + commune * 7 % 28


def _write_groups(first: int, groups: int, places: _Places, *, at: str) -> None:
    write_columns(
        "groups_group",
        {
            "id": first + np.arange(groups),
            "code": [f"LB-T{number:06d}" for number in range(groups)],
            "commune_id": places.communes,
            "village_id": places.villages,
            "office_id": places.offices,
            "point_id": places.points,
            "name": "",
            "name_folded": "",
            "organisation": "FARMERS",
            "state": "ACTIVE",
            "formed_on": "2020-01-01",
            "recorded_at": at,
        },
        count=groups,
    )


def _write_homes(chunk: _Chunk) -> None:
    """Write households, the person who borrows for each, and that they are in a group."""
    homes, persons = {"household_id": chunk.ids("home")}, {"person_id": chunk.ids("person")}
    names = [f"Người Vay {number}" for number in chunk.numbers]
    home = {
        "id": chunk.ids("home"),
        "code": [f"LB-H{number:07d}" for number in chunk.numbers],
        "commune_id": chunk.at_place("communes"),
        "village_id": chunk.at_place("villages"),
        "address": "",
        "recorded_at": chunk.at,
    }
    person = {
        "id": chunk.ids("person"),
        "full_name": names,
        "name_folded": [name.lower() for name in names],
        "sex": "UNKNOWN",
        "recorded_at": chunk.at,
    }
    member = homes | persons | {"relation": "HEAD", "starts_on": "2020-01-01"}
    joined = homes | persons | {"group_id": chunk.firsts["group"] + chunk.numbers // GROUP}
    joined |= {"starts_on": "2020-01-01", "reason_left": "", "recorded_at": chunk.at}
    write_columns("people_household", home, count=chunk.count)
    write_columns("people_person", person, count=chunk.count)
    write_columns("people_member", member, count=chunk.count)
    write_columns("groups_groupmember", joined, count=chunk.count)


def _write_loans(chunk: _Chunk, lives: Lives) -> None:
    """Write the loans and their instalments."""
    loan = {
        "id": chunk.ids("loan"),
        "number": [f"LB-{number:08d}" for number in chunk.numbers],
        "office_id": chunk.at_place("offices"),
        "commune_id": chunk.at_place("communes"),
        "household_id": chunk.ids("home"),
        "borrower_id": chunk.ids("person"),
        "programme": np.array(PROGRAMMES, dtype=object)[lives.programme],
        "source": chunk.sources,
        "contract_on": _names(lives.contract_on),
        "approved_vnd": lives.approved_vnd,
        "rate_ppm": lives.rate_ppm,
        "overdue_rate_ppm": lives.overdue_rate_ppm,
        "recorded_at": chunk.at,
    }
    instalment = {
        "loan_id": np.repeat(chunk.ids("loan"), INSTALMENTS),
        "number": np.tile(np.arange(1, INSTALMENTS + 1), chunk.count),
        "due_on": _names(lives.due_on.ravel()),
        "collect_by": _names(lives.collect_by.ravel()),
        "principal_vnd": lives.instalments_vnd.ravel(),
    }
    write_columns("lending_loan", loan, count=chunk.count)
    write_columns("lending_plannedinstalment", instalment, count=chunk.count * INSTALMENTS)


def _write_events(chunk: _Chunk, lives: Lives) -> None:
    events = lives.kinds.shape[1]
    towards = _TOWARDS[lives.towards]
    towards[lives.kinds != PAID] = ""
    reverses = np.full(lives.kinds.shape, None, dtype=object)
    reverses[lives.kinds == REVERSED] = events - 1  # the last takes back the one before
    days = _names(lives.days.ravel())
    rows = {
        "loan_id": np.repeat(chunk.ids("loan"), events),
        "seq": np.tile(np.arange(1, events + 1), chunk.count),
        "kind": _KINDS[lives.kinds.ravel()],
        "on": days,
        "booked_on": days,
        "amount_vnd": lives.amounts_vnd.ravel(),
        "towards": towards.ravel(),
        "reverses": reverses.ravel(),
        "details": _details(lives).ravel(),
        "reason": "",
        "recorded_by": 0,
        "recorded_by_name": "",
        "recorded_at": chunk.at,
    }
    write_columns("lending_loanevent", rows, count=chunk.count * events)


def _details(lives: Lives) -> Any:
    """Return what an event says beside its amount, as the database keeps it."""
    details = np.full(lives.kinds.shape, None, dtype=object)
    for loan in np.flatnonzero(lives.kinds[:, 0] == TAKEN_OVER).tolist():
        details[loan, 0] = (
            f'{{"principal_vnd": {lives.begun_vnd[loan]}, "interest_current_vnd": 0, "interest_overdue_vnd": 0}}'
        )
    until = _names(lives.days[:, -1] + FREEZE_DAYS)
    for loan in np.flatnonzero(lives.is_other).tolist():
        words = f'"until": "{until[loan]}"'
        if lives.kinds[loan, -1] == RATE_CHANGED:
            half = f'"rate_ppm": {lives.rate_ppm[loan] // 2}, "overdue_rate_ppm": {lives.overdue_rate_ppm[loan] // 2}'
            words = f"{half}, {words}"
        details[loan, -1] = f"{{{words}}}"
    return details


def _write_kept(chunk: _Chunk, kept: dict[str, Any]) -> None:
    days = {name: _names(kept[name]) for name in ("day", "next_turn_on")}
    flags = {name: kept[name].astype(bool) for name in ("is_written_off", "is_frozen", "follows_plan")}
    rows = kept | days | flags | {"loan_id": chunk.ids("loan"), "office_id": chunk.at_place("offices")}
    write_columns("lending_loanbalance", {name: rows[name] for name in _kept_names()}, count=chunk.count)


def _kept_names() -> list[str]:
    return [each.column for each in LoanBalance._meta.concrete_fields]  # noqa: SLF001 - Django's documented API


def _names(ordinals: Any) -> Any:
    """Return days as the databases write them; those beyond all days are NULL."""
    places = np.asarray(ordinals) - _EPOCH
    is_day = (places >= 0) & (places < _DAYS.size)
    return np.where(is_day, _DAYS[np.where(is_day, places, 0)], None)
