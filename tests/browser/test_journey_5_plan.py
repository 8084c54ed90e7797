"""The plan is seen: matrix, filters that are addresses, drill-down, the table beside it, workbooks."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.looking import look

pytestmark = pytest.mark.slow


def open_matrix(page):
    page.goto("/ke-hoach/")
    page.get_by_role("main").get_by_role("link", name="17/KH-UBND").click()
    look_at = page.url
    page.get_by_role("link", name="Mở bảng theo dõi").click()
    page.get_by_role("heading", name="Bảng theo dõi 17/KH-UBND").wait_for()
    return look_at


def test_the_figures_lead_to_their_rows(person):
    page = person("binh")
    page.goto("/ke-hoach/")
    page.get_by_role("main").get_by_role("link", name="17/KH-UBND").click()
    look(page, "5-plan", dark=True)
    figure = page.get_by_role("main").locator(".figures a", has_text="Hoàn thành đúng hạn").first
    count = figure.locator(".figure-count, b, strong, .num").first.inner_text()

    figure.click()

    page.get_by_text(f"trong {count}").first.wait_for()
    assert "trang-thai=dung-han" in page.url
    look(page, "5-list")


def test_the_matrix_is_filtered_by_address_and_leads_to_the_duty(person):
    page = person("lan")
    open_matrix(page)
    look(page, "5-matrix", dark=True)

    page.get_by_label("Trạng thái", exact=True).select_option(label="Hoàn thành đúng hạn")
    page.wait_for_url("**trang-thai=dung-han*")
    shared = page.url
    other = person("binh")
    other.goto(shared)
    assert (
        other.get_by_label("Trạng thái", exact=True).evaluate("one => one.selectedOptions[0].text")
        == "Hoàn thành đúng hạn"
    )

    page.locator("table.matrix a.s").first.click()
    page.get_by_role("row").nth(1).get_by_role("link").last.click()
    look(page, "5-drill-down")
    page.go_back()
    page.get_by_role("link", name="Bỏ lọc").click()
    assert "trang-thai" not in page.url


def test_the_matrix_is_walked_with_the_keyboard(person):
    page = person("lan")
    open_matrix(page)
    cells = page.locator("table.matrix a.s")
    assert cells.evaluate_all("all => all.filter(one => one.tabIndex === 0).length") == 1
    cells.first.focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    before = page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowDown")

    assert page.evaluate("document.activeElement.href") != before
    page.keyboard.press("Enter")
    page.wait_for_url("**don-vi=*")


def test_the_workbooks_open(person):
    page = person("lan")
    open_matrix(page)
    rows = page.locator("table.matrix tbody th[scope=row]").count()

    with page.expect_download() as matrix:
        page.get_by_role("link", name="Xuất Excel").click()
    with page.expect_download() as follow_up:
        page.get_by_role("link", name="Bảng 25 cột").click()

    first, second = (
        openpyxl.load_workbook(BytesIO(given.value.path().read_bytes())).worksheets[0] for given in (matrix, follow_up)
    )
    assert first.max_row > rows
    assert second.max_column == 25
    assert matrix.value.suggested_filename.endswith(".xlsx")


def test_a_reporter_sees_her_own_unit_only(person):
    page = person("hoa", width=390)
    page.goto("/ke-hoach/")
    page.get_by_role("main").get_by_role("link", name="17/KH-UBND").click()
    page.get_by_role("link", name="Mở bảng theo dõi").click()

    assert page.locator("table.matrix tbody th[scope=row]").all_inner_texts() in (["Xã Ba Tơ"], [])
    expect(page.locator(".unit-cards li")).to_have_count(1)
    expect(page.get_by_role("link", name="Xuất Excel")).to_have_count(0)
    look(page, "5-own-unit")


def test_the_sheets_of_task_unit_and_period_hold_together(person):
    page = person("lan")
    plan = open_matrix(page)
    for name, address in {"task": "nhiem-vu/IV.1.a/", "unit": "don-vi/X21484/"}.items():
        page.goto(plan + address)
        look(page, f"5-{name}")
    page.goto(plan)
    page.get_by_role("region", name="Theo kỳ").get_by_role("link").first.click()
    look(page, "5-period")


def test_on_a_phone_the_filters_fold_away_and_nothing_offers_to_print(person):
    page = person("lan", width=390)
    page.goto("/nhiem-vu/")
    filters = page.locator("form.filters")
    expect(filters).to_be_hidden()

    page.get_by_role("link", name="Lọc", exact=True).click()
    page.get_by_label("Trạng thái").select_option(label="Hoàn thành đúng hạn")
    page.wait_for_url("**state=DONE_ON_TIME*")

    expect(filters).to_be_hidden()
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("heading", name="Nhiệm vụ", level=1).wait_for()
    expect(page.locator("[data-print]")).to_be_hidden()
