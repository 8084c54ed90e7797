"""From a review that the plan asks for to a registered paper, over HTTP, by the people of the cast."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tantam.core.dossiers import PartCode
from tantam.plans.models import Dossier, DossierIssue, Opinion
from tantam.plans.queries import dossier_content
from tests.support.cast import TODAY
from tests.support.dossiers import evidence_of, finish_sample, make_run, open_sample, write_parts
from tests.support.pages import form_fields, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _evidence(monkeypatch):
    monkeypatch.setattr(dossier_content, "get_run_evidence", evidence_of)


@pytest.fixture
def dossier(cast, small_plan) -> Dossier:
    """Return a dossier of Sở Tài chính, still empty."""
    return open_sample(cast, small_plan)


def fill(client, url, **given):
    """Open a page, fill its form in, send it."""
    return client.post(url, {**form_fields(client.get(url)), **given}, follow=True)


def at(name, dossier, *more):
    return reverse(name, args=[dossier.pk, *more])


def test_a_review_becomes_a_registered_paper_and_the_duty_is_done(signed_in, cast, small_plan):
    thu, hoa, khai, lan = (signed_in(name) for name in ("thu", "hoa", "khai", "lan"))
    task = small_plan.tasks["II.2"]
    run = make_run(cast)

    # Thu finds the task, opens a dossier and writes it.
    page = thu.get(reverse("plan-task", args=[small_plan.plan.pk, "II.2"]))
    assert f"{reverse('dossiers')}?nhiem-vu={task.pk}" in page.content.decode()
    page = thu.get(reverse("dossiers"), {"nhiem-vu": task.pk})
    assert "Lập hồ sơ cho nhiệm vụ II.2" in words(page)
    page = fill(
        thu,
        f"{reverse('dossier-new')}?nhiem-vu={task.pk}",
        kind="TO_TRINH",
        title="Nâng mức cho vay tối đa đối với hộ cận nghèo",
    )
    assert "Chưa soạn" in words(page)
    dossier = Dossier.objects.get()
    for code in PartCode:
        page = fill(thu, at("dossier-part", dossier, code.value), text=f"Nội dung {code.value}.")
    assert "Đã soạn" in words(page)

    # She cites the law as it stands, and rests on a run of a reform.
    law = thu.get(at("dossier-law", dossier), {"chuong-trinh": "near-poor"})
    assert "100.000.000 đ" in words(law)
    sent = {"programme": "near-poor", "term": "cap", "request_key": "cap"}
    page = thu.post(at("dossier-law-term", dossier), sent, follow=True)
    assert "12/QĐ-HĐQT" in words(page)
    page = thu.post(at("dossier-evidence-add", dossier), {"run": run.pk, "request_key": "run"}, follow=True)
    assert "Nâng mức vay tối đa hộ cận nghèo" in words(page)

    # Ba Tơ is asked, finds it on its desk, and answers.
    unit = cast.units["X21484"]
    fill(thu, at("dossier-consultation", dossier), units=[unit.pk], due_on="22/11/2026")
    desk = words(hoa.get(reverse("desk")))
    assert "Đơn vị khác lấy ý kiến" in desk
    assert dossier.title in desk
    page = fill(
        hoa,
        at("dossier-opinion", dossier),
        stance="AGREE_WITH_CHANGES",
        text="Bổ sung hộ mới thoát nghèo.",
        attachment=SimpleUploadedFile("y-kien.pdf", b"%PDF-1.7\nxin gop y\n%%EOF"),
    )
    assert "Đã gửi ý kiến" in words(page)
    assert "Đơn vị khác lấy ý kiến" not in words(hoa.get(reverse("desk")))

    # Thu takes the opinion in and finishes; Khải registers.
    answer = Opinion.objects.get().answers.get()
    page = thu.get(at("dossier", dossier))
    assert "Chưa tiếp thu, giải trình ý kiến của Ủy ban nhân dân xã Ba Tơ." in words(page)
    fill(thu, at("dossier-settle", dossier, answer.pk), outcome="ACCEPTED", words="Đã bổ sung.")
    page = thu.get(at("dossier", dossier))
    finish = at("dossier-finish", dossier)
    page = thu.post(finish, form_fields(page, finish), follow=True)
    assert "Đã hoàn thiện hồ sơ" in words(page)
    assert "Hồ sơ chính sách chờ đăng ký" in words(khai.get(reverse("desk")))
    page = fill(
        khai, at("dossier-register", dossier), number="7", signer_title="Giám đốc", signer_name="Bùi Văn Khải",
        duty=f"{small_plan.duty('II.2', 'STC', '2025').pk}:0",
    )  # fmt: skip
    assert "Văn bản còn nguyên như khi đăng ký" in words(page)
    assert "07/TTr-STC" in words(page)

    # The duty is done, the paper is in the register, its files are those that were frozen.
    duty = small_plan.duty("II.2", "STC", "2025")
    assert duty.done_on == TODAY
    found = words(lan.get(reverse("register"), {"q": "muc cho vay can ngheo"}))
    assert "07/TTr-STC" in found
    issue = DossierIssue.objects.get()
    pdf = hoa.get(at("dossier-pdf", dossier))
    assert hashlib.sha256(pdf.content).hexdigest() == issue.pdf.sha256
    content = lan.get(at("dossier-content", dossier)).content
    assert hashlib.sha256(content).hexdigest() == issue.digest


def test_a_neighbour_that_is_not_consulted_finds_nothing(signed_in, dossier):
    tam = signed_in("tam")

    for name in ("dossier", "dossier-opinion", "dossier-pdf", "dossier-word", "dossier-law", "dossier-consultation"):
        assert tam.get(at(name, dossier)).status_code == 404, name
    assert dossier.title not in words(tam.get(reverse("dossiers")))


def test_a_consulted_unit_reads_and_changes_nothing(signed_in, cast, dossier):
    thu, hoa = signed_in("thu"), signed_in("hoa")
    write_parts(cast, dossier)
    fill(
        thu,
        at("dossier-consultation", dossier),
        units=[cast.units["X21484"].pk, cast.units["SNV"].pk],
        due_on="30/11/2026",
    )

    page = words(hoa.get(at("dossier", dossier)))

    assert "Nội dung phần PROPOSAL." in page
    assert "Cho ý kiến" in page
    assert "Sở Nội vụ" not in page
    assert "Sở Nội vụ" not in words(hoa.get(at("dossier-opinion", dossier)))
    assert hoa.get(at("dossier-part", dossier, "LAW")).status_code == 403
    assert hoa.post(at("dossier-finish", dossier), {"revision": "1"}).status_code == 403


def test_two_people_who_write_one_part_see_each_others_text(signed_in, dossier):
    thu, khai = signed_in("thu"), signed_in("khai")
    url = at("dossier-part", dossier, "PROBLEM")
    opened = form_fields(khai.get(url))
    fill(thu, url, text="Của Thu")

    page = khai.post(url, {**opened, "text": "Của Khải"})

    assert "Bản của Võ Thị Thu" in words(page)
    assert form_fields(page)["text"] == "Của Khải"
    page = khai.post(url, {**form_fields(page), "text": "Của cả hai"}, follow=True)
    assert "Đã lưu phần" in words(page)


def test_a_draft_can_be_taken_away_with_its_mark(signed_in, cast, dossier):
    write_parts(cast, dossier)

    pdf = signed_in("thu").get(at("dossier-pdf", dossier))
    word = signed_in("lan").get(at("dossier-word", dossier))

    assert pdf.content.startswith(b"%PDF")
    assert f"du-thao-ho-so-{dossier.pk}.docx" in word["Content-Disposition"]
    assert signed_in("thu").get(at("dossier-content", dossier)).status_code == 404


def test_a_finished_dossier_is_opened_again_by_the_unit(signed_in, cast, dossier):
    write_parts(cast, dossier)
    finish_sample(cast, dossier)
    khai = signed_in("khai")
    url = at("dossier-reopen", dossier)

    page = khai.post(url, form_fields(khai.get(at("dossier", dossier)), url), follow=True)

    assert "Đã mở lại hồ sơ để sửa" in words(page)
    assert khai.get(at("dossier-register", dossier)).status_code == 302


def test_forms_say_what_is_missing(signed_in, cast, dossier):
    thu = signed_in("thu")
    fill(thu, at("dossier-consultation", dossier), units=[cast.units["X21484"].pk], due_on="30/11/2026")

    assert "Chọn ít nhất một đơn vị." in words(fill(thu, at("dossier-consultation", dossier), due_on="1/1/2027"))
    assert "Cần năm ban hành văn bản." in words(fill(thu, at("dossier-law", dossier), programme="Nước sạch"))
    opinion = at("dossier-opinion", dossier)
    assert "Cần nội dung góp ý" in words(fill(signed_in("hoa"), opinion, stance="DISAGREE"))


def test_a_value_of_another_document_is_typed_and_taken_out_again(signed_in, dossier):
    thu = signed_in("thu")
    page = fill(
        thu,
        at("dossier-law", dossier),
        programme="Chuẩn nghèo",
        term="Chuẩn hộ nghèo nông thôn",
        value="Từ 2.000.000 đồng trở xuống",
        document="07/2021/NĐ-CP",
        year="2021",
        article="Điều 3",
    )
    assert "07/2021/NĐ-CP" in words(page)
    url = at("dossier-law-remove", dossier, dossier.citations.get().pk)

    page = thu.post(url, form_fields(page, url), follow=True)

    assert "Từ 2.000.000 đồng trở xuống" not in words(page)


def test_the_list_is_filtered_by_task_and_step(signed_in, dossier, small_plan):
    lan = signed_in("lan")
    url = reverse("dossiers")

    assert dossier.title in words(lan.get(url, {"nhiem-vu": dossier.task_id, "buoc": "WRITING"}))
    assert dossier.title not in words(lan.get(url, {"buoc": "FINAL"}))
    assert dossier.title not in words(lan.get(url, {"nhiem-vu": small_plan.tasks["I.1"].pk}))


def test_the_coordinator_opens_a_dossier_for_a_unit_and_does_not_write_it(signed_in, cast, small_plan):
    lan = signed_in("lan")
    url = f"{reverse('dossier-new')}?nhiem-vu={small_plan.tasks['II.2'].pk}"

    page = fill(lan, url, unit=cast.units["X21484"].pk, kind="BAO_CAO", title="Bố trí vốn")

    assert "Bố trí vốn" in words(page)
    assert Dossier.objects.get().unit == cast.units["X21484"]
    assert "Hoàn thiện" not in words(page)
