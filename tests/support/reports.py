"""Periodic reports for tests: what was reported, and a report drawn from it and issued."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tantam.base.asked import EVERYTHING
from tantam.plans.commands.reports import draw_report, issue_report
from tantam.plans.models import Briefing, Duty, Indicator, IndicatorValue, IssuedDocument, MediaItem, Submission
from tantam.plans.queries.reports import get_report
from tests.support.cast import TODAY
from tests.support.plans import SmallPlan

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DONE = date(2026, 11, 20)


def submit(duty, *, state="ACCEPTED", done_on=DONE, **texts):
    Duty.objects.filter(id=duty.id).update(done_on=done_on)
    return Submission.objects.create(
        duty=duty, state=state, changed_at=AT, changed_by=1, changed_by_name="Phạm Thị Hoa", **texts
    )


def make_reported(small_plan: SmallPlan) -> SmallPlan:
    """Write what was reported and return the small plan: of 2026 two are accepted, one waits, one is exempt."""
    hoa = submit(
        small_plan.duty("I.1", "X21484", "2026"),
        text="Đã quán triệt Chỉ thị 39 tới toàn thể cán bộ xã.",
        difficulties="Thiếu kinh phí tuyên truyền.",
        proposals="Bố trí thêm kinh phí.",
    )
    late = small_plan.duty("I.1", "X21529", "2026")
    Duty.objects.filter(id=late.id).update(
        opens_on=date(2026, 10, 1), original_due_on=date(2026, 11, 1), due_on=date(2026, 11, 1)
    )
    tam = submit(late, text="Đã tổ chức hội nghị.", difficulties="thiếu kinh phí tuyên truyền. ")
    submit(small_plan.duty("I.1", "STC", "2026"), state="SIGNED_OFF", text="Chưa được tiếp nhận.")
    Duty.objects.filter(id=small_plan.duty("II.1", "X21400", "2026").id).update(exempt=True)
    IssuedDocument.objects.create(
        submission=hoa,
        number="15/KH-UBND",
        issued_on=date(2026, 3, 2),
        kind="Kế hoạch",
        issuing_body="UBND xã Ba Tơ",
        abstract="Thực hiện Chỉ thị 39",
        search_text="",
    )
    MediaItem.objects.create(
        submission=hoa, kind="NEWS", title="Tin", outlet="Báo Quảng Ngãi", published_on=date(2026, 4, 1)
    )
    Briefing.objects.create(
        submission=tam, kind="BRIEFING", topic="Quán triệt", held_on=DONE, audience="Cán bộ", attendees_count=45
    )
    indicator = Indicator.objects.create(
        task=small_plan.tasks["I.1"], code="cb", name="Số cán bộ được quán triệt", measure="người"
    )
    IndicatorValue.objects.create(submission=hoa, indicator=indicator, value=Decimal(120))
    IndicatorValue.objects.create(submission=tam, indicator=indicator, value=Decimal(45))
    return small_plan


def draw(cast, reported, period="2026", *, on=TODAY, key=None):
    return draw_report(asked=cast.asked("lan", on=on, key=key), period_id=reported.periods[period].id)


def page_of(number, on=TODAY):
    return get_report(report_id=number, scope=EVERYTHING, on=on)


def text_of(number, code):
    return next(one["text"] for one in page_of(number).content["paragraphs"] if one["code"] == code)


def issue(cast, report_id, *, key=None, **other):
    given = {
        "seen_digest": page_of(report_id).digest,
        "number": 5,
        "symbol": "BC-UBND",
        "issued_on": TODAY,
        "signer_title": "Phó Chủ tịch",
        "signer_name": "Nguyễn Văn Bình",
    }
    return issue_report(asked=cast.asked("lan", key=key), report_id=report_id, **{**given, **other})
