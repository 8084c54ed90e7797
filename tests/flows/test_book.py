"""An entry by hand goes from one accountant to another and into the book; the book is read, and taken out."""

from functools import partial
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tantam.access.models import Membership, User
from tantam.ledger.models import Account, Book, Entry, Posting
from tantam.units.models import Unit
from tests.support.cast import SINCE
from tests.support.ledger import CAPITAL, CASH, LOANS, OTHER_EXPENSE, make_post
from tests.support.pages import form_fields, words
from tests.support.signing_in import signed_in_as

pytestmark = pytest.mark.django_db
LINE = {"debit_1": "OTHER_EXPENSE", "credit_1": "CASH_AT_OFFICE", "amount_1": "250.000", "reference_1": "HĐ 77"}
GIVEN = {"document": "PC-12", "value_date": "22/11/2026", "reason": "Chi mua văn phòng phẩm tháng 11.", **LINE}


@pytest.fixture
def signed_in(cast):
    return partial(signed_in_as, cast)


@pytest.fixture
def branch(cast):
    office_id = cast.units["NHCSXH"].pk
    make_post(office_id, (CASH, CAPITAL, 900_000_000), (LOANS, CASH, 50_000_000), document="PT-01")
    return office_id


@pytest.fixture
def elsewhere(cast):
    """Return an accountant of an office that has no book yet."""
    office = Unit.objects.create(
        code="PGD-99",
        name="Phòng giao dịch thử",
        short_name="PGD thử",
        name_folded="phong giao dich thu",
        kind="BANK_OFFICE",
        parent=cast.units["NHCSXH"],
        valid_from=SINCE,
    )
    person = User.objects.create(username="xa", full_name="Kế toán nơi khác", email="xa@example.invalid")
    Membership.objects.create(user=person, unit=office, role="ACCOUNTANT", starts_on=SINCE)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def write(client, **other):
    address = reverse("ledger-entry-new")
    return client.post(address, {**form_fields(client.get(address)), **GIVEN, **other}, follow=True)


def confirm(client, entry_id):
    page = client.get(reverse("ledger-entry", args=[entry_id]))
    action = reverse("ledger-entry-confirm", args=[entry_id])
    return client.post(action, form_fields(page, action), follow=True)


def test_an_entry_goes_from_one_accountant_to_another_and_into_the_book(signed_in, branch):
    kim, oanh = signed_in("kim"), signed_in("oanh")

    written = words(write(kim))
    assert "Người khác xác nhận thì mới vào sổ" in written
    assert "Người lập không tự xác nhận được" in written
    assert "Xác nhận và ghi sổ" not in written
    waiting = words(oanh.get(reverse("ledger-entries")))
    assert "PC-12" in waiting
    assert "250.000" in waiting

    done = words(confirm(oanh, Entry.objects.get().pk))

    assert "Bút toán đã vào sổ" in done
    assert "8991 – Chi khác" in done
    assert "250.000 đ" in done
    assert Posting.objects.latest("id").posted_by_name == "Cao Thị Oanh"
    assert "Không có bút toán nào chờ xác nhận" in words(oanh.get(reverse("ledger-entries")))
    assert "PC-12" in words(oanh.get(reverse("ledger-entries") + "?tinh-trang=POSTED"))


def test_a_confirmation_of_ones_own_entry_is_refused(signed_in, branch):
    kim = signed_in("kim")
    write(kim)

    page = kim.post(reverse("ledger-entry-confirm", args=[Entry.objects.get().pk]), {"request_key": "own"}, follow=True)

    assert "không tự xác nhận được" in words(page)
    assert Entry.objects.get().state == "STAGED"


def test_an_entry_is_turned_down_with_a_reason(signed_in, branch):
    write(signed_in("kim"))
    oanh, entry_id = signed_in("oanh"), Entry.objects.get().pk
    action = reverse("ledger-entry-turn-down", args=[entry_id])

    empty = oanh.post(action, {"request_key": "a", "reason": ""})
    done = oanh.post(action, {"request_key": "b", "reason": "Thiếu hóa đơn."}, follow=True)

    assert "error-summary" in empty.content.decode()
    assert "Thiếu hóa đơn." in words(done)
    assert Entry.objects.get().state == "TURNED_DOWN"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"amount_1": "abc"}, "Cần số tiền tròn đồng"),
        ({"amount_1": "0"}, "Dòng này cần hai tài khoản và số tiền"),
        ({"credit_1": ""}, "Chưa gửi được"),
        ({"credit_1": "OTHER_EXPENSE"}, "hai tài khoản khác nhau"),
        ({"source_1": "CENTRAL"}, "không chi tiết theo mục này"),
        ({"credit_1": "INTEREST_INCOME"}, "phải ghi rõ mục này"),
        ({"credit_1": "MEMO_CONTRA"}, "ngoại bảng"),
        ({"debit_2": "OTHER_EXPENSE"}, "Dòng này cần hai tài khoản và số tiền"),
        ({"value_date": "23/11/2026"}, "không thể sau hôm nay"),
        ({"reason": "ngắn"}, "Chưa gửi được"),
    ],
)
def test_a_form_that_cannot_be_posted_says_what_to_mend(signed_in, branch, other, said):
    page = write(signed_in("kim"), **other)

    assert said in words(page)
    assert not Entry.objects.exists()


