"""Entries by hand: written by one, confirmed by another, and taken back by their opposite once."""

from dataclasses import replace
from datetime import date

import pytest

from tantam.base.asked import Scope
from tantam.base.errors import NotAllowed, OutOfScope
from tantam.ledger.commands.entries import (
    UnableToConfirm,
    UnableToCorrect,
    confirm_entry,
    correct_posting,
    post_manual,
    turn_down_entry,
)
from tantam.ledger.models import Entry, Posting, Transfer
from tantam.ledger.parts.accounts import UnableToPost
from tantam.ledger.parts.books import ClosedDay
from tantam.ledger.parts.day_totals import close_ledger_day
from tantam.ledger.parts.entries import EntryLine
from tantam.ledger.parts.posting import Batch, Line, post
from tantam.ledger.queries.postings import get_posting
from tests.support.cast import TODAY, asked_as, asked_by_system
from tests.support.ledger import CAPITAL, CASH, INCOME, LOANS, OTHER_EXPENSE, make_post
from tests.support.replay import assert_replay_safe

INTEREST = EntryLine("CASH_AT_OFFICE", "INTEREST_INCOME", 5, credit_source="CENTRAL", credit_programme="poor")
PAPER = EntryLine("OTHER_EXPENSE", "CASH_AT_OFFICE", 250_000, reference="PC-12")
WORDS = {"document": "PC-12", "reason": "Chi mua văn phòng phẩm tháng 11."}
BACK = {"document": "ĐC-01", "reason": "Hạch toán nhầm tài khoản chi."}


@pytest.fixture
def branch(cast):
    return cast.units["NHCSXH"].pk


def stage(cast, branch, by="kim", **other):
    given = {"office_id": branch, "value_date": TODAY, "lines": (PAPER,), **WORDS, **other}
    return post_manual(asked=cast.asked(by), **given)


@pytest.mark.replays("ledger.post_manual")
def test_writing_an_entry_twice_writes_one_and_the_book_stays_as_it_was(cast, branch):
    entry_id = assert_replay_safe(
        post_manual,
        asked=cast.asked("kim"),
        other={"document": "PC-13"},
        office_id=branch,
        value_date=TODAY,
        lines=(PAPER,),
        **WORDS,
    )

    assert Entry.objects.get().pk == entry_id
    assert not Transfer.objects.exists()


@pytest.mark.replays("ledger.confirm_entry")
def test_confirming_twice_posts_once(cast, branch):
    entry_id, other_id = stage(cast, branch), stage(cast, branch, document="PC-13")

    posting_id = assert_replay_safe(
        confirm_entry, asked=cast.asked("oanh"), other={"entry_id": other_id}, entry_id=entry_id
    )

    row = Transfer.objects.get()
    assert (row.debit.code, row.credit.code, row.amount_vnd) == ("OTHER_EXPENSE", "CASH_AT_OFFICE", 250_000)
    assert (row.kind, row.reference, row.posting_id) == ("MANUAL", "PC-12", posting_id)
    assert (row.posting.document, row.posting.posted_by_name) == ("PC-12", "Cao Thị Oanh")
    assert Entry.objects.get(pk=entry_id).state == "POSTED"


def test_who_wrote_an_entry_does_not_confirm_it(cast, branch):
    entry_id = stage(cast, branch)

    with pytest.raises(UnableToConfirm, match="không tự xác nhận được"):
        confirm_entry(asked=cast.asked("kim"), entry_id=entry_id)

    assert not Transfer.objects.exists()


def test_an_entry_is_decided_once(cast, branch):
    entry_id = stage(cast, branch)
    confirm_entry(asked=cast.asked("oanh"), entry_id=entry_id)

    with pytest.raises(UnableToConfirm, match="không còn chờ"):
        confirm_entry(asked=cast.asked("oanh"), entry_id=entry_id)
    with pytest.raises(UnableToConfirm, match="không còn chờ"):
        turn_down_entry(asked=cast.asked("oanh"), entry_id=entry_id, reason="Trùng.")


@pytest.mark.replays("ledger.turn_down_entry")
def test_turning_down_twice_turns_down_once(cast, branch):
    entry_id = stage(cast, branch)

    assert_replay_safe(
        turn_down_entry, asked=cast.asked("oanh"), other={"reason": "Khác."}, entry_id=entry_id, reason="Thiếu hóa đơn."
    )

    row = Entry.objects.get()
    assert (row.state, row.decided_reason, row.decided_by_name) == ("TURNED_DOWN", "Thiếu hóa đơn.", "Cao Thị Oanh")


def test_a_reason_is_needed_to_turn_down(cast, branch):
    entry_id = stage(cast, branch)

    with pytest.raises(UnableToConfirm, match="Cần lý do"):
        turn_down_entry(asked=cast.asked("oanh"), entry_id=entry_id, reason=" ")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"document": " "}, "Cần số chứng từ"),
        ({"reason": "ngắn"}, "Diễn giải phải có"),
        ({"lines": ()}, "từ 1 đến"),
        ({"lines": (EntryLine("LOANS_CURRENT", "CASH_AT_OFFICE", 5, "CENTRAL", "poor"),)}, "không ghi tay được"),
        ({"lines": (EntryLine("CASH_AT_OFFICE", "CASH_AT_OFFICE", 5),)}, "hai tài khoản khác nhau"),
        ({"lines": (EntryLine("CASH_AT_OFFICE", "OTHER_INCOME", 0),)}, "lớn hơn 0"),
        ({"lines": (EntryLine("CASH_AT_OFFICE", "MEMO_CONTRA", 5),)}, "ngoại bảng"),
        ({"lines": (EntryLine("CASH_AT_OFFICE", "INTEREST_INCOME", 5),)}, "phải ghi rõ nguồn vốn"),
        ({"lines": (EntryLine("CASH_AT_OFFICE", "OTHER_INCOME", 5, reference="x" * 61),)}, "Tham chiếu"),
        ({"lines": (replace(INTEREST, credit_programme="no-such"),)}, "Không có chương trình cho vay no-such"),
        ({"value_date": date(2026, 11, 23)}, "Ngày giá trị"),
    ],
)
def test_an_entry_that_could_not_be_posted_is_refused_when_it_is_written(cast, branch, other, said):
    with pytest.raises(UnableToPost, match=said):
        stage(cast, branch, **other)


