"""The loans of an area, one loan's whole story, a payment at the office, and taking one back."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.ledger.models import Posting
from tantam.lending.commands.collecting import record_payment, reverse_event
from tantam.lending.models import Loan, LoanEvent, Session
from tests.support.cast import TODAY, asked_by_system
from tests.support.loans import BEHIND, IN_TIME, M, figures, make_loans, take_over
from tests.support.pages import form_fields, words
from tests.support.written_sessions import write_voucher

PROTECTED = "51-0007"


@pytest.fixture(autouse=True)
def _loans(small_register):
    make_loans()


def paid(amount_vnd: int = 10 * M, number: str = IN_TIME) -> int:
    return record_payment(asked=asked_by_system(), number=number, on=TODAY, amount_vnd=amount_vnd, towards="ANYTHING")


def page_of(client, number: str = IN_TIME, **query: str) -> str:
    return words(client.get(reverse("loan", args=[number]), query))


# The list


def test_the_list_sums_up_and_its_sums_lead_to_their_rows(signed_in):
    client = signed_in("yen")
    everything = client.get(reverse("loans"))
    shown = words(everything)
    for text in (IN_TIME, BEHIND, "Cộng 2 khoản vay", "100.000.000", "10.000.000", "15/01/2027"):
        assert text in shown, text
    assert "?tt=OVERDUE" in everything.content.decode()

    overdue = words(client.get(reverse("loans"), {"tt": "OVERDUE"}))

    assert BEHIND in overdue
    assert IN_TIME not in overdue
    assert "Cộng 1 khoản vay" in overdue


def test_a_list_that_finds_nothing_says_what_to_do(signed_in):
    assert "phải ghi đủ" in words(signed_in("van").get(reverse("loans"), {"q": "51-"}))
    odd = {"ct": "x", "nguon": "x", "tt": "x", "han": "7", "xa": "x", "page": "99"}
    assert IN_TIME in words(signed_in("van").get(reverse("loans"), odd))


def test_a_protected_programme_is_neither_named_nor_asked_for_in_the_list(signed_in):
    take_over(figures(PROTECTED, programme="former-prisoners"))
    asked = signed_in("yen").get(reverse("loans"), {"ct": "former-prisoners"})
    assert "cho vay người chấp hành xong án phạt tù" not in words(asked).lower()
    assert 'value="former-prisoners"' not in asked.content.decode()
    assert IN_TIME in words(asked)


def test_the_list_leaves_as_a_workbook_with_a_reason_once(signed_in):
    client, address = signed_in("yen"), reverse("loans-export") + "?tt=OVERDUE"
    sent = form_fields(client.get(address)) | {"reason": "Đối chiếu với sổ của Tổ"}

    first, second = client.post(address, sent), client.post(address, sent)

    rows = list(openpyxl.load_workbook(BytesIO(first.content)).active.values)
    assert [row[0] for row in rows if row[0] in (IN_TIME, BEHIND, "Cộng")] == [BEHIND, "Cộng"]
    assert rows[-1][10:12] == (40 * M, 10 * M)
    assert "đã được giao" in words(second)
    entry = AuditEntry.objects.get(command="lending.hand_out_loans")
    assert entry.details["arguments"]["state"] == "OVERDUE"
    assert "10" in words(client.post(address, sent | {"reason": "ngắn", "request_key": "other"}))


# One loan


def test_a_loan_explains_its_balance(signed_in):
    seq = paid()
    client = signed_in("yen")
    shown = page_of(client)
    for text in (
        "hận bàn giao: dư nợ gốc 60.000.000 đồng, lãi 120.000 đồng",
        "9.641.315",
        "358.685",
        "238.684,93",
        "50.358.685",
        "Kế hoạch trả gốc",
        "20.358.685",  # of the instalment of January
        "Sinh ra trong 22 đêm",
    ):
        assert text in shown, text

    reverse_event(asked=asked_by_system(), number=IN_TIME, seq=seq, reason="thu nhầm hộ")

    after = page_of(client)
    assert "đã đảo bởi giao dịch 3" in after
    assert "thu nhầm hộ" in after
    assert "60.358.685" in after


def test_a_stretch_is_told_night_by_night(signed_in):
    client = signed_in("van")
    shown = client.get(reverse("loan", args=[IN_TIME]))
    assert "?khoang=1#tung-dem" in shown.content.decode()
    nights = page_of(client, khoang="1")
    assert "Từng đêm của khoảng 1" in nights
    assert nights.count("10.849,31") == 22
    assert "Từng đêm" not in page_of(client, khoang="9")
    later = page_of(client, khoang="1", ngay="09/01/2027", page="2")
    assert "09/01/2027" in later


def test_a_loan_is_seen_as_of_another_day_and_as_it_was_known(signed_in):
    record_payment(asked=asked_by_system(), number=IN_TIME, on=TODAY, amount_vnd=10 * M, towards="PRINCIPAL")
    client = signed_in("yen")
    assert "50.000.000" in page_of(client)
    known = page_of(client, biet_den="21/11/2026")
    assert "Theo những gì đã ghi đến hết ngày 21/11/2026" in known
    assert "50.000.000" not in known
    assert "nếu không có giao dịch nào nữa" in page_of(client, ngay="01/12/2026")
    assert "Ngày không đúng" in page_of(client, ngay="hôm qua")


def test_the_postings_of_a_loan_are_for_who_sees_the_book(signed_in):
    paid()
    posting = Posting.objects.get(document=f"{IN_TIME}/2")
    address = reverse("ledger-posting", args=[posting.pk])
    assert address in signed_in("kim").get(reverse("loan", args=[IN_TIME])).content.decode()
    assert "Bút toán" not in page_of(signed_in("van"))


def test_a_protected_loan_leads_to_no_posting(signed_in):
    take_over(figures(PROTECTED, programme="former-prisoners"))
    shown = signed_in("yen").get(reverse("loan", args=[PROTECTED]))
    assert "Chương trình được bảo mật" in words(shown)
    assert "án phạt tù" not in words(shown).lower()
    for posting in Posting.objects.filter(document__startswith=PROTECTED):
        assert reverse("ledger-posting", args=[posting.pk]) not in shown.content.decode()


def test_a_look_at_a_loan_is_written_down_and_others_do_not_look(signed_in):
    page_of(signed_in("kim"))
    assert AuditEntry.objects.filter(command="lending.look_at_loan", subject=f"loan {IN_TIME}").count() == 1
    assert signed_in("kim").get(reverse("loan", args=["khong-co"])).status_code == 404
    assert signed_in("binh").get(reverse("loan", args=[IN_TIME])).status_code == 403


def test_a_number_with_a_stroke_has_a_page(signed_in):
    take_over(figures("51/0008-A"))
    assert "51/0008-A" in page_of(signed_in("yen"), "51/0008-A")
    assert reverse("loan", args=["51/0008-A"]) in signed_in("yen").get(reverse("loans")).content.decode()


# A payment at the office


def check(client, number: str = IN_TIME, **typed: str):
    address = reverse("loan-payment", args=[number])
    return client.post(address, form_fields(client.get(address)) | {"towards": "ANYTHING"} | typed)


def test_a_payment_is_shown_as_it_is_shared_out_and_then_taken_once(signed_in):
    client, address = signed_in("van"), reverse("loan-payment", args=[IN_TIME])
    shown = check(client, amount="10 triệu")
    for text in ("9.641.315", "358.685", "50.358.685", "22/11/2026"):
        assert text in words(shown), text
    assert LoanEvent.objects.filter(kind="PAID").count() == 0

    sent = form_fields(shown) | {"buoc": "ghi"}
    first, second = client.post(address, sent), client.post(address, sent)

    assert first["Location"] == second["Location"] == reverse("loan", args=[IN_TIME])
    (event,) = LoanEvent.objects.filter(kind="PAID")
    assert (event.amount_vnd, event.recorded_by_name) == (10 * M, "Huỳnh Thị Vân")
    assert "Đã thu 10.000.000 đồng: nợ gốc 9.641.315, lãi 358.685." in page_of(client)


def test_what_was_typed_may_be_changed_before_it_is_written_down(signed_in):
    client, address = signed_in("van"), reverse("loan-payment", args=[IN_TIME])
    shown = check(client, amount="10 triệu", towards="PRINCIPAL")
    form = form_fields(client.post(address, form_fields(shown) | {"buoc": "sua"}))
    assert form["amount"] == "10.000.000"
    assert LoanEvent.objects.filter(kind="PAID").count() == 0


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"amount": "61 triệu"}, "Nhiều nhất 60.358.685 đồng"),
        ({"amount": "400.000", "towards": "INTEREST"}, "Nhiều nhất 358.685 đồng"),
        ({"amount": ""}, "Số tiền nộp"),
        ({"amount": "0"}, "Cần số tiền lớn hơn 0"),
        ({"amount": "mười"}, "Cần số tiền tròn đồng"),
        ({"amount": "10 triệu", "on": "23/11/2026"}, "không thể sau hôm nay"),
        ({"amount": "10 triệu", "on": "30/10/2026"}, "nhận bàn giao đã tính hết ngày này"),
        ({"amount": "10 triệu", "towards": "X"}, "Thu vào"),
    ],
)
def test_a_payment_that_cannot_be_is_refused_with_the_reason(signed_in, typed, why):
    shown = words(check(signed_in("van"), **typed))
    assert "Chưa gửi được, cần sửa" in shown
    assert why in shown
    assert LoanEvent.objects.filter(kind="PAID").count() == 0


def test_shares_that_changed_meanwhile_are_shown_again(signed_in):
    client, address = signed_in("van"), reverse("loan-payment", args=[IN_TIME])
    sent = form_fields(check(client, amount="10 triệu")) | {"buoc": "ghi"}
    paid(M)

    again = client.post(address, sent)

    assert "Số liệu của khoản vay vừa đổi" in words(again)
    assert LoanEvent.objects.filter(kind="PAID").count() == 1
    client.post(address, form_fields(again) | {"buoc": "ghi"})
    assert LoanEvent.objects.filter(kind="PAID").count() == 2


# Taking an event back


def test_a_reversal_shows_what_will_change_and_asks_why(signed_in):
    seq = paid()
    client, address = signed_in("kim"), reverse("loan-reversal", args=[IN_TIME, 2])
    assert address in client.get(reverse("loan", args=[IN_TIME])).content.decode()
    before = client.get(address)
    for text in ("50.358.685", "60.000.000", "9.641.315", "358.685"):
        assert text in words(before), text
    assert "lý do" in words(client.post(address, form_fields(before))).lower()

    done = client.post(address, form_fields(before) | {"reason": "thu nhầm hộ"})

    assert done["Location"] == reverse("loan", args=[IN_TIME])
    assert LoanEvent.objects.get(loan__number=IN_TIME, reverses=seq).recorded_by_name == "Trương Thị Kim"
    assert "đã được đảo trước đó" in words(client.get(address))
    assert address not in client.get(reverse("loan", args=[IN_TIME])).content.decode()


def test_what_cannot_be_taken_back_says_why(signed_in):
    client = signed_in("yen")
    assert "không đảo được" in words(client.get(reverse("loan-reversal", args=[IN_TIME, 1])))
    assert client.get(reverse("loan-reversal", args=[IN_TIME, 9])).status_code == 404
    voucher = write_voucher()
    LoanEvent.objects.create(
        loan=Loan.objects.get(number=IN_TIME),
        seq=2,
        voucher=voucher,
        kind="PAID",
        on=TODAY,
        booked_on=TODAY,
        amount_vnd=M,
        towards="INTEREST",
        recorded_by=7,
        recorded_by_name="Giao dịch viên",
        recorded_at=asked_by_system().at,
    )
    assert "Hãy đảo trong phiên đó" in words(client.get(reverse("loan-reversal", args=[IN_TIME, 2])))
    shown = client.get(reverse("loan", args=[IN_TIME]))
    assert "của phiên giao dịch" in words(shown)
    session = reverse("session", args=[voucher.session_id])
    assert session in signed_in("van").get(reverse("loan", args=[IN_TIME])).content.decode()
    assert reverse("loan-reversal", args=[IN_TIME, 2]) not in shown.content.decode()
    at = asked_by_system().at
    Session.objects.filter(pk=voucher.session_id).update(state="CLOSED", counted_vnd=0, closed_by=8, closed_at=at)
    again = client.get(reverse("loan", args=[IN_TIME])).content.decode()
    assert reverse("loan-reversal", args=[IN_TIME, 2]) in again  # the office takes back what is in its cash by now
