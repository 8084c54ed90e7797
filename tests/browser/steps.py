"""Steps that several walks take: days as people write them, a milestone, a plan of one's own."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page

from tests.browser.site import Site

ANNEX = Path(__file__).parents[2] / "demo" / "plan-17-annex.txt"
# A one-page PDF, small but whole.
PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def day(days: int = 0) -> str:
    """Return the day so many days from today, as it is written on paper; walks go on the real calendar."""
    return (datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")) + timedelta(days=days)).strftime("%d/%m/%Y")


def add_milestone(page: Page, task: str, title: str, *, due_in_days: int = 20) -> None:
    """Give the units that lead a task a duty of their own for this walk."""
    page.goto("/ke-hoach/")
    page.get_by_role("main").get_by_role("link", name="17/KH-UBND").click()
    page.goto(f"{page.url}nhiem-vu/{task}/")
    page.get_by_role("link", name="Thêm mốc").click()
    page.get_by_label("Tên mốc").fill(title)
    page.get_by_label("Hạn").fill(day(due_in_days))
    page.get_by_role("button", name="Thêm mốc").click()
    page.get_by_text("Đã thêm mốc").wait_for()


def line_of(page: Page, title: str) -> Locator:
    """Return the line of a list of tasks that speaks of a period or milestone."""
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=title).first


def open_duty(page: Page, unit: str, title: str) -> None:
    """Find a unit's duty in a milestone by the list of all duties."""
    page.goto("/nhiem-vu/")
    page.get_by_label("Kỳ").select_option(label=title)
    page.get_by_role("button", name="Lọc").click() if page.url.endswith("/nhiem-vu/") else None
    page.wait_for_url("**ky=*")
    page.get_by_role("row").filter(has_text=unit).get_by_role("link").first.click()
    page.wait_for_load_state()


def take_step(page: Page, url: str, name: str) -> None:
    """Open a list of requests and go to the form of its next step, once it is all there."""
    page.goto(url)
    page.get_by_role("heading", name="Các bước").wait_for()
    page.get_by_role("link", name=name).first.click()
    # A click waits for the answer to begin; who then counts the fields would count those that came so far.
    page.wait_for_load_state()


def annex_as(number: str, folder: Path, **changes: str) -> Path:
    """Write the annex of plan 17 down under another number, with words changed; `old=new` by pairs of names."""
    text = ANNEX.read_text(encoding="utf-8").replace("17/KH-UBND", number)
    for before, after in changes.items():
        assert before.replace("_", " ") in text
        text = text.replace(before.replace("_", " "), after)
    path = folder / f"phu-luc-{number.split('/', maxsplit=1)[0]}-{len(changes)}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def import_by_shell(site: Site, number: str, folder: Path) -> str:
    """Import the annex as a plan of one's own; return its address."""
    said = site.run(
        "plans", "import", str(annex_as(number, folder)), "--number", number, "--date", "2025-08-07", "--title", number
    )
    return f"/ke-hoach/{said.split('mã ')[1].split(')')[0]}/"