def test_an_amount_with_two_meanings_is_asked_about(signed_in, branch):
    kim = signed_in("kim")

    asked = write(kim, amount_1="250")
    assert "Số này có hai cách hiểu" in words(asked)
    write(kim, amount_1="250", nghia_amount_1="250000000")

    assert Entry.objects.get().lines[0]["amount_vnd"] == 250_000_000


def test_two_lines_by_source_and_programme(signed_in, branch):
    more = {
        "debit_2": "CASH_AT_OFFICE",
        "credit_2": "INTEREST_INCOME",
        "amount_2": "1,5 triệu",
        "source_2": "CENTRAL",
        "programme_2": "poor",
    }

    write(signed_in("kim"), **more)

    first, second = Entry.objects.get().lines
    assert (first["credit_source"], second["credit_source"], second["credit_programme"]) == ("", "CENTRAL", "poor")
    assert (second["debit_source"], second["amount_vnd"]) == ("", 1_500_000)


def test_a_double_click_writes_one_entry(signed_in, branch):
    kim = signed_in("kim")
    address = reverse("ledger-entry-new")
    form = {**form_fields(kim.get(address)), **GIVEN}

    first, second = kim.post(address, form), kim.post(address, form)

    assert first["Location"] == second["Location"]
    assert Entry.objects.count() == 1


def test_a_wrong_posting_is_taken_back_in_plain_sight(signed_in, branch):
    posting_id = make_post(branch, (OTHER_EXPENSE, CASH, 300_000), document="PC-09", kind="MANUAL")
    kim, oanh = signed_in("kim"), signed_in("oanh")
    address = reverse("ledger-correct", args=[posting_id])

    form = {**form_fields(kim.get(address)), "document": "ĐC-01", "reason": "Ghi trùng phiếu chi PC-08."}
    sent = words(kim.post(address, form, follow=True))
    assert "bên Nợ thành bên Có" in sent
    assert "Có bút toán đảo chờ xác nhận" in words(oanh.get(reverse("ledger-posting", args=[posting_id])))
    confirm(oanh, Entry.objects.get().pk)

    assert "Bút toán này đã được đảo" in words(oanh.get(reverse("ledger-posting", args=[posting_id])))
    again = kim.post(address, {**form, "request_key": "again"})
    assert "đã được đảo" in words(again)


def test_a_posting_of_a_sub_ledger_is_not_taken_back_here(signed_in, branch):
    page = signed_in("kim").get(reverse("ledger-posting", args=[Posting.objects.get().pk]))

    assert "sửa ở nghiệp vụ đó" in words(page)
    assert "Lập bút toán đảo" not in words(page)


def test_the_trial_balance_leads_from_a_code_to_its_accounts_and_their_statements(signed_in, branch):
    yen = signed_in("yen")

    whole = words(yen.get(reverse("ledger")))
    assert "Tổng Nợ bằng tổng Có ở cả ba cặp cột" in whole
    assert "1011 – Tiền mặt tại đơn vị" in whole
    assert "850.000.000" in whole
    single = yen.get(reverse("ledger") + "?account=LOANS_CURRENT")
    assert "Vốn Trung ương" in words(single)
    account = Account.objects.get(code="LOANS_CURRENT")
    assert reverse("ledger-account", args=[account.pk]) in single.content.decode()
    statement = words(yen.get(reverse("ledger-account", args=[account.pk])))
    assert "50.000.000 dư Nợ" in statement
    assert "PT-01" in statement


def test_a_balance_on_the_wrong_side_and_a_narrowed_view_say_so(signed_in, branch):
    make_post(branch, (OTHER_EXPENSE, CASH, 900_000_000))

    page = words(signed_in("yen").get(reverse("ledger")))
    narrowed = words(signed_in("yen").get(reverse("ledger") + "?source=CENTRAL"))

    assert "Số dư trái tính chất tài khoản" in page
    assert "Đang xem một phần của sổ" in narrowed


