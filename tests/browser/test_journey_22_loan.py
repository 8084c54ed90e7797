"""A teller finds a loan and takes a payment at the office; an accountant takes the mistake back."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow


def test_a_payment_is_checked_taken_and_taken_back(person):
    page = person("van")
    page.goto("/khoan-vay/")
    look(page, "22-loans", dark=True)
    page.goto("/khoan-vay/?tt=CURRENT")
    page.locator("main tbody th a").first.click()
    address = page.url
    page.get_by_role("link", name="Thu nợ").click()
    page.get_by_label("Số tiền nộp").fill("1 triệu")
    look(page, "22-payment")

    page.get_by_role("button", name="Xem cách chia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra trước khi thu")
    look(page, "22-check")
    page.get_by_role("button", name="Đã nhận đủ tiền, ghi sổ").click()
    expect(page.get_by_text("Đã thu 1.000.000 đồng")).to_be_visible()
    expect(page.get_by_role("link", name="Đảo giao dịch")).to_have_count(0)

    other = person("kim")
    other.goto(address)
    other.get_by_role("link", name="Đảo giao dịch").last.click()
    expect(other.get_by_role("region", name="Số dư hôm nay sẽ đổi như sau")).to_be_visible()
    look(other, "22-reversal")
    other.get_by_label("Lý do đảo").fill("Thu nhầm của hộ bên cạnh")
    other.get_by_role("button", name="Đảo giao dịch").click()
    expect(other.get_by_text("Thu nhầm của hộ bên cạnh")).to_be_visible()
    look(other, "22-taken-back")
