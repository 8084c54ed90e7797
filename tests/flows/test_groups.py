"""A group over HTTP: formed by the credit officer, approved by the commune, kept, changed; and nobody else's."""

import pytest
from django.urls import reverse

from tantam.access.models import User
from tantam.base.models import AuditEntry
from tantam.groups.commands.contracts import ContractPaper, sign_authorisation
from tantam.groups.commands.meetings import NewVote
from tantam.groups.commands.members import end_membership
from tantam.groups.models import Contract, Group, Meeting
from tantam.web.groups.showing import TABS
from tests.support.cast import TODAY
from tests.support.groups import (
    forming_url,
    make_active,
    make_waiting,
    make_whole,
    meet,
    members_of,
)
from tests.support.languages import Written, said, vietnamese_in, written
from tests.support.pages import form_fields, send, words

pytestmark = pytest.mark.django_db


def test_a_group_from_its_households_to_the_communes_decision(signed_in, village):
    yen, minh = signed_in("yen"), signed_in("minh")
    url = forming_url(village)
    first = yen.get(url)
    assert "Phạm Văn An Nghèo (21484-00001)" in words(first)
    typed = {
        **form_fields(first),
        "organisation": "WOMEN",
        "office": "NHCSXH",
        "formed_on": "01/11/2026",
        "households": [str(number) for number in village.ids[:5]],
    }

    made = yen.post(url, typed, follow=True)
    group = Group.objects.get()
    assert "Đã lập Tổ" in words(made)
    ask = reverse("group-ask", args=[group.pk])
    early = yen.post(ask, form_fields(made, ask), follow=True)
    assert "chưa bầu ban quản lý Tổ; chưa có quy ước hoạt động" in words(early)

    members = members_of(group)
    board = {"elected_on": "02/11/2026", "HEAD": members[0].pk, "DEPUTY": members[1].pk}
    refused = send(yen, "group-board", group.pk, **board)
    assert "Hãy khai quan hệ của hai người" in words(refused)
    assert "Đã ghi ban quản lý Tổ" in words(send(yen, "group-board", group.pk, **board, HEAD_DEPUTY="NONE"))
    text = send(
        yen, "group-convention", group.pk, monthly_savings_vnd="50000", meeting_day="15", starts_on="02/11/2026"
    )
    assert "50.000" in words(text)
    minutes = send(
        yen,
        "group-meeting-new",
        group.pk,
        kind="ESTABLISHMENT",
        held_on="02/11/2026",
        place="Nhà văn hóa",
        present=[str(member.pk) for member in members],
    )
    assert "Có mặt 5/5" in words(minutes)
    page = yen.get(reverse("group", args=[group.pk]))
    assert "Đã trình Ủy ban nhân dân cấp xã" in words(yen.post(ask, form_fields(page, ask), follow=True))

    assert "Tổ vay vốn chờ tôi" in words(minh.get(reverse("desk")))
    approved = send(minh, "group-approve", group.pk, number="45/QĐ-UBND", signed_on="20/11/2026")
    assert "Đã phê duyệt Tổ" in words(approved)
    assert "Đang hoạt động" in words(approved)
    assert "Tổ vay vốn chờ tôi" not in words(minh.get(reverse("desk")))


def test_searching_keeps_what_was_ticked_and_typed(signed_in, village):
    yen, url = signed_in("yen"), forming_url(village)
    typed = {**form_fields(yen.get(url)), "organisation": "YOUTH", "households": [str(village.ids[0])]}

    found = yen.post(url, {**typed, "q": "chin mot", "search": "1"})

    text = words(found)
    assert "Phạm Thị Chín Một" in text
    assert "Phạm Văn An Nghèo" in text
    assert "Bảy Một" not in text
    assert form_fields(found)["organisation"] == "YOUTH"
    assert f'value="{village.ids[0]}"' in found.content.decode().split("checked")[0][-120:]
    assert not Group.objects.exists()


def test_households_in_a_group_are_told_and_not_offered(signed_in, village, cast):
    make_active(cast, village)

    text = words(signed_in("yen").get(forming_url(village)))

    assert "6 hộ đang ở Tổ khác" in text


def test_a_returned_group_shows_its_reason_to_who_sent_it(signed_in, village, cast):
    group = make_waiting(cast, village)
    minh, yen = signed_in("minh"), signed_in("yen")
    url, back = reverse("group-approve", args=[group.pk]), reverse("group-return", args=[group.pk])

    minh.post(back, {**form_fields(minh.get(url), back), "reason": "Thiếu chữ ký trưởng thôn"}, follow=True)

    assert "Xem lý do và sửa" in words(yen.get(reverse("desk")))
    assert "Thiếu chữ ký trưởng thôn" in words(yen.get(reverse("group", args=[group.pk])))


def test_a_group_that_waits_cannot_be_changed_over_the_web_either(signed_in, village, cast):
    group = make_waiting(cast, village)

    text = send(
        signed_in("yen"), "group-convention", group.pk, monthly_savings_vnd="1", meeting_day="1", starts_on="22/11/2026"
    )

    assert "đang chờ Ủy ban nhân dân cấp xã phê duyệt" in words(text)


