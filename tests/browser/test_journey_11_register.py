"""A household in the register: found without accents, masked, revealed with a purpose, a status and its decision."""

import re
import unicodedata

import pytest
from playwright.sync_api import expect

from tests.browser.looking import allow_status, look
from tests.browser.steps import day

PURPOSE = "Kiểm tra hồ sơ vay vốn của hộ"


def without_accents(text):
    """Return a name as it is typed in a hurry."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return plain.replace("đ", "d").replace("Đ", "D").lower()


def open_household(page, place):
    """Open a household of the register by its place in the list, by typing its head's name without accents."""
    page.get_by_role("navigation").get_by_role("link", name="Người thụ hưởng", exact=True).click()
    row = page.get_by_role("row").nth(place)
    name = row.get_by_role("rowheader").inner_text().strip()
    code = row.get_by_role("cell").first.inner_text().strip()
    page.get_by_label("Họ tên, mã hộ, thôn").fill(without_accents(name))
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.wait_for_url("**q=*")
    page.get_by_role("row").filter(has_text=code).get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name, level=1).wait_for()
    return name


def test_a_household_is_found_without_accents_and_revealed_for_a_purpose(person):
    page = person("ha")
    page.goto("/nguoi-thu-huong/")
    look(page, "11-register", dark=True)
    open_household(page, 2)
    masked = page.get_by_role("region", name="Thành viên").first
    whole = re.compile(r"999\d{9}")
    expect(masked).not_to_contain_text(whole)
    expect(masked).to_contain_text("được bảo mật")
    look(page, "11-household")

    page.get_by_role("link", name="Xem đầy đủ").click()
    page.get_by_label("Lý do cụ thể").fill(PURPOSE)
    page.get_by_role("button", name="Hiện thông tin").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Mục đích").select_option(index=1)
    look(page, "11-purpose")
    page.get_by_role("button", name="Hiện thông tin").click()

    page.get_by_text("Lần xem đã được ghi vào nhật ký").wait_for()
    expect(page.get_by_role("region", name="Thành viên").first).to_contain_text(whole)
    look(page, "11-revealed")


def test_a_status_is_recorded_with_the_decision_that_gives_it(person):
    page = person("ha")
    open_household(page, 3)
    page.get_by_role("link", name="Ghi diện").click()
    page.get_by_label("Diện", exact=True).select_option(label="đồng bào dân tộc thiểu số ở vùng khó khăn")
    page.get_by_label("Từ ngày").fill(day(-10))
    page.get_by_label("Số, ký hiệu văn bản").fill("77/QĐ-UBND")
    page.get_by_label("Ngày ký").fill(day(-12))
    page.get_by_label("Cơ quan ban hành").fill("UBND xã Ba Tơ")
    page.get_by_label("Trích yếu").fill("Xác nhận hộ đồng bào dân tộc thiểu số")
    look(page, "11-status")
    page.get_by_role("button", name="Ghi diện").click()

    page.get_by_text("Đã ghi diện").wait_for()
    standing = page.get_by_role("region", name="Diện đang có hiệu lực")
    expect(standing).to_contain_text("77/QĐ-UBND")
    expect(page.get_by_role("region", name="Dòng thời gian")).to_contain_text("77/QĐ-UBND")
    look(page, "11-time-line", dark=True)
    page.get_by_label("Được biết đến hết ngày").fill(day(-30))
    page.get_by_role("button", name="Xem", exact=True).click()
    page.get_by_text("Những gì được biết đến hết ngày").wait_for()
    expect(page.get_by_role("region", name="Diện đang có hiệu lực")).not_to_contain_text("77/QĐ-UBND")


@pytest.mark.parametrize("width", [390])
def test_a_credit_officer_asks_by_phone_what_a_household_may_borrow(person, width):
    page = person("loc", width=width)
    page.goto("/nguoi-thu-huong/")
    look(page, "11-officer")
    page.get_by_role("row").nth(1).get_by_role("link").click()

    page.get_by_role("link", name="Được vay gì").click()

    page.get_by_role("heading", name=re.compile("Trả lời theo quy định")).wait_for()
    look(page, "11-may-borrow")


def test_a_neighbour_is_not_told_that_the_household_exists(person):
    page = person("ha")
    page.goto("/nguoi-thu-huong/")
    address = page.get_by_role("row").nth(1).get_by_role("link").get_attribute("href")
    other = person("phuc")
    allow_status(other, 404)

    other.goto(address)

    expect(other.get_by_text("Không tìm thấy trang").first).to_be_visible()


def test_on_a_phone_the_tab_of_the_page_is_in_sight(person):
    page = person("ha", width=390)
    page.goto("/toan-so/chuan-ngheo/")

    tab = page.locator(".tabs [aria-current]").bounding_box()

    assert tab["x"] >= 0
    assert tab["x"] + tab["width"] <= 390