def test_days_that_cannot_be_read_are_the_month_so_far(signed_in, branch):
    page = words(signed_in("yen").get(reverse("ledger") + "?from_date=hom-qua&to_date=&office=x&by=gia-tri"))

    assert "Từ ngày 01/11/2026 đến ngày 22/11/2026" in page
    assert "theo ngày giá trị, biết đến hết ngày 22/11/2026" in page


@pytest.mark.parametrize("name", ["from_date", "to_date"])
@pytest.mark.parametrize("day", ["01/01/0001", "31/12/1999", "01/01/2101"])
def test_days_that_no_book_can_be_about_are_refused(signed_in, branch, name, day):
    yen, query = signed_in("yen"), {"from_date": "01/11/2026", "to_date": "22/11/2026", name: day}
    account = reverse("ledger-account", args=[Account.objects.get(code="CASH_AT_OFFICE").pk])

    for address in (reverse("ledger"), reverse("ledger-postings"), account):
        assert "Ngày phải từ 01/01/2000 đến 31/12/2100" in words(yen.get(address, query)), address
    assert yen.get(reverse("ledger-export"), query).status_code == 200


def test_the_first_and_the_last_day_of_the_book_can_be_asked_for(signed_in, branch):
    query = {"from_date": "01/01/2000", "to_date": "31/12/2100", "by": "gia-tri", "known_on": "01/01/0001"}

    assert "Từ ngày 01/01/2000 đến ngày 31/12/2100" in words(signed_in("yen").get(reverse("ledger"), query))


def test_an_entry_of_a_day_long_before_the_book_is_refused(signed_in, branch):
    assert "Ngày phải từ 01/01/2000" in words(write(signed_in("kim"), value_date="01/01/0001"))
    assert not Entry.objects.exists()


def test_the_filter_shows_the_days_that_are_shown(signed_in, branch):
    page = signed_in("yen").get(reverse("ledger-postings")).content.decode()

    assert 'value="01/11/2026"' in page
    assert 'value="22/11/2026"' in page


def test_an_empty_book_says_so(signed_in, cast):
    yen = signed_in("yen")

    assert "Sổ chưa có phát sinh nào như vậy" in words(yen.get(reverse("ledger")))
    assert "Không có bút toán nào trong những ngày này" in words(yen.get(reverse("ledger-postings")))
    assert [row.pk for row in Book.objects.all()] == []


def test_the_workbook_has_what_the_page_has(signed_in, branch):
    answer = signed_in("yen").get(reverse("ledger-export") + "?to_date=22/11/2026")

    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.content)).active.rows]
    cash = next(row for row in rows if row[0] == "1011")
    total = next(row for row in rows if row[1] == "Cộng: Tài khoản trong bảng")
    assert cash[1] == "Tiền mặt tại đơn vị"
    assert cash[5:] == [0, 0, 900_000_000, 50_000_000, 850_000_000, 0]
    assert total[5::2] == total[6::2]


def test_an_office_sees_its_own_book_only(branch, elsewhere, signed_in):
    write(signed_in("kim"))
    posting_id, account_id = Posting.objects.get().pk, Account.objects.first().pk
    entry_id = Entry.objects.get().pk

    found = [
        elsewhere.get(reverse(name, args=[number]))
        for name, number in (
            ("ledger-posting", posting_id),
            ("ledger-correct", posting_id),
            ("ledger-account", account_id),
            ("ledger-entry", entry_id),
        )
    ]
    done = [
        elsewhere.post(reverse(name, args=[number]), {"request_key": name, "reason": "Không được phép xem."})
        for name, number in (("ledger-entry-confirm", entry_id), ("ledger-entry-turn-down", entry_id))
    ]

    assert [answer.status_code for answer in (*found, *done)] == [404] * 6
    assert "Sổ chưa có phát sinh nào" in words(elsewhere.get(reverse("ledger")))
    assert "PT-01" not in words(elsewhere.get(reverse("ledger-postings")))
    assert Entry.objects.get().state == "STAGED"
    refused = write(elsewhere, office=str(branch))
    assert Entry.objects.count() == 1
    assert "Chưa gửi được" in words(refused)


def test_a_credit_officer_reads_the_book_and_writes_nothing(signed_in, branch):
    yen = signed_in("yen")

    assert yen.get(reverse("ledger-entry-new")).status_code == 403
    assert "Lập bút toán tay" not in words(yen.get(reverse("ledger-postings")))
    assert "Kế toán" in words(signed_in("kim").get(reverse("desk")))


def test_the_auditor_finds_the_book_beside_the_audit(signed_in, branch):
    assert reverse("ledger") in signed_in("dung").get(reverse("audit")).content.decode()
