"""A request for a loan over HTTP: from the group's list to the notice; and nobody else's."""

from datetime import date

import pytest
from django.urls import reverse

from tantam.base.asked import EVERYTHING
from tantam.base.models import AuditEntry
from tantam.lending.commands.collecting import reverse_event
from tantam.lending.models import Loan, RequestList, RequestStep, Session, UseCheck
from tantam.lending.queries.to_disburse import list_to_disburse
from tests.support.cast import TODAY
from tests.support.groups import make_active
from tests.support.loans import figures, take_over
from tests.support.pages import form_fields, send, words
from tests.support.papers import word_text
from tests.support.requests import (
    M,
    check,
    confirm,
    decide,
    make_approver,
    make_notified,
    make_poor,
    make_written,
    pay_out,
    requests_of,
    vote,
)
from tests.support.sessions import make_approved_loan, make_session_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def nga(cast, signed_in):
    make_approver(cast)
    return signed_in("nga")


PLAN = {
    "programme": "poor",
    "source": "CENTRAL",
    "purpose": "Chăn nuôi bò",
    "what_1": "Bò giống",
    "quantity_1": "2 con",
    "vnd_1": "40 triệu",
    "asked_vnd": "35 triệu",
    "own_vnd": "5.000.000",
    "term_months": "36",
}


def test_a_request_goes_from_the_group_to_the_notice(signed_in, cast, village, nga):
    yen, minh = signed_in("yen"), signed_in("minh")
    group = make_active(cast, village)
    assert "Viết đề nghị vay" in words(yen.get(reverse("group", args=[group.pk])))

    made = send(yen, "request-new", group.pk, household=village.ids[0], **PLAN)
    row = RequestList.objects.get()
    (request,) = requests_of(row)
    assert "Đã ghi đề nghị vay vào danh sách" in words(made)
    assert (request.asked_vnd, request.own_vnd, request.every_months) == (35 * M, 5 * M, 12)
    members = [str(member.pk) for member in group.members.order_by("id")]
    send(yen, "request-vote", row.pk, present=members, place="Nhà văn hóa", **{f"in_favour_{request.pk}": "6"})
    assert "Đề nghị vay chờ tôi" in words(minh.get("/"))

    page = words(minh.get(reverse("request-confirm", args=[row.pk])))
    assert "hộ nghèo (01/01/2026)" in page
    assert "không nợ" in page
    send(minh, "request-confirm", row.pk)
    assert "Đủ điều kiện" in words(yen.get(reverse("request-check", args=[row.pk])))
    send(yen, "request-check", row.pk)
    seen = send(nga, "request-decide", row.pk, **{f"amount_{request.pk}": "30 triệu"})
    assert "Xem lại trước khi phê duyệt" in words(seen)
    assert "30.000.000 đ" in words(seen)
    assert not Loan.objects.exists()
    nga.post(reverse("request-decide", args=[row.pk]), form_fields(seen), follow=True)
    told = send(yen, "request-notify", row.pk, number="15/TB")

    loan = Loan.objects.get()
    assert (loan.approved_vnd, loan.rate_ppm) == (30 * M, 66_000)
    assert "giải ngân chậm nhất ngày 20/02/2027" in words(told)
    assert RequestList.objects.get().state == "NOTIFIED"
    looks = AuditEntry.objects.filter(command="lending.look_at_requests")
    assert looks.filter(actor_name="Đinh Văn Minh").exists()


def test_the_same_form_sent_twice_writes_one_request(signed_in, cast, village):
    yen = signed_in("yen")
    group = make_active(cast, village)
    url = reverse("request-new", args=[group.pk])
    typed = {**form_fields(yen.get(url)), "household": village.ids[0], **PLAN}

    answers = [yen.post(url, typed) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {reverse("request-list", args=[RequestList.objects.get().pk])}
    assert len(requests_of(RequestList.objects.get())) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"asked_vnd": "nhiều"}, "Cần số tiền tròn đồng"),
        ({"asked_vnd": "50"}, "Cần số tiền tròn đồng"),
        ({"what_2": "Chuồng"}, "Cần cả nội dung và số tiền"),
        ({"vnd_2": "5 triệu"}, "Cần cả nội dung và số tiền"),
        ({"term_months": "200"}, "từ 1 đến 120 tháng"),
        ({"vnd_1": "200 triệu", "asked_vnd": "150 triệu"}, "nhiều nhất 100.000.000 đồng"),
        ({"programme": ""}, "bắt buộc"),
    ],
)
def test_a_request_that_cannot_be_is_shown_again_with_what_is_wrong(signed_in, cast, village, typed, said):
    group = make_active(cast, village)

    answer = send(signed_in("yen"), "request-new", group.pk, **{"household": village.ids[0], **PLAN, **typed})

    assert said in words(answer)
    assert not RequestList.objects.exists()


