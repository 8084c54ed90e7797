"""Entries by hand and reversals: those that wait, and what became of the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tantam.base.asked import Scope
from tantam.ledger.models import Entry
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.entries import lines_of
from tantam.ledger.parts.scope import books_in, get_entry_in
from tantam.ledger.queries.accounts import AccountName, name_account, name_source


@dataclass(frozen=True, slots=True)
class EntrySide:
    """One side of a line that waits."""

    account: AccountName
    source: str
    programme: str


@dataclass(frozen=True, slots=True)
class EntryMove:
    """A line of an entry, in đồng."""

    debit: EntrySide
    credit: EntrySide
    amount_vnd: int
    reference: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An entry by hand, or the reversal of a posting (`corrects_id`)."""

    id: int
    office: str
    document: str
    reason: str
    value_date: date
    state: str
    state_label: str
    corrects_id: int | None
    posting_id: int | None
    amount_vnd: int
    moves: tuple[EntryMove, ...]
    staged_by: int
    staged_by_name: str
    staged_at: datetime
    decided_by_name: str
    decided_at: datetime | None
    decided_reason: str

    @property
    def is_waiting(self) -> bool:
        """Tell whether somebody has still to decide."""
        return self.state == Entry.State.STAGED


def list_entries(*, scope: Scope, states: Iterable[str] | None = None, most: int = 200) -> list[EntryPage]:
    """Return the newest entries of the books in the scope, or those in some states."""
    rows = Entry.objects.filter(book__in=books_in(scope).order_by()).select_related("book__office", "corrects")
    if states is not None:
        rows = rows.filter(state__in=states)
    return [_page(row) for row in rows.order_by("-id")[:most]]


def get_entry(*, scope: Scope, entry_id: int) -> EntryPage:
    """Return an entry.

    :raises OutOfScope: if there is none in the scope.
    """
    return _page(get_entry_in(scope, entry_id))


def list_entry_states() -> list[tuple[str, str]]:
    """Return the states of an entry with their words."""
    return [(value, str(label)) for value, label in Entry.State.choices]


def _page(row: Entry) -> EntryPage:
    moves = tuple(
        EntryMove(
            debit=_side(line.debit, row.value_date),
            credit=_side(line.credit, row.value_date),
            amount_vnd=line.amount_vnd,
            reference=line.reference,
        )
        for line in lines_of(row)
    )
    return EntryPage(
        id=row.pk,
        office=row.book.office.name,
        document=row.document,
        reason=row.reason,
        value_date=row.value_date,
        state=row.state,
        state_label=str(row.get_state_display()),
        corrects_id=row.corrects_id,
        posting_id=row.posting_id,
        amount_vnd=row.corrects.amount_vnd if row.corrects else sum(move.amount_vnd for move in moves),
        moves=moves,
        **_people(row),
    )


def _people(row: Entry) -> dict[str, Any]:
    return {
        "staged_by": row.staged_by,
        "staged_by_name": row.staged_by_name,
        "staged_at": row.staged_at,
        "decided_by_name": row.decided_by_name,
        "decided_at": row.decided_at,
        "decided_reason": row.decided_reason,
    }


def _side(key: AccountKey, day: date) -> EntrySide:
    return EntrySide(name_account(key.code, day=day), name_source(key.source), key.programme)
