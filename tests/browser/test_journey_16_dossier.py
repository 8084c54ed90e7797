"""A policy dossier: parts, law and evidence, another unit's opinion, the paper registered, the duty done."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.steps import day
from tests.browser.test_journey_15_reform import try_reform

# The same journey is tested over HTTP in every run.
pytestmark = pytest.mark.slow

TITLE = "Nâng mức cho vay tối đa đối với hộ cận nghèo từ vốn ủy thác của tỉnh"
EXAMPLE = "Kéo dài thời hạn vay của hộ mới thoát nghèo và nước sạch"
TASK = "V.9"


def open_dossiers_of_task(page):
    """Go from the plan to the dossiers of the task that asks for a review."""
    page.goto("/ke-hoach/")
    page.get_by_role("main").get_by_role("link", name="17/KH-UBND").click()
    page.goto(f"{page.url}nhiem-vu/{TASK}/")
    page.get_by_role("main").get_by_role("link", name="Hồ sơ chính sách").click()


def write_parts(page):
    """Write each part of the dossier in a sentence."""
    lines = page.get_by_role("region", name="Nội dung").get_by_role("listitem")
    for place in range(lines.count()):
        lines.nth(place).get_by_role("link").last.click()
        page.get_by_label("Nội dung").fill(f"Phần {place + 1}: mức vay hiện nay chưa đủ cho một chu kỳ sản xuất.")
        if place == 0:
            look(page, "16-part")
        page.get_by_role("button", name="Lưu phần này").click()
        page.get_by_role("heading", name=TITLE, level=1).wait_for()


def open_dossier(writer):
    """Open a dossier for the task and write its parts; return its address."""
    open_dossiers_of_task(writer)
    look(writer, "16-dossiers")
    writer.get_by_role("link", name=f"Lập hồ sơ cho nhiệm vụ {TASK}").click()
    writer.get_by_role("radio").first.check()
    writer.get_by_label("Về việc").fill(TITLE)
    writer.get_by_label("Kính gửi").fill("Ủy ban nhân dân tỉnh")
    look(writer, "16-new")
    writer.get_by_role("button", name="Lập hồ sơ").click()
    writer.get_by_role("heading", name=TITLE, level=1).wait_for()
    dossier = writer.url
    look(writer, "16-empty")
    write_parts(writer)
    return dossier


def ground(writer, dossier):
    """Cite what the law says today, and take a run of a reform as evidence."""
    writer.get_by_role("link", name="Viện dẫn quy định").click()
    writer.get_by_label("Chương trình", exact=True).select_option(label="Cho vay hộ cận nghèo")
    writer.get_by_role("button", name="Xem quy định hôm nay").click()
    writer.get_by_role("button", name="Viện dẫn: Mức").first.click()
    look(writer, "16-law")
    writer.goto(dossier)
    writer.get_by_role("link", name="Chọn bằng chứng").click()
    writer.get_by_role("button", name="Đưa vào phụ lục").first.click()
    look(writer, "16-evidence")
    writer.get_by_role("link", name="Xong").click()


def ask_opinion(writer):
    """Ask the department of home affairs what it says."""
    writer.get_by_role("link", name="Lấy ý kiến").click()
    writer.locator("summary", has_text="Sở, ban, ngành").click()
    writer.get_by_label("Sở Nội vụ").check()
    writer.get_by_role("textbox", name="Hạn trả lời").fill(day(7))
    look(writer, "16-asking")
    writer.get_by_role("button", name="Gửi lấy ý kiến").click()
    writer.get_by_text("Đã lấy ý kiến").wait_for()


def give_opinion(asked):
    """Agree, with a wish."""
    asked.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    look(asked, "16-opinion")
    asked.get_by_label("Nhất trí, có góp ý").check()
    asked.get_by_label("Nội dung góp ý hoặc lý do").fill("Đề nghị nêu rõ nguồn vốn ủy thác.")
    asked.get_by_role("button", name="Gửi ý kiến").click()
    asked.get_by_text("Đã gửi ý kiến").wait_for()


def settle(writer, dossier):
    """Say how the opinion was taken in."""
    writer.goto(f"{dossier}lay-y-kien/")
    writer.get_by_role("link", name="Tiếp thu").first.click()
    writer.get_by_role("radio").first.check()
    writer.get_by_label("Nội dung tiếp thu, giải trình").fill("Đã bổ sung nguồn vốn vào phần tổ chức thực hiện.")
    writer.get_by_role("button", name="Lưu").click()
    look(writer, "16-settled")


def fill_in_registration(approver):
    """Write down number, day and signer of the paper that was signed."""
    approver.get_by_label("Số", exact=True).fill("88")
    approver.get_by_label("Ký hiệu").fill("TTr-STC")
    approver.get_by_label("Ngày ký").fill(day())
    approver.get_by_label("Chức vụ người ký").fill("Giám đốc")
    approver.get_by_label("Họ và tên người ký").fill("Người Ký Thử")
    approver.get_by_role("radio").first.check()


def test_a_dossier_becomes_a_registered_paper(person):
    writer = person("thu")
    try_reform(writer, EXAMPLE)
    dossier = open_dossier(writer)
    ground(writer, dossier)
    ask_opinion(writer)
    give_opinion(person("yen", width=390))
    settle(writer, dossier)
    writer.goto(dossier)
    look(writer, "16-whole", dark=True)
    writer.get_by_role("button", name="Hoàn thiện hồ sơ").click()
    writer.get_by_text("chờ người duyệt").first.wait_for()

    approver = person("khai")
    approver.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    approver.get_by_role("link", name="Đăng ký văn bản").click()
    fill_in_registration(approver)
    look(approver, "16-register")
    approver.get_by_role("button", name="Đăng ký văn bản").click()
    approver.get_by_text("Văn bản còn nguyên như khi đăng ký").wait_for()
    look(approver, "16-registered", dark=True)

    approver.get_by_role("link", name="Báo cáo của nhiệm vụ mà văn bản này hoàn thành").click()
    expect(approver.get_by_role("main")).to_contain_text("Hoàn thành")
    approver.goto("/van-ban/")
    expect(approver.get_by_role("main")).to_contain_text("88/TTr-STC")
