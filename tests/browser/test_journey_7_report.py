"""The report on the plan's results: drawn up, worded, issued, frozen; the register of documents beside it."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.steps import day

pytestmark = pytest.mark.slow


def test_a_report_is_drawn_worded_issued_and_frozen(person):
    page = person("lan")
    page.goto("/bao-cao/")
    look(page, "7-reports-none")
    page.get_by_role("button", name="Soạn dự thảo").click()
    page.get_by_role("link", name="Ban hành").wait_for()
    address = page.url
    look(page, "7-draft", dark=True)

    page.get_by_role("link", name=re.compile("^Sửa:")).first.click()
    wording = page.get_by_label("Nội dung")
    wording.fill(wording.input_value() + "\nĐoạn do điều phối viết thêm.")
    paragraph = page.url
    look(page, "7-paragraph")
    page.get_by_role("button", name="Lưu đoạn").click()
    page.get_by_text("Đoạn do điều phối viết thêm.").wait_for()

    page.get_by_role("link", name="Ban hành").click()
    page.get_by_label("Số", exact=True).fill("214")
    page.get_by_label("Ký hiệu").fill("BC-UBND")
    page.get_by_label("Ngày ban hành").fill(day())
    page.get_by_label("Chức vụ người ký").fill("Phó Chủ tịch")
    page.get_by_label("Họ và tên người ký").fill("Nguyễn Văn Bình")
    look(page, "7-issue")
    page.get_by_role("button", name="Ban hành").click()

    page.get_by_text("Báo cáo còn nguyên như khi ban hành").wait_for()
    expect(page.get_by_text(re.compile("^[0-9a-f]{64}$")).first).to_be_visible()
    look(page, "7-issued")
    with page.expect_download() as word:
        page.get_by_role("link", name="Word").click()
    assert zipfile.is_zipfile(word.value.path())
    pdf = page.request.get(page.get_by_role("link", name="PDF").get_attribute("href"))
    assert pdf.body().startswith(b"%PDF")

    expect(page.get_by_role("link", name=re.compile("^Sửa"))).to_have_count(0)
    page.goto(paragraph)
    page.get_by_text("Báo cáo này đã ban hành nên không sửa được.").wait_for()
    assert page.url == address
    expect(page.get_by_text("Đoạn do điều phối viết thêm.")).to_be_visible()


def test_the_register_is_searched_without_accents(person):
    page = person("hoa")
    page.goto("/van-ban/")
    look(page, "7-register")
    page.keyboard.press("/")
    page.keyboard.type("quyet dinh uy thac")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")

    expect(page.get_by_role("row").filter(has_text="Quyết định").filter(has_text="ủy thác")).not_to_have_count(0)
    look(page, "7-register-found")
    page.goto("/van-ban/?q=khong+co+van+ban+nay")
    expect(page.get_by_text("Không tìm thấy văn bản nào")).to_be_visible()
    look(page, "7-register-none")
