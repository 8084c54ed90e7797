"""An annex comes in: read, seen beside its source, a name mapped, imported once, amended."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.steps import annex_as

pytestmark = pytest.mark.slow


def give(page, path):
    page.get_by_label("Tệp phụ lục").set_input_files(path)
    assert re.fullmatch(r"\d+ kB", page.locator(".drop-list small").inner_text())
    page.get_by_role("button", name="Đọc và xem trước").click()
    page.get_by_role("heading", name="Xem trước phụ lục").wait_for()


def test_an_annex_is_read_mapped_imported_and_amended(person, papers):
    odd_name = "Ban Quản lý Khu kinh tế"
    first = annex_as("93/KH-UBND", papers, Công_an_tỉnh=odd_name)
    amended = annex_as("93/KH-UBND", papers, Công_an_tỉnh=odd_name, Tin_bài="Tin, bài, ảnh")
    page = person("lan")
    page.goto("/ke-hoach/")
    look(page, "2-plans")
    page.get_by_role("link", name="Nhập kế hoạch").click()
    look(page, "2-upload")

    give(page, first)
    expect(page.get_by_text("23 nhiệm vụ trong 6 nhóm")).to_be_visible()
    expect(page.get_by_text("100,0%").first).to_be_visible()
    look(page, "2-preview")

    page.get_by_role("link", name=f"Chỉ ra đơn vị: {odd_name}").click()
    look(page, "2-map-name")
    page.get_by_label("Một đơn vị", exact=True).check()
    page.get_by_label(re.compile("^Đơn vị")).select_option(label="Công an tỉnh")
    page.get_by_role("button", name="Ghi nhớ").click()
    page.get_by_text(f"Đã ghi nhớ tên “{odd_name}”").wait_for()
    expect(page.get_by_role("heading", name="Tên chưa nhận ra")).to_have_count(0)

    expect(page.get_by_label("Số, ký hiệu")).to_have_value("93/KH-UBND")
    page.get_by_role("button", name="Nhập 23 nhiệm vụ").click()
    page.get_by_text("Đã nhập 23 nhiệm vụ").wait_for()
    look(page, "2-setup")

    page.get_by_role("link", name="Cập nhật phụ lục").click()
    give(page, first)
    expect(page.get_by_text("Phụ lục này giống nội dung đang có")).to_be_visible()

    page.get_by_role("navigation", name="Bạn đang ở").get_by_role("link", name="Thiết lập").click()
    page.get_by_role("link", name="Cập nhật phụ lục").click()
    give(page, amended)
    expect(page.locator("ins", has_text="Tin, bài, ảnh")).to_be_visible()
    look(page, "2-differences")
    page.get_by_role("button", name="Áp dụng thay đổi").click()

    page.get_by_text("thêm 0, sửa 1, bỏ 0 nhiệm vụ").wait_for()


def test_the_size_of_a_chosen_file_is_in_a_unit_that_fits_it(person):
    page = person("lan")
    page.goto("/ke-hoach/nhap/")
    sizes = {1: "1 kB", 45_600: "46 kB", 999_001: "1 MB", 1_540_000: "1,5 MB", 0: "0 kB"}

    for size, words in sizes.items():
        file = {"name": "phu-luc.txt", "mimeType": "text/plain", "buffer": b"x" * size}
        page.get_by_label("Tệp phụ lục").set_input_files(files=[file])

        expect(page.locator(".drop-list small")).to_have_text(words)


def test_a_file_that_cannot_be_read_is_refused_with_a_reason(person, papers):
    scan = papers / "quét.pdf"
    scan.write_bytes(b"%PDF-1.4\nkh\xf4ng ph\xe1i PDF")
    page = person("lan")
    page.goto("/ke-hoach/nhap/")

    page.get_by_label("Tệp phụ lục").set_input_files(scan)
    page.get_by_role("button", name="Đọc và xem trước").click()

    page.get_by_role("alert").wait_for()
    expect(page.get_by_role("alert").get_by_role("link")).to_be_visible()
    look(page, "2-unreadable")
