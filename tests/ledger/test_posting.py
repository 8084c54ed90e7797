"""What is posted stands once, whole and for ever."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tantam.base.errors import RequestConflict
from tantam.ledger.models import Account, Book, BookDay, DayTotal, Posting, Transfer
from tantam.ledger.parts.accounts import AccountKey, UnableToPost
from tantam.ledger.parts.books import ClosedDay
from tantam.ledger.parts.day_totals import close_ledger_day
from tantam.ledger.parts.posting import Batch, post_columns, post_reversal
from tests.support.cast import TODAY, asked_by_system
from tests.support.ledger import CAPITAL, CASH, CONTRA, INCOME, LOANS, OVERDUE, WRITTEN_OFF, make_post

YESTERDAY = date(2026, 11, 21)


@pytest.fixture
def branch(cast):
    return cast.units["NHCSXH"].pk


def test_a_posting_has_its_lines_with_both_sides(branch):
    posting = Posting.objects.get(id=make_post(branch, (CASH, CAPITAL, 500), (LOANS, CASH, 200)))

    rows = list(posting.transfers.order_by("id").values_list("debit__code", "credit__code", "amount_vnd"))
    assert rows == [("CASH_AT_OFFICE", "CAPITAL", 500), ("LOANS_CURRENT", "CASH_AT_OFFICE", 200)]
    assert (posting.transfers_count, posting.amount_vnd) == (2, 700)
    assert Account.objects.count() == 3


def test_columns_write_what_lines_write(branch):
    make_post(branch, (CASH, CAPITAL, 500), (LOANS, CASH, 200))
    batch = Batch(key="columns", office_id=branch, book_date=TODAY, value_date=TODAY)
    post_columns(
        asked=asked_by_system(),
        batch=batch,
        debit=[CASH, LOANS],
        credit=[CAPITAL, CASH],
        amount_vnd=[500, 200],
        kind="OPENING",
        reference=["L-1", "L-1"],
    )

    fields = ("debit_id", "credit_id", "amount_vnd", "value_date", "book_date", "kind", "reference", "corrects_id")
    first, second = Posting.objects.order_by("id")
    assert list(first.transfers.order_by("id").values_list(*fields)) == list(
        second.transfers.order_by("id").values_list(*fields)
    )
    assert first.digest == second.digest


def test_the_same_batch_again_writes_nothing_and_other_lines_under_its_key_are_a_conflict(branch):
    first = make_post(branch, (CASH, CAPITAL, 500), key="once")

    assert make_post(branch, (CASH, CAPITAL, 500), key="once") == first
    with pytest.raises(RequestConflict):
        make_post(branch, (CASH, CAPITAL, 501), key="once")
    assert Transfer.objects.count() == 1


def test_a_kind_may_be_given_by_its_code_or_its_word(branch):
    batch = Batch(key="kind", office_id=branch, book_date=TODAY, value_date=TODAY)
    one = {"batch": batch, "debit": [CASH], "credit": [CAPITAL], "amount_vnd": [5]}

    first = post_columns(asked=asked_by_system(), **one, kind="OPENING")

    assert post_columns(asked=asked_by_system(), **one, kind=Transfer.Kind.OPENING) == first
    assert Transfer.objects.get().kind == "OPENING"


def test_a_step_taken_up_after_the_close_answers_what_it_answered(branch):
    first = make_post(branch, (CASH, CAPITAL, 500), key="once")
    close_ledger_day(asked=asked_by_system(), office_id=branch, day=TODAY)

    assert make_post(branch, (CASH, CAPITAL, 500), key="once") == first
    with pytest.raises(RequestConflict):
        make_post(branch, (CASH, CAPITAL, 501), key="once")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "ít nhất một dòng"),
        ([(CASH, CASH, 5)], "hai tài khoản khác nhau"),
        ([(CASH, CAPITAL, 0)], "lớn hơn 0"),
        ([(CASH, CAPITAL, -5)], "lớn hơn 0"),
        ([(CASH, CAPITAL, 10**15 + 1)], "lớn hơn 0"),
        ([(CASH, CONTRA, 5)], "ngoại bảng"),
        ([(CASH, AccountKey("NO_SUCH"), 5)], "Không có tài khoản"),
        ([(CASH, AccountKey("CAPITAL"), 5)], "phải ghi rõ nguồn vốn"),
        ([(AccountKey("CASH_AT_OFFICE", "CENTRAL"), CAPITAL, 5)], "không chi tiết theo nguồn vốn"),
        ([(CASH, AccountKey("CAPITAL", "MOON"), 5)], "không có nguồn vốn này"),
        ([(AccountKey("LOANS_CURRENT", "CENTRAL"), CASH, 5)], "phải ghi rõ chương trình"),
        ([(AccountKey("CAPITAL", "CENTRAL", "poor"), CASH, 5)], "không chi tiết theo chương trình"),
        ([(AccountKey("LOANS_CURRENT", "CENTRAL", "no-such"), CASH, 5)], "Không có chương trình cho vay no-such"),
    ],
)
def test_a_line_that_says_nothing_possible_is_refused(branch, lines, said):
    with pytest.raises(UnableToPost, match=said):
        make_post(branch, *lines)

    assert not Posting.objects.exists()


def test_memo_accounts_move_against_one_another(branch):
    make_post(branch, (WRITTEN_OFF, CONTRA, 5))

    assert Transfer.objects.get().debit.code == "MEMO_WRITTEN_OFF"


def test_an_account_is_not_used_before_the_chart_has_it(branch):
    with pytest.raises(UnableToPost, match="không được dùng ngày"):
        make_post(branch, (CASH, CAPITAL, 5), on=date(2004, 9, 30))


def test_nothing_is_worth_anything_later_than_it_is_posted(branch):
    with pytest.raises(UnableToPost, match="Ngày giá trị"):
        make_post(branch, (CASH, CAPITAL, 5), on=YESTERDAY, value_date=TODAY)


def test_nothing_is_posted_on_a_day_that_is_not_here_yet(branch):
    with pytest.raises(AssertionError, match="not here yet"):
        make_post(branch, (CASH, CAPITAL, 5), on=date(2026, 11, 23), asked=asked_by_system())


def test_only_offices_of_the_bank_have_a_book(cast):
    with pytest.raises(UnableToPost, match="Chỉ chi nhánh"):
        make_post(cast.units["STC"].pk, (CASH, CAPITAL, 5))


def test_a_closed_day_takes_nothing_but_a_later_day_may_say_what_belongs_to_it(branch):
    make_post(branch, (CASH, CAPITAL, 500), on=YESTERDAY)
    close_ledger_day(asked=asked_by_system(), office_id=branch, day=YESTERDAY)

    with pytest.raises(ClosedDay, match="Sổ đã khóa đến hết ngày 21/11/2026"):
        make_post(branch, (CASH, CAPITAL, 5), on=YESTERDAY)
    make_post(branch, (CASH, CAPITAL, 5), on=TODAY, value_date=YESTERDAY)

    assert Transfer.objects.filter(value_date=YESTERDAY, book_date=TODAY).count() == 1


def test_a_close_writes_each_account_that_moved_once_and_another_office_stays_open(cast, branch):
    office = cast.units["NHCSXH"]
    other = type(office).objects.create(
        code="PGD-99",
        name="Phòng giao dịch",
        short_name="PGD",
        name_folded="pgd",
        kind="BANK_OFFICE",
        parent=office,
        valid_from=date(2025, 7, 1),
    )
    make_post(branch, (CASH, CAPITAL, 500), on=date(2026, 11, 19))
    make_post(branch, (LOANS, CASH, 200), on=YESTERDAY)

    assert close_ledger_day(asked=asked_by_system(), office_id=branch, day=TODAY) == 4
    assert close_ledger_day(asked=asked_by_system(), office_id=branch, day=TODAY) == 0
    make_post(other.pk, (CASH, CAPITAL, 7))

    assert list(BookDay.objects.order_by("day").values_list("day", "transfers_count", "amount_vnd")) == [
        (date(2026, 11, 19), 1, 500),
        (YESTERDAY, 1, 200),
        (TODAY, 0, 0),
    ]
    assert DayTotal.objects.get(account__code="CASH_AT_OFFICE", day=YESTERDAY).credit_vnd == 200
    assert DayTotal.objects.get(account__code="CASH_AT_OFFICE", day=YESTERDAY).debit_vnd == 500
    assert Book.objects.get(office=other).closed_through is None


def test_a_day_that_is_not_here_yet_is_not_closed(branch):
    with pytest.raises(ClosedDay, match="Chưa đến ngày"):
        close_ledger_day(asked=asked_by_system(), office_id=branch, day=date(2026, 11, 23))


def test_a_reversal_names_what_it_takes_back_and_the_database_lets_it_happen_once(branch):
    posting = Posting.objects.get(id=make_post(branch, (CASH, CAPITAL, 500), (LOANS, CASH, 200)))

    def take_back(key):
        batch = Batch(key=key, office_id=branch, book_date=TODAY, value_date=TODAY)
        return post_reversal(asked=asked_by_system(), batch=batch, posting=posting)

    back = Posting.objects.get(id=take_back("back"))

    assert back.corrects_id == posting.pk
    assert [row.corrects_id for row in back.transfers.order_by("id")] == [
        row.pk for row in posting.transfers.order_by("id")
    ]
    assert back.transfers.order_by("id")[1].debit.code == "CASH_AT_OFFICE"
    with pytest.raises(IntegrityError), transaction.atomic():
        take_back("again")


@pytest.mark.parametrize("model", [Posting, Transfer, Account, DayTotal, BookDay])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_what_stands_in_the_book_is_neither_changed_nor_deleted(branch, model, verb):
    make_post(branch, (CASH, CAPITAL, 500))
    close_ledger_day(asked=asked_by_system(), office_id=branch, day=TODAY)
    table = model._meta.db_table
    statement = f"DELETE FROM {table}" if verb == "delete" else f"UPDATE {table} SET id = id + 1000"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert model.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_vnd": 0},
        {"amount_vnd": -1},
        {"same": True},
        {"value_date": date(2026, 11, 23)},
    ],
)
def test_the_database_itself_refuses_a_transfer_that_cannot_be(branch, wrong):
    row = Transfer.objects.get(posting_id=make_post(branch, (CASH, CAPITAL, 500)))
    given = {
        "posting_id": row.posting_id,
        "debit_id": row.debit_id,
        "credit_id": row.debit_id if wrong.pop("same", False) else row.credit_id,
        "amount_vnd": 5,
        "value_date": TODAY,
        "book_date": TODAY,
        "kind": "OPENING",
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(**{**given, **wrong})


def test_an_account_stands_once_also_where_it_is_not_split(branch):
    make_post(branch, (CASH, CAPITAL, 500))
    account = Account.objects.get(code="CASH_AT_OFFICE")

    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(book=account.book, code="CASH_AT_OFFICE", opened_on=TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_same_accounts_at_once_open_each_once(many_connections, cast):
    branch = cast.units["NHCSXH"].pk
    keys = [(CASH, CAPITAL, 5), (LOANS, CASH, 5), (OVERDUE, LOANS, 5), (CASH, INCOME, 5)]

    def post_all(place):
        def run():
            with transaction.atomic():
                make_post(branch, *(keys if place % 2 else reversed(keys)), key=f"at-once-{place}")

        return run

    many_connections([post_all(place) for place in range(8)])

    assert Account.objects.count() == 5
    assert Posting.objects.count() == 8
    assert Transfer.objects.count() == 32


@pytest.mark.django_db(transaction=True)
def test_nothing_slips_into_a_day_while_it_is_closed(many_connections, cast):
    branch = cast.units["NHCSXH"].pk
    with transaction.atomic():
        make_post(branch, (CASH, CAPITAL, 1), key="first")

    def add(place):
        def run():
            try:
                with transaction.atomic():
                    make_post(branch, (CASH, CAPITAL, 1), key=f"slip-{place}")
            except ClosedDay:
                return 0
            return 1

        return run

    def close():
        with transaction.atomic():
            close_ledger_day(asked=asked_by_system(), office_id=branch, day=TODAY)
        return 0

    posted = sum(
        many_connections([*(add(place) for place in range(6)), close, *(add(place) for place in range(6, 12))])
    )

    total = DayTotal.objects.get(account__code="CASH_AT_OFFICE")
    assert total.debit_vnd == 1 + posted == Transfer.objects.count()


def test_what_a_failed_transaction_opened_is_not_remembered(branch):
    with pytest.raises(UnableToPost), transaction.atomic():
        _post_two(branch)

    make_post(branch, (CASH, CAPITAL, 5))

    assert Account.objects.count() == 2


def _post_two(branch):
    """Open accounts, then fail."""
    make_post(branch, (CASH, CAPITAL, 5))
    make_post(branch)
