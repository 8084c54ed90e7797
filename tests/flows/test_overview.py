"""Journey 5: the coordinator and the leaders see the plan; a unit sees its own rows."""

import gzip
import re
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tantam.plans.models import Duty, Submission, SubmissionEvent
from tantam.plans.parts.revision import bump_revision
from tantam.plans.queries.duties import list_task_ids
from tantam.web.plans.overview.kept import forget_frames
from tests.plans.test_rates import AT, lead_everything
from tests.support.cast import Cast
from tests.support.plans import SmallPlan


@pytest.fixture(autouse=True)
def _today():
    caches["pages"].clear()
    forget_frames()
    with time_machine.travel("2026-11-22T05:00:00Z", tick=False):
        yield


@pytest.fixture
def plan(small_plan: SmallPlan) -> SmallPlan:
    """Return the small plan with the first year done, some of it late."""
    Duty.objects.filter(period__code="2025").update(done_on=date(2025, 12, 10))
    Duty.objects.filter(period__code="2025", unit__code="X21529").update(done_on=date(2026, 1, 5))
    return small_plan


def page_of(client: Client, cast: Cast, who: str, name: str, *args: object, query: str = "") -> str:
    """Return a page as that person sees it."""
    client.force_login(cast.people[who])
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.parametrize("who", ["lan", "binh", "dung"])
def test_coordinator_leader_and_auditor_see_the_figures(client: Client, cast: Cast, plan: SmallPlan, who: str) -> None:
    page = page_of(client, cast, who, "plan", plan.plan.id)

    counts = [int(n) for n in re.findall(r'class="figure-count">(\d+)<', page)]
    assert counts[0] == sum(counts[1:]) == 39
    assert "33,3% " in page
    assert "(13/39)" in page
    assert "Bị trả lại" not in page


def test_the_list_of_plans_leads_to_the_plan(client: Client, cast: Cast, plan: SmallPlan) -> None:
    page = page_of(client, cast, "binh", "plans")

    assert f'href="/ke-hoach/{plan.plan.id}/"' in page
    assert "17/KH-UBND" in page


def test_every_figure_leads_to_as_many_rows(client: Client, cast: Cast, plan: SmallPlan) -> None:
    page = page_of(client, cast, "lan", "plan", plan.plan.id)
    figures = re.findall(r'<a href="([^"]+)"><span class="figure-count">(\d+)<', page)

    assert len(figures) == 7
    for url, count in figures:
        rows = client.get(url.replace("&amp;", "&")).content.decode()
        shown = re.search(r"trong (\d+)</span>", rows)
        assert int(shown.group(1) if shown else 0) == int(count), url


def test_the_matrix_shows_the_worst_state_and_its_count(client: Client, cast: Cast, plan: SmallPlan) -> None:
    page = page_of(client, cast, "binh", "plan-matrix", plan.plan.id)

    assert '<a class="s s-x" href="STC/I.1/">Quá hạn 1/3</a>' in page
    assert page.count('<th scope="row"') == 5 + 1
    assert 'class="unit-cards"' in page


def test_the_matrix_of_one_period_leads_to_duties(client: Client, cast: Cast, plan: SmallPlan) -> None:
    page = page_of(client, cast, "binh", "plan-matrix", plan.plan.id, query="?ky=2025")

    duty = plan.duty("II.1", "X21529", "2025")
    url = reverse("duty", args=[duty.id])
    assert f'<a class="s s-l" href="{url}">Hoàn thành quá hạn</a>' in page


def test_a_cell_leads_to_the_rows_it_stands_for(client: Client, cast: Cast, plan: SmallPlan) -> None:
    client.force_login(cast.people["binh"])

    url = reverse("plan-cell", args=[plan.plan.id, "STC", "I.1"]) + "?trang-thai=qua-han"
    page = client.get(url, follow=True).content.decode()

    assert "1–1 trong 1" in page
    duty_url = reverse("duty", args=[plan.duty("I.1", "STC", "2026-H1").id])
    assert f'href="{duty_url}"' in page


