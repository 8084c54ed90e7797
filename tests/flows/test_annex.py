"""The coordinator takes in an annex, settles who is meant, and opens a period."""

from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tantam.core.annex.reading import DoubtCode
from tantam.plans.models import Duty, Phrase, Plan, StagedAnnex, Task
from tantam.web.plans.annex.doubts import SENTENCES
from tests.exchange.annex_builders import HEADER, as_docx, as_pdf, as_xlsx
from tests.exchange.test_plan_17_files import plan_17_rows
from tests.support.cast import Cast

ANNEX = (Path(__file__).parents[2] / "demo" / "plan-17-annex.txt").read_bytes()

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(cast: Cast, client: Client):
    client.force_login(cast.people["lan"])
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        yield client


def upload(client: Client, content: bytes = ANNEX, name: str = "phu-luc.txt", plan: int | None = None):
    address = reverse("annex-import") + (f"?plan={plan}" if plan else "")
    return client.post(address, {"file": SimpleUploadedFile(name, content), "request_key": f"k{len(content)}{plan}"})


def import_it(client: Client):
    preview = upload(client)
    return client.post(
        preview["Location"],
        {
            "number": "17/KH-UBND",
            "issued_on": "07/08/2025",
            "title": "Kế hoạch thực hiện Quyết định số 1560/QĐ-TTg",
            "issuer": "Ủy ban nhân dân tỉnh Quảng Ngãi",
            "request_key": "import",
        },
    )


def test_the_preview_shows_tasks_beside_their_source_lines_and_changes_nothing(lan):
    response = lan.get(upload(lan)["Location"])

    page = response.content.decode()
    assert "23 nhiệm vụ trong 6 nhóm" in page
    assert "IV.1.a" in page
    assert "chiếm 15% tổng nguồn vốn" in page
    assert "Nhập 23 nhiệm vụ" in page
    assert not Plan.objects.exists()


def test_names_that_are_not_known_are_marked_and_mapped_once(lan):
    preview = upload(lan)["Location"]
    page = lan.get(preview).content.decode()
    assert "Tên chưa nhận ra" in page  # the tests' province has few units

    address = reverse("annex-map-name")
    response = lan.post(
        address,
        {"text": "Sở Xây dựng", "meaning": "UNIT", "unit_code": "STC", "kind": "", "request_key": "m", "next": preview},
    )

    assert response["Location"] == preview
    assert "Sở Xây dựng: chưa nhận ra" not in lan.get(preview).content.decode()


def test_an_imported_plan_leads_to_its_setup_and_a_period_opens_when_all_is_settled(lan):
    response = import_it(lan)
    plan = Plan.objects.get()
    setup = reverse("plan-setup", args=[plan.pk])
    assert response["Location"] == setup
    assert Task.objects.count() == 23

    refused = lan.post(reverse("plan-open-period", args=[plan.pk]), {"code": "2026", "request_key": "o1"}, follow=True)
    assert "Chưa rõ đơn vị chủ trì" in refused.content.decode()
    while phrase := Phrase.objects.filter(settled_at=None).first():
        lan.post(
            reverse("plan-choose", args=[phrase.pk]),
            {"units": ["STC", "SNV"], "everywhere": "on", "request_key": f"c{phrase.pk}"},
        )
    opened = lan.post(reverse("plan-open-period", args=[plan.pk]), {"code": "2026", "request_key": "o2"}, follow=True)

    assert "Đã mở kỳ Năm 2026" in opened.content.decode()
    assert Duty.objects.filter(period__code="2026", task__code="I.1").count() == 5


def test_the_same_file_for_the_plan_says_that_nothing_changes(lan):
    import_it(lan)
    plan = Plan.objects.get()

    preview = lan.get(upload(lan, plan=plan.pk)["Location"])

    assert "Không có gì để thay đổi" in preview.content.decode()


def test_an_amended_file_shows_what_changes(lan):
    import_it(lan)
    plan = Plan.objects.get()
    amended = ANNEX.decode().replace("nước sạch và \n\nvệ sinh môi trường nông thôn", "nước sạch nông thôn").encode()

    location = upload(lan, amended, plan=plan.pk)["Location"]
    page = lan.get(location).content.decode()
    lan.post(location, {"request_key": "amend"})

    assert "<ins>" in page
    assert Task.objects.get(code="V.4").content.endswith("nước sạch nông thôn")


def test_a_milestone_is_added_under_a_task(lan):
    import_it(lan)
    task = Task.objects.get(code="V.8")
    Phrase.objects.filter(task=task, role="LEAD").exists()

    page = lan.post(
        reverse("plan-milestone", args=[task.pk]),
        {"title": "Trình dự thảo", "due_on": "31/02/2027", "request_key": "x"},
    )

    assert "Ngày không đúng" in page.content.decode()


def test_a_double_click_on_upload_keeps_one_file(lan):
    first, second = upload(lan), upload(lan)

    assert first["Location"] == second["Location"]
    assert StagedAnnex.objects.count() == 1


@pytest.mark.parametrize("person", ["hoa", "binh", "quan"])
def test_others_may_not_import(cast, client, person):
    client.force_login(cast.people[person])

    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        assert client.get(reverse("annex-import")).status_code == 403


def test_every_doubt_has_a_sentence():
    assert set(SENTENCES) == set(DoubtCode)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_other_kinds_of_file_show_the_cells_they_were_read_from(lan, kind):
    content = {"docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}[kind](HEADER, plan_17_rows())

    page = lan.get(upload(lan, content, f"phu-luc.{kind}")["Location"]).content.decode()

    assert "23 nhiệm vụ trong 6 nhóm" in page
    assert page.count("line-number") > 23


def test_a_file_that_cannot_be_read_says_why_and_keeps_nothing(lan):
    response = upload(lan, b"MZ\x90\x00", "phu-luc.xlsm")

    page = response.content.decode()
    assert response.status_code == 200
    assert "error-summary" in page
    assert "macro" in page
    assert not StagedAnnex.objects.exists()
