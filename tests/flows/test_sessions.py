"""A day at a transaction point, over HTTP: open, take a sheet, repay, pay out, take back, count, close, print."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.lending.commands.reversing import reverse_voucher
from tantam.lending.models import Session, Voucher
from tests.support.loans import BEHIND, IN_TIME, M, figures, take_over
from tests.support.pages import words
from tests.support.sessions import AN, BROUGHT, make_approved_loan, make_point, make_session

pytestmark = pytest.mark.django_db
DUE_IN_TIME = 358_685


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        yield


@pytest.fixture
def session(cast, small_register):
    return make_session(cast, small_register)


@pytest.fixture
def teller(signed_in):
    return signed_in("van")


def sheet_url(session) -> str:
    return reverse("session-sheet", args=[session.id, session.group.pk])


def typed(client, session) -> dict[str, str]:
    """Return what the sheet has in its fields when it is opened, as a browser would send it."""
    body = client.get(sheet_url(session)).content.decode()
    inputs = re.findall(r"<input [^>]*>", body)
    found = {}
    for tag in inputs:
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            found[name[1]] = value[1] if value else ""
    return found


def total_of(fields: dict[str, str]) -> int:
    amounts = [value for name, value in fields.items() if name.startswith(("lai-", "goc-", "gui-"))]
    return sum(int(value.replace(".", "")) for value in amounts if value)


def test_the_calendar_shows_todays_session_and_the_way_to_open_it(cast, signed_in):
    point_id = make_point(cast)
    shown = words(signed_in("yen").get(reverse("sessions")))
    assert "Điểm Ba Tơ" in shown
    assert "Mở phiên" in shown
    opening = {
        "request_key": "k1",
        "day": "22/11/2026",
        "leader_name": "Lý Thị Yến",
        "controller_name": "Trương Thị Kim",
        "teller_name": "Huỳnh Thị Vân",
        "brought": "200.000.000",
    }
    answer = signed_in("yen").post(reverse("session-new", args=[point_id]), opening)
    session = Session.objects.get()
    assert answer["Location"] == reverse("session", args=[session.pk])
    assert session.brought_vnd == BROUGHT
    refused = words(signed_in("yen").post(reverse("session-new", args=[point_id]), opening | {"request_key": "k2"}))
    assert "đã có phiên ngày 22/11/2026" in refused
    assert "Mở phiên" not in words(signed_in("van").get(reverse("sessions"), {"thang": 11, "nam": 2026}))


def test_a_month_that_cannot_be_read_is_this_month(cast, signed_in):
    make_point(cast)
    for query in ({"thang": "13", "nam": "2026"}, {"thang": "x"}, {"nam": "99999"}):
        assert "Tháng 11/2026" in words(signed_in("van").get(reverse("sessions"), query))


def test_what_is_due_is_shown_and_the_look_written_down(session, teller):
    shown = words(teller.get(reverse("point-due", args=[session.point_id])))
    assert session.group.code in shown
    assert "10.000.000" in shown
    assert AuditEntry.objects.filter(command="lending.look_at_due_list").count() == 1


def test_a_sheet_paid_as_due_is_checked_and_written_whole(session, teller):
    fields = typed(teller, session)
    assert fields["lai-" + IN_TIME] == "358.685"
    assert fields["goc-" + IN_TIME] == ""
    fields["declared"] = f"{total_of(fields)}"

    check = words(teller.post(sheet_url(session), fields | {"buoc": "kiem-tra"}))
    assert "Mọi hộ nộp đúng số phải thu" in check
    assert Voucher.objects.count() == 0
    for _twice in range(2):
        answer = teller.post(sheet_url(session), fields | {"buoc": "ghi"})
        assert answer.status_code == 302

    voucher = Voucher.objects.get()
    assert voucher.savings_in_vnd == 6 * 50_000
    assert voucher.interest_vnd + voucher.savings_in_vnd == total_of(fields)
    assert "1/1 đã nộp" in words(teller.get(reverse("session", args=[session.id])))


def test_exceptions_come_first_and_a_tick_takes_a_household_out(session, teller):
    fields = typed(teller, session)
    fields |= {f"vang-{AN}": "on", "lai-" + BEHIND: "100.000", "declared": f"{100_000 + 5 * 50_000}"}
    check = words(teller.post(sheet_url(session), fields | {"buoc": "kiem-tra"}))
    assert "2 hộ nộp khác số phải thu" in check
    assert "Không nộp" in check
    teller.post(sheet_url(session), fields | {"buoc": "ghi"})
    voucher = Voucher.objects.get()
    assert (voucher.interest_vnd, voucher.savings_in_vnd) == (100_000, 250_000)


def test_a_sheet_that_does_not_add_up_is_refused_and_nothing_typed_is_lost(session, teller):
    fields = typed(teller, session) | {"lai-" + IN_TIME: "300.000", "declared": "1.000"}
    shown = teller.post(sheet_url(session), fields | {"buoc": "kiem-tra"})
    text = words(shown)
    assert "Tiền nộp thiếu" in text
    body = shown.content.decode()
    assert 'value="300.000"' in body
    assert 'value="1.000"' in body
    assert Voucher.objects.count() == 0


def test_bad_rows_are_refused_each_with_its_link(session, teller):
    fields = typed(teller, session) | {"lai-" + IN_TIME: "999.999", "goc-" + BEHIND: "nhiều"}
    fields["declared"] = "5"
    shown = teller.post(sheet_url(session), fields | {"buoc": "ghi"}).content.decode()
    assert f'href="#id_goc-{BEHIND}"' in shown
    fields["goc-" + BEHIND] = ""
    fields["declared"] = str(total_of(fields))
    shown = teller.post(sheet_url(session), fields | {"buoc": "ghi"}).content.decode()
    assert f'href="#id_lai-{IN_TIME}"' in shown
    assert Voucher.objects.count() == 0


def test_what_another_teller_took_meanwhile_is_not_taken_twice(session, teller):
    fields = typed(teller, session)
    fields["declared"] = str(total_of(fields))
    teller.post(sheet_url(session), fields | {"buoc": "ghi"})
    again = fields | {"request_key": "another", "buoc": "ghi"}
    assert "thu quá số phải trả" in words(teller.post(sheet_url(session), again))
    assert Voucher.objects.count() == 1
    assert "Tổ này đã nộp trong phiên" in words(teller.get(sheet_url(session)))


def test_a_sheet_that_was_taken_back_is_told_no_more(cast, session, teller):
    fields = typed(teller, session)
    teller.post(sheet_url(session), fields | {"declared": str(total_of(fields)), "buoc": "ghi"})
    reverse_voucher(asked=cast.asked("van"), voucher_id=Voucher.objects.get().pk, reason="thu nhầm tổ")

    assert "Tổ này đã nộp trong phiên" not in words(teller.get(sheet_url(session)))


def test_what_is_due_is_read_once_for_a_sheet(session, teller):
    with CaptureQueriesContext(connection) as queries:
        teller.get(sheet_url(session))

    assert sum('FROM "groups_convention"' in str(query["sql"]) for query in queries) == 1


def test_totals_run_along_and_typing_can_go_on(session, teller):
    fields = typed(teller, session)
    running = words(teller.post(sheet_url(session), fields | {"buoc": "cong"}))
    assert "Cộng tiền gửi" in running
    assert "300.000" in running
    body = teller.post(sheet_url(session), fields | {"buoc": "sua", "lai-" + IN_TIME: "5"}).content.decode()
    assert 'value="5"' in body
    assert "error-summary" not in body


def test_a_borrower_repays_and_a_member_saves_and_takes_out(session, teller):
    url = reverse("session-repayment", args=[session.id])
    assert "358.685" in words(teller.post(url, {"number": IN_TIME, "interest": "358.686"}))
    assert teller.post(url, {"number": IN_TIME, "interest": "358.685", "principal": "1.000.000"}).status_code == 302
    assert "tròn đồng" in words(teller.post(url, {"number": IN_TIME, "interest": "1,5"}))
    assert teller.post(url, {"number": "không có", "interest": "1"}).status_code == 404
    url = reverse("session-savings", args=[session.id])
    assert teller.post(url, {"household": AN, "way": "in", "amount": "50.000"}).status_code == 302
    assert "chỉ còn 50.000" in words(teller.post(url, {"household": AN, "way": "out", "amount": "60.000"}))
    assert teller.post(url, {"household": AN, "way": "out", "amount": "50.000"}).status_code == 302
    assert Voucher.objects.count() == 3


def test_approved_loans_are_paid_out_from_a_list(session, teller, small_register):
    url = reverse("session-disburse", args=[session.id])
    assert "Không có khoản vay nào chờ giải ngân" in words(teller.get(url))
    first = make_approved_loan(small_register, approved_vnd=30 * M)
    second = make_approved_loan(small_register, approved_vnd=20 * M, number="51-0101")
    assert "50.000.000" in words(teller.get(url))
    for _twice in range(2):
        teller.post(url, {"request_key": "k", "loans": [first]})
    teller.post(url, {"request_key": "k2", "loans": [second]})
    assert sorted(Voucher.objects.values_list("disbursed_vnd", flat=True)) == [20 * M, 30 * M]


def test_a_voucher_is_taken_back_line_by_line_and_both_stay(session, teller):
    fields = typed(teller, session)
    fields["declared"] = str(total_of(fields))
    teller.post(sheet_url(session), fields | {"buoc": "ghi"})
    voucher = Voucher.objects.get()
    url = reverse("voucher-reverse", args=[voucher.pk])
    assert "358.685" in words(teller.get(url))
    assert teller.post(url, {"line": f"so:{IN_TIME}", "reason": "thu nhầm hộ"}).status_code == 302
    shown = words(teller.get(reverse("voucher", args=[voucher.pk])))
    assert "đã đảo" in shown
    assert "thu nhầm hộ" in words(teller.get(reverse("session", args=[session.id])))
    teller.post(url, {"line": "", "reason": "làm lại cả bảng kê"})
    assert Voucher.objects.filter(kind="REVERSAL").count() == 2
    assert "0/1 đã nộp" in words(teller.get(reverse("session", args=[session.id])))


def test_the_leader_counts_and_closes(session, signed_in, teller):
    url = reverse("session-close", args=[session.id])
    leader = signed_in("yen")
    assert "thiếu" in words(leader.post(url, {"note_500000": "1"}))
    assert leader.post(url, {"note_500000": "400"}).status_code == 302
    shown = words(leader.get(reverse("session", args=[session.id])))
    assert "Đã khóa phiên" in shown
    assert "đã khóa" in words(
        signed_in("van").post(reverse("session-repayment", args=[session.id]), {"number": IN_TIME, "interest": "1"})
    )


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_papers_are_printed(session, teller, kind):
    answer = teller.get(reverse("point-sheets", args=[session.point_id, kind]), {"ngay": "22/12/2026"})
    assert answer.status_code == 200
    assert f"13TD-20261222-{session.point_id}.{kind}" in answer["Content-Disposition"]
    one = teller.get(reverse("point-sheets", args=[session.point_id, kind]), {"to": session.group.pk})
    assert session.group.code in one["Content-Disposition"]
    minutes = teller.get(reverse("session-minutes", args=[session.id, kind]))
    assert minutes.status_code == (404 if kind == "xlsx" else 200)


def test_a_receipt_is_printed_and_a_stranger_gets_nothing(session, teller, signed_in):
    teller.post(reverse("session-repayment", args=[session.id]), {"number": IN_TIME, "interest": "358.685"})
    receipt = reverse("voucher-receipt", args=[Voucher.objects.get().pk, "pdf"])
    assert signed_in("van").get(receipt).content[:5] == b"%PDF-"
    for name in ("ha", "hoa", "binh", "kim"):
        for url in (receipt, reverse("session", args=[session.id]), reverse("point-due", args=[session.point_id])):
            assert signed_in(name).get(url).status_code == 403


def test_points_are_kept_by_the_credit_officer(cast, signed_in, session):
    officer = signed_in("yen")
    new = {"code": "D-2", "name": "Điểm hai", "office": "NHCSXH", "commune": "21529", "visit_day": "31"}
    assert officer.post(reverse("point-new"), new).status_code == 302
    assert "Điểm hai" in words(officer.get(reverse("points")))
    edit = reverse("point-edit", args=[session.point_id])
    assert officer.post(edit, {"name": "Điểm Ba Tơ mới", "commune": "21484", "visit_day": "5"}).status_code == 302
    assert "Điểm Ba Tơ mới" in words(officer.get(reverse("points")))
    groups = reverse("point-groups", args=[session.point_id])
    assert session.group.code in words(officer.get(groups))
    assert signed_in("van").get(groups).status_code == 403


def test_a_protected_programme_is_not_named_beside_a_person(session, teller):
    take_over(figures("51-0007", programme="former-prisoners"), on=date(2026, 10, 31))
    shown = words(teller.get(sheet_url(session)))
    assert "51-0007" in shown
    assert "chấp hành xong án" not in shown.lower()


def test_who_looks_at_what_waits_to_be_paid_out_is_written_down(session, teller):
    before = AuditEntry.objects.filter(command="lending.look_at_due_list").count()
    teller.get(reverse("session-disburse", args=[session.id]))
    assert AuditEntry.objects.filter(command="lending.look_at_due_list").count() == before + 1
