"""Who may what: wrong passwords, two roles, two languages, the auditor's and the administrator's pages, the way out."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.looking import allow_status, look


def test_a_wrong_password_is_answered_calmly(anybody):
    page = anybody()
    page.goto("/dang-nhap/")

    sign_in(page, "hoa", password="khong-dung")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("hoa")
    look(page, "8-wrong-password")


def test_somebody_with_two_roles_changes_between_them(anybody):
    page = anybody()
    page.goto("/")
    sign_in(page, "chi")
    page.get_by_text("Đổi đơn vị hoặc vai trò").locator("xpath=..").click()
    look(page, "8-roles")

    page.get_by_role("button", name=re.compile("PGD Ba Tơ|Phòng giao dịch")).click()
    page.wait_for_load_state()

    expect(page.locator(".unit-switch").get_by_text("Người duyệt của đơn vị")).to_be_visible()


def test_english_is_a_switch_and_stays(anybody):
    page = anybody()
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    look(page, "8-english-sign-in")
    page.get_by_role("button", name="Tiếng Việt").click()
    page.get_by_role("heading", name="Đăng nhập").wait_for()


def test_the_auditor_reads_the_chain(person, site):
    site.run("audit", "verify")
    page = person("dung")
    page.get_by_role("navigation").get_by_role("link", name="Nhật ký", exact=True).click()
    page.get_by_text(re.compile("dòng nguyên vẹn")).wait_for()
    look(page, "8-audit")

    page.get_by_label("Việc").select_option("plans.import_plan")
    page.get_by_role("button", name="Lọc").click()
    page.wait_for_url("**plans.import_plan*")
    page.get_by_role("table").locator("summary").first.click()
    look(page, "8-audit-entry")


def test_the_administrator_keeps_units_users_and_roles_and_nothing_else(person):
    page = person("quan")
    page.get_by_role("link", name="Danh mục và người dùng").first.click()
    page.get_by_role("heading", name="Danh mục").first.wait_for()
    page.get_by_role("link", name="Người dùng", exact=True).click()
    page.wait_for_load_state("networkidle")

    expect(page.get_by_role("link", name="Phạm Thị Hoa")).to_be_visible()
    allow_status(page, 403)
    page.goto("/tiep-nhan/")
    expect(page.get_by_text("Mã lỗi 403")).to_be_visible()


def test_what_is_not_there_and_what_is_not_allowed_say_so(person):
    page = person("hoa")
    allow_status(page, 403, 404)

    page.goto("/ke-hoach/999/")
    expect(page.get_by_text("Không tìm thấy trang").first).to_be_visible()
    look(page, "8-not-found")
    page.goto("/tiep-nhan/")
    expect(page.get_by_text("Không có quyền xem trang này").first).to_be_visible()
    look(page, "8-not-allowed")


def test_signing_out_closes_the_door(anybody):
    page = anybody(width=390)
    page.goto("/")
    sign_in(page, "phuc")
    page.locator("summary", has_text="Lê Hoàng Phúc").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_load_state()

    page.goto("/nhiem-vu/")

    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def test_dark_and_light_are_chosen_and_kept(anybody):
    page = anybody()
    page.goto("/")
    sign_in(page, "duc")
    page.locator("summary", has_text="Phạm Minh Đức").click()
    page.get_by_role("button", name="Nền tối").click()

    page.goto("/van-ban/")

    assert page.evaluate("document.documentElement.dataset.bsTheme || document.documentElement.dataset.theme") == "dark"
    look(page, "8-dark-chosen")
