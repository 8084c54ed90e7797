"""A reform is tried over the register: written from an example, run, read, set beside another."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.looking import look

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow


def try_reform(page, example):
    """Write a reform from an example and run it on the newest snapshot; leave its result on the page."""
    page.goto("/cai-cach/")
    page.get_by_role("link", name="Viết cải cách").first.click()
    page.get_by_role("link", name=example).click()
    page.get_by_label("Mục đích").fill("Thử trước khi đề xuất")
    if "150 triệu" in example:
        look(page, "15-write")
    page.get_by_role("button", name="Kiểm tra và lưu").click()
    page.get_by_role("heading", name="Điều gì thay đổi").wait_for()
    if "150 triệu" in example:
        look(page, "15-reform")
    page.get_by_role("link", name="Chạy thử").click()
    if "150 triệu" in example:
        look(page, "15-assumptions")
    page.get_by_role("button", name="Chạy thử").click()
    page.get_by_text("Đã chạy xong").wait_for()


def test_two_reforms_are_tried_and_compared(person):
    page = person("thu")
    page.get_by_role("navigation").get_by_role("link", name="Cải cách chính sách").click()
    try_reform(page, "Nâng mức vay hộ cận nghèo lên 150 triệu đồng")

    summary = page.get_by_role("region", name="Kết quả", exact=True)
    expect(summary).to_contain_text("Vốn cần thêm đến")
    expect(page.locator("svg.chart")).not_to_have_count(0)
    expect(page.get_by_role("table")).not_to_have_count(0)
    look(page, "15-result", dark=True)
    with page.expect_download() as given:
        page.get_by_role("link", name="Tải bảng Excel").click()
    assert openpyxl.load_workbook(BytesIO(given.value.path().read_bytes())).worksheets

    try_reform(page, "Cho hộ mới thoát nghèo được vay trong 5 năm thay vì 3 năm")
    page.goto("/cai-cach/")
    look(page, "15-reforms")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_role("button", name="So sánh các lần đã chọn").click()

    page.wait_for_url("**so-sanh/**")
    expect(page.get_by_role("columnheader").filter(has_text="Lần")).to_have_count(2)
    expect(page.get_by_text("150 triệu")).not_to_have_count(0)
    look(page, "15-compare", dark=True)


def test_what_cannot_be_understood_is_said_in_words(person):
    page = person("thu", width=390)
    page.goto("/cai-cach/moi/")

    page.get_by_label("Nội dung thay đổi").fill("name: Thử\nstarts_on: 2027-01-01\nchange:\n  khong-co: {}\n")
    page.get_by_role("button", name="Kiểm tra và lưu").click()

    page.get_by_role("alert").first.wait_for()
    look(page, "15-not-understood")
