"""Journey 4: from the desk to acceptance, as the cast walks it."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tantam.core.duties import DutyState
from tantam.plans.commands.indicators import set_indicator
from tantam.plans.models import Duty, IndicatorValue, IssuedDocument, Submission, SubmissionEvent
from tests.support.attachments import PDF, make_docx
from tests.support.pages import form_fields, words
from tests.support.submissions import file, send_home, sign, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty(small_plan):
    return small_plan.duty("II.2", "X21484", "2026")


def at(name, *arguments):
    return reverse(name, args=arguments)


def send(client, url, *, action="", follow=True, page=None, **changes):
    """Open a page, change fields of its form, send it."""
    fields = form_fields(client.get(page or url), action)
    return client.post(action or url, {**fields, **changes}, follow=follow)


DOCUMENT = {
    "kind": "Quyết định",
    "number": "12/QĐ-UBND",
    "issued_on": "10/11/2026",
    "issuing_body": "Ủy ban nhân dân xã Ba Tơ",
    "abstract": "Ủy thác vốn ngân sách xã",
    "signer": "Đinh Văn Minh",
}


def test_the_cast_walks_from_the_desk_to_acceptance(signed_in, duty):
    hoa, minh, lan = signed_in("hoa"), signed_in("minh"), signed_in("lan")
    write_url, check_url = at("duty-write", duty.id), at("duty-check", duty.id)

    assert write_url in hoa.get("/").content.decode()
    answer = send(hoa, write_url, action=write_url, text="Đã bố trí 500 triệu đồng.", next="check")
    assert answer.redirect_chain[-1][0] == check_url
    answer = send(
        hoa,
        at("duty-document", duty.id),
        **DOCUMENT,
        attachment=SimpleUploadedFile("Quyết định 12.pdf", PDF),
    )
    assert "12/QĐ-UBND" in words(answer)
    answer = send(hoa, check_url)
    assert answer.redirect_chain[-1][0] == at("duty-filed", duty.id)
    assert "Phiếu trình số" in words(answer)
    assert "chậm nhất ngày 15/12/2026" in words(answer)

    assert "Chờ tôi duyệt" in words(minh.get("/"))
    answer = send(minh, at("duty", duty.id), action=at("duty-sign", duty.id))
    assert "Đã ký duyệt" in words(answer)

    assert "1 báo cáo đã được đơn vị ký duyệt" in words(lan.get("/"))
    review = at("review-duty", duty.id)
    assert review in lan.get(at("review")).content.decode()
    answer = send(lan, review, action=review, reason="Quyết định thiếu phụ lục.")
    assert "Đã trả lại đơn vị" in words(answer)
    assert Duty.objects.get(id=duty.id).done_on is None

    desk = words(hoa.get("/"))
    assert "Bị trả lại, cần sửa" in desk
    assert "Trần Thị Lan: Quyết định thiếu phụ lục." in desk
    send(hoa, write_url, action=write_url, text="Đã bố trí 500 triệu đồng, kèm phụ lục.")
    send(hoa, check_url)
    send(minh, at("duty", duty.id), action=at("duty-sign", duty.id))
    answer = send(lan, review, action=at("review-accept", duty.id))
    assert "Đã tiếp nhận" in words(answer)

    assert list(SubmissionEvent.objects.order_by("id").values_list("kind", flat=True)) == [
        *("FILED", "SIGNED_OFF", "RETURNED", "FILED", "SIGNED_OFF", "ACCEPTED")
    ]
    assert Duty.objects.get(id=duty.id).done_on == date(2026, 11, 22)


def test_the_draft_saves_itself_and_the_page_goes_on_from_there(signed_in, duty):
    hoa = signed_in("hoa")
    fields = form_fields(hoa.get(at("duty-write", duty.id)), at("duty-write", duty.id))

    for number, text in enumerate(["Đã", "Đã ban hành", "Đã ban hành kế hoạch."], start=1):
        answer = hoa.post(at("duty-autosave", duty.id), {**fields, "text": text})
        assert "Đã lưu nháp 22/11/2026 12:00" in words(answer)
        assert f'name="version" value="{number}"' in answer.content.decode()
        fields["version"] = str(number)

    assert Submission.objects.get(duty=duty).text == "Đã ban hành kế hoạch."
    assert "bản nháp 22/11/2026 12:00, Phạm Thị Hoa" in words(hoa.get("/"))


def test_a_lost_answer_of_the_autosave_stops_nobody(signed_in, duty):
    hoa = signed_in("hoa")
    url = at("duty-write", duty.id)
    fields = form_fields(hoa.get(url), url)

    hoa.post(at("duty-autosave", duty.id), {**fields, "text": "Một"})
    answer = hoa.post(url, {**fields, "text": "Một hai"}, follow=True)

    assert "Đã lưu nháp." in words(answer)
    assert Submission.objects.get(duty=duty).text == "Một hai"


def test_the_second_of_two_editors_sees_both_texts_and_can_join_them(cast, signed_in, duty):
    hoa, minh = signed_in("hoa"), signed_in("minh")
    url = at("duty-write", duty.id)
    of_hoa, of_minh = (form_fields(who.get(url), url) for who in (hoa, minh))

    hoa.post(url, {**of_hoa, "text": "Bản của Hoa."})
    saved = minh.post(at("duty-autosave", duty.id), {**of_minh, "text": "Bản của Minh."})
    answer = minh.post(url, {**of_minh, "text": "Bản của Minh."})

    assert "Phạm Thị Hoa đã sửa nội dung này lúc 12:00 22/11/2026" in words(saved)
    assert "Bản của Phạm Thị Hoa, 22/11/2026 12:00" in words(answer)
    assert "Bản của Hoa." in words(answer)
    joined = form_fields(answer, url)
    assert joined["text"] == "Bản của Minh."
    minh.post(url, {**joined, "text": "Bản của Hoa. Bản của Minh."})
    assert Submission.objects.get(duty=duty).text == "Bản của Hoa. Bản của Minh."


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("cai-dat.exe", b"MZ", "Loại tệp này không được nhận"),
        ("a.pdf", b"MZ khong phai pdf", "không phải .pdf"),
        ("a.docm", make_docx(), "macro"),
        ("a.pdf", b"", "Tệp trống"),
    ],
)
def test_a_forbidden_attachment_is_refused_and_the_rest_stays_filled_in(signed_in, duty, name, content, sentence):
    url = at("duty-document", duty.id)

    answer = send(signed_in("hoa"), url, **DOCUMENT, attachment=SimpleUploadedFile(name, content))

    assert sentence in words(answer)
    assert form_fields(answer)["number"] == "12/QĐ-UBND"
    assert not IssuedDocument.objects.exists()


def test_an_attachment_over_the_limit_is_refused(signed_in, duty, settings):
    settings.TANTAM_FILE_MAX_BYTES = 1024 * 1024
    large = SimpleUploadedFile("a.pdf", PDF + bytes(1024 * 1024))

    answer = send(signed_in("hoa"), at("duty-document", duty.id), **DOCUMENT, attachment=large)

    assert "lớn hơn 1 MB" in words(answer)


def test_days_that_do_not_exist_or_are_not_here_yet_are_named(signed_in, duty):
    hoa, url = signed_in("hoa"), at("duty-document", duty.id)

    answer = send(hoa, url, **DOCUMENT | {"issued_on": "31/02/2026"})
    assert "Ngày không có thật" in words(answer)

    answer = send(hoa, url, **DOCUMENT | {"issued_on": "2026-11-23"})
    assert "không thể sau hôm nay" in words(answer)


def test_filing_twice_is_one_by_double_click_and_a_sentence_by_two_tabs(cast, signed_in, duty):
    write(cast, duty)
    hoa, url = signed_in("hoa"), at("duty-check", duty.id)
    first, second = form_fields(hoa.get(url)), form_fields(hoa.get(url))

    hoa.post(url, first)
    again = hoa.post(url, first, follow=True)
    other_tab = hoa.post(url, second)

    assert again.redirect_chain[-1][0] == at("duty-filed", duty.id)
    assert "Báo cáo đã sang bước “chờ đơn vị duyệt”" in words(other_tab)
    assert SubmissionEvent.objects.count() == 1


def test_news_and_briefings_have_their_own_fields(signed_in, duty):
    hoa = signed_in("hoa")

    send(
        hoa,
        at("duty-media", duty.id),
        kind="RADIO",
        title="Chuyên mục tín dụng chính sách",
        outlet="Đài truyền thanh xã",
        published_on="2026-10-01",
    )
    answer = send(
        hoa,
        at("duty-briefing", duty.id),
        kind="BRIEFING",
        topic="Quán triệt Chỉ thị 39",
        held_on="2026-09-02",
        audience="Cán bộ, trưởng thôn",
        attendees_count="1.045",
    )
    assert "Nhập một số nguyên" in words(answer) or "Số người dự" in words(answer)
    answer = send(
        hoa,
        at("duty-briefing", duty.id),
        kind="BRIEFING",
        topic="Quán triệt Chỉ thị 39",
        held_on="2026-09-02",
        audience="Cán bộ, trưởng thôn",
        attendees_count="1045",
    )

    assert "1.045 người" in words(answer)
    assert "Chuyên mục tín dụng chính sách" in words(answer)


def test_a_deliverable_can_be_taken_out_again(cast, signed_in, duty):
    hoa = signed_in("hoa")
    send(hoa, at("duty-document", duty.id), **DOCUMENT)
    number = IssuedDocument.objects.get().id

    remove = at("duty-remove", duty.id, "DOCUMENT", number)
    answer = send(hoa, remove, page=at("duty-write", duty.id), action=remove)

    assert "Đã bỏ khỏi báo cáo" in words(answer)
    assert "12/QĐ-UBND" not in words(answer)


def test_a_figure_is_read_as_written_and_asked_about_where_it_has_two_meanings(cast, signed_in, duty):
    for code, decimals in (("von", 1), ("ty_le", 4)):
        set_indicator(
            asked=cast.asked("lan"),
            task_id=duty.task_id,
            code=code,
            name=code,
            measure="triệu đồng",
            decimals=decimals,
            order=decimals,
        )
    hoa, url = signed_in("hoa"), at("duty-figures", duty.id)

    answer = send(hoa, url, value_0="1.234,5", value_1="1.234")
    assert "hai cách hiểu" in words(answer)
    assert "1.234 (số nguyên)" in words(answer)
    assert "1 phẩy 234" in words(answer)
    assert not IndicatorValue.objects.exists()

    fields = form_fields(answer)
    answer = hoa.post(url, {**fields, "meaning_1": "1.234"}, follow=True)
    assert "Đã lưu số liệu" in words(answer)
    assert "1.234,5 triệu đồng" in words(answer)
    assert "1,2340 triệu đồng" in words(answer)

    answer = send(hoa, url, value_0="năm trăm")
    assert "Cần số có tối đa 1 chữ số" in words(answer)


def test_filing_says_which_required_figures_are_missing(cast, signed_in, duty):
    set_indicator(
        asked=cast.asked("lan"),
        task_id=duty.task_id,
        code="von",
        name="Vốn ủy thác",
        measure="triệu đồng",
        required=True,
    )
    write(cast, duty)
    url = at("duty-check", duty.id)

    answer = send(signed_in("hoa"), url)

    assert "Còn thiếu số liệu bắt buộc: Vốn ủy thác" in words(answer)


def test_the_reporter_can_withdraw_and_the_approver_can_send_back(cast, signed_in, duty):
    hoa, minh, page = signed_in("hoa"), signed_in("minh"), at("duty", duty.id)
    file(cast, duty)

    send(hoa, page, action=at("duty-withdraw", duty.id))
    assert Submission.objects.get(duty=duty).state == "DRAFT"
    send(hoa, at("duty-check", duty.id))

    answer = send(minh, page, action=at("duty-send-back", duty.id), reason="")
    assert "Cần lý do" in words(answer)
    send(minh, page, action=at("duty-send-back", duty.id), reason="Thiếu số văn bản.")
    assert "Đinh Văn Minh: Thiếu số văn bản." in words(hoa.get("/"))


def test_what_was_handed_on_is_refused_in_a_sentence_and_the_text_stays(cast, signed_in, duty):
    hoa, url = signed_in("hoa"), at("duty-write", duty.id)
    fields = form_fields(hoa.get(url), url)
    file(cast, duty)

    answer = hoa.post(url, {**fields, "text": "Viết muộn."})

    assert "đang chờ đơn vị duyệt" in words(answer)
    assert form_fields(answer, url)["text"] == "Viết muộn."


def test_a_neighbour_finds_nothing_of_it(cast, signed_in, duty):
    send(
        signed_in("hoa"),
        at("duty-document", duty.id),
        **DOCUMENT,
        attachment=SimpleUploadedFile("a.pdf", PDF),
    )
    document = IssuedDocument.objects.get()
    sign(cast, duty)
    tam = signed_in("tam")

    for name in (
        "duty",
        "duty-write",
        "duty-document",
        "duty-media",
        "duty-briefing",
        "duty-figures",
        "duty-check",
    ):
        assert tam.get(at(name, duty.id)).status_code == 404, name
        assert tam.get(at(name, 10**8)).status_code == 404, name
    assert tam.post(at("duty-autosave", duty.id), {"version": 0, "text": "x"}).status_code == 404
    assert tam.post(at("duty-remove", duty.id, "DOCUMENT", document.id)).status_code == 404
    assert tam.get(at("document-file", document.id)).status_code == 404
    assert "12/QĐ-UBND" not in words(tam.get(at("register")))
    assert "Ba Tơ" not in words(tam.get("/"))


def test_a_file_comes_back_as_a_download_and_nothing_else(cast, signed_in, duty):
    hoa, lan = signed_in("hoa"), signed_in("lan")
    pdf = SimpleUploadedFile("Quyết định 12.pdf", PDF)
    send(hoa, at("duty-document", duty.id), **DOCUMENT, attachment=pdf)
    url = at("document-file", IssuedDocument.objects.get().id)
    assert lan.get(url).status_code == 404

    sign(cast, duty)
    answer = lan.get(url)

    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%2012.pdf" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_draft_is_nobodys_but_the_units(cast, signed_in, duty):
    write(cast, duty, "Bản nháp riêng.")

    page = words(signed_in("lan").get(at("duty", duty.id)))

    assert "Bản nháp riêng" not in page
    assert "sau khi đơn vị ký duyệt" in page


def test_the_history_shows_each_step_with_what_it_was(cast, signed_in, duty):
    send_home(cast, duty, "Thiếu số văn bản.")
    write(cast, duty, "Bản mới đang sửa.")

    inside = words(signed_in("hoa").get(at("duty", duty.id)))
    outside = words(signed_in("lan").get(at("duty", duty.id)))

    assert "Điều phối trả lại" in inside
    assert "Bản mới đang sửa." in inside
    assert "Bản mới đang sửa." not in outside
    assert "Thiếu số văn bản." in outside
    assert "Đã ban hành kế hoạch." in outside


def test_the_figures_of_the_desk_reconcile_and_lead_to_their_rows(cast, signed_in, small_plan, duty):
    sign(cast, duty)
    hoa = signed_in("hoa")
    counts = {}
    for state in DutyState:
        page = words(hoa.get(at("duties"), {"state": state.value}))
        found = re.search(r"(\d+) nhiệm vụ", page)
        counts[state] = int(found[1]) if found else 0

    assert sum(counts.values()) == Duty.objects.filter(unit=duty.unit).count() == 9
    assert counts[DutyState.DONE_ON_TIME] == 1
    assert counts[DutyState.OPEN_OVERDUE] == 6
    assert counts[DutyState.OPEN_IN_TIME] == 2
    assert "9 Tổng số nhiệm vụ" in words(hoa.get("/"))


@pytest.mark.parametrize("name", ["hoa", "minh", "lan", "binh", "dung", "quan", "thu"])
def test_everybody_has_a_first_page(signed_in, name):
    assert signed_in(name).get("/").status_code == 200


def test_the_first_page_speaks_english_on_a_switch(signed_in, cast):
    hoa = signed_in("hoa")
    cast.people["hoa"].language = "en"
    cast.people["hoa"].save()

    assert hoa.get("/").status_code == 200
