"""Accounts by their keys: found, or opened by the first posting that needs them."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.ledger.chart import list_programme_codes, load_chart
from tantam.ledger.models import Account, Book


class UnableToPost(Refusal):
    """The lines cannot be posted as they are."""


class AccountKey(NamedTuple):
    """An account of an office: code of the chart, source of capital and programme ('' where it is not split)."""

    code: str
    source: str = ""
    programme: str = ""


# Accounts whose opening was committed. They are never changed, so a number that is known stays right.
_KNOWN: Final[dict[tuple[int, AccountKey], int]] = {}
# Which keys the chart under "chart" was found to have on which days.
_SOUND: Final[dict[Any, Any]] = {}
_SOUND_MAX: Final = 10_000


def forget_known(**_ignored: Any) -> None:
    """Forget the accounts that are known, because the tables were emptied."""
    _KNOWN.clear()


def resolve(*, book: Book | int, keys: Collection[AccountKey], day: date) -> dict[AccountKey, int]:
    """Return the numbers of a book's accounts; those that do not exist yet are opened, in the order of their keys.

    The order is fixed so that two who open the same accounts at once wait for each other and never in a circle.

    :raises UnableToPost: if the chart has no such account on the day.
    """
    book_id = book if isinstance(book, int) else book.pk
    check_keys(keys, day=day)
    numbers = {key: number for key in keys if (number := _KNOWN.get((book_id, key))) is not None}
    unknown = sorted(set(keys) - numbers.keys())
    if not unknown:
        return numbers
    found = _find(book_id, unknown)
    if missing := [key for key in unknown if key not in found]:
        check_programmes(missing)
        Account.objects.bulk_create(
            [
                Account(book_id=book_id, code=key.code, source=key.source, programme=key.programme, opened_on=day)
                for key in missing
            ],
            ignore_conflicts=True,
        )
        found = _find(book_id, unknown)
    # Remembered only when it is certain that they stay: a transaction that fails takes its accounts with it.
    transaction.on_commit(lambda: _KNOWN.update({(book_id, key): number for key, number in found.items()}))
    return numbers | found


def check_keys(keys: Collection[AccountKey], *, day: date) -> None:
    """Refuse keys that the chart does not know on a day.

    :raises UnableToPost: with the first of them and why.
    """
    chart = load_chart()
    if _SOUND.get("chart") is not chart or len(_SOUND) > _SOUND_MAX:
        _SOUND.clear()
        _SOUND["chart"] = chart
    for key in keys:
        if (key, day) in _SOUND:
            continue
        fault = chart.fault_of(code=key.code, source=key.source, programme=key.programme, day=day)
        if fault is not None:
            shown = " ".join(filter(None, key))
            raise UnableToPost(_fault_words(fault) % {"account": shown, "day": f"{day:%d/%m/%Y}"})
        _SOUND[key, day] = True


def check_programmes(keys: Collection[AccountKey]) -> None:
    """Refuse keys of programmes that the law does not have.

    :raises UnableToPost: with the first of them.
    """
    known = list_programme_codes()
    for key in keys:
        if key.programme and key.programme not in known:
            raise UnableToPost(_("Không có chương trình cho vay %(programme)s.") % {"programme": key.programme})


def _find(book_id: int, keys: Collection[AccountKey]) -> dict[AccountKey, int]:
    wanted = set(keys)
    rows = Account.objects.filter(book_id=book_id, code__in={key.code for key in keys})
    found = {
        AccountKey(code, source, programme): number
        for number, code, source, programme in rows.values_list("id", "code", "source", "programme")
    }
    return {key: number for key, number in found.items() if key in wanted}


def _fault_words(fault: str) -> str:
    return {
        "UNKNOWN_ACCOUNT": _("Không có tài khoản %(account)s trong hệ thống tài khoản."),
        "NOT_IN_USE": _("Tài khoản %(account)s không được dùng ngày %(day)s."),
        "SOURCE_NEEDED": _("Tài khoản %(account)s phải ghi rõ nguồn vốn."),
        "SOURCE_TOO_MUCH": _("Tài khoản %(account)s không chi tiết theo nguồn vốn."),
        "UNKNOWN_SOURCE": _("Tài khoản %(account)s: không có nguồn vốn này."),
        "PROGRAMME_NEEDED": _("Tài khoản %(account)s phải ghi rõ chương trình cho vay."),
        "PROGRAMME_TOO_MUCH": _("Tài khoản %(account)s không chi tiết theo chương trình cho vay."),
    }[fault]
