"""A request goes from the group's vote over the commune and the bank's desk to the notice; each by their own hand."""

import pytest

from tests.browser.looking import look
from tests.browser.steps import day, take_step

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow

PROGRAMME = "water-sanitation"
HEADING = "Đề nghị vay vốn (01/TD)"


def write_request(officer):
    """Write a member's request from the page of a group that works, and return the list's address."""
    officer.goto("/to-vay-von/?tt=ACTIVE")
    officer.get_by_role("table").get_by_role("link").first.click()
    officer.get_by_role("link", name="Viết đề nghị vay").click()
    officer.get_by_role("heading", name=HEADING, level=1).wait_for()
    households = officer.get_by_label("Hộ đề nghị vay")
    for place in range(1, households.locator("option").count()):
        officer.get_by_label("Hộ đề nghị vay").select_option(index=place)
        officer.locator("[name=programme]").select_option(PROGRAMME)
        officer.get_by_label("Nguồn vốn").select_option("CENTRAL")
        officer.get_by_label("Mục đích sử dụng vốn vay").fill("Xây bể nước, nhà vệ sinh")
        officer.get_by_label("Chi cho việc gì").first.fill("Vật liệu, công thợ")
        officer.get_by_label("Thành tiền").first.fill("20 triệu")
        officer.get_by_label("Số tiền đề nghị vay").fill("15 triệu")
        officer.get_by_label("Thời hạn (tháng)").fill("36")
        officer.get_by_label("Kỳ trả nợ gốc").select_option("12")
        if place == 1:
            look(officer, "20-request-form", dark=True)
        officer.get_by_role("button", name="Ghi vào danh sách").click()
        officer.wait_for_load_state()
        if officer.get_by_text("Đã ghi đề nghị vay vào danh sách").count():
            return officer.url
    raise AssertionError("no household of the group may ask")


def test_a_request_goes_from_the_group_to_the_notice(person):
    officer, chairman, approver = person("loc", width=390), person("minh"), person("tuan")
    officer.goto("/to-vay-von/de-nghi-vay/")
    look(officer, "20-lists", dark=True)
    url = write_request(officer)
    look(officer, "20-list-written")

    take_step(officer, url, "Bình xét công khai")
    officer.get_by_label("Nơi họp").fill("Nhà văn hóa thôn")
    officer.get_by_label("Ngày họp").fill(day())
    came = officer.locator("[name=present]").count()
    for box in officer.locator("input[name^=in_favour_]").all():
        box.fill(str(came))
    look(officer, "20-vote", dark=True)
    officer.get_by_role("button", name="Ghi kết quả bình xét").click()
    officer.get_by_text("Đã ghi kết quả bình xét").wait_for()

    chairman.goto("/")
    chairman.get_by_role("heading", name="Đề nghị vay chờ tôi").wait_for()
    look(chairman, "20-desk")
    take_step(chairman, url, "Xác nhận trên 03/TD")
    look(chairman, "20-confirm", dark=True)
    chairman.get_by_role("button", name="Xác nhận", exact=True).click()
    chairman.get_by_text("Đã xác nhận danh sách").wait_for()

    take_step(officer, url, "Kiểm tra điều kiện")
    for box in officer.locator("input[name^=note_]").all():
        box.fill("Đã xem giấy xác nhận của Ủy ban nhân dân xã")
    look(officer, "20-check", dark=True)
    officer.get_by_role("button", name="Ghi kết quả kiểm tra").click()
    officer.get_by_text("Đã kiểm tra danh sách").wait_for()

    take_step(approver, url, "Phê duyệt")
    look(approver, "20-decide")
    approver.get_by_role("button", name="Xem lại").click()
    approver.get_by_role("heading", name="Xem lại trước khi phê duyệt").wait_for()
    look(approver, "20-decide-check", dark=True)
    approver.get_by_role("button", name="Phê duyệt").click()
    approver.get_by_text("Đã duyệt").first.wait_for()

    take_step(officer, url, "Thông báo kết quả")
    officer.get_by_label("Số thông báo").fill("27/TB-NHCS")
    look(officer, "20-notice")
    officer.get_by_role("button", name="Ghi thông báo").click()
    officer.get_by_text("Đã ghi thông báo").wait_for()
    look(officer, "20-list-notified", dark=True)
    with officer.expect_download() as paper:
        officer.get_by_role("link", name="Word 04/TD").click()
    assert paper.value.suggested_filename.startswith("04-TD-")
    officer.goto("/to-vay-von/su-dung-von/")
    look(officer, "20-use-checks")
