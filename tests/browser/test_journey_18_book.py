"""Two accountants put an entry into the book; the book balances, and a wrong entry is taken back in plain sight."""

from io import BytesIO

import openpyxl
import pytest

from tests.browser.looking import look
from tests.browser.steps import day

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow


def test_an_entry_by_hand_goes_through_two_hands_into_the_book(person):
    kim, loan = person("kim"), person("loan")
    kim.get_by_role("navigation", name="Mục lục").get_by_role("link", name="Kế toán").click()
    kim.get_by_role("link", name="Bút toán tay").click()
    look(kim, "18-no-entries")
    kim.get_by_role("link", name="Lập bút toán tay").click()
    _write(kim, "PT-01", "CASH_AT_OFFICE", "OPENING", "2 tỷ")
    look(kim, "18-entry-form")
    kim.get_by_role("button", name="Gửi xác nhận").click()
    kim.get_by_role("heading", name="Chờ người khác xác nhận").wait_for()
    look(kim, "18-entry-mine", dark=True)

    loan.goto("/ke-toan/but-toan-tay/")
    look(loan, "18-entries")
    loan.get_by_role("link", name="PT-01").click()
    look(loan, "18-entry-to-confirm")
    loan.get_by_role("button", name="Xác nhận và ghi sổ").click()
    loan.get_by_text("Bút toán đã vào sổ").wait_for()
    look(loan, "18-posting", dark=True)

    loan.goto("/ke-toan/")
    loan.get_by_text("Tổng Nợ bằng tổng Có").first.wait_for()
    look(loan, "18-trial-balance", dark=True)
    with loan.expect_download() as given:
        loan.get_by_role("link", name="Tải bảng Excel").click()
    sheet = openpyxl.load_workbook(BytesIO(given.value.path().read_bytes())).worksheets[0]
    assert any(2_000_000_000 in [cell.value for cell in row] for row in sheet.rows)
    loan.get_by_role("link", name="1011 – Tiền mặt tại đơn vị").click()
    look(loan, "18-one-code")
    of_the_branch = loan.get_by_role("row").filter(has_text="2.000.000.000")
    of_the_branch.get_by_role("link", name="1011 – Tiền mặt tại đơn vị").click()
    loan.get_by_text("2.000.000.000 dư Nợ").first.wait_for()
    look(loan, "18-statement", dark=True)

    loan.get_by_role("link", name="PT-01").click()
    loan.get_by_role("link", name="Lập bút toán đảo").click()
    loan.get_by_label("Số chứng từ").fill("ĐC-01")
    loan.get_by_label("Lý do đảo").fill("Ghi nhầm số tiền mang sang.")
    look(loan, "18-reversal")
    loan.get_by_role("button", name="Gửi xác nhận").click()
    kim.goto(loan.url)
    kim.get_by_role("button", name="Xác nhận và ghi sổ").click()
    kim.get_by_role("heading", name="Đây là bút toán đảo").wait_for()
    kim.goto("/ke-toan/but-toan/")
    kim.get_by_text("Đã được đảo").wait_for()
    look(kim, "18-postings")


def _write(page, document, debit, credit, amount):
    page.get_by_label("Số chứng từ").fill(document)
    page.get_by_label("Ngày giá trị").fill(day())
    page.get_by_label("Diễn giải").fill("Chuyển số dư tiền mặt khi bắt đầu ghi sổ.")
    page.get_by_label("Ghi Nợ").first.select_option(debit)
    page.get_by_label("Ghi Có").first.select_option(credit)
    page.get_by_label("Số tiền").first.fill(amount)
