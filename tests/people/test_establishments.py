"""Establishments: registered once, changed, represented by others, closed; what is refused, and who sees them."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tantam.base.errors import NotAllowed, OutOfScope
from tantam.base.models import AuditEntry
from tantam.people.commands.establishments import (
    change_establishment,
    change_representative,
    close_establishment,
    look_at_establishment,
    record_establishment,
)
from tantam.people.models import Establishment, Representative
from tantam.people.parts.establishments import RepresentativeFields
from tantam.people.parts.recording import UnableToRecord
from tantam.people.queries.establishments import (
    EstablishmentFilter,
    count_establishments,
    find_establishment,
    get_establishment_page,
    list_establishments,
    representatives_on,
)
from tests.support.establishments import ACTS, COOPERATIVE, FIRM, OUTSIDER, SINCE, make_establishments, record
from tests.support.replay import assert_replay_safe


@pytest.fixture
def both(small_register):
    return make_establishments()


def given(small_register, **other):
    commune_id = small_register.households["an"].commune_id
    return {
        "commune_id": commune_id,
        "fields": COOPERATIVE,
        "representative": ACTS,
        "represented_since": SINCE,
    } | other


@pytest.mark.replays("people.record_establishment")
def test_an_establishment_is_recorded_once(cast, small_register):
    number = assert_replay_safe(
        record_establishment, asked=cast.asked("ha"), other={"fields": FIRM}, **given(small_register)
    )

    row = Establishment.objects.get(pk=number)
    assert (row.code, row.recorded_by_name) == ("21484-CS0001", "Ngô Thị Hà")
    assert row.representatives.get().person == small_register.persons["an-wife"]
    assert "Sông Liên" not in json.dumps(AuditEntry.objects.latest("sequence").details, ensure_ascii=False)
    with pytest.raises(OutOfScope):
        record_establishment(asked=cast.asked("sau"), **given(small_register, fields=FIRM))
    with pytest.raises(NotAllowed):
        record_establishment(asked=cast.asked("hoa"), **given(small_register, fields=FIRM))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (replace(FIRM, registration="0000000011"), "đã được ghi cho cơ sở 21484-CS0001"),
        (replace(FIRM, registration="00 0000 00 11"), "đã được ghi"),
        (replace(FIRM, registration="12345"), "10 chữ số"),
        (replace(FIRM, registration=""), "10 chữ số"),
        (replace(FIRM, registration="999000000002"), "giống số căn cước"),
        (replace(FIRM, kind="BUSINESS_HOUSEHOLD", registration="999000002"), "giống số căn cước"),
        (replace(FIRM, kind="BUSINESS_HOUSEHOLD", registration=""), "giấy chứng nhận đăng ký"),
        (replace(FIRM, kind="SHIP"), "loại hình"),
        (replace(FIRM, name="  "), "tên và địa chỉ"),
        (replace(FIRM, address=""), "tên và địa chỉ"),
    ],
)
def test_what_is_wrong_with_an_establishment_is_said(cast, small_register, both, fields, why):
    with pytest.raises(UnableToRecord, match=why):
        record_establishment(asked=cast.asked("ha"), **given(small_register, fields=fields))

    assert Establishment.objects.count() == 2


@pytest.mark.parametrize(
    ("acts", "why"),
    [
        (RepresentativeFields(identity="999000000999"), "Không có ai trong sổ"),
        (RepresentativeFields(name=" "), "Cần người đại diện"),
        (RepresentativeFields(identity="999000000003"), "chưa đủ 18 tuổi"),
    ],
)
def test_who_acts_for_it_is_of_the_register_and_of_age_or_named(cast, small_register, acts, why):
    with pytest.raises(UnableToRecord, match=why):
        record_establishment(asked=cast.asked("ha"), **given(small_register, representative=acts))

    assert not Representative.objects.exists()


def test_a_cooperative_group_needs_no_number_and_a_code_is_given_once(cast, small_register):
    fields = replace(COOPERATIVE, kind="COOPERATIVE_GROUP", registration="")

    record_establishment(asked=cast.asked("ha"), **given(small_register, fields=fields, code="TH-1"))
    record_establishment(asked=cast.asked("ha"), **given(small_register, fields=fields))

    assert Establishment.objects.filter(registration=None).count() == 2
    with pytest.raises(UnableToRecord, match="Mã cơ sở TH-1"):
        record_establishment(asked=cast.asked("ha"), **given(small_register, fields=fields, code="TH-1"))


@pytest.mark.replays("people.change_establishment")
def test_an_establishment_is_changed_once(cast, both):
    new = replace(COOPERATIVE, address="Làng Hai")

    assert_replay_safe(
        change_establishment,
        asked=cast.asked("ha"),
        other={"fields": COOPERATIVE},
        establishment_id=both["cooperative"].pk,
        fields=new,
    )

    both["cooperative"].refresh_from_db()
    assert both["cooperative"].address == "Làng Hai"
    with pytest.raises(OutOfScope):
        change_establishment(asked=cast.asked("sau"), establishment_id=both["cooperative"].pk, fields=new)
    with pytest.raises(UnableToRecord, match="đã được ghi"):
        change_establishment(
            asked=cast.asked("ha"),
            establishment_id=both["cooperative"].pk,
            fields=replace(new, registration=FIRM.registration),
        )


@pytest.mark.replays("people.change_representative")
def test_a_representative_gives_way_to_another_once(cast, both):
    own = {"establishment_id": both["cooperative"].pk, "representative": OUTSIDER}

    assert_replay_safe(
        change_representative,
        asked=cast.asked("yen"),
        other={"representative": ACTS},
        starts_on=date(2026, 6, 1),
        **own,
    )

    page = get_establishment_page(scope=cast.actor("ha").scope, establishment_id=both["cooperative"].pk)
    assert [one.name for one in page.representatives] == ["Lê Văn Ngoài", "Phạm Thị Ánh Nghèo"]
    assert page.representative is not None
    assert not page.representative.is_in_register
    before = representatives_on([both["cooperative"].pk], on=date(2026, 5, 31))
    assert before[both["cooperative"].pk].name == "Phạm Thị Ánh Nghèo"
    with pytest.raises(UnableToRecord, match="sau ngày 01/06/2026"):
        change_representative(asked=cast.asked("ha"), starts_on=date(2026, 6, 1), **own)
    with pytest.raises(UnableToRecord, match="sau hôm nay"):
        change_representative(asked=cast.asked("ha"), starts_on=date(2026, 12, 1), **own)


@pytest.mark.replays("people.close_establishment")
def test_an_establishment_is_closed_once_and_then_stays_as_it_is(cast, both):
    own = {"establishment_id": both["cooperative"].pk, "closed_on": date(2026, 11, 1)}
    with pytest.raises(UnableToRecord, match="lý do"):
        close_establishment(asked=cast.asked("ha"), reason="x", **own)
    with pytest.raises(UnableToRecord, match="sau hôm nay"):
        close_establishment(asked=cast.asked("ha"), reason="giải thể", **own | {"closed_on": date(2026, 12, 1)})

    assert_replay_safe(
        close_establishment, asked=cast.asked("ha"), other={"reason": "khác nữa"}, reason="giải thể", **own
    )

    with pytest.raises(UnableToRecord, match="01/11/2026"):
        change_establishment(asked=cast.asked("ha"), establishment_id=both["cooperative"].pk, fields=COOPERATIVE)


@pytest.mark.replays("people.look_at_establishment")
def test_a_look_is_written_down_and_stays_within_the_scope(cast, both):
    assert_replay_safe(
        look_at_establishment,
        asked=cast.asked("ha"),
        other={"establishment_id": both["firm"].pk},
        establishment_id=both["cooperative"].pk,
    )

    assert AuditEntry.objects.latest("sequence").subject == f"establishment:{both['cooperative'].pk}"
    with pytest.raises(OutOfScope):
        look_at_establishment(asked=cast.asked("ha"), establishment_id=both["firm"].pk)


def test_establishments_are_found_by_name_code_and_number_within_the_scope(cast, both):
    def found(who, **chosen):
        scope = cast.actor(who).scope
        lines = list_establishments(scope=scope, chosen=EstablishmentFilter(**chosen))
        assert count_establishments(scope=scope, chosen=EstablishmentFilter(**chosen)) == len(lines)
        return [line.code for line in lines]

    assert found("yen") == ["21484-CS0001", "21529-CS0001"]
    assert found("ha") == ["21484-CS0001"]
    assert found("yen", text="song lien") == ["21484-CS0001"]
    assert found("yen", text="0000000022") == ["21529-CS0001"]
    assert found("yen", text="21484-cs0001") == ["21484-CS0001"]
    assert found("yen", kind="ENTERPRISE") == ["21529-CS0001"]
    assert found("yen", commune_id=both["firm"].commune_id) == ["21529-CS0001"]
    assert found("ha", text="xanh") == []
    assert find_establishment(scope=cast.actor("yen").scope, code=" 0000000022 ") == both["firm"].pk
    assert find_establishment(scope=cast.actor("ha").scope, code="0000000022") is None


def test_who_was_erased_is_named_no_more(cast, small_register):
    row = record(COOPERATIVE)
    person = small_register.persons["an-wife"]
    person.full_name, person.erased_at = "", row.recorded_at
    person.save()

    page = get_establishment_page(scope=cast.actor("ha").scope, establishment_id=row.pk)

    assert page.representative is not None
    assert "Ánh" not in page.representative.name
