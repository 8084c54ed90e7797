"""What the walks through the browser share: one server and one browser a worker, a person a page."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.browser.looking import Watch
from tests.browser.site import PASSWORD, Site, serve
from tests.support.machine import CHROMIUM

Person = Callable[..., Page]
Opened = list[tuple[BrowserContext, Watch]]
_OPENED = pytest.StashKey[Opened]()

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a running installation with the demo province; the workers share its making."""
    folder = tmp_path_factory.mktemp("site")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with serve(folder, shared) as running:
        yield running


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Return the browser of this worker; its loop and the database live in one thread."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="session")
def _keys() -> dict[str, Any]:
    """Return the sign-ins that were made: a person's cookies are kept, for tries are counted."""
    return {}


@pytest.fixture
def anybody(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Return a maker of pages: a browser that nobody uses yet. What goes wrong in it fails the test."""
    opened = request.node.stash[_OPENED] = []

    def make(*, width: int = 1280, kept: Any = None, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            accept_downloads=True,
            reduced_motion="reduce",
            storage_state=kept,
            **options,
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        opened.append((context, Watch.over(page)))
        return page

    yield make
    for context, _watch in opened:
        context.close()
    assert [problem for _context, watch in opened for problem in watch.problems] == []


@pytest.fixture
def person(anybody: Callable[..., Page], _keys: dict[str, Any]) -> Person:
    """Return a maker of pages on which somebody of the cast is signed in."""

    def sign_in_as(name: str, **options: Any) -> Page:
        if name in _keys:
            page = anybody(kept=_keys[name], **options)
            page.goto("/")
            return page
        page = anybody(**options)
        page.goto("/")
        sign_in(page, name)
        _keys[name] = page.context.storage_state()
        return page

    return sign_in_as


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in page and send it."""
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_load_state()


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for files that are given to the program."""
    return tmp_path_factory.mktemp("papers")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder: it needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Tell of a walk that failed what its pages said then."""
    report = yield
    if report.when == "call" and report.failed:
        for page in (page for context, _watch in item.stash.get(_OPENED, []) for page in context.pages):
            with suppress(Error):  # a page that is gone says nothing
                report.sections.append((f"page {page.url}", page.locator("body").inner_text(timeout=1_000)))
    return report
