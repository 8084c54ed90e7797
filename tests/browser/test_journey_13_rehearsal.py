"""The poverty standard of 2027 is rehearsed: numbers for the province, names for the commune that visits them."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.looking import look

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow


def test_the_coordinator_sees_what_the_new_standard_changes(person):
    page = person("lan")
    page.goto("/chuong-trinh/")
    page.get_by_role("link", name="Được vay trên toàn sổ").click()
    page.get_by_role("heading", name="Được vay trên toàn sổ").wait_for()
    look(page, "13-answers", dark=True)

    page.get_by_role("link", name="Chuẩn nghèo mới").click()

    page.get_by_role("heading", name="Hộ chuyển diện", exact=True).wait_for()
    communes = page.get_by_role("region", name="Cần điều tra").get_by_role("rowheader")
    expect(communes.filter(has_text="xã Ba Tơ").or_(communes.filter(has_text="Xã Ba Tơ"))).to_have_count(1)
    expect(page.get_by_role("link", name="Danh sách cần rà soát")).to_have_count(0)
    look(page, "13-rehearsal", dark=True)


def test_the_registrar_takes_the_list_to_the_villages(person):
    page = person("ha")
    page.goto("/nguoi-thu-huong/")
    page.get_by_role("link", name="Chuẩn nghèo mới").click()
    page.get_by_role("link", name="Danh sách cần rà soát").click()
    page.get_by_role("button", name="Tải danh sách để in").click()
    page.get_by_role("alert").wait_for()
    look(page, "13-to-visit")
    rows = page.locator("tbody tr").count()

    page.get_by_label("Lý do lấy danh sách").fill("Rà soát hộ theo chuẩn nghèo mới tại thôn")
    with page.expect_download() as given:
        page.get_by_role("button", name="Tải danh sách để in").click()

    sheet = openpyxl.load_workbook(BytesIO(given.value.path().read_bytes())).worksheets[0]
    assert rows > 0
    assert sheet.max_row > rows
    assert given.value.suggested_filename == "ra-soat-2027-01-01.xlsx"