@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        ("to-vien", "Phạm Thị Chín Một"),
        ("ban-quan-ly", "Tổ phó"),
        ("hop", "có mặt 6/6"),
        ("hop-dong", "Gửi tiết kiệm mỗi tháng"),
        ("giay-to", "Sổ theo dõi của Tổ"),
        ("dien-bien", "Bầu tổ trưởng: Phạm Văn An Nghèo"),
        ("khong-co", "Phạm Thị Chín Một"),
    ],
)
def test_each_tab_shows_its_part(signed_in, village, cast, tab, expected):
    group = make_active(cast, village)

    page = signed_in("ha").get(reverse("group", args=[group.pk]), {"muc": tab})

    assert expected in words(page)
    assert "999000000" not in page.content.decode()


def test_a_look_and_a_paper_taken_away_are_written_down(signed_in, village, cast):
    group = make_active(cast, village)
    ha = signed_in("ha")

    ha.get(reverse("group", args=[group.pk]))
    paper = ha.get(reverse("group-minutes", args=[group.pk, group.meetings.get().pk, "docx"]))

    assert paper.status_code == 200
    looks = AuditEntry.objects.filter(command="groups.look_at_group", subject=f"group:{group.pk}")
    assert [entry.details["arguments"].get("purpose", "") for entry in looks.order_by("sequence")] == ["", "10/TD"]


def test_who_approves_has_looked_at_the_people(signed_in, village, cast):
    group = make_waiting(cast, village)

    signed_in("minh").get(reverse("group-approve", args=[group.pk]))

    look = AuditEntry.objects.get(command="groups.look_at_group")
    assert (look.actor_name, look.details["result"]) == ("Đinh Văn Minh", 6)


def test_a_group_of_another_commune_does_not_exist(signed_in, village, cast):
    group = make_active(cast, village)
    sau = signed_in("sau")

    assert sau.get(reverse("group", args=[group.pk])).status_code == 404
    assert sau.get(reverse("group-book", args=[group.pk, "pdf"])).status_code == 404
    assert "Chưa có Tổ nào trong địa bàn" in words(sau.get(reverse("groups")))


def test_filters_are_addresses_that_find_and_say_when_nothing_is_found(signed_in, village, cast):
    make_active(cast, village)
    ha = signed_in("ha")

    assert "21484-T001" in words(ha.get(reverse("groups"), {"q": "an ngheo", "hoi": "WOMEN", "tt": "ACTIVE"}))
    assert "Không tìm thấy Tổ nào" in words(ha.get(reverse("groups"), {"tt": "DISSOLVED"}))
    assert "21484-T001" in words(ha.get(reverse("groups"), {"tt": "%%", "hoi": "?", "xa": "x", "page": "99"}))


def test_members_join_by_minutes_leave_and_go_over(signed_in, village, cast):
    group = make_active(cast, village)
    yen = signed_in("yen")
    minutes = send(
        yen,
        "group-meeting-new",
        group.pk,
        kind="MEMBERS",
        held_on="21/11/2026",
        present=[str(member.pk) for member in members_of(group)],
    )
    assert "Có mặt 6/6" in words(minutes)
    meeting = Meeting.objects.get(kind="MEMBERS")
    new = {"household": village.ids[6], "starts_on": "21/11/2026"}
    assert "10B/TD" in words(send(yen, "group-member-new", group.pk, **new))
    assert "Đã ghi hộ vào Tổ" in words(send(yen, "group-member-new", group.pk, **new, meeting=meeting.pk))
    member = members_of(group)[6]
    gone = send(yen, "group-member-leave", group.pk, member.pk, ends_before="22/11/2026", reason="MOVED_AWAY")

    assert "Đã ghi hộ ra khỏi Tổ" in words(gone)
    assert "1 hộ đã ra khỏi Tổ" in words(gone)
    assert "Thôn này chưa có Tổ khác" in words(
        yen.get(reverse("group-member-move", args=[group.pk, members_of(group)[0].pk]))
    )


def test_the_registrar_records_a_meeting_with_votes(signed_in, village, cast):
    group = make_active(cast, village)
    members = members_of(group)

    typed = {
        "kind": "LENDING",
        "held_on": "22/11/2026",
        "present": [str(member.pk) for member in members[:5]],
        "phieu-0-matter": "Vay vốn hộ nghèo",
        "phieu-0-member": str(members[0].pk),
        "phieu-0-amount_vnd": "50000000",
        "phieu-0-term_months": "60",
        "phieu-0-in_favour": "5",
    }
    text = words(send(signed_in("ha"), "group-meeting-new", group.pk, **typed))

    assert "Phạm Văn An Nghèo: Vay vốn hộ nghèo" in text
    assert "50.000.000" in text
    assert "Thông qua" in text


@pytest.mark.parametrize("name", ["in_favour", "against", "abstained", "term_months"])
def test_a_vote_without_its_matter_is_marked(signed_in, village, cast, name):
    group = make_active(cast, village)
    typed = {"kind": "ORDINARY", "held_on": "22/11/2026", f"phieu-2-{name}": "5"}

    text = words(send(signed_in("ha"), "group-meeting-new", group.pk, **typed))

    assert "Có dòng biểu quyết chưa đúng" in text
    assert not Meeting.objects.filter(kind="ORDINARY").exists()