def test_the_list_answers_a_search_without_accents(client: Client, cast: Cast, plan: SmallPlan) -> None:
    page = page_of(client, cast, "lan", "plan-matrix", plan.plan.id, query="?dang=bang&q=chuan+ngheo")

    assert "1–3 trong 3" in page
    assert "Sở Nội vụ" in page


def test_nothing_found_says_so(client: Client, cast: Cast, plan: SmallPlan) -> None:
    for query in ("?q=khong-co", "?dang=bang&q=khong-co", "?ky=1999"):
        page = page_of(client, cast, "lan", "plan-matrix", plan.plan.id, query=query)
        assert "Không có việc nào khớp" in page


def test_what_is_typed_is_escaped(client: Client, cast: Cast, plan: SmallPlan) -> None:
    Duty.objects.filter(unit__code="STC").first()
    unit = cast.units["STC"]
    unit.short_name = "<b>\"Sở\" & 'ban'</b>"
    unit.save()

    page = page_of(client, cast, "lan", "plan-matrix", plan.plan.id, query='?q="><script>alert(1)</script>')
    table = page_of(client, cast, "lan", "plan-matrix", plan.plan.id)

    assert "<script>alert" not in page
    assert '<b>"' not in table
    assert "&lt;b&gt;&quot;Sở&quot; &amp; &#x27;ban&#x27;&lt;/b&gt;" in table


def test_a_unit_sees_its_own_rows_only(client: Client, cast: Cast, plan: SmallPlan) -> None:
    for query in ("", "?dang=bang"):
        page = page_of(client, cast, "hoa", "plan-matrix", plan.plan.id, query=query)
        assert "Ba Tơ" in page
        assert "Ba Vì" not in page
        assert "Sở Tài chính" not in page
    figures = page_of(client, cast, "hoa", "plan", plan.plan.id)
    assert re.findall(r'class="figure-count">(\d+)<', figures)[0] == "9"
    assert "Ba Vì" not in figures


@pytest.mark.parametrize(
    ("who", "name", "args", "status"),
    [
        ("hoa", "plan-unit", ("X21484",), 200),
        ("hoa", "plan-unit", ("X21529",), 404),
        ("tam", "plan-unit", ("X21484",), 404),
        ("hoa", "plan-task", ("II.3",), 200),
        ("lan", "plan-task", ("IX.9",), 404),
        ("lan", "plan-period", ("2026",), 200),
        ("lan", "plan-period", ("1999",), 404),
        ("lan", "plan-unit", ("HPN",), 404),
        ("hoa", "plan-matrix-export", (), 403),
        ("hoa", "plan-follow-up-export", (), 403),
        ("quan", "plan", (), 403),
        ("quan", "plans", None, 403),
        ("binh", "plan-matrix-export", (), 200),
    ],
)
def test_who_may_open_what(
    client: Client, cast: Cast, plan: SmallPlan, who: str, name: str, args: tuple | None, status: int
) -> None:
    client.force_login(cast.people[who])

    response = client.get(reverse(name, args=[] if args is None else [plan.plan.id, *args]))

    assert response.status_code == status


def test_a_plan_without_a_part_for_the_unit_is_not_there(client: Client, cast: Cast, plan: SmallPlan) -> None:
    Duty.objects.filter(unit__code="X21529").delete()
    plan.plan.tasks.first().parties.model.objects.filter(unit__code="X21529").delete()
    client.force_login(cast.people["tam"])

    assert client.get(reverse("plan", args=[plan.plan.id])).status_code == 404
    assert client.get(reverse("plan-matrix", args=[plan.plan.id])).status_code == 404
    assert "17/KH-UBND" not in client.get(reverse("plans")).content.decode()


