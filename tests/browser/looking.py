"""Looking at a page as a demanding reader would: sizes, accessibility, what the browser complained about."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

SHOTS = Path(__file__).with_name("shots")
# Pictures take time: TANTAM_SHOTS=1 makes them, to be looked at by a person.
WANTS_SHOTS = os.environ.get("TANTAM_SHOTS") == "1"
WIDTHS = {1280: 900, 390: 844}
CHART_TEXT_PX = 11
_AXE = Axe().axe_script
_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "preload": False,
}
# Only what is wrong comes back: the whole answer is long.
_RUN = """options => axe.run(document, options).then(found => found.violations
    .filter(one => one.impact === 'serious' || one.impact === 'critical')
    .map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 200))]))"""
# The browser gives up what the reader leaves behind: a download opens, a draft is saved while the page goes.
_LEFT_BEHIND = "net::ERR_ABORTED"


@dataclass
class Watch:
    """What went wrong in a page: errors on its console, which include what the policy refused; failed requests."""

    problems: list[str] = field(default_factory=list)
    allowed: set[int] = field(default_factory=set)

    @classmethod
    def over(cls, page: Page) -> "Watch":
        """Listen to a page from its first request on."""
        watch = cls()
        page.on("console", watch._heard)
        page.on("pageerror", lambda problem: watch.problems.append(f"{page.url}: {problem}"))
        page.on("requestfailed", watch._failed)
        page.on("response", watch._answered)
        page.watch = watch  # type: ignore[attr-defined]
        return watch

    def _heard(self, said: ConsoleMessage) -> None:
        # Answers that are expected to refuse are told by their status, below.
        if said.type == "error" and "the server responded with a status of" not in said.text:
            self.problems.append(f"{said.page.url if said.page else ''}: {said.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != _LEFT_BEHIND:
            self.problems.append(f"{request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.problems.append(f"{response.url}: {response.status}")


def allow_status(page: Page, *statuses: int) -> None:
    """Let a page be answered with these from here on: the walk wants to be refused."""
    page.watch.allowed.update(statuses)  # type: ignore[attr-defined]


def look(page: Page, name: str, *, dark: bool = False) -> None:
    """Look at a page wide and narrow: nothing sticks out or is squeezed, axe has nothing serious to say."""
    page.wait_for_load_state()
    before = page.viewport_size
    assert before is not None
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        _check(page, f"{name}-{width}")
    if dark:
        page.emulate_media(color_scheme="dark")
        _check(page, f"{name}-{width}-dark")
        page.set_viewport_size({"width": 1280, "height": 900})
        _check(page, f"{name}-1280-dark")
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)


def _check(page: Page, name: str) -> None:
    if WANTS_SHOTS:
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    sticking_out = page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
        [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
        .map(one => one.outerHTML.slice(0, 120)).slice(0, 5).concat('the page scrolls sideways')"""
    )
    assert sticking_out == [], f"{name}: {sticking_out}"
    squeezed = page.evaluate(
        """() => [...document.querySelectorAll('td, tbody th')].filter(one => one.innerText.length > 60 &&
        one.offsetWidth > 1 && one.offsetWidth < 100).map(one => one.innerText.slice(0, 60))"""
    )
    assert squeezed == [], f"{name}: cells too narrow for their text: {squeezed[:3]}"
    tiny = page.evaluate(
        """least => [...document.querySelectorAll('main svg text')].map(one => [
        parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a, one.textContent])
        .filter(([size]) => size < least).slice(0, 5)""",
        CHART_TEXT_PX,
    )
    assert tiny == [], f"{name}: words in a chart too small to read: {tiny}"
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_AXE)
    serious = page.evaluate(_RUN, _OPTIONS)
    assert serious == [], f"{name}: {serious}"
