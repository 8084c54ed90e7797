"""The forms of a list of requests: given away filled in, and what they hold."""

import pytest
from django.urls import reverse

from tantam.lending.commands.requests.deciding import Granted
from tantam.lending.parts.requests.steps import Declined
from tests.support.pages import send, words
from tests.support.papers import word_text
from tests.support.requests import (
    M,
    check,
    confirm,
    decide,
    make_notified,
    make_written,
    pay_out,
    requests_of,
    vote,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "starts"), [("docx", b"PK"), ("pdf", b"%PDF")])
@pytest.mark.parametrize("code", ["03-td", "04-td", "06-td", "01-td", "01-uq"])
def test_every_form_is_given_away_filled_in(signed_in, cast, village, small_register, code, kind, starts):
    row = make_notified(cast, village, small_register)
    first = requests_of(row)[0]
    pay_out(first.loan)
    name, args = ("request-paper", [row.pk, first.pk]) if code.startswith("01") else ("request-list-paper", [row.pk])

    paper = signed_in("yen").get(reverse(name, args=[*args, code, kind]))

    assert paper.content.startswith(starts)
    assert paper["Cache-Control"] == "private, no-store"
    if kind == "docx":
        assert "Phạm Văn An Nghèo" in word_text(paper.content)


def test_the_forms_hold_what_was_asked_voted_and_approved(signed_in, cast, village, small_register):
    row = make_notified(cast, village, small_register)
    first = requests_of(row)[0]
    yen = signed_in("yen")

    def text(code, *args):
        name = "request-paper" if args else "request-list-paper"
        return word_text(yen.get(reverse(name, args=[row.pk, *args, code, "docx"])).content)

    asked = text("01-td", first.pk)
    assert "50.000.000 đồng (bằng chữ: năm mươi triệu đồng)" in asked.lower().replace("Năm", "năm")
    assert "Bò giống" in asked
    assert "05/12/2027" in asked
    assert "88/XN-UBND" in text("03-td")
    told = text("04-td")
    assert "NHCSXH-KU2026-00001" in told
    assert "05/12/2026" in told
    assert "Điểm giao dịch xã Ba Tơ" in told
    assert "Phạm Thị Ánh Nghèo" in text("01-uq", first.pk)


@pytest.mark.parametrize(
    ("code", "kind"), [("03-td", "exe"), ("99-td", "docx"), ("04-td", "docx"), ("06-td", "docx"), ("05-noxh", "docx")]
)
def test_a_form_that_is_not_there_yet_is_not_found(signed_in, cast, village, small_register, code, kind):
    row = make_written(cast, village, small_register)
    yen = signed_in("yen")

    assert yen.get(reverse("request-list-paper", args=[row.pk, code, kind])).status_code == 404
    request = requests_of(row)[0]
    assert yen.get(reverse("request-paper", args=[row.pk, request.pk, code, kind])).status_code == 404


def test_the_list_that_the_commune_confirmed_keeps_its_amounts_when_less_is_approved(
    signed_in, cast, village, small_register
):
    row = check(cast, confirm(cast, vote(cast, make_written(cast, village, small_register))))
    first, second = requests_of(row)
    decide(cast, row, granted=(Granted(first.pk, 20 * M, 12),), declined=(Declined(second.pk, "Hết vốn năm nay"),))

    shown = word_text(signed_in("yen").get(reverse("request-list-paper", args=[row.pk, "03-td", "docx"])).content)

    assert "50.000.000" in shown
    assert "80.000.000" in shown
    assert "20.000.000" not in shown


def test_a_list_that_was_refused_is_told_without_a_day_for_the_money(signed_in, cast, village, small_register):
    row = check(cast, confirm(cast, vote(cast, make_written(cast, village, small_register))))
    decide(cast, row, declined=tuple(Declined(one.pk, "Hết vốn năm nay") for one in requests_of(row)))
    yen = signed_in("yen")

    page = yen.get(reverse("request-list", args=[row.pk]))
    assert "Hãy thông báo kết quả và lý do" in words(page)
    assert 'name="session_on"' not in yen.get(reverse("request-notify", args=[row.pk])).content.decode()
    told = send(yen, "request-notify", row.pk, number="16/TB")
    paper = word_text(yen.get(reverse("request-list-paper", args=[row.pk, "04-td", "docx"])).content)

    assert "Không hộ nào trong danh sách được duyệt" in words(told)
    assert "Không hộ nào trong danh sách được duyệt cho vay" in paper
    assert paper.count("Hết vốn năm nay") == 2
    assert "Giải ngân ngày" not in paper
    assert yen.get(reverse("request-list-paper", args=[row.pk, "06-td", "docx"])).status_code == 404
