"""Posting: the only place where transfers are written, inside the transaction of the command that asks for it.

    post(asked=asked, batch=Batch(key=…, office_id=…, book_date=…, value_date=…), lines=[Line(…), …])

Everything of a batch is of one office, so that each office's book balances by itself.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from tantam.base.asked import REQUEST_KEY_MAX, Asked
from tantam.base.errors import RequestConflict
from tantam.base.rows import insert_columns, kept_cursor
from tantam.core.law.dated import VND_MAX
from tantam.ledger.chart import load_chart
from tantam.ledger.models import Posting, Transfer
from tantam.ledger.parts.accounts import AccountKey, UnableToPost, resolve
from tantam.ledger.parts.books import HeldBook, closed_day, hold_book, is_open

LINES_MAX: Final = 100_000
REFERENCE_MAX: Final = 60
DOCUMENT_MAX: Final = 60
DESCRIPTION_MAX: Final = 300
_AMOUNT_COLUMN_MAX: Final = 2**63 - 1
_KINDS: Final = frozenset(Transfer.Kind.values)
_HEAD: Final = (
    "key, digest, book_id, book_date, value_date, document, description, corrects_id,"
    " transfers_count, amount_vnd, posted_by, posted_by_name, posted_at"
)


class Line(NamedTuple):
    """Value moved from the credit account to the debit account, in đồng."""

    debit: AccountKey
    credit: AccountKey
    amount_vnd: int
    kind: str  # of Transfer.Kind
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What lines have in common. The key is used once: a request's key, or one that a step of a close makes."""

    key: str
    office_id: int
    book_date: date
    value_date: date
    document: str = ""
    description: str = ""


class _Columns(NamedTuple):
    debit: Sequence[AccountKey]
    credit: Sequence[AccountKey]
    amount_vnd: Sequence[int]
    kind: Sequence[str]
    reference: Sequence[str]
    corrects: Sequence[int | None]


def post(*, asked: Asked, batch: Batch, lines: Sequence[Line], book: HeldBook | None = None) -> int:
    """Write lines to an office's book and return the posting's number; the same batch again writes nothing.

    Whoever holds the book already gives it along.

    :raises ClosedDay: if the book of `book_date` is closed.
    :raises UnableToPost: if a line is of no account of the chart, of no amount, or moves value on the balance
        sheet against a memo account; if there are no lines; or if the value date is after the book date.
    :raises RequestConflict: if the key was used for other lines.
    """
    debit, credit, amount_vnd, kind, reference = zip(*lines, strict=True) if lines else ((), (), (), (), ())
    return _post(asked, batch, _Columns(debit, credit, amount_vnd, kind, reference, (None,) * len(lines)), book=book)


def post_columns(
    *,
    asked: Asked,
    batch: Batch,
    debit: Sequence[AccountKey],
    credit: Sequence[AccountKey],
    amount_vnd: Sequence[int],
    kind: str | Sequence[str],
    reference: Sequence[str] | None = None,
) -> int:
    """Do what `post` does, from parallel columns. One kind may stand for all lines; whole numbers only.

    :raises ClosedDay, UnableToPost, RequestConflict: as `post`.
    """
    count = len(amount_vnd)
    kinds = (kind,) * count if isinstance(kind, str) else kind
    references = ("",) * count if reference is None else reference
    return _post(asked, batch, _Columns(debit, credit, amount_vnd, kinds, references, (None,) * count))


def post_reversal(*, asked: Asked, batch: Batch, posting: Posting) -> int:
    """Write the opposite of every transfer of a posting; each names the one that it takes back.

    :raises ClosedDay, UnableToPost, RequestConflict: as `post`; the database refuses to take a transfer back twice.
    """
    rows = list(
        posting.transfers.order_by("id").values_list(
            "id", "amount_vnd", "reference", *_key_fields("debit"), *_key_fields("credit")
        )
    )
    columns = _Columns(
        debit=[AccountKey(*row[6:9]) for row in rows],
        credit=[AccountKey(*row[3:6]) for row in rows],
        amount_vnd=[row[1] for row in rows],
        kind=(Transfer.Kind.CORRECTION.value,) * len(rows),
        reference=[row[2] for row in rows],
        corrects=[row[0] for row in rows],
    )
    return _post(asked, batch, columns, corrects_id=posting.pk)


def _key_fields(side: str) -> tuple[str, str, str]:
    return f"{side}__code", f"{side}__source", f"{side}__programme"


