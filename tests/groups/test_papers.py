"""Papers of a group: minutes 10A, 10B, 10C, the list of members, the book, contracts, as Word and as PDF."""

from datetime import UTC, date, datetime
from io import BytesIO

import pdfplumber
import pytest

from tantam.documents.pdf import write_pdf
from tantam.documents.word import write_word
from tantam.groups.commands.contracts import ContractPaper, sign_authorisation, sign_entrustment
from tantam.groups.commands.meetings import Guests, NewVote
from tantam.groups.commands.members import add_member, end_membership
from tantam.groups.papers.book import group_book, member_list
from tantam.groups.papers.contracts import contract_paper, rate_words
from tantam.groups.papers.minutes import minutes_of
from tantam.groups.queries.group import get_group_page, list_former_members
from tantam.groups.queries.looking import GroupSight
from tantam.groups.queries.meetings import get_meeting
from tantam.groups.queries.timeline import list_group_happenings
from tests.support.cast import TODAY
from tests.support.groups import FORMED, make_active, meet, members_of
from tests.support.papers import word_text

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


def words_of(paper) -> str:
    """Return the words of a paper in Word, having seen that its PDF has its title and is not empty."""
    with pdfplumber.open(BytesIO(write_pdf(paper))) as pdf:
        printed = " ".join(page.extract_text() or "" for page in pdf.pages)
    assert paper.title.split()[0].lower() in printed.lower()
    return word_text(write_word(paper))


def page_of(cast, group, day=TODAY):
    return get_group_page(scope=cast.actor("yen").scope, group_id=group.pk, sight=GroupSight(at=NOW, day=day))


def minutes(cast, group, number, day=TODAY):
    meeting = get_meeting(scope=cast.actor("yen").scope, group_id=group.pk, meeting_id=number)
    return words_of(minutes_of(page_of(cast, group, day), meeting))


def test_founding_minutes_have_the_members_the_board_and_the_convention(cast, village):
    group = make_active(cast, village)

    text = minutes(cast, group, group.meetings.get().pk, FORMED)

    assert "Mẫu số 10A/TD" in text
    for said in ("Phạm Văn An Nghèo", "21484-00054", "có mặt 6/6", "50.000 đồng", "Nhà văn hóa thôn", "tổ trưởng"):
        assert said in text
    assert "999000000" not in text


def test_minutes_on_members_name_who_came_and_who_went(cast, village):
    group = make_active(cast, village)
    number = meet(cast, group, kind="MEMBERS", on=TODAY)
    add_member(
        asked=cast.asked("yen"), group_id=group.pk, household_id=village.ids[6], starts_on=TODAY, meeting_id=number
    )
    end_membership(
        asked=cast.asked("yen"),
        member_id=members_of(group)[5].pk,
        ends_before=TODAY,
        reason="LEFT",
        meeting_id=number,
    )

    text = minutes(cast, group, number)

    assert "Mẫu số 10B/TD" in text
    assert "Kết nạp: Phạm Thị Mười Một." in text
    assert "Ra khỏi Tổ: Phạm Thị Chín Một." in text


def test_minutes_on_lending_have_the_votes_and_the_amounts(cast, village):
    group = make_active(cast, village)
    vote = NewVote("Vay hộ nghèo", 5, 1, 0, member_id=members_of(group)[1].pk, amount_vnd=50_000_000, term_months=60)
    number = meet(
        cast, group, kind="LENDING", on=TODAY, votes=(vote,), guests=Guests("Phạm Trưởng Thôn", "Hồ Cán Bộ Hội")
    )

    text = minutes(cast, group, number)

    assert "Mẫu số 10C/TD" in text
    for said in ("Đinh Văn Bình Cận: Vay hộ nghèo", "50.000.000", "Phạm Trưởng Thôn", "Hồ Cán Bộ Hội"):
        assert said in text


def test_the_list_of_members_is_that_of_the_day(cast, village):
    group = make_active(cast, village)

    text = words_of(member_list(page_of(cast, group), on=TODAY))

    assert "Tổ có 6 tổ viên ngày 22/11/2026" in text
    assert "Phạm Thị Chín Một" in text


def test_the_book_has_who_left_and_what_happened(cast, village):
    group = make_active(cast, village)
    end_membership(asked=cast.asked("yen"), member_id=members_of(group)[5].pk, ends_before=TODAY, reason="LEFT")
    scope, sight = cast.actor("yen").scope, GroupSight(at=NOW, day=TODAY)

    text = words_of(
        group_book(
            page_of(cast, group),
            on=TODAY,
            former=list_former_members(scope=scope, group_id=group.pk, sight=sight),
            happenings=list_group_happenings(scope=scope, group_id=group.pk, sight=sight),
        )
    )

    for said in ("45/QĐ-UBND ngày 20/10/2026", "Xin ra khỏi tổ", "Bầu tổ trưởng: Phạm Văn An Nghèo"):
        assert said in text


def test_contracts_say_what_is_paid_and_from_when(cast, village):
    group = make_active(cast, village)
    paper = ContractPaper("11/HĐUN", date(2026, 10, 25), date(2026, 11, 1))
    sign_authorisation(asked=cast.asked("yen"), group_id=group.pk, paper=paper)
    sign_entrustment(
        asked=cast.asked("yen"),
        commune_code="21484",
        organisation="WOMEN",
        office_code="NHCSXH",
        paper=ContractPaper("07/HĐUT", FORMED, FORMED),
    )
    page = page_of(cast, group)

    own, shared = (words_of(contract_paper(page, contract)) for contract in page.contracts)

    assert "Mẫu số 11/TD" in own
    assert "0,085% một tháng, từ ngày 01/11/2026" in own
    assert "0,045% một tháng" in shared
    assert "Hội Liên hiệp Phụ nữ, xã Ba Tơ" in shared


@pytest.mark.parametrize(
    ("ppm", "written"), [(450, "0,045%"), (850, "0,085%"), (10_000, "1%"), (0, "0%"), (12_500, "1,25%")]
)
def test_parts_per_million_are_written_as_percent(ppm, written):
    assert rate_words(ppm) == written
