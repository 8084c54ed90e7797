"""A credit officer looks at what a household owes, and how every đồng of interest came about."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow


def test_a_balance_is_explained_night_by_night(person):
    page = person("loc")
    page.goto("/nguoi-thu-huong/?q=21484-00030")
    page.locator("main table a").first.click()
    page.get_by_role("link", name="Khoản vay").click()
    loan = page.get_by_role("region", name="Khế ước PGD-11-0018", exact=True)
    expect(loan).to_contain_text("nhận bàn giao: dư nợ gốc", ignore_case=True)
    expect(loan).to_contain_text("Trong đó quá hạn")
    look(page, "19-loans", dark=True)

    loan.get_by_text("Lãi đã sinh ra như thế nào").click()
    expect(loan.get_by_role("region", name="Lãi theo từng khoảng")).to_contain_text("8,58%")
    look(page, "19-nights")
