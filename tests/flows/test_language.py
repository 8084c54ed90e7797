"""The interface in one language at a time: no Vietnamese left on English pages, no English on Vietnamese ones.

What stays Vietnamese on English pages is what people and papers wrote: names of units and people, tasks,
texts of submissions and reports, kinds of documents. The tests know these from the database, take them out
of each page, and look for what is left.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from tantam.access.models import User
from tantam.base.asked import EVERYTHING
from tantam.plans.commands.contributions import save_contribution
from tantam.plans.commands.decisions import exempt_duty, extend_duty
from tantam.plans.commands.deliverables import add_briefing, add_document, add_media_item
from tantam.plans.commands.indicators import record_values, set_indicator
from tantam.plans.commands.periods import add_milestone
from tantam.plans.commands.reminders import deliver_digests, send_reminders
from tantam.plans.commands.reports import draw_report
from tantam.plans.models import Duty, StagedAnnex
from tantam.plans.queries.reports import get_report
from tests.exchange.annex_builders import HEADER, TITLE, as_xlsx
from tests.repo.test_addresses import NAMED, arguments, expected, url_of
from tests.repo.test_addresses import PEOPLE as PEOPLE_OF_ROLES
from tests.support.cast import TODAY, Cast, asked_by_system
from tests.support.languages import Written, english_in, said, strings, vietnamese_in, written
from tests.support.plans import SmallPlan
from tests.support.register import SmallRegister
from tests.support.submissions import accept, file, send_home, sign, write

pytestmark = pytest.mark.django_db

PEOPLE = ["hoa", "minh", "lan", "binh", "dung", "quan", "kim"]
ROLES = {person: role for role, person in PEOPLE_OF_ROLES.items()}
OF_A_DUTY = ["duty", "duty-write", "duty-check", "duty-filed", "duty-figures", "duty-exempt", "review-duty"]
DECISION = {"decided_by": "Chủ tịch UBND tỉnh", "reason": "Bão số 9 gây ngập.", "document": "88/TB-UBND"}
SIGNED_OUT_BY = {reverse("account_logout"), reverse("admin:logout")}
ROWS = [
    ["I", "PHỔ BIẾN CHỈ THỊ"],
    ["1", "Quán triệt Chỉ thị số 39-CT/TW", "Sở Vũ trụ", "Sở Tài chính", "Kế hoạch của đơn vị", "Quý III/2025"],
    ["3", "Sơ kết, tổng kết", "Sở Tài chính", "Các đơn vị liên quan", "Báo cáo sơ kết", "Ngày 31/02/2026"],
]
ANNEX = as_xlsx(HEADER, ROWS)


@pytest.fixture
def work(cast: Cast, small_plan: SmallPlan, small_register: SmallRegister) -> dict[str, Any]:
    """Bring the small plan to life: something in every list, for whoever looks. Return the samples of addresses."""

    def duty(task: str, period: str) -> Duty:
        return small_plan.duty(task, "X21484", period)

    draft, signed = duty("I.1", "2026"), duty("II.2", "2026")
    accept(cast, duty("I.1", "2025"))
    send_home(cast, duty("I.1", "2026-H1"))
    for code, required in (("von", True), ("ho", False)):
        set_indicator(
            asked=cast.asked("lan"),
            task_id=draft.task_id,
            code=code,
            name=f"Số liệu thử {code}",
            measure="hộ vay",
            required=required,
        )
    for owed in (draft, signed):
        fill(cast, owed)
    record_values(asked=cast.asked("hoa"), duty_id=draft.id, values={"ho": Decimal(12)})
    file(cast, duty("II.1", "2026"))
    sign(cast, signed)
    exempt_duty(asked=cast.asked("lan"), duty_id=duty("II.2", "2026-H1").id, **DECISION)
    extend_duty(asked=cast.asked("lan"), duty_id=duty("II.1", "2025").id, new_due_on=date(2026, 11, 25), **DECISION)
    add_milestone(
        asked=cast.asked("lan"), task_id=small_plan.tasks["II.1"].pk, title="Trình HĐND xã", due_on=date(2026, 12, 1)
    )
    contribute(cast, small_plan)
    report_id = draw_report(asked=cast.asked("lan"), period_id=small_plan.periods["2026"].pk)
    send_reminders(asked=asked_by_system())
    return {**arguments(small_plan, small_register), "report_id": report_id, "code": "direction"}


def fill(cast: Cast, duty: Duty) -> None:
    """Put one of each deliverable into a submission."""
    write(cast, duty)
    add_document(
        asked=cast.asked("hoa"),
        duty_id=duty.id,
        number="12/KH-UBND",
        issued_on=date(2026, 3, 2),
        kind="Hương ước",
        issuing_body="UBND xã Ba Tơ",
        abstract="Triển khai tín dụng chính sách",
    )
    add_media_item(
        asked=cast.asked("hoa"),
        duty_id=duty.id,
        kind="NEWS",
        title="Vốn về làng",
        outlet="Báo Quảng Ngãi",
        published_on=date(2026, 4, 1),
    )
    add_briefing(
        asked=cast.asked("hoa"),
        duty_id=duty.id,
        kind="BRIEFING",
        topic="Chỉ thị 39",
        held_on=date(2026, 4, 2),
        audience="Cán bộ thôn",
        attendees_count=45,
    )


def contribute(cast: Cast, small_plan: SmallPlan) -> None:
    """Let the commune add its part to the task of Sở Nội vụ."""
    save_contribution(
        asked=cast.asked("hoa"),
        task_id=small_plan.tasks["II.3"].pk,
        period_id=small_plan.periods["2026"].pk,
        version=0,
        text="Đã rà soát 3 thôn.",
    )


def addresses(samples: dict[str, Any], role: str) -> list[str]:
    """Return a sample of every address that the role may open, and the pages of each of the commune's duties.

    Of those it may not open one is enough: they all answer with the same page.
    """
    table = expected()
    closed = [name for name in sorted(NAMED) if table[name][role] == "403"]
    found = [url_of(name, samples) for name in sorted(NAMED) if name not in closed[1:]]
    for duty in Duty.objects.filter(unit__code="X21484"):
        found += [url_of(name, {**samples, "duty_id": duty.pk}) for name in OF_A_DUTY if name not in closed]
    return [*dict.fromkeys(found), "/khong-co/"]


def pages(client: Client, samples: dict[str, Any], role: str = "NOBODY") -> Iterator[tuple[str, list[str]]]:
    """Yield what every page says that this person may open, then every form that was sent empty."""
    for method in (client.get, client.post):
        for url in addresses(samples, role):
            if url in SIGNED_OUT_BY:
                continue
            response = method(url)
            if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
                yield f"{response.request['REQUEST_METHOD']} {url}", said(response.content.decode())


def known_texts(samples: dict[str, Any]) -> Written:
    """Return what people and papers wrote in this installation, and what a draft of a report says."""
    report = get_report(report_id=samples["report_id"], scope=EVERYTHING, on=TODAY)
    return Written([*written(), *strings(report.content), *strings([*ROWS, list(HEADER), list(TITLE)])])


def upload_annex(client: Client, samples: dict[str, Any]) -> None:
    """Send an annex with a unit that nobody knows, so that there is a preview to look at."""
    client.post(reverse("annex-import"), {"file": SimpleUploadedFile("phu-luc.xlsx", ANNEX), "request_key": "annex"})
    samples["staged_id"] = StagedAnnex.objects.latest("id").pk


def listed(left: dict[str, str]) -> str:
    """Return what is in the wrong language, each with a page that says it."""
    return "\n".join(f"{url}: {text}" for text, url in left.items())


@pytest.fixture
def english(cast: Cast) -> None:
    """Let everybody of the cast read English."""
    User.objects.update(language="en")
    for person in cast.people.values():
        person.refresh_from_db()


@pytest.mark.parametrize("name", PEOPLE)
def test_english_pages_say_nothing_in_vietnamese(name, english, work, signed_in):
    client = signed_in(name)
    if name == "lan":
        upload_annex(client, work)
    known = known_texts(work)

    left = {
        text: url for url, texts in pages(client, work, ROLES[name]) for text in texts if vietnamese_in(text, known)
    }

    assert not left, listed(left)


@pytest.mark.parametrize("name", PEOPLE)
def test_vietnamese_pages_say_nothing_in_english(name, work, signed_in):
    client = signed_in(name)
    if name == "lan":
        upload_annex(client, work)
    known = known_texts(work)
    shown = pages(client, work, ROLES[name])

    left = {text: url for url, texts in shown for text in texts if english_in(text, known)}

    assert not left, listed(left)


@pytest.mark.parametrize(("language", "is_wrong"), [("en", vietnamese_in), ("vi", english_in)])
def test_pages_before_signing_in_keep_to_the_language_of_the_cookie(language, is_wrong, work):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    known = known_texts(work)

    left = {text: url for url, texts in pages(client, work) for text in texts if is_wrong(text, known)}

    assert not left, listed(left)


@pytest.mark.parametrize(("language", "is_wrong"), [("en", vietnamese_in), ("vi", english_in)])
@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_error_pages_keep_to_one_language(template, language, is_wrong, rf):
    with override(language):
        texts = said(render_to_string(template, {}, request=rf.get("/")))

    assert [text for text in texts if is_wrong(text, Written([]))] == []


def test_mail_comes_in_the_language_of_its_reader(english, work):
    known = known_texts(work)

    deliver_digests(day=TODAY, at=asked_by_system().at)

    texts = [message.subject + "\n" + message.body for message in mail.outbox]
    assert texts
    assert [line for text in texts for line in text.splitlines() if vietnamese_in(line, known)] == []


@pytest.mark.parametrize("name", ["plan-matrix-export", "plan-follow-up-export"])
def test_workbooks_are_papers_and_stay_vietnamese(name, cast, work, signed_in):
    address = url_of(name, work)
    in_vietnamese = cells(signed_in("lan").get(address))
    User.objects.update(language="en")

    in_english = cells(signed_in("lan").get(address))

    assert in_english == in_vietnamese


def cells(response: Any) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Return the names of a workbook's sheets and what stands in their cells."""
    book = load_workbook(BytesIO(response.content))
    return [(sheet.title, list(sheet.values)) for sheet in book]
