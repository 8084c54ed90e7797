"""Entries by hand and reversals: one person writes them down, another confirms them, and only then they are posted."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.core.text import nfc
from tantam.ledger.models import Book, Entry, Posting
from tantam.ledger.parts.accounts import UnableToPost
from tantam.ledger.parts.books import make_book
from tantam.ledger.parts.entries import (
    REASON_MAX,
    EntryLine,
    as_stored,
    check_lines,
    check_words,
    decide,
    is_by_hand,
    posted_lines,
)
from tantam.ledger.parts.posting import Batch, post, post_reversal
from tantam.ledger.parts.scope import get_entry_in, get_posting_in


class UnableToConfirm(Refusal):
    """The entry cannot be confirmed by this person, or not any more."""


class UnableToCorrect(Refusal):
    """The posting cannot be taken back."""


def _of_result(result: Any, _arguments: dict[str, Any]) -> str:
    return f"entry:{result}"


def _of_entry(_result: Any, arguments: dict[str, Any]) -> str:
    return f"entry:{arguments['entry_id']}"


@command("ledger.post_manual", subject=_of_result)
def post_manual(
    *,
    asked: Asked,
    office_id: int,
    document: str,
    reason: str,
    value_date: date,
    lines: tuple[EntryLine, ...],
) -> int:
    """Write an entry by hand down, for another person to confirm; return the entry's number.

    Nothing is in the book yet. Accounts that are the sum of a sub-ledger are refused.

    :raises OutOfScope: if the office is not the actor's.
    :raises UnableToPost: if the entry could not be posted as it is.
    """
    if not asked.actor.scope.covers(office_id):
        raise OutOfScope
    number, why = check_words(document, reason)
    if value_date > asked.book_date:
        raise UnableToPost(_("Ngày giá trị không thể sau ngày hạch toán."))
    check_lines(lines, day=asked.book_date)
    make_book(office_id)
    row = Entry.objects.create(
        book=Book.objects.get(office_id=office_id),
        document=number,
        reason=why,
        value_date=value_date,
        lines=as_stored(lines),
        staged_by=asked.actor_id,
        staged_by_name=asked.actor.name,
        staged_at=asked.at,
    )
    return row.pk


@command("ledger.correct_posting", subject=_of_result)
def correct_posting(*, asked: Asked, posting_id: int, document: str, reason: str) -> int:
    """Ask for a posting to be taken back by its opposite, for another person to confirm; return the entry's number.

    The opposite belongs to the day of the posting, and is posted on the day of the confirmation. A posting is taken
    back once. Only what was posted by hand is: a room that posted takes back itself, or its money would move twice.

    :raises OutOfScope: if there is no such posting in the actor's books.
    :raises UnableToCorrect: if it was not posted by hand, or was taken back, or that waits for confirmation.
    :raises UnableToPost: if the words are missing.
    """
    number, why = check_words(document, reason)
    posting = get_posting_in(asked.actor.scope, posting_id)
    if posting.corrects_id is not None:
        raise UnableToCorrect(_("Đây đã là bút toán đảo. Hãy ghi lại bút toán đúng bằng một bút toán mới."))
    if Posting.objects.filter(corrects=posting).exists():
        raise UnableToCorrect(_("Bút toán này đã được đảo."))
    if not is_by_hand(posting):
        raise UnableToCorrect(
            _("Đây không phải bút toán tay nên không đảo ở sổ này. Hãy sửa ở nghiệp vụ đã ghi nó, ví dụ khoản vay.")
        )
    try:
        with transaction.atomic():
            row = Entry.objects.create(
                book=posting.book,
                document=number,
                reason=why,
                value_date=posting.value_date,
                corrects=posting,
                staged_by=asked.actor_id,
                staged_by_name=asked.actor.name,
                staged_at=asked.at,
            )
    except IntegrityError:
        raise UnableToCorrect(_("Bút toán này đang có một bút toán đảo chờ xác nhận.")) from None
    return row.pk


@command("ledger.confirm_entry", subject=_of_entry)
def confirm_entry(*, asked: Asked, entry_id: int) -> int:
    """Confirm an entry that another person wrote down, and post it; return the posting's number.

    :raises OutOfScope: if there is no such entry in the actor's books.
    :raises UnableToConfirm: if the actor wrote it, or it waits no longer.
    :raises UnableToPost, ClosedDay: if the book does not take it any more.
    """
    entry = _waiting(asked, entry_id)
    if entry.staged_by == asked.actor_id:
        raise UnableToConfirm(_("Người lập bút toán không tự xác nhận được. Hãy nhờ người khác xác nhận."))
    batch = Batch(
        key=f"ledger.entry:{entry.pk}",
        office_id=entry.book.office_id,
        book_date=asked.book_date,
        value_date=entry.value_date,
        document=entry.document,
        description=entry.reason,
    )
    if entry.corrects is None:
        posting_id = post(asked=asked, batch=batch, lines=posted_lines(entry))
    elif Posting.objects.filter(corrects=entry.corrects).exists():
        raise UnableToConfirm(_("Bút toán này đã được đảo."))
    else:
        posting_id = post_reversal(asked=asked, batch=batch, posting=entry.corrects)
    decide(entry, asked=asked, state=Entry.State.POSTED, posting=Posting.objects.get(pk=posting_id))
    return posting_id


@command("ledger.turn_down_entry", subject=_of_entry)
def turn_down_entry(*, asked: Asked, entry_id: int, reason: str) -> None:
    """Turn an entry down that waits, with the reason; who wrote it may do so too.

    :raises OutOfScope: if there is no such entry in the actor's books.
    :raises UnableToConfirm: if it waits no longer, or no reason is given.
    """
    entry = _waiting(asked, entry_id)
    why = " ".join(nfc(reason).split())
    if not why or len(why) > REASON_MAX:
        raise UnableToConfirm(_("Cần lý do, không quá %(most)d ký tự.") % {"most": REASON_MAX})
    decide(entry, asked=asked, state=Entry.State.TURNED_DOWN, reason=why)


def _waiting(asked: Asked, entry_id: int) -> Entry:
    entry = get_entry_in(asked.actor.scope, entry_id, alone=True)
    if entry.state != Entry.State.STAGED:
        raise UnableToConfirm(
            _("Bút toán này không còn chờ xác nhận (%(state)s).") % {"state": entry.get_state_display()}
        )
    return entry
