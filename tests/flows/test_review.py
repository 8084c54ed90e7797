"""The coordinator at work: the queue, decisions, figures asked for, contributions, the register."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tantam.plans.commands.deliverables import add_document
from tantam.plans.models import Contribution, Duty, DutyDecision, Indicator
from tests.flows.test_submission import at, send
from tests.support.attachments import PDF
from tests.support.pages import words
from tests.support.submissions import sign

pytestmark = pytest.mark.django_db

GROUNDS = {
    "decided_by": "Chủ tịch Ủy ban nhân dân tỉnh",
    "document": "88/TB-UBND ngày 20/11/2026",
    "reason": "Xã đang khắc phục bão.",
}


@pytest.fixture
def duty(small_plan):
    return small_plan.duty("II.2", "X21484", "2026")


@pytest.fixture
def three_waiting(cast, small_plan, duty):
    """Return three duties that wait, in the order in which they were signed."""
    duties = [small_plan.duty("I.1", "STC", "2026"), duty, small_plan.duty("I.1", "X21484", "2026-H1")]
    for day, waiting in zip((18, 19, 20), duties, strict=True):
        sign(cast, waiting, on=date(2026, 11, day))
    return duties


def test_accepting_leads_to_the_next_in_the_queue(signed_in, three_waiting):
    lan = signed_in("lan")
    first, second, third = (at("review-duty", waiting.id) for waiting in three_waiting)

    page = lan.get(second)
    assert first in page.content.decode()
    assert third in page.content.decode()
    assert "2 / 3" in words(page)
    answer = send(lan, second, action=at("review-accept", three_waiting[1].id))

    assert answer.redirect_chain[-1][0] == third
    assert "Đã tiếp nhận" in words(answer)


def test_the_queue_shows_the_longest_wait_first_and_filters(signed_in, three_waiting):
    lan = signed_in("lan")

    page = words(lan.get(at("review")))
    assert "3 báo cáo" in page
    assert page.index("18/11/2026") < page.index("19/11/2026") < page.index("20/11/2026")
    assert "1 báo cáo" in words(lan.get(at("review"), {"q": "so tai chinh"}))
    assert "1 báo cáo" in words(lan.get(at("review"), {"q": "ba to", "nhiem-vu": three_waiting[1].task_id}))
    assert "Không có báo cáo nào như đã lọc" in words(lan.get(at("review"), {"q": "khong co"}))
    assert lan.get(at("review"), {"page": "99", "ky": "x"}).status_code == 200


def test_the_filter_goes_along_from_one_to_the_next(signed_in, three_waiting):
    lan = signed_in("lan")
    query = f"?nhiem-vu={three_waiting[0].task_id}"
    first, third = three_waiting[0].id, three_waiting[2].id

    answer = send(lan, at("review-duty", first) + query, action=at("review-accept", first) + query)

    assert answer.redirect_chain[-1][0] == at("review-duty", third) + query


def test_two_coordinators_do_not_judge_twice(signed_in, three_waiting, duty):
    lan, url = signed_in("lan"), at("review-duty", duty.id)
    send(lan, url, action=at("review-accept", duty.id))

    answer = lan.post(at("review-accept", duty.id), {"version": "1"}, follow=True)

    assert "đã sang bước “đã tiếp nhận”" in words(answer)


def test_an_extension_shows_the_old_date_and_the_new_with_its_paper(signed_in, duty):
    lan, url = signed_in("lan"), at("duty-extend", duty.id)

    answer = send(lan, url, new_due_on="2026-12-01", **GROUNDS)
    assert "Hạn mới phải sau hạn hiện tại 15/12/2026" in words(answer)
    answer = send(lan, url, new_due_on="2026-12-31", **GROUNDS, attachment=SimpleUploadedFile("88.pdf", PDF))

    page = words(answer)
    assert "từ 15/12/2026 đến 31/12/2026" in page
    assert "hạn ban đầu 15/12/2026" in page
    assert "Chủ tịch Ủy ban nhân dân tỉnh" in page
    paper = at("decision-file", DutyDecision.objects.get().id)
    assert signed_in("hoa").get(paper).content == PDF
    assert signed_in("tam").get(paper).status_code == 404


def test_an_exemption_is_counted_apart_and_seen_by_the_unit(signed_in, duty):
    send(signed_in("lan"), at("duty-exempt", duty.id), **GROUNDS)

    page = words(signed_in("hoa").get(at("duty", duty.id)))
    assert "Được miễn" in page
    assert "Xã đang khắc phục bão." in page
    assert "1 nhiệm vụ" in words(signed_in("hoa").get(at("duties"), {"state": "EXEMPT"}))


def test_a_unit_is_added_after_the_opening(signed_in, cast, small_plan):
    url = at("duty-add", small_plan.tasks["II.3"].id, small_plan.periods["2026"].id)

    answer = send(signed_in("lan"), url, unit=str(cast.units["X21400"].id), **GROUNDS)

    assert "Đã bổ sung nhiệm vụ" in words(answer)
    assert Duty.objects.filter(unit=cast.units["X21400"], task__code="II.3").count() == 1


def test_the_coordinator_says_which_figures_a_task_asks_for(signed_in, duty):
    lan, url = signed_in("lan"), at("task-indicators", duty.task_id)

    send(lan, url, code="von", name="Vốn ủy thác", measure="triệu đồng", decimals="1", required="on")
    number = Indicator.objects.get().id
    assert "Vốn ủy thác" in words(signed_in("hoa").get(at("duty-write", duty.id)))
    end = at("indicator-end", duty.task_id, number)
    answer = send(lan, end, page=url, action=end)

    assert "đã dừng" in words(answer)


def test_a_coordinating_unit_finds_what_others_wait_for_and_adds_it(signed_in, small_plan):
    hoa = signed_in("hoa")
    url = at("contribution", small_plan.tasks["II.3"].id, small_plan.periods["2026"].id)

    assert url in hoa.get("/").content.decode()
    answer = send(hoa, url, text="Đã rà soát 120 hộ.")

    assert "Đã lưu phần phối hợp" in words(answer)
    assert Contribution.objects.get().text == "Đã rà soát 120 hộ."
    assert url not in hoa.get("/").content.decode()
    lead = small_plan.duty("II.3", "SNV", "2026")
    assert "Đã rà soát 120 hộ." in words(signed_in("lan").get(at("duty", lead.id)))


def test_a_unit_that_does_not_coordinate_finds_no_such_page(signed_in, small_plan):
    url = at("contribution", small_plan.tasks["I.1"].id, small_plan.periods["2026"].id)

    assert signed_in("hoa").get(url).status_code == 404


def test_the_register_is_searched_without_accents(cast, signed_in, duty):
    add_document(
        asked=cast.asked("hoa"),
        duty_id=duty.id,
        number="12/QĐ-UBND",
        issued_on=date(2026, 11, 10),
        kind="Quyết định",
        issuing_body="Ủy ban nhân dân xã Ba Tơ",
        abstract="Về việc ủy thác vốn ngân sách",
    )
    sign(cast, duty)

    for who in ("hoa", "lan", "binh"):
        page = words(signed_in(who).get(at("register"), {"q": "uy thac quyet dinh"}))
        assert "12/QĐ-UBND" in page
    lan = signed_in("lan")
    assert "12/QĐ-UBND" in words(lan.get(at("register"), {"loai": "Quyết định", "nam": "2026"}))
    assert "Không tìm thấy" in words(lan.get(at("register"), {"q": "quyet dinh", "nam": "2025"}))
    assert "Không tìm thấy" in words(lan.get(at("register"), {"q": "uy thac", "don-vi": "0"}))


@pytest.mark.parametrize("name", ["review", "duty-exempt", "duty-extend", "review-duty", "task-indicators"])
def test_units_do_not_reach_the_coordinators_pages(signed_in, duty, name):
    url = reverse(name, args=[] if name == "review" else [duty.id])

    assert signed_in("minh").get(url).status_code == 403
