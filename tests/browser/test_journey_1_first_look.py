"""The first look: the page at which a visitor arrives offers who to be, and a desk says what is waiting."""

from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.looking import look


def test_a_visitor_finds_the_sign_ins_and_comes_to_a_desk(anybody):
    page = anybody()
    page.goto("/")
    expect(page.get_by_role("heading", name="Tài khoản dùng thử")).to_be_visible()
    look(page, "1-sign-in", dark=True)

    sign_in(page, "hoa")

    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    look(page, "1-desk-reporter", dark=True)


def test_everybody_of_the_cast_has_a_first_page_and_a_menu(person):
    for name in ("lan", "minh", "binh", "dung", "quan", "chi"):
        page = person(name)

        expect(page.get_by_role("heading", level=1)).to_be_visible()
        look(page, f"1-desk-{name}")