def test_a_list_is_returned_put_right_and_sent_again(signed_in, cast, village, small_register):
    row = vote(cast, make_written(cast, village, small_register))
    yen, minh = signed_in("yen"), signed_in("minh")

    send(minh, "request-return", row.pk, reason="Thiếu chữ ký của trưởng thôn")
    assert "Thiếu chữ ký của trưởng thôn" in words(yen.get(reverse("request-list", args=[row.pk])))
    make_poor(village, small_register, 3)
    send(yen, "request-withdraw", row.pk, requests_of(row)[1].pk, reason="Hộ không vay nữa")
    again = send(yen, "request-send-again", row.pk, reason="Đã bổ sung chữ ký")

    row.refresh_from_db()
    assert "Đã gửi lại danh sách" in words(again)
    assert row.state == "VOTED"
    assert [step.kind for step in RequestStep.objects.filter(list=row).order_by("id")][-2:] == [
        "RETURNED",
        "SENT_AGAIN",
    ]


def test_who_the_law_turns_away_is_told_why(signed_in, cast, village, small_register):
    row = make_written(cast, village, small_register)
    yen = signed_in("yen")
    send(yen, "request-add", row.pk, household=village.ids[3], **PLAN)
    row = confirm(cast, vote(cast, row))

    page = words(yen.get(reverse("request-check", args=[row.pk])))
    third = requests_of(row)[2]
    assert "Chưa rõ: Hộ có tên trong danh sách hộ nghèo được duyệt." in page
    refused = send(yen, "request-check", row.pk)
    assert "Dòng 3 còn điều chưa rõ" in words(refused)
    send(yen, "request-check", row.pk, **{f"declined_{third.pk}": "Không có giấy chứng nhận"})

    assert "Không có giấy chứng nhận" in words(yen.get(reverse("request-list", args=[row.pk])))
    assert requests_of(row)[2].state == "TURNED_AWAY"


@pytest.mark.parametrize("name", ["request-vote", "request-check", "request-notify"])
def test_a_step_that_is_not_its_turn_is_refused_in_words(signed_in, cast, village, small_register, name):
    row = make_written(cast, village, small_register)
    row.state = "DECIDED" if name != "request-notify" else "WRITTEN"
    row.save()

    answer = send(signed_in("yen"), name, row.pk, number="1", place="Xã") if name == "request-notify" else None
    page = answer or signed_in("yen").get(reverse(name, args=[row.pk]))

    assert "đang ở bước" in words(page) or "Danh sách không chờ bước này" in words(page)


def test_a_household_without_a_group_asks_at_the_bank(signed_in, cast, village, nga):
    yen = signed_in("yen")
    url = reverse("request-direct")
    assert "Không tìm thấy hộ này" in words(yen.get(url, {"ho": "999"}))
    typed = form_fields(yen.get(url, {"ho": "21484-00001"}))

    yen.post(f"{url}?ho=21484-00001", {**typed, "household": village.ids[0], "office": "NHCSXH", **PLAN})

    row = RequestList.objects.get()
    assert (row.path, row.state) == ("DIRECT", "WRITTEN")
    row = decide(cast, check(cast, row, on=TODAY), on=TODAY)
    (request,) = requests_of(row)
    paper = yen.get(reverse("request-paper", args=[row.pk, request.pk, "05-noxh", "docx"]))
    assert "HỢP ĐỒNG TÍN DỤNG" in word_text(paper.content)


def test_the_lists_wait_for_whoever_is_to_act(signed_in, cast, village, small_register, nga):
    row = vote(cast, make_written(cast, village, small_register))
    url = reverse("request-lists")

    def waits_for(client):
        return row.number in words(client.get(url, {"cho-toi": "1"}))

    yen, minh = signed_in("yen"), signed_in("minh")
    assert (waits_for(yen), waits_for(minh), waits_for(nga)) == (False, True, False)
    check(cast, confirm(cast, row))
    assert (waits_for(yen), waits_for(minh), waits_for(nga)) == (False, False, True)
    assert "Còn 2 ngày làm việc" in words(nga.get(url)) or "ngày làm việc" in words(nga.get(url))
    assert row.number in words(yen.get(url, {"q": row.number, "tt": "CHECKED", "to": row.group_id}))
    assert "Không tìm thấy danh sách nào" in words(yen.get(url, {"tt": "CLOSED"}))


def test_a_list_over_its_time_says_so_in_words(signed_in, cast, village, small_register):
    row = vote(cast, make_written(cast, village, small_register))
    row.due_on = row.written_on
    row.save()

    assert "Quá hạn 4 ngày làm việc" in words(signed_in("minh").get(reverse("request-lists")))


