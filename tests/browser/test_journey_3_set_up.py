"""A plan is set to work: phrases settled, a period opened, a milestone, an exemption and an extension."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.steps import PAPER, add_milestone, day, import_by_shell, line_of, open_duty

pytestmark = pytest.mark.slow


def choose(page, *units):
    for unit in units:
        page.get_by_label(unit, exact=True).check()
    page.get_by_role("button", name="Lưu lựa chọn").click()
    page.get_by_text("Đã chọn đơn vị cho").wait_for()


def test_a_phrase_is_settled_and_a_period_opened(person, site, papers):
    address = import_by_shell(site, "94/KH-UBND", papers)
    page = person("lan")
    page.goto(address)
    page.get_by_role("link", name="Thiết lập").click()
    page.get_by_role("heading", name="Thiết lập kế hoạch").wait_for()
    look(page, "3-setup-new")

    page.get_by_role("button", name="Mở kỳ").first.click()
    page.get_by_text("Chưa rõ đơn vị chủ trì của nhiệm vụ I.1").wait_for()

    page.get_by_role("link", name="Chọn đơn vị: Các sở, ban, ngành có liên quan", exact=True).click()
    look(page, "3-choose")
    choose(page, "Sở Tài chính", "Sở Nội vụ")
    page.get_by_role("link", name="Chọn đơn vị: các cơ quan báo chí đóng trên địa bàn").click()
    choose(page, "Báo và Phát thanh, Truyền hình Quảng Ngãi")
    expect(page.get_by_text("Mọi nội dung đều đã rõ đơn vị.")).to_be_visible()

    opening = page.get_by_role("button", name="Mở kỳ").first
    label = opening.get_attribute("aria-label").removeprefix("Mở kỳ ")
    opening.click()
    page.get_by_text(f"Đã mở kỳ {label}").wait_for()

    expect(page.get_by_role("row").filter(has_text=label)).to_be_visible()
    look(page, "3-setup-opened")


def test_a_milestone_gives_duties_that_are_exempted_and_extended(person, papers):
    title = "Mốc để gia hạn và miễn"
    paper = papers / "88-TB-UBND.pdf"
    paper.write_bytes(PAPER)
    page = person("lan")
    add_milestone(page, "II.1", title)

    open_duty(page, "Sở Tài chính", title)
    page.get_by_role("link", name="Gia hạn").click()
    page.get_by_label("Hạn mới").fill(day(35))
    page.get_by_label("Người hoặc cơ quan quyết định").fill("Chủ tịch Ủy ban nhân dân tỉnh")
    page.get_by_label("Văn bản làm căn cứ").fill(f"88/TB-UBND ngày {day()}")
    page.get_by_label("Lý do").fill("Chờ hướng dẫn của bộ.")
    page.get_by_label("Tệp văn bản").set_input_files(paper)
    look(page, "3-extend")
    page.get_by_role("button", name="Ghi nhận gia hạn").click()
    page.get_by_text(f"từ {day(20)} đến {day(35)}").first.wait_for()
    with page.expect_download() as given:
        page.get_by_role("link", name="tải tệp").first.click()
    assert given.value.path().read_bytes() == PAPER
    look(page, "3-extended")

    open_duty(page, "Sở Nội vụ", title)
    page.get_by_role("link", name="Miễn thực hiện").click()
    page.get_by_role("button", name="Ghi nhận miễn thực hiện").click()
    page.get_by_role("alert").wait_for()
    look(page, "3-exempt-wrong")
    page.get_by_label("Người hoặc cơ quan quyết định").fill("Chủ tịch Ủy ban nhân dân tỉnh")
    page.get_by_label("Văn bản làm căn cứ").fill(f"89/TB-UBND ngày {day()}")
    page.get_by_label("Lý do").fill("Nhiệm vụ đã giao cho đơn vị khác.")
    page.get_by_role("button", name="Ghi nhận miễn thực hiện").click()
    page.wait_for_load_state()

    expect(page.get_by_text("Được miễn", exact=True).first).to_be_visible()
    look(page, "3-exempt")


def test_a_milestone_shows_on_the_desk_of_those_who_lead(person):
    title = "Mốc hiện trên bàn làm việc"
    add_milestone(person("lan"), "II.1", title)

    page = person("yen", width=390)

    expect(line_of(page, title)).to_be_visible()
