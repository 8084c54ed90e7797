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
    page.get_by_role("link", name="Khoản vay", exact=True).last.click()
    expect(page.get_by_role("link", name="Sổ vay vốn").first).to_be_visible()
    look(page, "19-household")

    page.get_by_role("link", name="Khế ước PGD-11-0018").click()
    expect(page.get_by_role("region", name="Các giao dịch của khế ước")).to_contain_text(
        "nhận bàn giao: dư nợ gốc", ignore_case=True
    )
    expect(page.get_by_role("region", name="Lãi theo từng khoảng", exact=True)).to_contain_text("8,58%")
    look(page, "19-loan", dark=True)

    page.get_by_role("link", name="từng đêm").first.click()
    expect(page.get_by_role("region", name="Lãi từng đêm", exact=True)).to_be_visible()
    look(page, "19-nights")
