"""An official list: the template is filled in, rows are taken or refused with reasons, the chairman decides."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.steps import day

pytestmark = pytest.mark.slow

HEAD = "Hồ Thị Bổ Sung"
WRONG = "Lê Văn Thiếu Số"
# Header in the template, what the clerk writes for the head of a household, for a row that cannot be taken.
WRITTEN = {
    "Mã hộ": ("BS-2026-1", "BS-2026-2"),
    "Họ và tên": (HEAD, WRONG),
    "Quan hệ với chủ hộ": ("Chủ hộ", "Chủ hộ"),
    "Số căn cước": ("999180000777", "99918"),
    "Ngày sinh": ("05/03/1980", "07/04/1979"),
    "Giới tính": ("Nữ", "Nam"),
    "Dân tộc": ("Hrê", "Hrê"),
    "Thôn, tổ dân phố": ("Thôn Một", "Thôn Một"),
    "Diện hộ": ("Hộ nghèo", "Hộ nghèo"),
    "Lý do": ("Mất mùa", "Mất mùa"),
}


def fill_in(template, path):
    """Write the two households below the template's headers."""
    book = openpyxl.load_workbook(BytesIO(template))
    sheet = book.worksheets[0]
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "Họ và tên" for cell in row))
    columns = {cell.value: cell.column for cell in heads}
    below = heads[0].row + 1
    sheet.delete_rows(below, sheet.max_row)
    for header, values in WRITTEN.items():
        for place, value in enumerate(values):
            sheet.cell(below + place, columns[header], value)
    book.save(path)
    return path


def upload(page, path):
    """Send a list of additions that holds from today on."""
    page.get_by_role("link", name="Tải danh sách lên").click()
    page.get_by_label("Bổ sung trong năm").check()
    page.get_by_label("Năm", exact=True).fill(day()[-4:])
    page.get_by_label("Ngày có hiệu lực").fill(day())
    page.get_by_label("Tệp danh sách").set_input_files(path)
    look(page, "12-upload")
    page.get_by_role("button", name="Tải lên và đọc").click()


def test_a_list_is_taken_in_and_decided(person, papers):
    clerk = person("ha")
    clerk.goto("/nguoi-thu-huong/")
    clerk.get_by_role("link", name="Danh sách chính thức").click()
    look(clerk, "12-lists", dark=True)
    with clerk.expect_download() as template:
        clerk.get_by_role("link", name="Tải tệp mẫu").click()
    upload(clerk, fill_in(template.value.path().read_bytes(), papers / "bo-sung.xlsx"))
    clerk.get_by_role("heading", name="So với danh sách đang có hiệu lực").wait_for()
    address = clerk.url

    taken, refused = (clerk.get_by_role("row").filter(has_text=name).last for name in (HEAD, WRONG))
    expect(taken).to_contain_text("Nhận")
    expect(refused).to_contain_text("Không nhận")
    expect(refused.locator(".unsure").first).to_be_visible()
    look(clerk, "12-read", dark=True)
    with clerk.expect_download() as to_correct:
        clerk.get_by_role("link", name="Tải các hàng chưa nhận để sửa").click()
    sheet = openpyxl.load_workbook(BytesIO(to_correct.value.path().read_bytes())).worksheets[0]
    written = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert WRONG in written
    assert HEAD not in written

    chairman = person("minh")
    waiting = chairman.get_by_role("region", name="Danh sách người thụ hưởng chờ tôi")
    waiting.get_by_role("listitem").filter(has_text="Bổ sung").get_by_role("link", name="Xem và duyệt").click()
    chairman.get_by_label("Số quyết định").fill("901")
    look(chairman, "12-decide")
    chairman.get_by_role("button", name="Duyệt danh sách").click()
    chairman.get_by_text("Đã có hiệu lực").wait_for(timeout=30_000)
    assert chairman.url.endswith(address.split("//")[1].split("/", 1)[1].split("?")[0])
    look(chairman, "12-in-force")

    clerk.goto("/nguoi-thu-huong/?q=ho+thi+bo+sung")
    clerk.get_by_role("link", name=HEAD).click()
    expect(clerk.get_by_role("region", name="Diện đang có hiệu lực")).to_contain_text("Hộ nghèo")
    expect(clerk.get_by_role("region", name="Diện đang có hiệu lực")).to_contain_text("901/QĐ-UBND")


def test_the_yearly_list_is_returned_with_a_reason_on_a_phone(person):
    chairman = person("minh", width=390)
    waiting = chairman.get_by_role("region", name="Danh sách người thụ hưởng chờ tôi")
    waiting.get_by_role("listitem").filter(has_text="hằng năm").get_by_role("link", name="Xem và duyệt").click()
    look(chairman, "12-yearly")
    chairman.get_by_label("Lý do trả lại").fill("Cần sửa các hàng chưa nhận trước khi duyệt.")
    chairman.get_by_role("button", name="Trả lại").click()
    chairman.get_by_text("Đã trả lại danh sách").wait_for()

    clerk = person("ha")

    mine = clerk.get_by_role("region", name="Danh sách người thụ hưởng chờ tôi")
    expect(mine).to_contain_text("Cần sửa các hàng chưa nhận")
    look(clerk, "12-returned")