def test_the_same_page_is_not_sent_twice(client: Client, cast: Cast, plan: SmallPlan) -> None:
    client.force_login(cast.people["binh"])
    url = reverse("plan-matrix", args=[plan.plan.id])
    first = client.get(url)

    again = client.get(url, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert "private" in first["Cache-Control"]


@pytest.mark.parametrize("name", ["plan", "plan-matrix"])
def test_the_compressed_page_is_the_same_page(client: Client, cast: Cast, plan: SmallPlan, name: str) -> None:
    client.force_login(cast.people["binh"])
    url = reverse(name, args=[plan.plan.id])
    plain = client.get(url)

    pressed = client.get(url, headers={"accept-encoding": "gzip, br"})

    assert pressed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in pressed["Vary"]
    assert pressed["ETag"] == plain["ETag"]
    assert without_masks(gzip.decompress(pressed.content)) == without_masks(plain.content)


def without_masks(page: bytes) -> bytes:
    """Leave out the masks of the form token, which differ with every answer."""
    return re.sub(rb"\w{64}", b"", page)


def test_a_change_is_seen_at_once(client: Client, cast: Cast, plan: SmallPlan) -> None:
    client.force_login(cast.people["binh"])
    url = reverse("plan-matrix", args=[plan.plan.id])
    first = client.get(url)
    Duty.objects.filter(period__code="2026-H1").update(done_on=date(2026, 6, 20))
    bump_revision(plan.plan.id)

    again = client.get(url, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 200
    assert "Quá hạn 1/3" not in again.content.decode()


def test_a_draft_elsewhere_leaves_the_matrix_as_it_is(client: Client, cast: Cast, plan: SmallPlan) -> None:
    client.force_login(cast.people["binh"])
    url = reverse("plan-matrix", args=[plan.plan.id])
    tag = client.get(url)["ETag"]
    bump_revision(plan.plan.id)

    with CaptureQueriesContext(connection) as queries:
        again = client.get(url, headers={"if-none-match": tag})

    assert again.status_code == 304
    assert any("plans_duty" in query["sql"] for query in queries)


@pytest.mark.parametrize(
    ("name", "query", "change"),
    [
        ("plan-matrix", "", {"exempt": True}),
        ("plan-matrix", "", {"due_on": date(2027, 1, 5)}),
        ("plan-matrix", "?dang=bang", {"due_on": date(2027, 1, 5), "done_on": date(2026, 1, 1)}),
        ("plan-period", "", {"done_on": date(2026, 6, 20)}),
        ("plan", "", {"done_on": date(2026, 6, 20)}),
    ],
)
def test_whatever_moves_a_duty_is_seen(
    client: Client, cast: Cast, plan: SmallPlan, name: str, query: str, change: dict
) -> None:
    client.force_login(cast.people["binh"])
    url = reverse(name, args=[plan.plan.id, *(["2026-H1"] if name == "plan-period" else [])]) + query
    tag = client.get(url)["ETag"]
    Duty.objects.filter(period__code="2026-H1").update(**change)
    bump_revision(plan.plan.id)

    assert client.get(url, headers={"if-none-match": tag}).status_code == 200


def test_a_new_name_of_a_unit_is_seen(client: Client, cast: Cast, plan: SmallPlan) -> None:
    client.force_login(cast.people["binh"])
    url = reverse("plan-matrix", args=[plan.plan.id])
    tag = client.get(url)["ETag"]
    cast.units["STC"].short_name = "Sở TC"
    cast.units["STC"].save()
    bump_revision(plan.plan.id)

    assert client.get(url, headers={"if-none-match": tag}).status_code == 200


def test_another_person_or_language_gets_another_page(client: Client, cast: Cast, plan: SmallPlan) -> None:
    url = reverse("plan-matrix", args=[plan.plan.id])
    client.force_login(cast.people["binh"])
    tag = client.get(url)["ETag"]
    client.force_login(cast.people["dung"])

    response = client.get(url, headers={"if-none-match": tag})

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("name", "args"), [("plan", ()), ("plan-matrix", ()), ("plan-task", ("I.1",)), ("plan-period", ("2026",))]
)
def test_a_larger_plan_takes_no_more_queries(
    client: Client, cast: Cast, plan: SmallPlan, name: str, args: tuple
) -> None:
    client.force_login(cast.people["binh"])
    url = reverse(name, args=[plan.plan.id, *args])
    counts = []
    for grow in (False, False, True):
        if grow:
            lead_everything(plan, cast)
        bump_revision(plan.plan.id)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))

    assert counts[1] == counts[2]
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) < counts[2]