def test_only_accountants_write_entries(cast, branch):
    with pytest.raises(NotAllowed):
        stage(cast, branch, by="yen")


def test_an_accountant_of_one_office_does_not_reach_another(cast, branch):
    entry_id = stage(cast, branch)
    posting_id = make_post(branch, (OTHER_EXPENSE, CASH, 5))
    elsewhere = cast.asked("oanh").actor
    elsewhere = asked_as(type(elsewhere)(**{**_fields(elsewhere), "scope": Scope(unit_ids=frozenset({branch + 1}))}))

    with pytest.raises(OutOfScope):
        confirm_entry(asked=elsewhere, entry_id=entry_id)
    with pytest.raises(OutOfScope):
        post_manual(asked=elsewhere, office_id=branch, value_date=TODAY, lines=(PAPER,), **WORDS)
    with pytest.raises(OutOfScope):
        correct_posting(asked=elsewhere, posting_id=posting_id, **BACK)


def _fields(actor):
    return {name: getattr(actor, name) for name in ("user_id", "name", "role", "unit_id", "permissions")}


def test_an_entry_written_before_the_close_is_posted_on_the_open_day_and_belongs_to_its_own(cast, branch):
    entry_id = stage(cast, branch)
    close_ledger_day(asked=asked_by_system(), office_id=branch, day=TODAY)

    with pytest.raises(ClosedDay):
        confirm_entry(asked=cast.asked("oanh"), entry_id=entry_id)
    tomorrow = date(2026, 11, 23)
    confirm_entry(asked=cast.asked("oanh", on=tomorrow), entry_id=entry_id)

    assert (Transfer.objects.get().value_date, Transfer.objects.get().book_date) == (TODAY, tomorrow)


@pytest.mark.replays("ledger.correct_posting")
def test_a_posting_is_taken_back_by_its_opposite_once(cast, branch):
    posting_id = make_post(branch, (OTHER_EXPENSE, CASH, 250_000), kind="MANUAL")

    entry_id = assert_replay_safe(
        correct_posting, asked=cast.asked("kim"), other={"document": "ĐC-02"}, posting_id=posting_id, **BACK
    )
    with pytest.raises(UnableToCorrect, match="chờ xác nhận"):
        correct_posting(asked=cast.asked("kim"), posting_id=posting_id, **BACK)
    back = Posting.objects.get(pk=confirm_entry(asked=cast.asked("oanh"), entry_id=entry_id))

    row = back.transfers.get()
    assert back.corrects_id == posting_id
    assert (row.debit.code, row.credit.code, row.kind) == ("CASH_AT_OFFICE", "OTHER_EXPENSE", "CORRECTION")
    with pytest.raises(UnableToCorrect, match="đã được đảo"):
        correct_posting(asked=cast.asked("kim"), posting_id=posting_id, **BACK)
    with pytest.raises(UnableToCorrect, match="đã là bút toán đảo"):
        correct_posting(asked=cast.asked("kim"), posting_id=back.pk, **BACK)


def test_a_reversal_that_was_turned_down_may_be_asked_for_again(cast, branch):
    posting_id = make_post(branch, (OTHER_EXPENSE, CASH, 250_000), kind="MANUAL")
    entry_id = correct_posting(asked=cast.asked("kim"), posting_id=posting_id, **BACK)
    turn_down_entry(asked=cast.asked("oanh"), entry_id=entry_id, reason="Chưa đủ chứng từ.")

    assert correct_posting(asked=cast.asked("kim"), posting_id=posting_id, **BACK) != entry_id


def test_what_touches_a_sub_ledger_is_not_taken_back_here(cast, branch):
    posting_id = make_post(branch, (LOANS, CASH, 5), (CASH, CAPITAL, 5))

    with pytest.raises(UnableToCorrect, match="không phải bút toán tay"):
        correct_posting(asked=cast.asked("kim"), posting_id=posting_id, **BACK)


def test_a_posting_that_is_by_hand_in_part_only_is_not_taken_back_here(cast, branch):
    given = {"office_id": branch, "book_date": TODAY, "value_date": TODAY}
    mixed = [Line(OTHER_EXPENSE, CASH, 5, "MANUAL"), Line(CASH, INCOME, 5, "INTEREST_REPAID")]
    posting_id = post(asked=asked_by_system(), batch=Batch(key="mixed", **given), lines=mixed)

    with pytest.raises(UnableToCorrect, match="không phải bút toán tay"):
        correct_posting(asked=cast.asked("kim"), posting_id=posting_id, **BACK)
    assert not get_posting(scope=cast.asked("kim").actor.scope, posting_id=posting_id).may_be_taken_back


def test_a_payment_of_overdue_interest_is_taken_back_by_lending_only(cast, branch):
    """It touches no account of a sub-ledger: taken back here too, the money would go out twice."""
    posting_id = make_post(branch, (CASH, INCOME, 390_000), kind="INTEREST_REPAID")

    with pytest.raises(UnableToCorrect, match="không phải bút toán tay"):
        correct_posting(asked=cast.asked("kim"), posting_id=posting_id, **BACK)
    assert not get_posting(scope=cast.asked("kim").actor.scope, posting_id=posting_id).may_be_taken_back
