"""The first look: the page at which a visitor arrives offers who to be, and a desk says what is waiting."""

from tests.browser.conftest import sign_in
from tests.browser.looking import look


def test_a_visitor_finds_the_sign_ins_and_comes_to_a_desk(anybody):
    page = anybody()
    page.goto("/")
    assert page.get_by_role("heading", name="Tài khoản dùng thử").is_visible()
    look(page, "1-sign-in", dark=True)

    sign_in(page, "hoa")

    assert page.get_by_role("heading", name="Việc của tôi").is_visible()
    look(page, "1-desk-reporter", dark=True)


def test_everybody_of_the_cast_has_a_first_page_and_a_menu(person):
    for name in ("lan", "minh", "binh", "dung", "quan", "chi"):
        page = person(name)

        assert page.get_by_role("heading", level=1).is_visible()
        look(page, f"1-desk-{name}")
