"""A savings-and-credit group: households are ticked, a board is elected, the commune approves, papers are printed."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.steps import day

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow

NAME = "Tổ Hoa Sim"
VILLAGE = "Thôn Hoa Sim"
HEADS = [f"Phạm Thị {name}" for name in ("Sim Nhất", "Sim Nhì", "Sim Ba", "Sim Tư", "Sim Năm", "Sim Sáu")]


def record_household(page, name):
    """Record a household of one in a village that nobody else has."""
    page.goto("/nguoi-thu-huong/them-ho/")
    page.get_by_label("Thôn, tổ dân phố").fill(VILLAGE)
    page.get_by_label("Cư trú từ ngày").fill(day(-200))
    page.get_by_label("Họ và tên chủ hộ").fill(name)
    page.get_by_label("Giới tính").select_option(label="nữ")
    page.get_by_role("button", name="Ghi hộ").click()
    page.get_by_role("heading", name=name, level=1).wait_for()


def form_group(page):
    """Choose the village, search, tick every household, and form the group."""
    page.goto("/to-vay-von/")
    look(page, "17-groups", dark=True)
    page.get_by_role("link", name="Lập Tổ").click()
    page.get_by_label("Xã", exact=True).select_option(label="xã Ba Tơ")
    page.get_by_role("button", name="Chọn xã").click()
    page.get_by_label("Thôn, tổ dân phố").select_option(label=VILLAGE)
    page.get_by_role("button", name="Chọn thôn").click()
    page.get_by_label("Tên Tổ").fill(NAME)
    page.get_by_label(HEADS[0]).check()
    page.get_by_label("Tìm hộ trong thôn theo tên").fill("sim nhi")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_label(HEADS[0])).to_be_checked()
    page.get_by_label("Tìm hộ trong thôn theo tên").fill("")
    page.get_by_role("button", name="Tìm", exact=True).click()
    for name in HEADS:
        page.get_by_label(name).check()
    page.get_by_label("Tổ chức nhận ủy thác").select_option(label="Hội Liên hiệp Phụ nữ")
    page.get_by_label("Đơn vị ngân hàng quản lý").select_option(label="Chi nhánh Ngân hàng Chính sách xã hội tỉnh")
    page.get_by_label("Ngày thành lập").fill(day(-20))
    look(page, "17-new")
    page.get_by_role("button", name="Lập Tổ").click()
    page.get_by_role("heading", name=NAME, level=1).wait_for()


def elect(page):
    """Elect a board, which has to say how it is related."""
    page.get_by_role("link", name="Ban quản lý").click()
    page.get_by_role("link", name="Bầu ban quản lý").click()
    page.get_by_label("Ngày bầu").fill(day(-20))
    page.get_by_label("Tổ trưởng", exact=True).select_option(index=1)
    page.get_by_label("Tổ phó", exact=True).select_option(index=2)
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("alert").get_by_text("Hãy khai quan hệ của hai người").wait_for()
    look(page, "17-board")
    page.get_by_label("Tổ trưởng và tổ phó là").select_option(label="không có quan hệ gia đình")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Đã ghi ban quản lý Tổ").wait_for()


def agree_and_meet(page):
    """Record the convention and the founding meeting."""
    page.get_by_role("link", name="Quy ước, hợp đồng").click()
    page.get_by_role("link", name="Ghi quy ước").click()
    page.get_by_label("Gửi tiết kiệm mỗi tháng").fill("50000")
    page.get_by_label("Họp vào ngày mấy hằng tháng").fill("15")
    page.get_by_label("Áp dụng từ ngày").fill(day(-20))
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Họp Tổ").click()
    page.get_by_role("link", name="Ghi biên bản").last.click()
    page.get_by_label("Ngày họp").fill(day(-20))
    page.get_by_label("Nơi họp").fill("Nhà văn hóa thôn")
    look(page, "17-meeting-form")
    page.get_by_role("button", name="Ghi biên bản").click()
    page.get_by_text("6/6").first.wait_for()
    look(page, "17-meeting")


def test_a_group_goes_from_its_households_to_the_communes_decision(person):
    clerk = person("ha")
    for name in HEADS:
        record_household(clerk, name)
    officer = person("loc", width=390)
    form_group(officer)
    group = officer.url
    elect(officer)
    agree_and_meet(officer)
    officer.goto(group)
    for tab in ("Tổ viên", "Ban quản lý", "Họp Tổ", "Quy ước, hợp đồng", "Giấy tờ", "Diễn biến"):
        officer.get_by_role("navigation", name="Các phần của Tổ").get_by_role("link", name=tab).click()
        look(officer, f"17-tab-{tab}", dark=tab == "Tổ viên")
    officer.goto(group)
    officer.get_by_role("button", name="Trình xã phê duyệt").click()
    officer.get_by_text("Đã trình Ủy ban nhân dân cấp xã").wait_for()

    chairman = person("minh")
    chairman.goto("/")
    chairman.get_by_role("link", name="Xem và phê duyệt:").first.wait_for()
    look(chairman, "17-desk")
    chairman.goto(f"{group}phe-duyet/")
    look(chairman, "17-approve")
    chairman.get_by_label("Số, ký hiệu văn bản").fill("145/QĐ-UBND")
    chairman.get_by_role("button", name="Phê duyệt Tổ").click()
    chairman.get_by_text("Đã phê duyệt Tổ").wait_for()

    officer.goto(f"{group}?muc=giay-to")
    with officer.expect_download() as paper:
        officer.get_by_role("link", name="Word Danh sách tổ viên").click()
    assert paper.value.suggested_filename.endswith(".docx")
    officer.goto("/to-vay-von/uy-thac/")
    look(officer, "17-entrustments")
