"""A protected programme has its name for who checks and decides; on other pages and papers it stands as the others."""

import pytest
from django.urls import reverse

from tantam.lending.commands.requests.checking import Settled
from tantam.lending.models import LoanRequest, RequestList
from tantam.lending.parts.requests.steps import Declined
from tests.support.groups import make_village
from tests.support.pages import words
from tests.support.papers import word_text
from tests.support.requests import check, confirm, decide, make_approver, make_written, requests_of, vote

pytestmark = pytest.mark.django_db
HIDDEN, NAME, RULE = "Chương trình được bảo mật", "chấp hành xong án", "án phạt tù"


@pytest.fixture
def voted(cast, small_register) -> RequestList:
    """Return a list on which An Nghèo asks for a loan of a protected programme."""
    make_approver(cast)
    row = vote(cast, make_written(cast, make_village(small_register), small_register))
    LoanRequest.objects.filter(pk=requests_of(row)[0].pk).update(programme="former-prisoners")
    return row


def page(client, name: str, row: RequestList) -> str:
    return words(client.get(reverse(name, args=[row.pk])))


def paper(client, row: RequestList, code: str, request: LoanRequest | None = None) -> str:
    place, args = ("request-list-paper", [row.pk]) if request is None else ("request-paper", [row.pk, request.pk])
    found = client.get(reverse(place, args=[*args, code, "docx"]))
    return word_text(found.content)


def test_who_brings_and_who_confirms_a_list_does_not_read_the_name(signed_in, voted):
    for reader, name in (("ha", "request-list"), ("minh", "request-confirm"), ("yen", "request-list")):
        shown = page(signed_in(reader), name, voted)
        assert HIDDEN in shown, (reader, name)
        assert RULE not in shown.lower(), (reader, name)


def test_who_checks_and_who_decides_reads_the_name(signed_in, cast, voted):
    row = confirm(cast, voted)
    assert NAME in page(signed_in("yen"), "request-check", row).lower()
    RequestList.objects.filter(pk=row.pk).update(state="CHECKED")

    assert NAME in page(signed_in("nga"), "request-decide", row).lower()
    elsewhere = page(signed_in("minh"), "request-decide", row)
    assert HIDDEN in elsewhere
    assert NAME not in elsewhere.lower()


def settle(cast, row: RequestList) -> RequestList:
    """Let the officer check the list, having seen the paper that the register lacks."""
    return check(cast, row, settled=(Settled(requests_of(row)[0].pk, "Đã xem giấy tờ của hộ"),))


def test_what_the_register_left_open_does_not_tell_it_either(signed_in, cast, voted):
    row = settle(cast, confirm(cast, voted))

    for reader in ("ha", "yen", "minh"):
        shown = page(signed_in(reader), "request-list", row)
        assert "Đã xem giấy tờ của hộ" in shown
        assert RULE not in shown.lower()
    assert "Chưa rõ: Thành viên chấp hành xong án phạt tù" in page(signed_in("nga"), "request-decide", row)


def test_papers_that_hang_where_all_read_them_do_not_tell_it(signed_in, cast, voted):
    row = settle(cast, confirm(cast, voted))
    row = decide(cast, row, declined=tuple(Declined(one.pk, "Hết vốn năm nay") for one in requests_of(row)))
    first = requests_of(row)[0]

    listed, answered = (paper(signed_in("yen"), row, code) for code in ("03-td", "04-td"))
    assert HIDDEN in listed
    assert RULE not in (listed + answered).lower()
    assert NAME in paper(signed_in("yen"), row, "01-td", first).lower()
    assert RULE not in paper(signed_in("ha"), row, "01-td", first).lower()
