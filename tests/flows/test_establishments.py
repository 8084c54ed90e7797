"""An establishment over HTTP: registered, changed, asks for a loan, confirmed, paid out; and nobody else's."""

import pytest
from django.urls import reverse

from tantam.base.models import AuditEntry
from tantam.lending.models import Loan, LoanRequest, RequestList
from tantam.people.models import Establishment
from tantam.units.models import Commune
from tests.support.establishments import make_establishments
from tests.support.pages import form_fields, words
from tests.support.papers import word_text
from tests.support.requests import M, make_approver
from tests.support.sessions import make_point, open_at

pytestmark = pytest.mark.django_db

REGISTERED = {
    "kind": "COOPERATIVE",
    "name": "Hợp tác xã Mây tre Ba Tơ",
    "registration": "0000000033",
    "address": "Làng Một",
    "identity": "999000000001",
    "position": "Giám đốc",
    "since": "01/03/2025",
}
PLAN = {
    "office": "NHCSXH",
    "source": "CENTRAL",
    "programme": "jobs-establishment",
    "purpose": "Mở rộng xưởng",
    "fact_jobs_kept_or_made": "5",
    "ground": "Bảng lương tháng 10/2026",
    "what_1": "Máy chẻ nan",
    "vnd_1": "600 triệu",
    "security_1": "Nhà xưởng",
    "worth_1": "900 triệu",
    "asked_vnd": "500 triệu",
    "own_vnd": "100 triệu",
    "term_months": "60",
}


@pytest.fixture
def both(small_register):
    return make_establishments()


@pytest.fixture
def nga(cast, signed_in):
    make_approver(cast)
    return signed_in("nga")


def send(client, name, /, *args, **typed):
    """Fill in the form of an address as it stands, with what is typed, and send it."""
    url = reverse(name, args=args)
    return client.post(url, {**form_fields(client.get(url)), **typed}, follow=True)


def registered():
    """Return what is typed of a new cooperative in Ba Tơ."""
    return REGISTERED | {"commune": Commune.objects.get(state_code="21484").pk}


def test_an_establishment_is_registered_changed_represented_and_closed(signed_in, small_register):
    ha = signed_in("ha")

    made = send(ha, "establishment-new", **registered())

    row = Establishment.objects.get()
    assert "Đã ghi cơ sở mới" in words(made)
    assert "Phạm Văn An Nghèo · Giám đốc" in words(made)
    changed = send(ha, "establishment-change", row.pk, address="Làng Hai")
    assert "Làng Hai, xã Ba Tơ" in words(changed)
    acting = send(
        ha,
        "establishment-representative",
        row.pk,
        representative="Lê Văn Ngoài",
        position="Giám đốc",
        since="01/06/2026",
    )
    assert "không có trong sổ hộ" in words(acting)
    closed = send(ha, "establishment-close", row.pk, closed_on="01/11/2026", reason="giải thể")
    assert "Ngừng hoạt động từ ngày 01/11/2026" in words(closed)
    assert "Sửa" not in words(ha.get(reverse("establishment", args=[row.pk])))
    looks = AuditEntry.objects.filter(command="people.look_at_establishment", subject=f"establishment:{row.pk}")
    assert looks.count() >= 4


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"registration": "0000000011"}, "đã được ghi cho cơ sở 21484-CS0001"),
        ({"registration": "999000000001"}, "giống số căn cước"),
        ({"identity": "999000000777"}, "Không có ai trong sổ mang số căn cước này"),
        ({"identity": "", "representative": ""}, "Cần người đại diện"),
        ({"since": "01/12/2026"}, "không thể sau hôm nay"),
    ],
)
def test_what_is_wrong_is_said_in_the_form(signed_in, both, typed, said):
    page = send(signed_in("ha"), "establishment-new", **registered() | typed)

    assert said in words(page)
    assert Establishment.objects.count() == 2


def test_the_list_is_searched_and_shows_what_lies_in_the_scope(signed_in, both):
    yen, ha = signed_in("yen"), signed_in("ha")

    assert "2 cơ sở" in words(yen.get(reverse("establishments")))
    found = words(yen.get(reverse("establishments"), {"q": "song lien"}))
    assert "Sông Liên" in found
    assert "Ba Vì Xanh" not in found
    assert "Ba Vì Xanh" not in words(ha.get(reverse("establishments")))
    assert "Không tìm thấy cơ sở nào" in words(ha.get(reverse("establishments"), {"q": "xanh"}))
    assert ha.get(reverse("establishment", args=[both["firm"].pk])).status_code == 404