def test_minutes_that_are_sent_empty_are_asked_for(signed_in, village, cast):
    group = make_active(cast, village)

    ha, url = signed_in("ha"), reverse("group-meeting-new", args=[group.pk])

    assert ha.post(url).status_code == 200
    text = words(ha.post(url, {"request_key": "x"}))

    assert "Chưa gửi được, cần sửa" in text
    assert "Có dòng biểu quyết chưa đúng" in text


def test_contracts_are_signed_changed_and_ended(signed_in, village, cast):
    group = make_active(cast, village)
    yen = signed_in("yen")
    days = {"signed_on": "25/10/2026", "starts_on": "01/11/2026"}
    own = send(yen, "group-authorise", group.pk, number="11/HĐUN", **days)
    assert "0,085% một tháng, từ ngày 01/11/2026" in words(own)
    shared = send(
        yen,
        "entrustment-new",
        commune="21484",
        organisation="WOMEN",
        office="NHCSXH",
        number="07/HĐUT",
        percent_month="0,04",
        **days,
    )
    assert "0,04%" in words(shared)
    contract = Contract.objects.get(kind="ENTRUSTMENT")
    changed = send(
        yen, "contract-rate", contract.pk, percent_month="0,03", starts_on="22/11/2026", document="Văn bản liên tịch"
    )
    assert "0,03%" in words(changed)
    assert "phải sau ngày hợp đồng có hiệu lực" in words(
        send(yen, "contract-end", contract.pk, ends_before="01/11/2026")
    )
    assert "Đã ghi ngày kết thúc" in words(send(yen, "contract-end", contract.pk, ends_before="22/11/2026"))


def test_a_group_goes_over_and_is_dissolved(signed_in, village, cast):
    group = make_active(cast, village)
    yen = signed_in("yen")
    over = send(
        yen,
        "group-transfer",
        group.pk,
        to_organisation="FARMERS",
        number="01/CĐUT",
        signed_on="10/11/2026",
        starts_on="15/11/2026",
    )
    assert "Chuyển từ Hội Liên hiệp Phụ nữ sang Hội Nông dân" in words(over)

    assert "6 hộ, ban quản lý" in words(yen.get(reverse("group-dissolve", args=[group.pk])))
    ended = send(yen, "group-dissolve", group.pk, on="22/11/2026", reason="Sáp nhập với Tổ bên cạnh")

    assert "Đã giải thể" in words(ended)
    assert "Tổ chưa có hộ nào" in words(ended)


def test_a_day_gone_by_shows_what_was_known_then_and_offers_nothing(signed_in, village, cast):
    group = make_active(cast, village)

    page = signed_in("yen").get(reverse("group", args=[group.pk]), {"biet-den": "10/11/2026", "muc": "to-vien"})

    text = words(page)
    assert "Những gì được biết đến hết ngày 10/11/2026" in text
    assert "Tổ chưa có hộ nào" in text
    assert "Thêm tổ viên" not in text


def test_a_form_that_is_sent_twice_writes_once(signed_in, village, cast):
    group = make_whole(cast, village)
    yen, url = signed_in("yen"), reverse("group-convention", args=[group.pk])
    typed = {
        **form_fields(yen.get(url)),
        "monthly_savings_vnd": "20000",
        "meeting_day": "5",
        "starts_on": "22/11/2026",
    }

    for _time in range(2):
        assert "Đã ghi quy ước" in words(yen.post(url, typed, follow=True))

    assert group.conventions.count() == 2


def test_pages_of_a_group_are_english_for_who_reads_english(signed_in, village, cast):
    group = make_active(cast, village)
    vote = NewVote("Vay hộ nghèo", 6, member_id=members_of(group)[0].pk, amount_vnd=50_000_000, term_months=60)
    lending = meet(cast, group, kind="LENDING", on=TODAY, votes=(vote,))
    paper = ContractPaper("11/HĐUN", TODAY, TODAY)
    sign_authorisation(asked=cast.asked("yen"), group_id=group.pk, paper=paper)
    end_membership(asked=cast.asked("yen"), member_id=members_of(group)[5].pk, ends_before=TODAY, reason="DIED")
    User.objects.update(language="en")
    yen, known = signed_in("yen"), Written(written())
    forms = ["dissolve", "transfer", "member-new", "board", "convention", "authorise", "meeting-new"]
    urls = [
        reverse("groups"),
        reverse("entrustments"),
        forming_url(village),
        *(f"{reverse('group', args=[group.pk])}?muc={tab}" for tab, _label in TABS),
        *(reverse(f"group-{name}", args=[group.pk]) for name in forms),
        reverse("group-meeting", args=[group.pk, lending]),
        reverse("contract-rate", args=[Contract.objects.get().pk]),
    ]

    texts = {text: url for url in urls for text in said(yen.get(url).content.decode())}

    assert {text: url for text, url in texts.items() if vietnamese_in(text, known)} == {}
