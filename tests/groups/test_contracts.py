"""Contracts of entrustment and authorisation: one in force at a time, with rates that have their days."""

from datetime import date

import pytest

from tantam.base.errors import OutOfScope
from tantam.groups.commands.contracts import (
    ContractPaper,
    end_contract,
    set_contract_rate,
    sign_authorisation,
    sign_entrustment,
)
from tantam.groups.commands.forming import dissolve_group
from tantam.groups.models import Contract, ContractRate
from tantam.groups.parts.refusals import UnableToChangeGroup
from tests.support.cast import TODAY
from tests.support.groups import form, make_active
from tests.support.replay import assert_replay_safe

pytestmark = pytest.mark.django_db

PAPER = ContractPaper("07/HĐUT", date(2026, 7, 1), date(2026, 7, 1))
WITH = {"commune_code": "21484", "organisation": "WOMEN", "office_code": "NHCSXH"}


@pytest.mark.replays("groups.sign_entrustment")
def test_a_contract_of_entrustment_takes_the_fee_of_its_day(cast):
    number = assert_replay_safe(
        sign_entrustment, asked=cast.asked("yen"), other={"organisation": "YOUTH"}, paper=PAPER, **WITH
    )

    rate = ContractRate.objects.get(contract=number)
    assert (rate.what, rate.ppm_month, rate.starts_on) == ("FEE", 450, date(2026, 7, 1))


def test_a_rate_that_was_agreed_on_counts_before_the_law(cast):
    paper = ContractPaper("08/HĐUT", date(2026, 7, 1), date(2026, 7, 1), ppm_month=400)

    number = sign_entrustment(asked=cast.asked("yen"), paper=paper, **WITH)

    assert ContractRate.objects.get(contract=number).ppm_month == 400


def test_a_second_contract_with_one_organisation_waits_for_the_end_of_the_first(cast):
    first = sign_entrustment(asked=cast.asked("yen"), paper=PAPER, **WITH)
    again = ContractPaper("09/HĐUT", TODAY, TODAY)

    with pytest.raises(UnableToChangeGroup, match="còn hiệu lực"):
        sign_entrustment(asked=cast.asked("yen"), paper=again, **WITH)

    end_contract(asked=cast.asked("yen"), contract_id=first, ends_before=TODAY)
    assert sign_entrustment(asked=cast.asked("yen"), paper=again, **WITH)


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        (ContractPaper(" ", TODAY, TODAY), "số hợp đồng"),
        (ContractPaper("1", date(2026, 12, 1), date(2026, 12, 1)), "chưa đến"),
        (ContractPaper("1", TODAY, date(2026, 7, 1)), "từ ngày ký"),
        (ContractPaper("1", TODAY, TODAY, ppm_month=850_000), "10% một tháng"),
        (ContractPaper("1", date(2001, 1, 1), date(2001, 1, 1)), "Chưa có mức chi trả"),
    ],
)
def test_what_is_wrong_with_a_contract_is_said(cast, paper, said):
    with pytest.raises(UnableToChangeGroup, match=said):
        sign_entrustment(asked=cast.asked("yen"), paper=paper, **WITH)


def test_a_number_stands_once_a_day(cast):
    sign_entrustment(asked=cast.asked("yen"), paper=PAPER, **WITH)

    with pytest.raises(UnableToChangeGroup, match="Số hợp đồng này đã có"):
        sign_entrustment(asked=cast.asked("yen"), paper=PAPER, **(WITH | {"organisation": "YOUTH"}))


@pytest.mark.parametrize(
    ("changes", "said"), [({"organisation": "X"}, "tổ chức nhận ủy thác"), ({"office_code": "STC"}, "phòng giao dịch")]
)
def test_a_contract_has_two_known_sides(cast, changes, said):
    with pytest.raises(UnableToChangeGroup, match=said):
        sign_entrustment(asked=cast.asked("yen"), paper=PAPER, **(WITH | changes))


def test_a_commune_that_is_not_there_is_out_of_scope(cast):
    with pytest.raises(OutOfScope):
        sign_entrustment(asked=cast.asked("yen"), paper=PAPER, **(WITH | {"commune_code": "00000"}))


