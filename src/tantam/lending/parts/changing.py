"""An event joins a loan: it is written down, posted, and told to the buckets in which interest accrues."""

from dataclasses import dataclass
from datetime import date

from tantam.base.asked import Asked
from tantam.core.loans.events import Event
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Batch, post
from tantam.lending.parts.accounting import kind_of_passed, less, lines_of, pair, positions
from tantam.lending.parts.accruing import changes_of, write_changes
from tantam.lending.parts.lives import Life, add_event, keep_balance, read_standings, refuse_if_in_doubt, standing_at
from tantam.lending.parts.rows import document_of


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How an event joins: into which account the money goes, the last closed day, and what is said of it.

    `closed_until` is None for a correction that may reach back. `key` makes the keys of the postings.
    """

    key: str
    money: AccountKey
    closed_until: date | None
    kind: str = ""
    reason: str = ""
    voucher_id: int | None = None


def change(life: Life, event: Event, *, asked: Asked, how: Circumstances) -> Life:
    """Write an event down and post what it moved; return the life with it. Book and loan are held by the caller.

    What fell due since the balances were last kept is posted first. What the event moved on its own day has that
    day as its value date; what it changes of the days since is a correction of today.

    :raises UnableToRecord: with the reason, if the loan, the day or the money do not allow it.
    """
    loan, today = life.loan, asked.book_date
    told = read_standings([loan])[loan.pk]
    kept, before = told.carried(today), life.at(today)
    longer = add_event(
        life, event, asked=asked, closed_until=how.closed_until, reason=how.reason, voucher_id=how.voucher_id
    )
    refuse_if_in_doubt(loan, kept=kept, folded=before)
    after = standing_at(longer, today)
    keep_balance(longer, after)
    own = positions(loan, before=life.at(event.on), after=longer.at(event.on), money=how.money)
    since = less(positions(loan, before=before, after=after.balances, money=how.money), own)
    passed = lines_of(loan, before=kept, after=before, money=how.money, kind=kind_of_passed(kept, before))
    postings = {
        ":passed": (today, passed),
        "": (event.on, pair(own, kind=how.kind, reference=loan.number)),
        ":since": (today, pair(since, kind="CORRECTION", reference=loan.number)),
    }
    for suffix, (value_date, lines) in postings.items():
        if lines:
            batch = Batch(
                key=how.key + suffix,
                office_id=loan.office_id,
                book_date=today,
                value_date=value_date,
                document=document_of(loan.number, event.seq),
                description=how.reason,
            )
            post(asked=asked, batch=batch, lines=lines)
    changes = changes_of(loan, before=told, after=after)
    write_changes(changes, value_on=event.on, booked_on=today, reference=loan.number)
    return longer
