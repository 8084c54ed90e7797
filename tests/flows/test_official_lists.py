"""A commune takes in its list: upload, columns, rows, difference, approval, in force; and nobody else's."""

import io
import zipfile
from datetime import UTC, date, datetime
from functools import partial

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tantam.operations.work import read_list
from tantam.people.models import ColumnMapping, OfficialList, Person, Status
from tests.support.lists import HEADERS, list_workbook, person_row
from tests.support.pages import form_fields, words
from tests.support.signing_in import signed_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
NEW = person_row("Phạm Văn Mới", 50, village="Làng Ba Mới")
AN = person_row("Phạm Văn An Nghèo", 1, "Hộ cận nghèo")
ELSEWHERE = person_row("Phạm Văn Dũng Láng", 6, born="06/06/1990")
# A header that nobody can be sure of.
ODD = (*HEADERS[:7], "Kết quả bình xét", "Lý do")


@pytest.fixture
def signed_in(cast):
    return partial(signed_in_as, cast)


@pytest.fixture
def ha(signed_in):
    return signed_in("ha")


@pytest.fixture
def minh(signed_in):
    return signed_in("minh")


def upload(client: Client, *rows, headers=HEADERS, key: str = "u1", **fields):
    given = {
        "kind": "YEARLY",
        "year": "2027",
        "effective_on": "01/01/2027",
        "request_key": key,
        "file": SimpleUploadedFile("danh-sach.xlsx", list_workbook(*rows, headers=headers)),
    }
    return client.post(reverse("list-new"), {**given, **fields})


def approve(client: Client, list_id: int, **fields):
    address = reverse("list-approve", args=[list_id])
    form = form_fields(client.get(address))
    return client.post(address, {**form, "number": "125", "signed_on": "20/11/2026", **fields}, follow=True)


def classes(name: str, on: date) -> set[str]:
    home = Person.objects.get(full_name=name).memberships.get(ends_before=None).household
    rows = Status.objects.filter(household=home, replaced_by=None, is_withdrawal=False, starts_on__lte=on)
    return {row.kind for row in rows if row.ends_before is None or row.ends_before > on}


def test_a_list_comes_in_force_when_the_chairman_approves_it(ha, minh):
    answer = upload(ha, AN, NEW, ELSEWHERE)
    list_id = OfficialList.objects.get().pk
    page = words(ha.get(answer["Location"]))
    assert "nhận 2, không đổi 0, không nhận 1" in page
    assert "Hộ này đang thuộc xã khác" in page
    assert "999••••••050" in page
    assert "999000000050" not in page
    assert not Person.objects.filter(full_name="Phạm Văn Mới").exists()

    seen = words(minh.get(reverse("list-approve", args=[list_id])))
    assert "Vào diện 1 hộ" in seen
    assert "Ra khỏi diện 1 hộ" in seen
    done = approve(minh, list_id)

    assert "125/QĐ-UBND" in words(done)
    assert OfficialList.objects.get().state == "IN_FORCE"
    assert classes("Phạm Văn Mới", date(2027, 1, 1)) == {"POOR"}
    assert classes("Phạm Văn An Nghèo", date(2026, 12, 31)) == {"POOR"}
    assert classes("Phạm Văn An Nghèo", date(2027, 1, 1)) == {"NEAR_POOR"}
    assert classes("Đinh Văn Bình Cận", date(2027, 1, 1)) == {"NEWLY_ESCAPED"}


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("READY", "Việc đang dừng, sẽ tự làm tiếp lúc 01/12/2026 07:00"), ("FAILED", "Không làm xong sau nhiều lần thử")],
)
def test_a_list_whose_reading_failed_says_so_and_why(ha, settings, status, sentence):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    upload(ha, NEW)
    list_id = OfficialList.objects.get().pk
    assert DBTaskResult.objects.filter(task_path=read_list.module_path).update(
        status=status,
        run_after=datetime(2026, 12, 1, tzinfo=UTC),
        exception_class_path="django.db.utils.OperationalError",
    )

    pages = [words(ha.get(reverse(name, args=[list_id]))) for name in ("list", "list-progress")]

    for page in pages:
        assert sentence in page
        assert "Cơ sở dữ liệu bận, bị khóa, hết chỗ hoặc mất kết nối." in page
        assert "việc vẫn được làm tiếp" not in page


def test_monthly_additions_and_removals(ha, minh):
    upload(ha, NEW, kind="ADDITIONS", year="2026", effective_on="01/12/2026")
    approve(minh, OfficialList.objects.latest("id").pk, number="126")
    upload(ha, NEW, kind="REMOVALS", year="2026", effective_on="01/02/2027", key="u2")
    approve(minh, OfficialList.objects.latest("id").pk, number="127")

    assert classes("Phạm Văn Mới", date(2026, 12, 1)) == {"POOR"}
    assert classes("Phạm Văn Mới", date(2027, 2, 1)) == {"NEWLY_ESCAPED"}
    assert classes("Phạm Văn An Nghèo", date(2027, 2, 1)) == {"POOR"}


def test_columns_that_are_not_clear_are_asked_once(ha):
    answer = upload(ha, NEW, headers=ODD)
    assert answer["Location"] == reverse("list-columns", args=[OfficialList.objects.get().pk])

    form = form_fields(ha.get(answer["Location"]))
    done = ha.post(answer["Location"], {**form, "column-7": "STANDING"}, follow=True)
    again = upload(ha, AN, headers=ODD, key="u2")

    assert "nhận 1" in words(done)
    assert ColumnMapping.objects.get().columns["7"] == "STANDING"
    assert again["Location"] == reverse("list", args=[OfficialList.objects.latest("id").pk])