def test_a_cooperative_goes_from_its_page_to_the_money(signed_in, cast, both, nga):
    yen, minh, van = signed_in("yen"), signed_in("minh"), signed_in("van")
    cooperative = both["cooperative"]
    assert "Viết đề nghị vay" in words(yen.get(reverse("establishment", args=[cooperative.pk])))

    made = send(yen, "request-establishment", cooperative.pk, **PLAN)
    row = RequestList.objects.get()
    request = LoanRequest.objects.get()
    assert "Đã ghi đề nghị vay của cơ sở" in words(made)
    assert "bao nhiêu việc làm? 5" in words(made)
    assert "Nhà xưởng, 900.000.000 đ" in words(made)
    assert "01/UQ" not in words(made)
    assert (request.asked_vnd, request.facts) == (500 * M, {"jobs_kept_or_made": 5})

    confirming = words(minh.get(reverse("request-confirm", args=[row.pk])))
    assert "Xác nhận cơ sở hoạt động tại xã" in confirming
    assert "Phạm Thị Ánh Nghèo, Giám đốc" in confirming
    assert "Diện đang thuộc" not in confirming
    send(minh, "request-confirm", row.pk)
    assert "Chưa rõ còn được vay bao nhiêu" in words(yen.get(reverse("request-check", args=[row.pk])))
    send(yen, "request-check", row.pk, **{f"note_{request.pk}": "Sao kê: không còn nợ"})
    seen = send(nga, "request-decide", row.pk)
    assert "Xem lại trước khi phê duyệt" in words(seen)
    nga.post(reverse("request-decide", args=[row.pk]), form_fields(seen), follow=True)
    send(yen, "request-notify", row.pk, number="15/TB")

    loan = Loan.objects.get()
    session_id = open_at(cast, make_point(cast), brought_vnd=600 * M)
    paying = van.get(reverse("session-disburse", args=[session_id]))
    assert "Hợp tác xã nông nghiệp Sông Liên" in words(paying)
    paid = van.post(
        reverse("session-disburse", args=[session_id]), {**form_fields(paying), "loans": [loan.number]}, follow=True
    )
    assert "Đã giải ngân 1 khoản vay" in words(paid)
    page = words(yen.get(reverse("loan", args=[loan.number])))
    assert "Hợp tác xã nông nghiệp Sông Liên · 21484-CS0001" in page
    own = words(yen.get(reverse("establishment", args=[cooperative.pk])))
    assert "500.000.000" in own
    assert row.number in own
    assert "Sông Liên" in words(yen.get(reverse("loans"), {"q": "21484-CS0001"}))
    assert "Sông Liên" in words(yen.get(reverse("request-lists"), {"q": "sông liên"}))
    assert "Hợp tác xã nông nghiệp Sông Liên" in words(yen.get(reverse("use-checks")))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"asked_vnd": "1.001.000.000", "vnd_1": "2 tỷ"}, "nhiều nhất 1.000.000.000 đồng"),
        ({"ground": ""}, "Cần ghi giấy tờ đã xem"),
        ({"fact_jobs_kept_or_made": "năm"}, "Cần số nguyên"),
        ({"worth_1": ""}, "Cần cả mô tả và giá trị tài sản"),
        ({"programme": "poor"}, "Hãy chọn"),
    ],
)
def test_a_request_that_will_not_do_says_why(signed_in, both, typed, said):
    page = send(signed_in("yen"), "request-establishment", both["cooperative"].pk, **PLAN | typed)

    assert page.status_code == 200
    assert said in words(page) or "is-invalid" in page.content.decode()
    assert not RequestList.objects.exists()


def test_its_papers_name_the_establishment_and_who_acts_for_it(signed_in, both):
    yen = signed_in("yen")
    send(yen, "request-establishment", both["cooperative"].pk, **PLAN)
    request = LoanRequest.objects.get()

    def paper(code):
        return yen.get(reverse("request-paper", args=[request.list_id, request.pk, code, "docx"]))

    text = word_text(paper("01-td").content)
    assert "Tên cơ sở: Hợp tác xã nông nghiệp Sông Liên" in text
    assert "Người đại diện: Phạm Thị Ánh Nghèo, Giám đốc" in text
    assert paper("01-uq").status_code == 404


def test_another_commune_finds_neither_the_establishment_nor_its_request(signed_in, both):
    send(signed_in("yen"), "request-establishment", both["firm"].pk, **PLAN)
    row = RequestList.objects.get()
    minh, ha = signed_in("minh"), signed_in("ha")

    assert minh.get(reverse("request-list", args=[row.pk])).status_code == 404
    assert minh.get(reverse("establishment", args=[both["firm"].pk])).status_code == 404
    for name in ("establishment-change", "establishment-representative", "establishment-close"):
        assert ha.get(reverse(name, args=[both["firm"].pk])).status_code == 404
