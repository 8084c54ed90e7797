"""A session at a transaction point: a sheet with one exception, a reversal, the count of cash, the minutes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow


def amount(text: str) -> int:
    """Return the amount that a text ends with."""
    return int(re.sub(r"\D", "", text.rsplit("\n", 1)[-1]) or 0)


def open_session(page):
    """Go from the calendar to the session that is open today."""
    page.goto("/phien-giao-dich/")
    look(page, "21-calendar", dark=True)
    page.get_by_role("region", name="Hôm nay").get_by_role("link").first.click()
    page.get_by_role("heading", name="Tiền mặt").wait_for()


def take_sheet(page):
    """Type a sheet with the keyboard: the first household hands in nothing."""
    page.get_by_role("region", name=re.compile("Các Tổ")).get_by_role("link").first.click()
    first = page.get_by_role("checkbox").first
    first.focus()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.get_by_label("Tổng số tiền tổ trưởng nộp").fill("1")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("Tiền nộp thiếu").wait_for()
    look(page, "21-sheet")
    total = page.locator("#sheet-totals strong").inner_text()
    page.get_by_label("Tổng số tiền tổ trưởng nộp").fill(str(amount(total)))
    page.get_by_role("button", name="Kiểm tra bảng kê").click()
    page.get_by_text("Không nộp").first.wait_for()
    look(page, "21-check")
    page.get_by_role("button", name="Ghi bảng kê").click()
    page.get_by_text("Đã ghi bảng kê").wait_for()


def take_back(page):
    """Take the first line of the sheet back."""
    page.get_by_role("region", name="Chứng từ").get_by_role("link").first.click()
    page.get_by_role("link", name="Đảo").click()
    page.get_by_role("radio").nth(1).check()
    page.get_by_label("Lý do").fill("Thu nhầm hộ")
    look(page, "21-reversal")
    page.get_by_role("button", name="Ghi chứng từ đảo").click()
    page.get_by_text("Đã ghi chứng từ đảo").wait_for()


def test_a_day_at_a_transaction_point(person):
    teller = person("van", width=390)
    open_session(teller)
    take_sheet(teller)
    take_back(teller)
    look(teller, "21-session")

    leader = person("loc")
    open_session(leader)
    leader.get_by_role("link", name="Kiểm đếm, khóa phiên").click()
    expected = amount(leader.locator(".pairs dd").first.inner_text())
    leader.get_by_label("500.000 đ").fill("1")
    leader.get_by_role("button", name="Khóa phiên").click()
    leader.get_by_role("alert").get_by_text("thiếu").wait_for()
    look(leader, "21-count")
    leader.get_by_label("500.000 đ").fill(str(expected // 500_000))
    rest, small = divmod(expected % 500_000, 1_000)
    leader.get_by_label("1.000 đ", exact=True).fill(str(rest))
    leader.get_by_label("Tiền lẻ dưới 1.000 đồng").fill(str(small))
    leader.get_by_role("button", name="Khóa phiên").click()
    leader.get_by_text("Đã khóa phiên. Tiền mặt").wait_for()
    with leader.expect_download() as minutes:
        leader.get_by_role("link", name="Biên bản giao ban").click()
    assert minutes.value.suggested_filename.endswith(".docx")
