"""Nobody forgets: one digest a day, a page of notices, a calendar for phones."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.steps import add_milestone

pytestmark = pytest.mark.slow


def test_reminding_twice_sends_once_and_the_notice_leads_to_the_duty(person, site):
    title = "Mốc được nhắc"
    lan = person("lan")
    # A week before the due day is one of the days on which everybody is reminded.
    add_milestone(lan, "II.1", title, due_in_days=7)
    before = site.count_mails()

    site.run("plans", "remind")
    sent = site.count_mails() - before
    site.run("plans", "remind")

    assert sent > 0
    assert site.count_mails() - before == sent
    page = person("hai")
    page.get_by_role("link", name=re.compile("Thông báo")).click()
    page.get_by_role("heading", name="Thông báo").wait_for()
    expect(page.get_by_role("main").get_by_text(title).first).to_be_visible()
    look(page, "6-notices")
    page.get_by_role("button", name=re.compile("^Mở:")).first.click()
    page.wait_for_url(re.compile("/nhiem-vu/|/$"))
    page.get_by_role("link", name=re.compile("Thông báo")).click()
    page.get_by_role("button", name="Đánh dấu trang này đã đọc").click()
    page.get_by_text("Đã đọc hết").wait_for()
    look(page, "6-notices-read")


def test_a_phone_subscribes_to_the_units_calendar(person, anybody):
    page = person("nga", width=390)
    page.goto("/lich/")
    look(page, "6-calendar")
    page.get_by_role("button", name="Tạo địa chỉ lịch").click()
    address = page.get_by_label("Địa chỉ", exact=True).input_value()
    look(page, "6-calendar-address")

    phone = anybody()
    answer = phone.request.get(address)

    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text().startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" in answer.text()


def test_a_changed_calendar_address_ends_the_old_one(person, anybody):
    page = person("thu")
    page.goto("/lich/")
    page.get_by_role("button", name="Tạo địa chỉ lịch").click()
    first = page.get_by_label("Địa chỉ", exact=True).input_value()
    page.get_by_role("button", name="Đổi địa chỉ").click()
    second = page.get_by_label("Địa chỉ", exact=True).input_value()

    phone = anybody()

    assert first != second
    assert phone.request.get(first).status == 404
    assert phone.request.get(second).status == 200
