"""A report goes its way: drafted, filed, signed, returned with a reason, mended, accepted; every step is dated."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.steps import PAPER, add_milestone, day, line_of, open_duty

pytestmark = pytest.mark.slow


def begin(page, title):
    page.goto("/")
    line_of(page, title).get_by_role("link", name=re.compile("^(Soạn báo cáo|Soạn tiếp|Sửa):")).click()
    page.get_by_role("heading", name="Soạn báo cáo").wait_for()


def file_it(page):
    page.get_by_role("button", name="Lưu và kiểm tra trước khi trình").click()
    page.get_by_role("button", name="Trình duyệt").click()
    page.get_by_role("heading", name="Đã trình duyệt").wait_for()


def sign(page, title):
    page.goto("/")
    line_of(page, title).get_by_role("link", name=re.compile("^Xem và duyệt")).click()
    page.get_by_role("button", name="Ký duyệt").click()
    page.get_by_text("Đã ký duyệt, chờ tiếp nhận").wait_for()


def give_back(page, reason):
    page.get_by_text("Trả lại", exact=False).locator("visible=true").first.click()
    page.get_by_label("Lý do trả lại").fill(reason)
    page.get_by_role("button", name=re.compile("^Trả lại( để sửa)?$")).click()
    page.wait_for_load_state()


def test_a_report_goes_its_way_from_a_phone_to_acceptance(person, papers):
    title = "Mốc đi hết quá trình"
    paper = papers / "Quyết định 12.pdf"
    paper.write_bytes(PAPER)
    lan, hoa, minh = person("lan"), person("hoa", width=390), person("minh")
    add_milestone(lan, "IV.1.a", title)

    # Hoa drafts: the text keeps itself, evidence is added.
    begin(hoa, title)
    hoa.get_by_label("Kết quả thực hiện").press_sequentially("Đã trình nghị quyết bố trí 450 triệu đồng.")
    hoa.get_by_text("Đã lưu nháp").wait_for()
    look(hoa, "4-write")
    hoa.get_by_role("link", name="Văn bản", exact=True).click()
    hoa.get_by_label("Loại văn bản").select_option(label="Quyết định")
    hoa.get_by_label("Số, ký hiệu").fill("12/QĐ-UBND")
    hoa.get_by_label("Ngày ban hành").fill(day())
    hoa.get_by_label("Trích yếu").fill("Về việc giao vốn ủy thác qua Ngân hàng Chính sách xã hội")
    hoa.get_by_label("Người ký").fill("Đinh Văn Minh")
    hoa.get_by_label("Tệp văn bản").set_input_files(paper)
    look(hoa, "4-document")
    hoa.get_by_role("button", name="Thêm vào báo cáo").click()
    hoa.get_by_text("12/QĐ-UBND").first.wait_for()
    assert hoa.get_by_label("Kết quả thực hiện").input_value().startswith("Đã trình nghị quyết")
    hoa.get_by_role("link", name="Hội nghị, tập huấn").click()
    hoa.get_by_label("Nội dung").fill("Quán triệt bố trí vốn ủy thác")
    hoa.get_by_label("Ngày tổ chức").fill(day(-2))
    hoa.get_by_label("Thành phần tham dự").fill("Trưởng thôn, tổ trưởng")
    hoa.get_by_label("Số người dự").fill("64")
    look(hoa, "4-briefing")
    hoa.get_by_role("button", name="Thêm vào báo cáo").click()
    hoa.get_by_role("link", name="Tin, bài", exact=True).click()
    hoa.get_by_label("Tên tin, bài, chương trình").fill("Ba Tơ dành vốn cho người nghèo")
    hoa.get_by_label("Cơ quan báo chí, trang, đài").fill("Đài truyền thanh xã")
    hoa.get_by_label("Ngày đăng, phát").fill(day(-1))
    hoa.get_by_role("button", name="Thêm vào báo cáo").click()

    # A required figure is missing: she is told, and may come back.
    hoa.get_by_role("button", name="Lưu và kiểm tra trước khi trình").click()
    hoa.get_by_text("Còn thiếu số liệu bắt buộc").wait_for()
    look(hoa, "4-check-missing")
    hoa.get_by_role("link", name="Nhập số liệu").click()
    hoa.get_by_label("Vốn ủy thác mới bố trí trong kỳ").fill("450")
    look(hoa, "4-figures")
    hoa.get_by_role("button", name="Lưu số liệu").click()
    file_it(hoa)
    look(hoa, "4-filed")

    # Minh sends it back inside the unit, Hoa mends, Minh signs.
    minh.goto("/")
    line_of(minh, title).get_by_role("link", name=re.compile("^Xem và duyệt")).click()
    look(minh, "4-sign")
    give_back(minh, "Ghi rõ ngày họp của Hội đồng nhân dân.")
    hoa.goto("/")
    expect(line_of(hoa, title).get_by_text("Ghi rõ ngày họp")).to_be_visible()
    begin(hoa, title)
    hoa.get_by_label("Kết quả thực hiện").fill("Hội đồng nhân dân xã đã họp, bố trí 450 triệu đồng.")
    file_it(hoa)
    sign(minh, title)

    # Lan returns it with a reason, Hoa reads it and mends; Lan accepts.
    open_duty(lan, "xã Ba Tơ", title)
    lan.get_by_role("link", name="Xem xét tiếp nhận").click()
    look(lan, "4-judge")
    give_back(lan, "Cần nghị quyết kèm theo.")
    hoa.goto("/")
    expect(line_of(hoa, title).get_by_text("Cần nghị quyết kèm theo.")).to_be_visible()
    look(hoa, "4-returned")
    begin(hoa, title)
    hoa.get_by_label("Khó khăn, vướng mắc").fill("Nghị quyết đang chờ đóng dấu.")
    file_it(hoa)
    sign(minh, title)
    open_duty(lan, "xã Ba Tơ", title)
    lan.get_by_role("link", name="Xem xét tiếp nhận").click()
    lan.get_by_role("button", name="Tiếp nhận").click()
    lan.wait_for_load_state()

    open_duty(lan, "xã Ba Tơ", title)
    history = lan.get_by_role("region", name="Quá trình")
    for person_of_step in ("Phạm Thị Hoa", "Đinh Văn Minh", "Trần Thị Lan"):
        expect(history.locator(".history-who", has_text=person_of_step).first).to_be_visible()
    expect(history.get_by_text("Cần nghị quyết kèm theo.").first).to_be_visible()
    expect(lan.get_by_text("Đã tiếp nhận").first).to_be_visible()
    look(lan, "4-accepted", dark=True)


def test_two_people_at_one_report_see_each_other(person):
    title = "Mốc hai người cùng sửa"
    add_milestone(person("lan"), "II.1", title)
    first, second = person("hoa"), person("hoa", width=390)
    begin(first, title)
    begin(second, title)
    first.get_by_label("Kết quả thực hiện").fill("Bản viết ở cơ quan.")
    first.get_by_role("button", name="Lưu nháp").click()
    first.get_by_text("Đã lưu nháp.", exact=True).wait_for()

    second.get_by_label("Kết quả thực hiện").fill("Bản viết trên điện thoại.")
    second.get_by_role("button", name="Lưu nháp").click()
    second.get_by_role("heading", name=re.compile("^Bản của Phạm Thị Hoa")).wait_for()

    expect(second.get_by_text("Bản viết ở cơ quan.")).to_be_visible()
    expect(second.get_by_label("Kết quả thực hiện")).to_have_value("Bản viết trên điện thoại.")
    look(second, "4-conflict")


def test_a_coordinating_unit_adds_its_part(person):
    title = "Mốc có đơn vị phối hợp"
    add_milestone(person("lan"), "IV.1.a", title)
    page = person("yen")
    page.goto("/")
    look(page, "4-desk-coordinating")

    waiting = page.get_by_role("region", name="Đơn vị khác chờ phần phối hợp")
    waiting.get_by_role("link", name=re.compile("Thêm phần phối hợp")).first.click()
    page.get_by_label("Nội dung phối hợp").fill("Đã góp ý dự thảo nghị quyết.")
    look(page, "4-contribution")
    page.get_by_role("button", name="Lưu phần phối hợp").click()

    page.get_by_text(re.compile("Đã lưu|Lưu lần cuối")).first.wait_for()