def test_one_meaning_for_two_columns_is_refused(ha):
    address = upload(ha, NEW, headers=ODD)["Location"]

    form = form_fields(ha.get(address))
    page = ha.post(address, {**form, "column-7": "FULL_NAME"})

    assert "Hai cột cùng được chọn" in words(page)


def test_refused_rows_come_back_as_a_sheet_and_again_when_corrected(ha):
    upload(ha, NEW, ELSEWHERE)
    list_id = OfficialList.objects.get().pk

    sheet = ha.get(reverse("list-refused", args=[list_id]))

    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(sheet.content)).active.rows]
    texts = [str(value) for row in cells for value in row if value]
    assert "Phạm Văn Dũng Láng" in texts
    assert "Phạm Văn Mới" not in texts
    assert any("Hộ này đang thuộc xã khác" in text for text in texts)


def test_the_template_is_a_workbook(ha):
    template = ha.get(reverse("list-template"))

    assert "Họ và tên" in str(
        [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(template.content)).active.rows]
    )


def test_the_decision_is_a_draft_before_and_final_after(ha, minh):
    upload(ha, AN, NEW)
    list_id = OfficialList.objects.get().pk
    word = reverse("list-decision-word", args=[list_id])

    draft = _text_of(ha.get(word).content)
    approve(minh, list_id)
    final = _text_of(ha.get(word).content)
    pdf = ha.get(reverse("list-decision-pdf", args=[list_id]))

    assert "DỰ THẢO" in draft
    assert "DỰ THẢO" not in final
    assert "125/QĐ-UBND" in final
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BA TƠ" in final
    assert "Điều 3." in final
    assert "351/2025/NĐ-CP" in final
    assert "Phạm Văn Mới" in final
    assert "999" not in final
    assert pdf.content.startswith(b"%PDF")


def _text_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        import re

        return re.sub(r"<[^>]+>", " ", packed.read("word/document.xml").decode()).replace("\u00a0", " ")


def test_a_returned_list_says_why_and_the_corrected_one_takes_its_place(ha, minh):
    upload(ha, NEW)
    list_id = OfficialList.objects.get().pk
    minh.post(reverse("list-return", args=[list_id]), {"reason": "Thiếu thôn Làng Hai.", "request_key": "r"})

    assert "Thiếu thôn Làng Hai." in words(ha.get(reverse("desk")))
    upload(ha, NEW, AN, key="u2")

    assert OfficialList.objects.get(pk=list_id).state == "DROPPED"
    assert "Thiếu thôn" not in words(ha.get(reverse("desk")))


def test_the_desk_shows_the_chairman_what_waits(ha, minh):
    upload(ha, NEW)

    assert "Danh sách người thụ hưởng chờ tôi" in words(minh.get(reverse("desk")))
    assert "Danh sách người thụ hưởng chờ tôi" not in words(ha.get(reverse("desk")))


def test_an_empty_room_offers_the_template(ha):
    page = words(ha.get(reverse("lists")))

    assert "Chưa có danh sách nào" in page
    assert "Tải tệp mẫu" in page


def test_a_dropped_list_is_gone(ha):
    upload(ha, NEW)
    list_id = OfficialList.objects.get().pk

    ha.post(reverse("list-drop", args=[list_id]), {"request_key": "d"})

    assert "Chưa có danh sách nào" in words(ha.get(reverse("lists")))


def test_the_neighbour_finds_nothing(ha, signed_in):
    upload(ha, NEW)
    list_id = OfficialList.objects.get().pk
    sau = signed_in("sau")

    shown = [
        sau.get(reverse(name, args=[list_id])) for name in ("list", "list-columns", "list-refused", "list-progress")
    ]
    dropped = sau.post(reverse("list-drop", args=[list_id]), {"request_key": "x"})

    assert [answer.status_code for answer in (*shown, dropped)] == [404] * 5
    assert OfficialList.objects.get().state == "READ"


def test_the_clerk_may_not_approve_and_the_chairman_may_not_stage(ha, minh):
    upload(ha, NEW)

    assert ha.get(reverse("list-approve", args=[OfficialList.objects.get().pk])).status_code == 403
    assert minh.get(reverse("list-new")).status_code == 403


def test_who_staged_a_list_may_not_approve_it(ha, minh, cast):
    upload(ha, NEW)
    OfficialList.objects.update(staged_by=cast.people["minh"].pk)

    page = approve(minh, OfficialList.objects.get().pk)

    assert "không tự duyệt được" in words(page)
    assert OfficialList.objects.get().state == "READ"


def test_a_file_that_cannot_be_read_says_why_and_keeps_nothing(ha):
    answer = ha.post(
        reverse("list-new"),
        {
            "kind": "YEARLY",
            "year": "2027",
            "effective_on": "01/01/2027",
            "request_key": "x",
            "file": SimpleUploadedFile("danh-sach.xlsx", b"MZ\x90\x00"),
        },
    )

    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not OfficialList.objects.exists()


def test_a_double_click_stages_one_list(ha):
    first, second = upload(ha, NEW), upload(ha, NEW)

    assert first["Location"] == second["Location"]
    assert OfficialList.objects.count() == 1


def test_a_page_that_waits_is_told_when_the_work_is_over(ha):
    upload(ha, NEW)
    list_id = OfficialList.objects.get().pk
    OfficialList.objects.update(state="READING", rows_total=2, rows_read=1)

    waiting = ha.get(reverse("list-progress", args=[list_id]))
    OfficialList.objects.update(state="READ")
    over = ha.get(reverse("list-progress", args=[list_id]))

    assert "1/2" in words(waiting)
    assert "HX-Refresh" not in waiting
    assert over["HX-Refresh"] == "true"
