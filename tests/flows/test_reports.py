"""Journey 7 over HTTP: the periodic report."""

import hashlib
import re

import pytest
from django.urls import reverse

from tantam.plans.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client, cast, reported):
    """Draw the report of the year 2026 as the coordinator, who stays signed in; return its number."""
    client.force_login(cast.people["lan"])
    answer = client.post(reverse("report-draw"), {"period": reported.periods["2026"].id, "request_key": "draw"})
    assert answer.status_code == 302
    return Report.objects.get().id


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page).group(1)


def issue(client, number):
    page = client.get(reverse("report-issue", args=[number])).content.decode()
    return client.post(
        reverse("report-issue", args=[number]),
        {
            "number": "5",
            "symbol": "BC-UBND",
            "issued_on": "22/11/2026",
            "signer_title": "Chủ tịch",
            "signer_name": "Nguyễn Văn Bình",
            "seen_digest": hidden(page, "seen_digest"),
            "request_key": hidden(page, "request_key"),
        },
    )


def test_a_coordinator_draws_edits_and_issues_a_report(client, draft):
    page = client.get(reverse("report", args=[draft])).content.decode()
    assert "Dự thảo" in page
    assert "Đã hoàn thành 3/12 (25,0%)" in page

    edit = client.get(reverse("report-paragraph", args=[draft, "direction"])).content.decode()
    saved = client.post(
        reverse("report-paragraph", args=[draft, "direction"]),
        {"text": "Tập trung đôn đốc.", "version": hidden(edit, "version"), "request_key": "edit"},
    )
    assert saved.status_code == 302

    issued = issue(client, draft)
    assert issued.status_code == 302
    page = client.get(reverse("report", args=[draft])).content.decode()
    assert "05/BC-UBND" in page
    assert "Tập trung đôn đốc." in page
    assert Report.objects.get().digest in page
    assert "Báo cáo còn nguyên như khi ban hành" in page
    assert reverse("report-paragraph", args=[draft, "direction"]) not in page


@pytest.mark.parametrize(("is_issued", "name"), [(False, "du-thao-bao-cao-2026"), (True, "bao-cao-05-BC-UBND")])
def test_files_of_a_draft_and_of_an_issued_report(client, draft, is_issued, name):
    if is_issued:
        issue(client, draft)

    pdf = client.get(reverse("report-pdf", args=[draft]))
    word = client.get(reverse("report-word", args=[draft]))

    assert pdf.content.startswith(b"%PDF")
    assert word.content.startswith(b"PK")
    assert f'"{name}.pdf"' in pdf["Content-Disposition"]
    assert f'attachment; filename="{name}.docx"' == word["Content-Disposition"]


def test_a_second_issue_of_the_same_report_leads_to_it(client, draft):
    issue(client, draft)

    page = client.get(reverse("report-issue", args=[draft])).content.decode()

    assert "Báo cáo này đã ban hành" in page
    assert "seen_digest" not in page


def test_a_report_that_was_tampered_with_says_so(client, draft):
    issue(client, draft)
    frozen = Report.objects.get().frozen
    Report.objects.update(frozen={**frozen, "accepted": 99})

    page = client.get(reverse("report", args=[draft])).content.decode()

    assert "Báo cáo không còn khớp với mã băm đã ghi" in page


def test_the_digest_of_the_downloaded_content_is_the_one_on_the_page(client, draft):
    assert client.get(reverse("report-content", args=[draft])).status_code == 404
    issue(client, draft)

    body = client.get(reverse("report-content", args=[draft])).content

    assert hashlib.sha256(body).hexdigest() == Report.objects.get().digest


def test_the_second_editor_sees_the_first_text_and_keeps_her_own(client, draft):
    address = reverse("report-paragraph", args=[draft, "direction"])
    client.post(address, {"text": "Lời của người thứ nhất.", "version": "1", "request_key": "a"})

    page = client.post(address, {"text": "Lời của người thứ hai.", "version": "1", "request_key": "b"})

    text = page.content.decode()
    assert "vừa được người khác sửa" in text
    assert "Lời của người thứ nhất." in text
    assert "Lời của người thứ hai." in text
    again = client.post(
        address,
        {"text": "Lời chung.", "version": hidden(text, "version"), "request_key": hidden(text, "request_key")},
    )
    assert again.status_code == 302


def test_the_code_on_paper_leads_to_the_screen(client, draft):
    issue(client, draft)
    code = Report.objects.get().frozen["issue"]["code"]

    answer = client.get("/" + code.split("/", 1)[1] + "/")

    assert answer["Location"] == reverse("report", args=[draft])


def test_a_leader_sees_and_downloads_but_changes_nothing(client, cast, draft):
    client.force_login(cast.people["binh"])

    page = client.get(reverse("report", args=[draft]))
    listing = client.get(reverse("reports"))

    assert page.status_code == 200
    assert "Ban hành" not in page.content.decode().split("<main")[1]
    assert "Soạn dự thảo" not in listing.content.decode()
    assert client.get(reverse("report-pdf", args=[draft])).status_code == 200
    assert client.get(reverse("report-issue", args=[draft])).status_code == 403
    assert client.post(reverse("report-draw"), {"period": 1}).status_code == 403


@pytest.mark.parametrize("name", ["hoa", "minh", "quan"])
def test_units_and_administrators_have_no_reports(client, cast, draft, name):
    client.force_login(cast.people[name])

    assert client.get(reverse("reports")).status_code == 403
    assert client.get(reverse("report", args=[draft])).status_code == 403


def test_a_form_with_a_wrong_number_is_shown_again(client, draft):
    page = client.post(reverse("report-issue", args=[draft]), {"number": "0", "symbol": "bc", "request_key": "k"})

    assert page.status_code == 200
    assert "Ký hiệu gồm chữ in hoa" in page.content.decode()
    assert not Report.objects.get().digest


def test_before_the_first_report_the_list_says_what_to_do(client, cast, small_plan):
    client.force_login(cast.people["binh"])

    assert "Chưa có báo cáo" in client.get(reverse("reports")).content.decode()


def test_a_report_that_does_not_exist_is_not_found(client, cast, small_plan):
    client.force_login(cast.people["lan"])

    for name in ("report", "report-pdf", "report-word", "report-short", "report-issue"):
        assert client.get(reverse(name, args=[999])).status_code == 404


def test_a_paragraph_of_an_issued_report_leads_back_to_it(client, draft):
    issue(client, draft)

    answer = client.get(f"/bao-cao/{draft}/doan/opening/", follow=True)

    assert answer.redirect_chain == [(f"/bao-cao/{draft}/", 302)]
    assert "đã ban hành nên không sửa được" in answer.content.decode()