def test_the_workbook_of_the_matrix_has_a_row_a_unit(client: Client, cast: Cast, plan: SmallPlan) -> None:
    client.force_login(cast.people["lan"])

    response = client.get(reverse("plan-matrix-export", args=[plan.plan.id]))

    assert "bang-theo-doi-17-kh-ubnd.xlsx" in response["Content-Disposition"]
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    units = {row[0]: row for row in rows}
    assert units["Sở Tài chính"][3:6] == ("! 1/3", "! 1/3", "! 1/3")
    assert units["Sở Tài chính"][-4:] == (9, 3, 3, 3)
    assert units["Cộng"][-4:] == (39, 13, 10, 13)


def test_the_follow_up_table_has_a_row_a_duty_and_25_columns(client: Client, cast: Cast, plan: SmallPlan) -> None:
    _report(plan, cast, state="ACCEPTED", text="=Đã tổ chức hội nghị")
    _report(plan, cast, state="DRAFT", text="Bản nháp", unit="X21484")
    client.force_login(cast.people["lan"])

    response = client.get(reverse("plan-follow-up-export", args=[plan.plan.id]) + "?ky=2025")

    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert [len(row) for row in rows] == [25] * 15
    found = {row[15]: row for row in rows[2:]}
    assert found["I.1-STC-2025"][11] == "=Đã tổ chức hội nghị"
    assert found["I.1-STC-2025"][22] == "Bùi Văn Khải"
    assert found["I.1-X21484-2025"][11] is None
    assert found["II.2-STC-2025"][4] == "Chi nhánh Ngân hàng Chính sách xã hội tỉnh"


def _report(plan: SmallPlan, cast: Cast, *, state: str, text: str, unit: str = "STC") -> None:
    submission = Submission.objects.create(
        duty=plan.duty("I.1", unit, "2025"),
        state=state,
        text=text,
        changed_at=AT,
        changed_by=cast.people["thu"].pk,
        changed_by_name="Võ Thị Thu",
    )
    if state == "ACCEPTED":
        SubmissionEvent.objects.create(
            submission=submission,
            kind="SIGNED_OFF",
            at=AT,
            book_date=AT.date(),
            by=cast.people["khai"].pk,
            by_name="Bùi Văn Khải",
            by_role="APPROVER",
            version=1,
        )


def test_the_matrix_says_what_was_chosen(client: Client, cast: Cast, plan: SmallPlan) -> None:
    query = "?ky=2026-H1&loai=COMMUNE_PC&trang-thai=qua-han"

    page = page_of(client, cast, "lan", "plan-matrix", plan.plan.id, query=query)

    assert "6 tháng đầu năm 2026; Ủy ban nhân dân cấp xã; Quá hạn · số liệu đến 22/11/2026" in page


@pytest.mark.parametrize(
    ("name", "place", "leads_to"),
    [
        ("plans", (), "annex-import"),
        ("plan", ("plan",), "plan-setup"),
        ("plan-task", ("plan", "I.1"), "plan-milestone"),
        ("plan-task", ("plan", "I.1"), "task-indicators"),
    ],
)
def test_only_a_coordinator_is_led_to_setting_a_plan_up(
    client: Client, cast: Cast, plan: SmallPlan, name: str, place: tuple[str, ...], leads_to: str
) -> None:
    task_id = list_task_ids(plan.plan.id)["I.1"]
    given = {"annex-import": [], "plan-setup": [plan.plan.id]}.get(leads_to, [task_id])
    address = f'href="{reverse(leads_to, args=given)}"'
    args = [plan.plan.id if part == "plan" else part for part in place]

    shown = {who: address in page_of(client, cast, who, name, *args) for who in ("lan", "binh", "dung", "hoa")}

    assert shown == {"lan": True, "binh": False, "dung": False, "hoa": False}
