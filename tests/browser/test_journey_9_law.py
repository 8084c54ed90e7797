"""The law is read: the programmes on a day, one programme with the line of its values, what is not verified."""

from playwright.sync_api import expect

from tests.browser.looking import look


def test_the_law_is_read_as_it_was_on_a_day(person):
    page = person("thu")
    page.get_by_role("navigation").get_by_role("link", name="Chương trình", exact=True).click()
    page.get_by_role("heading", name="Chương trình cho vay").wait_for()
    expect(page.get_by_text("chưa xác minh")).not_to_have_count(0)
    look(page, "9-programmes", dark=True)

    page.get_by_role("navigation", name="Lọc theo cho vay mới").get_by_role("link", name="Đang cho vay").click()
    page.get_by_label("Xem vào ngày").fill("01/06/2018")
    page.get_by_role("button", name="Xem", exact=True).click()
    page.wait_for_url("**ngay=01*")

    expect(page.get_by_text("có hiệu lực ngày 01/06/2018")).to_be_visible()
    page.get_by_role("link", name="Cho vay hộ cận nghèo").click()
    page.get_by_role("heading", name="Cho vay hộ cận nghèo", level=1).wait_for()
    page.get_by_role("link", name="Hôm nay").click()
    line = page.get_by_role("region", name="Diễn biến quy định").first
    expect(line.get_by_text("Đã hết hiệu lực")).not_to_have_count(0)
    expect(line.get_by_text("Chưa xác minh")).not_to_have_count(0)
    look(page, "9-programme", dark=True)


def test_a_day_that_cannot_be_read_is_said_beside_its_field(person):
    page = person("hoa", width=390)
    page.goto("/chuong-trinh/near-poor/?ngay=31/02/2026")

    expect(page.get_by_text("Ngày không đúng").first).to_be_visible()
    look(page, "9-wrong-day")
