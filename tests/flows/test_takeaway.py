"""A unit takes away everything that it entered."""

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tantam.plans.commands.deliverables import add_document
from tantam.plans.commands.drafts import save_text
from tantam.plans.parts.attachment import Attachment
from tests.support.cast import Cast
from tests.support.plans import SmallPlan

pytestmark = pytest.mark.django_db


def archive_of(client: Client) -> zipfile.ZipFile:
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        response = client.get(reverse("unit-takeaway"))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="uy-ban-nhan-dan-xa-ba-to')
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_the_archive_holds_words_figures_and_files(cast: Cast, small_plan: SmallPlan, client):
    duty = small_plan.duty("I.1", "X21484", "2026")
    given = {"text": "=Đã phổ biến", "difficulties": "", "proposals": "", "session": "s", "version": 0}
    save_text(asked=cast.asked("hoa"), duty_id=duty.pk, **given)
    add_document(
        asked=cast.asked("hoa"),
        duty_id=duty.pk,
        number="12/KH-UBND",
        issued_on=date(2026, 11, 1),
        kind="Kế hoạch",
        issuing_body="UBND xã Ba Tơ",
        signer="Đinh Văn Minh",
        abstract="Phổ biến Chỉ thị 39",
        attachment=Attachment(content=b"%PDF-1.7 x", filename="ke-hoach.pdf", media_type="application/pdf"),
    )
    client.force_login(cast.people["hoa"])

    archive = archive_of(client)

    names = archive.namelist()
    assert names[:2] == ["du-lieu.json", "tong-hop.xlsx"]
    assert [archive.read(name) for name in names[2:]] == [b"%PDF-1.7 x"]
    work = json.loads(archive.read("du-lieu.json"))
    assert len(work["duties"]) == 9
    book = openpyxl.load_workbook(io.BytesIO(archive.read("tong-hop.xlsx")))
    assert book.sheetnames[:2] == ["Nhiệm vụ", "Văn bản"]
    cells = [cell for row in book["Nhiệm vụ"].iter_rows() for cell in row if cell.value == "=Đã phổ biến"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_another_unit_takes_away_nothing_of_it(cast: Cast, small_plan: SmallPlan, client):
    duty = small_plan.duty("I.1", "X21484", "2026")
    given = {"text": "Của Ba Tơ", "difficulties": "", "proposals": "", "session": "s", "version": 0}
    save_text(asked=cast.asked("hoa"), duty_id=duty.pk, **given)
    client.force_login(cast.people["tam"])

    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        content = client.get(reverse("unit-takeaway")).content

    assert "Của Ba Tơ" not in zipfile.ZipFile(io.BytesIO(content)).read("du-lieu.json").decode()
