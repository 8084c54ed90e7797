"""Signing in with an authenticator app and with a security key, in a browser, under the strict policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from tests.support.cast import make_cast
from tests.support.signing_in import PASSWORD, code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _people(chromium: Browser):
    """Make the cast; the browser is there before, whose loop the database is allowed to meet."""
    cache.clear()
    make_cast()


@pytest.fixture(params=[1280, 390])
def page(request, chromium: Browser, _people, live_server):
    """Return a browser at the sign-in page, wide and narrow; what the policy refuses fails the test."""
    refused: list[str] = []
    # Security keys work for names, not for numbers: localhost.
    context = chromium.new_context(
        base_url=live_server.url.replace("127.0.0.1", "localhost"),
        viewport={"width": request.param, "height": 844},
    )
    page = context.new_page()
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda problem: refused.append(str(problem)))
    page.goto("/dang-nhap/")
    yield page
    context.close()
    assert refused == []


def sign_in(page: Page, name: str = "hoa") -> None:
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_load_state()


def sign_out(page: Page) -> None:
    page.goto("/dang-xuat/")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()


def confirm(page: Page) -> None:
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()


def check(page: Page) -> None:
    """Check that axe finds nothing serious and that the page does not scroll sideways."""
    found = Axe().run(page).response["violations"]
    serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_authenticator_app_is_set_up_from_the_text_and_asked_for(page: Page):
    check(page)
    sign_in(page)
    page.goto("/tai-khoan/")
    check(page)
    page.get_by_role("link", name="Thiết lập").click()
    check(page)
    page.get_by_role("link", name="Bật ứng dụng xác thực").click()
    check(page)
    confirm(page)
    check(page)
    secret = page.locator("#secret").inner_text()
    page.get_by_label("Mã xác thực").fill(code_of(secret))
    page.get_by_role("button", name="Bật").click()
    page.get_by_text("Còn 10 trên 10 mã").wait_for()
    check(page)
    sign_out(page)

    sign_in(page)
    check(page)
    page.get_by_label("Mã xác thực").fill(code_of(secret))
    page.get_by_role("button", name="Tiếp tục").click()

    page.get_by_role("heading", name="Việc của tôi").wait_for()


def test_a_security_key_is_added_and_opens_the_door(page: Page):
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = browser.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasResidentKey": False,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )["authenticatorId"]
    sign_in(page)
    page.goto("/tai-khoan/hai-buoc/khoa/")
    page.get_by_role("link", name="Thêm khóa").click()
    confirm(page)
    check(page)
    page.get_by_label("Tên khóa").fill("Khóa ở cơ quan")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_text("Đã thêm khóa bảo mật.").wait_for()
    page.goto("/tai-khoan/hai-buoc/khoa/")
    page.get_by_role("heading", name="Khóa ở cơ quan").wait_for()
    check(page)
    sign_out(page)

    sign_in(page)
    browser.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": True})
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    page.goto("/tai-khoan/")

    expect(page.get_by_text("Đang bật")).to_be_visible()


def test_a_key_that_does_not_answer_leaves_the_other_ways_open(page: Page):
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    sign_in(page)
    page.goto("/tai-khoan/hai-buoc/khoa/them/")
    confirm(page)
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('không có khóa')); }")

    page.get_by_role("button", name="Thêm khóa").click()

    page.get_by_text("Chưa nhận được khóa bảo mật.").wait_for()
    check(page)


def test_the_admin_works_under_the_strict_policy(page: Page):
    sign_in(page, "quan")
    for address in (
        "/quan-tri/",
        "/quan-tri/units/unit/",
        "/quan-tri/access/membership/add/",
        "/quan-tri/access/user/add/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")

        expect(page.get_by_role("heading", level=1)).to_be_visible()