def test_the_use_of_money_is_looked_at_in_time(signed_in, cast, village, small_register):
    row = make_notified(cast, village, small_register)
    first, second = requests_of(row)
    late, on_time = pay_out(first.loan, on=row.written_on.replace(month=10)), pay_out(second.loan)
    ha = signed_in("ha")

    page = words(ha.get(reverse("use-checks")))
    assert "quá hạn 7 ngày" in page
    assert "2 lần giải ngân" in page
    send(ha, "use-check", on_time, checkers="Ngô Thị Hà", rightly_vnd="20 triệu", wrongly_vnd="10 triệu")
    assert not UseCheck.objects.exists()
    send(
        ha,
        "use-check",
        on_time,
        checkers="Ngô Thị Hà",
        rightly_vnd="20 triệu",
        wrongly_vnd="10 triệu",
        measures="Thu hồi phần sai trước ngày 31/12/2026",
    )

    assert UseCheck.objects.get().wrongly_vnd == 10 * M
    assert "1 lần giải ngân" in words(ha.get(reverse("use-checks")))
    assert ha.get(reverse("use-check", args=[late])).status_code == 200
    assert "Đã giải ngân" in words(ha.get(reverse("request-list", args=[row.pk])))


def test_the_neighbouring_commune_finds_nothing(signed_in, cast, village, small_register):
    row = make_written(cast, village, small_register)
    sau = signed_in("sau")

    assert row.number not in words(sau.get(reverse("request-lists")))
    for name, args in (
        ("request-list", [row.pk]),
        ("request-add", [row.pk]),
        ("request-vote", [row.pk]),
        ("request-new", [row.group_id]),
        ("request-list-paper", [row.pk, "03-td", "docx"]),
    ):
        assert sau.get(reverse(name, args=args)).status_code == 404


def test_the_pages_are_read_in_english_too(signed_in, cast, village, small_register):
    row = make_written(cast, village, small_register)
    yen = signed_in("yen")
    yen.cookies["django_language"] = "en"

    for name, args in (("request-list", [row.pk]), ("request-vote", [row.pk]), ("request-lists", [])):
        assert yen.get(reverse(name, args=args)).status_code == 200


@pytest.mark.parametrize(("name", "page"), [("minh", "request-confirm"), ("yen", "request-check")])
def test_what_else_a_household_owes_does_not_name_a_protected_programme(
    signed_in, cast, village, small_register, name, page
):
    row = vote(cast, make_written(cast, village, small_register))
    row = row if name == "minh" else confirm(cast, row)
    take_over(figures("51-0007", programme="former-prisoners"))

    shown = words(signed_in(name).get(reverse(page, args=[row.pk])))

    assert "Chương trình được bảo mật: 60.000.000" in shown
    assert "chấp hành xong án" not in shown.lower()


def test_a_use_check_does_not_name_a_protected_programme(signed_in, cast, small_register):
    number = make_approved_loan(small_register, approved_vnd=30 * M, programme="former-prisoners")
    pay_out(Loan.objects.get(number=number))

    shown = words(signed_in("ha").get(reverse("use-checks")))

    assert number in shown
    assert "Chương trình được bảo mật" in shown
    assert "chấp hành xong án" not in shown.lower()


def test_a_lapsed_approval_is_not_offered_for_paying_out(cast, village, small_register):
    row = make_notified(cast, village, small_register)
    session_id = make_session_rows(row.group)["session_id"]
    offered = {}
    for day in (date(2027, 2, 18), date(2027, 2, 19)):
        Session.objects.filter(pk=session_id).update(day=day, reason="Mưa bão")
        offered[day.day] = len(list_to_disburse(scope=EVERYTHING, session_id=session_id))

    assert offered == {18: 2, 19: 0}


def test_money_that_was_taken_back_was_not_paid_out_on_that_day(signed_in, cast, village, small_register):
    row = make_notified(cast, village, small_register)
    loan = requests_of(row)[0].loan
    pay_out(loan, on=date(2026, 11, 20))
    reverse_event(asked=cast.asked("yen"), number=loan.number, seq=1, reason="chi nhầm người")
    pay_out(Loan.objects.get(pk=loan.pk))

    shown = words(signed_in("yen").get(reverse("request-list", args=[row.pk])))

    assert "đã giải ngân 50.000.000 đ từ ngày 22/11/2026" in shown


def test_a_key_that_another_request_used_does_not_stay_in_the_form(signed_in, cast, village):
    yen = signed_in("yen")
    group = make_active(cast, village)
    url = reverse("request-new", args=[group.pk])
    typed = {**form_fields(yen.get(url)), "household": village.ids[0], **PLAN}
    yen.post(url, typed)

    refused = yen.post(url, {**typed, "household": village.ids[1]})
    assert "đã được gửi trước đó với nội dung khác" in words(refused)
    sent_again = yen.post(url, {**typed, **form_fields(refused), "household": village.ids[1]}, follow=True)

    assert "Đã ghi đề nghị vay vào danh sách" in words(sent_again)
    assert len(requests_of(RequestList.objects.get())) == 2
