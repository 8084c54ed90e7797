"""Reforms over HTTP: begin from an example, be told what is wrong, run, look, compare, take away."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tantam.operations.register_columns import make_snapshot
from tantam.programmes.commands.snapshots import begin_snapshot
from tantam.programmes.models import Reform, ReformRun
from tests.support.cast import Cast
from tests.support.pages import form_fields, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def snapshot(cast: Cast, small_register) -> int:
    number = begin_snapshot(asked=cast.asked("lan"), as_of=date(2026, 10, 31))
    asked = cast.asked("lan")
    make_snapshot(snapshot_id=number, at=asked.at, book_date=asked.book_date)
    return number


def write(client, query="?mau=near-poor-cap", **other):
    address = reverse("reform-write") + query
    return client.post(address, {**form_fields(client.get(address)), **other})


def run(client, reform, **other):
    address = reverse("reform-run", args=[reform])
    return client.post(address, {**form_fields(client.get(address)), **other})


def test_a_department_writes_a_reform_runs_it_and_sees_what_it_would_do(signed_in, snapshot):
    thu = signed_in("thu")
    page = thu.get(reverse("reforms"))
    assert "Chưa có cải cách nào" in words(page)

    assert write(thu, purpose="Vốn ít").status_code == 302
    reform = Reform.objects.get()
    page = thu.get(reverse("reform", args=[reform.pk]))
    assert "100.000.000 đ" in words(page)
    assert "150.000.000 đ" in words(page)
    assert "12/QĐ-HĐQT" in words(page)

    assert run(thu, reform.pk).status_code == 302
    result = ReformRun.objects.get()
    page = thu.get(reverse("reform-result", args=[result.pk]))
    assert "1 hộ đủ điều kiện thêm hoặc được vay thêm" in words(page)
    assert "11.400.000 đ" in words(page)
    assert "<svg" in page.content.decode()
    assert result.result_digest in page.content.decode()


def test_the_same_run_sent_twice_is_kept_once(signed_in, snapshot):
    thu = signed_in("thu")
    write(thu)
    address = reverse("reform-run", args=[Reform.objects.get().pk])
    fields = form_fields(thu.get(address))

    first, second = thu.post(address, fields), thu.post(address, fields)

    assert first["Location"] == second["Location"]
    assert ReformRun.objects.count() == 1


def test_what_is_wrong_is_said_with_its_line(signed_in, small_register):
    thu = signed_in("thu")

    page = write(thu, "", overlay="name: Thử\nstarts_on: 2027-01-01\nchange:\n  rich: {lending: OPEN}")

    assert page.status_code == 200
    assert "Dòng 4" in words(page)
    assert "rich" in words(page)
    assert not Reform.objects.exists()


def test_one_change_chosen_from_lists_becomes_an_overlay(signed_in, small_register):
    thu = signed_in("thu")

    query = "?chuong_trinh=poor&muc=rate&gia_tri=6%2C0&tu_ngay=01/01/2027"
    page = thu.get(reverse("reform-write") + query)
    assert "ppm: 60000" in form_fields(page)["overlay"]
    wrong = thu.get(reverse("reform-write") + query.replace("6%2C0", "nhieu"))
    assert "Hãy ghi một số" in words(wrong)
    write(thu, query)

    assert "6%/năm" in words(thu.get(reverse("reform", args=[Reform.objects.get().pk])))


@pytest.mark.parametrize(
    ("muc", "number", "written"),
    [
        ("cap", "150.000.000", "amount_vnd: 150000000"),
        ("longest_term", "180", "months: 180"),
        ("parameters.escaped_years", "5", "escaped_years: 5"),
        ("unsecured_up_to_vnd", "200000000", "unsecured_up_to_vnd: 200000000"),
    ],
)
def test_every_kind_of_change_can_be_chosen(signed_in, small_register, muc, number, written):
    query = f"?chuong_trinh=newly-escaped&muc={muc}&gia_tri={number}&tu_ngay=01/01/2027"

    page = signed_in("thu").get(reverse("reform-write") + query)

    assert written in form_fields(page)["overlay"]


def test_a_changed_reform_is_a_new_version(signed_in, small_register):
    thu = signed_in("thu")
    write(thu)
    first = Reform.objects.get()

    write(thu, f"?sua={first.pk}", purpose="Rõ hơn")

    newest = Reform.objects.get(version=2)
    assert newest.earlier == first
    assert "Đã có phiên bản mới hơn" in words(thu.get(reverse("reform", args=[first.pk])))
    assert thu.get(reverse("reform-write") + "?sua=999").status_code == 404


def test_another_unit_is_told_to_write_its_own(signed_in, small_register):
    write(signed_in("lan"))
    reform = Reform.objects.get()
    thu = signed_in("thu")

    page = write(thu, f"?sua={reform.pk}")

    assert "của đơn vị khác" in words(page)
    assert "?sua=" not in thu.get(reverse("reform", args=[reform.pk])).content.decode()


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"share_local": "90"}, "đúng 100%"),
        ({"low_borrow": "20; 10"}, "không được giảm"),
        ({"low_drawn": "nhiều"}, "Hãy ghi số phần trăm"),
        ({"high_drawn": "140"}, "Không quá 100%"),
        ({"last_year": "2026"}, "sau năm cuối"),
        ({"remaining": "0"}, "lớn hơn 0"),
        ({"snapshot": "999"}, "Ảnh chụp sổ"),
    ],
)
def test_assumptions_that_cannot_be_are_refused_in_words(signed_in, snapshot, other, said):
    thu = signed_in("thu")
    write(thu)

    page = run(thu, Reform.objects.get().pk, **other)

    assert page.status_code == 200
    assert said in words(page)
    assert not ReformRun.objects.exists()


def test_assumptions_that_are_typed_are_the_ones_that_are_kept(signed_in, snapshot):
    thu = signed_in("thu")
    write(thu)

    run(thu, Reform.objects.get().pk, central_borrow="12,5; 20", central_drawn="50")

    kept = ReformRun.objects.get().assumptions
    assert kept["central"] == {"borrow_ppm": [125_000, 200_000], "drawn_ppm": 500_000, "unknown_ppm": 0}
    assert "12,5% – 20%" in words(thu.get(reverse("reform-result", args=[ReformRun.objects.get().pk])))


def test_without_a_snapshot_the_page_says_what_to_do(signed_in, small_register):
    thu = signed_in("thu")
    write(thu)

    page = thu.get(reverse("reform-run", args=[Reform.objects.get().pk]))

    assert "Chưa có ảnh chụp sổ" in words(page)


def test_runs_are_compared_side_by_side(signed_in, snapshot):
    thu = signed_in("thu")
    for example in ("near-poor-cap", "newly-escaped-years"):
        write(thu, f"?mau={example}")
    numbers = []
    for reform in Reform.objects.order_by("pk"):
        run(thu, reform.pk)
        numbers.append(ReformRun.objects.order_by("-pk").first().pk)

    page = signed_in("binh").get(reverse("reform-compare"), {"lan": numbers})

    assert "Kéo dài thời gian được vay" in words(page)
    assert "Nâng mức vay hộ cận nghèo" in words(page)
    alone = signed_in("binh").get(reverse("reform-compare"), {"lan": numbers[:1]})
    assert "Hãy chọn từ 2" in words(alone)
    assert signed_in("binh").get(reverse("reform-compare"), {"lan": [numbers[0], 999]}).status_code == 404


def test_the_workbook_has_the_exact_numbers_and_what_they_stand_on(signed_in, snapshot):
    thu = signed_in("thu")
    write(thu)
    run(thu, Reform.objects.get().pk)
    result = ReformRun.objects.get()

    answer = thu.get(reverse("reform-workbook", args=[result.pk]))

    book = load_workbook(BytesIO(answer.content))
    ground = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert ground["Mã kết quả"] == result.result_digest
    cells = [cell.value for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row]
    assert 11_400_000 in cells
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["binh", "dung"])
def test_leaders_and_auditors_look_and_do_not_write(signed_in, snapshot, name):
    write(signed_in("thu"))
    reader, reform = signed_in(name), Reform.objects.get()

    assert reader.get(reverse("reform", args=[reform.pk])).status_code == 200
    assert reader.get(reverse("reform-run", args=[reform.pk])).status_code == 403
    assert reader.get(reverse("reform-write")).status_code == 403


@pytest.mark.parametrize("name", ["ha", "yen", "quan"])
def test_who_has_nothing_to_do_with_policy_sees_no_reforms(signed_in, small_register, name):
    assert signed_in(name).get(reverse("reforms")).status_code == 403


def test_a_page_of_a_run_shows_no_person(signed_in, snapshot):
    thu = signed_in("thu")
    write(thu)
    run(thu, Reform.objects.get().pk)

    page = words(thu.get(reverse("reform-result", args=[ReformRun.objects.get().pk])))

    assert "Bình Cận" not in page
    assert "999" not in page


def test_a_low_assumption_above_the_central_one_is_refused(signed_in, snapshot):
    thu = signed_in("thu")
    write(thu)

    page = run(thu, Reform.objects.get().pk, low_borrow="90; 95; 95; 95; 95")

    assert "không được cao hơn" in words(page)
    assert not ReformRun.objects.exists()
