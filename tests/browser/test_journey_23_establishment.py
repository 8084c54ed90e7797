"""A cooperative is registered by the commune, asks for a loan, is confirmed, checked, approved, told, and paid."""

import pytest

from tests.browser.looking import look
from tests.browser.steps import day, take_step

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow

NAME = "Hợp tác xã Mây tre Sông Liên"


def register(registrar):
    """Register a cooperative, and return its address."""
    registrar.goto("/nguoi-thu-huong/co-so/")
    look(registrar, "23-establishments", dark=True)
    registrar.get_by_role("link", name="Thêm cơ sở").first.click()
    registrar.get_by_label("Loại hình").select_option("COOPERATIVE")
    registrar.get_by_label("Tên cơ sở").fill(NAME)
    registrar.get_by_label("Địa chỉ").fill("Thôn Một")
    registrar.get_by_label("Họ và tên người đại diện").fill("Phạm Thị Thử Nghiệm")
    registrar.get_by_label("Chức danh").fill("Giám đốc")
    registrar.get_by_label("Đại diện từ ngày").fill(day(-30))
    registrar.get_by_role("button", name="Ghi cơ sở").click()
    registrar.get_by_text("10 chữ số, đơn vị phụ thuộc").first.wait_for()
    look(registrar, "23-establishment-form", dark=True)
    registrar.get_by_label("Mã số doanh nghiệp").fill("0000000099")
    registrar.get_by_role("button", name="Ghi cơ sở").click()
    registrar.get_by_text("Đã ghi cơ sở mới").wait_for()
    return registrar.url


def write(officer, url):
    """Write the cooperative's request from its page, and return the list's address."""
    officer.goto(url)
    look(officer, "23-establishment", dark=True)
    officer.get_by_role("link", name="Viết đề nghị vay").click()
    officer.get_by_role("heading", name="Đề nghị vay vốn (01/TD)", level=1).wait_for()
    officer.get_by_label("Đơn vị ngân hàng nhận hồ sơ").select_option("NHCSXH")
    officer.locator("[name=programme]").select_option("jobs-establishment")
    officer.get_by_label("Nguồn vốn").select_option("CENTRAL")
    officer.get_by_label("Mục đích sử dụng vốn vay").fill("Mở rộng xưởng mây tre")
    officer.locator("[name=fact_jobs_kept_or_made]").fill("5")
    officer.get_by_label("Căn cứ của thông tin khai").fill("Bảng lương tháng trước")
    officer.get_by_label("Chi cho việc gì").first.fill("Máy chẻ nan")
    officer.get_by_label("Thành tiền").first.fill("600 triệu")
    officer.get_by_label("Vốn tự có").fill("100 triệu")
    officer.get_by_label("Số tiền đề nghị vay").fill("500 triệu")
    officer.get_by_label("Thời hạn (tháng)").fill("60")
    officer.get_by_label("Kỳ trả nợ gốc").select_option("12")
    officer.locator("summary", has_text="Tài sản bảo đảm").click()
    officer.locator("[name=security_1]").fill("Nhà xưởng")
    officer.locator("[name=owner_1]").fill(NAME)
    officer.locator("[name=worth_1]").fill("900 triệu")
    look(officer, "23-request-form", dark=True)
    officer.get_by_role("button", name="Ghi đề nghị vay").click()
    officer.get_by_text("Đã ghi đề nghị vay của cơ sở").wait_for()
    return officer.url


def test_a_cooperative_goes_from_the_register_to_the_notice(person):
    registrar, officer = person("ha"), person("loc", width=390)
    chairman, approver = person("minh"), person("tuan")
    own = register(registrar)
    url = write(officer, own)
    look(officer, "23-list-written")

    take_step(chairman, url, "Xác nhận cơ sở hoạt động tại xã")
    look(chairman, "23-confirm", dark=True)
    chairman.get_by_role("button", name="Xác nhận", exact=True).click()
    chairman.get_by_text("Đã xác nhận danh sách").wait_for()

    take_step(officer, url, "Kiểm tra điều kiện")
    officer.locator("input[name^=note_]").fill("Sao kê của ngân hàng: không còn nợ nào")
    look(officer, "23-check", dark=True)
    officer.get_by_role("button", name="Ghi kết quả kiểm tra").click()
    officer.get_by_text("Đã kiểm tra danh sách").wait_for()

    take_step(approver, url, "Phê duyệt")
    look(approver, "23-decide")
    approver.get_by_role("button", name="Xem lại").click()
    approver.get_by_role("button", name="Phê duyệt").click()
    approver.get_by_text("Đã duyệt").first.wait_for()

    take_step(officer, url, "Thông báo kết quả")
    officer.get_by_label("Số thông báo").fill("28/TB-NHCS")
    officer.get_by_role("button", name="Ghi thông báo").click()
    officer.get_by_text("Đã ghi thông báo").wait_for()
    look(officer, "23-list-notified", dark=True)
    officer.goto(own)
    look(officer, "23-establishment-owes")
    officer.get_by_role("table").get_by_role("link").first.click()
    officer.get_by_text(NAME).first.wait_for()
    look(officer, "23-loan")

    teller = person("van", width=390)
    teller.goto(officer.url)
    teller.get_by_role("link", name="Giải ngân").click()
    teller.get_by_label("Số tiền giải ngân lần này").fill("300 triệu")
    look(teller, "23-pay-out", dark=True)
    teller.get_by_role("button", name="Đã chi đủ tiền, ghi sổ").click()
    teller.get_by_text("Đã giải ngân 300.000.000 đồng tại trụ sở").wait_for()
    look(teller, "23-paid-out")
