"""Who may borrow is asked with made-up facts: what is not known is asked for, an answer has its reasons."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow

NEAR_POOR = "Cho vay hộ cận nghèo"


def answer_of(page, programme):
    """Return what the law says about a programme."""
    return page.get_by_role("region", name=programme, exact=True)


def test_what_is_unknown_is_asked_for_and_the_answer_has_its_reasons(person):
    page = person("thu")
    page.goto("/chuong-trinh/")
    page.get_by_role("link", name="Ai được vay").click()
    look(page, "10-questions")
    page.get_by_label("Hộ có bao nhiêu người từ đủ 18 tuổi?").fill("2")
    page.get_by_role("button", name="Xem ai được vay").click()
    expect(answer_of(page, NEAR_POOR)).to_contain_text("Chưa rõ")
    look(page, "10-asked-for")

    page.get_by_role("region", name="Cần biết thêm").get_by_label("Hộ thuộc diện nào").select_option(
        label="hộ cận nghèo"
    )
    page.get_by_role("button", name="Trả lời tiếp").click()

    answer = answer_of(page, NEAR_POOR)
    expect(answer).to_contain_text("Được vay")
    answer.locator("summary").click()
    expect(answer).to_contain_text("15/2013/QĐ-TTg")
    expect(answer).to_contain_text("01/TD")
    expect(answer_of(page, "Cho vay hộ nghèo")).to_contain_text("Không được vay")
    look(page, "10-answers", dark=True)


def test_a_reader_of_english_asks_in_english(person):
    page = person("phuc", width=390)
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    page.goto("/chuong-trinh/hoi/")

    page.get_by_role("button").last.scroll_into_view_if_needed()
    look(page, "10-english")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Tiếng Việt").click()
    page.get_by_role("heading", name="Ai được vay").wait_for()