@pytest.mark.replays("groups.sign_authorisation")
def test_the_board_of_a_group_that_works_is_authorised(cast, village):
    group = make_active(cast, village)
    paper = ContractPaper("11/HĐUN", date(2026, 10, 25), date(2026, 11, 1))
    other = {"paper": ContractPaper("12/HĐUN", TODAY, TODAY)}

    number = assert_replay_safe(
        sign_authorisation, asked=cast.asked("yen"), other=other, group_id=group.pk, paper=paper
    )

    rate = ContractRate.objects.get(contract=number)
    assert (rate.what, rate.ppm_month) == ("COMMISSION", 850)
    with pytest.raises(UnableToChangeGroup, match="còn hiệu lực"):
        sign_authorisation(asked=cast.asked("yen"), group_id=group.pk, paper=other["paper"])
    dissolve_group(asked=cast.asked("yen"), group_id=group.pk, on=TODAY, reason="Nhập vào Tổ khác")
    assert Contract.objects.get(pk=number).ends_before == TODAY


def test_a_group_without_approval_is_not_authorised(cast, village):
    group = form(cast, village)

    with pytest.raises(UnableToChangeGroup, match="đã được Ủy ban nhân dân cấp xã phê duyệt"):
        sign_authorisation(asked=cast.asked("yen"), group_id=group.pk, paper=ContractPaper("1", TODAY, TODAY))


@pytest.mark.replays("groups.set_contract_rate")
def test_a_rate_changes_from_a_day_on_and_the_old_one_stays(cast):
    contract = sign_entrustment(asked=cast.asked("yen"), paper=PAPER, **WITH)

    assert_replay_safe(
        set_contract_rate,
        asked=cast.asked("yen"),
        other={"ppm_month": 350},
        contract_id=contract,
        what="FEE",
        ppm_month=300,
        starts_on=date(2026, 10, 1),
        document="Văn bản liên tịch 2026",
    )

    rates = ContractRate.objects.filter(contract=contract).order_by("id").values_list("ppm_month", flat=True)
    assert list(rates) == [450, 300]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": "COMMISSION"}, "không có loại mức"),
        ({"ppm_month": 100_001}, "10% một tháng"),
        ({"starts_on": date(2026, 6, 30)}, "trong thời hạn"),
        ({"document": ""}, "căn cứ"),
    ],
)
def test_what_is_wrong_with_a_rate_is_said(cast, changes, said):
    contract = sign_entrustment(asked=cast.asked("yen"), paper=PAPER, **WITH)
    rate = {"what": "FEE", "ppm_month": 300, "starts_on": TODAY, "document": "Văn bản liên tịch"}

    with pytest.raises(UnableToChangeGroup, match=said):
        set_contract_rate(asked=cast.asked("yen"), contract_id=contract, **(rate | changes))


@pytest.mark.replays("groups.end_contract")
def test_a_contract_ends_once_after_it_began(cast):
    contract = sign_entrustment(asked=cast.asked("yen"), paper=PAPER, **WITH)

    with pytest.raises(UnableToChangeGroup, match="sau ngày hợp đồng có hiệu lực"):
        end_contract(asked=cast.asked("yen"), contract_id=contract, ends_before=date(2026, 7, 1))
    assert_replay_safe(
        end_contract,
        asked=cast.asked("yen"),
        other={"ends_before": date(2026, 9, 1)},
        contract_id=contract,
        ends_before=TODAY,
    )
    with pytest.raises(UnableToChangeGroup, match="đã được ghi"):
        end_contract(asked=cast.asked("yen"), contract_id=contract, ends_before=TODAY)


def test_a_contract_does_not_end_ahead(cast):
    contract = sign_entrustment(asked=cast.asked("yen"), paper=PAPER, **WITH)

    with pytest.raises(UnableToChangeGroup, match="chưa đến"):
        end_contract(asked=cast.asked("yen"), contract_id=contract, ends_before=date(2027, 1, 1))


def test_a_contract_that_was_to_end_later_ends_with_its_group(cast, village):
    group = make_active(cast, village)
    paper = ContractPaper("11/HĐUN", date(2026, 10, 25), date(2026, 11, 1))
    number = sign_authorisation(asked=cast.asked("yen"), group_id=group.pk, paper=paper)
    Contract.objects.filter(pk=number).update(ends_before=date(2027, 1, 1), end_recorded_at=group.recorded_at)

    dissolve_group(asked=cast.asked("yen"), group_id=group.pk, on=TODAY, reason="Nhập vào Tổ khác")

    assert Contract.objects.get(pk=number).ends_before == TODAY


def test_a_board_is_not_authorised_before_the_commune_approved(cast, village):
    group = make_active(cast, village)
    paper = ContractPaper("11/HĐUN", date(2026, 10, 19), date(2026, 11, 1))

    with pytest.raises(UnableToChangeGroup, match="trước ngày xã phê duyệt"):
        sign_authorisation(asked=cast.asked("yen"), group_id=group.pk, paper=paper)