def _post(
    asked: Asked,
    batch: Batch,
    columns: _Columns,
    *,
    corrects_id: int | None = None,
    book: HeldBook | None = None,
) -> int:
    assert batch.book_date <= asked.book_date, "nothing is posted on a day that is not here yet"
    amount_vnd = _check(batch, columns)
    book = book or hold_book(batch.office_id)
    digest = _digest(batch, columns)
    head = (
        *(batch.key, digest, book.id, _day(batch.book_date), _day(batch.value_date)),
        *(batch.document, batch.description, corrects_id, len(columns.debit), amount_vnd),
        *(asked.actor_id, asked.actor.name, connection.ops.adapt_datetimefield_value(asked.at)),
    )
    if not is_open(book, batch.book_date):
        earlier = Posting.objects.filter(key=batch.key).first()
        if earlier is None:
            raise closed_day(book, batch.book_date)
        return _same(earlier, digest)  # a step that is taken up again after the day was closed
    numbers = resolve(book=book.id, keys={*columns.debit, *columns.credit}, day=batch.book_date)
    places = ", ".join(["%s"] * len(head))
    with kept_cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_posting ({_HEAD}) VALUES ({places}) ON CONFLICT (key) DO NOTHING RETURNING id",  # noqa: S608 - names of columns
            head,
        )
        made = cursor.fetchone()
        if made is None:
            return _same(Posting.objects.get(key=batch.key), digest)
    _write(made[0], batch, columns, numbers)
    return int(made[0])


def _same(earlier: Posting, digest: str) -> int:
    if earlier.digest != digest:
        raise RequestConflict(_("Khóa bút toán này đã dùng cho nội dung khác. Hãy tải lại trang rồi làm lại."))
    return earlier.pk


def _check(batch: Batch, columns: _Columns) -> int:
    """Refuse what may not be written, before the book is held; return the sum of the amounts."""
    count = len(columns.amount_vnd)
    assert all(len(column) == count for column in columns), "columns are parallel"
    assert count <= LINES_MAX
    assert _KINDS.issuperset(columns.kind), "kinds are those of Transfer.Kind"
    assert 0 < len(batch.key) <= REQUEST_KEY_MAX
    assert len(batch.document) <= DOCUMENT_MAX
    assert len(batch.description) <= DESCRIPTION_MAX
    assert all(type(amount) is int for amount in columns.amount_vnd), "đồng are whole numbers of Python"
    if count == 0:
        raise UnableToPost(_("Bút toán phải có ít nhất một dòng."))
    if batch.value_date > batch.book_date:
        raise UnableToPost(_("Ngày giá trị không thể sau ngày hạch toán."))
    if min(columns.amount_vnd) <= 0 or max(columns.amount_vnd) > VND_MAX:
        raise UnableToPost(_("Số tiền của mỗi dòng phải lớn hơn 0 và không quá mức cho phép."))
    if max(map(len, columns.reference)) > REFERENCE_MAX:
        raise UnableToPost(_("Tham chiếu của một dòng dài quá %(most)d ký tự.") % {"most": REFERENCE_MAX})
    chart = load_chart().accounts
    for debit, credit in set(zip(columns.debit, columns.credit, strict=True)):
        if debit == credit:
            raise UnableToPost(_("Một dòng phải có hai tài khoản khác nhau."))
        both = [chart[key.code].is_memo for key in (debit, credit) if key.code in chart]
        if len(set(both)) == 2:
            raise UnableToPost(_("Tài khoản ngoại bảng chỉ đối ứng với tài khoản ngoại bảng."))
    total = sum(columns.amount_vnd)
    assert total <= _AMOUNT_COLUMN_MAX
    return total


def _digest(batch: Batch, columns: _Columns) -> str:
    in_words = columns._replace(kind=[str(kind) for kind in columns.kind])
    content = (batch.office_id, batch.book_date, batch.value_date, *map(tuple, in_words))
    return hashlib.sha256(repr(content).encode()).hexdigest()


def _write(posting_id: int, batch: Batch, columns: _Columns, numbers: dict[AccountKey, int]) -> None:
    """Write transfers in one statement."""
    insert_columns(
        "ledger_transfer",
        many={
            "debit_id": ("bigint", [numbers[key] for key in columns.debit]),
            "credit_id": ("bigint", [numbers[key] for key in columns.credit]),
            "amount_vnd": ("bigint", columns.amount_vnd),
            "kind": ("text", [str(kind) for kind in columns.kind]),
            "reference": ("text", columns.reference),
            "corrects_id": ("bigint", columns.corrects),
        },
        same={"posting_id": posting_id, "value_date": batch.value_date, "book_date": batch.book_date},
    )


def _day(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)
