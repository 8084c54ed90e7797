"""The same person stands in the register twice: the pair is found, merged, and the merge taken back."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.steps import day

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow

NAME = "Đinh Thị Hai Dòng"


def record_household(page, name):
    """Record a household of one, in the village that both rows name."""
    page.goto("/nguoi-thu-huong/them-ho/")
    page.get_by_label("Thôn, tổ dân phố").fill("Thôn Một")
    page.get_by_label("Cư trú từ ngày").fill(day(-200))
    page.get_by_label("Họ và tên chủ hộ").fill(name)
    page.get_by_label("Giới tính").select_option(label="nữ")
    page.get_by_label("Ngày sinh").fill("17/08/1961")
    page.get_by_role("button", name="Ghi hộ").click()
    page.get_by_role("heading", name=name, level=1).wait_for()


def test_a_pair_is_found_merged_and_taken_back(person):
    page = person("ha")
    page.goto("/nguoi-thu-huong/them-ho/")
    look(page, "14-new-household")
    record_household(page, NAME)
    record_household(page, NAME)
    page.goto("/nguoi-thu-huong/")
    page.get_by_role("link", name="Người có thể trùng").click()
    page.get_by_role("button", name="Tìm cặp mới").click()
    page.get_by_role("row").filter(has_text=NAME).first.wait_for()
    look(page, "14-pairs")

    page.get_by_role("row").filter(has_text=NAME).get_by_role("link").click()
    page.get_by_role("heading", name="Hai dòng có thể là một người").wait_for()
    look(page, "14-pair", dark=True)
    page.get_by_role("radio").first.check()
    page.get_by_label("Căn cứ").fill("Đã gặp gia đình: cùng một người, ghi hai lần")
    page.get_by_role("button", name="Gộp hai dòng").click()
    page.get_by_role("alert").get_by_text("đang được ghi ở hai hộ").wait_for()
    pair = page.url

    page.get_by_role("link", name="Mở hộ").last.click()
    page.get_by_role("link", name=f"Rời hộ {NAME}").click()
    page.get_by_label("Rời hộ từ ngày").fill(day())
    page.get_by_role("button", name="Lưu").click()
    page.goto(pair)
    page.get_by_role("radio").first.check()
    page.get_by_label("Căn cứ").fill("Đã gặp gia đình: cùng một người, ghi hai lần")
    page.get_by_role("button", name="Gộp hai dòng").click()
    page.get_by_text("Đã gộp. Có thể hoàn tác").wait_for()
    expect(page.get_by_role("row").filter(has_text=NAME)).to_have_count(0)

    page.get_by_role("link", name="Đã gộp").click()
    page.get_by_role("button", name=f"Hoàn tác: {NAME}").click()

    expect(page.get_by_role("row").filter(has_text=NAME).first).to_contain_text("đã hoàn tác ngày")
    look(page, "14-merges")
