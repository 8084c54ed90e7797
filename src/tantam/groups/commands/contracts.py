"""Contracts of entrustment and of authorisation, and what they pay from which day on."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.core.law.dated import find_on
from tantam.core.law.groups import MONTHLY_PPM_LIMIT
from tantam.core.text import nfc
from tantam.groups.law_files import load_group_law
from tantam.groups.models import Contract, ContractRate, Group, Organisation
from tantam.groups.parts.days import check_approved_by, check_not_ahead, holding_on
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.groups.parts.scope import lock_open_group
from tantam.people.parts.scope import commune_ids
from tantam.units.models import Commune, Unit

_OFFICES: Final = (Unit.Kind.BANK_OFFICE, Unit.Kind.BANK_BRANCH)
# Which rates a contract of a kind may have.
_RATES: Final = {
    Contract.Kind.ENTRUSTMENT: frozenset({ContractRate.What.FEE}),
    Contract.Kind.AUTHORISATION: frozenset({ContractRate.What.COMMISSION, ContractRate.What.SAVINGS_COMMISSION}),
}


@dataclass(frozen=True, slots=True)
class ContractPaper:
    """A contract's number and days; `ppm_month` None takes the rate of the law on the first day."""

    number: str
    signed_on: date
    starts_on: date
    ppm_month: int | None = None


@command("groups.sign_entrustment", subject=lambda result, _arguments: f"contract:{result}")
def sign_entrustment(
    *, asked: Asked, commune_code: str, organisation: str, office_code: str, paper: ContractPaper
) -> int:
    """Write down the contract of a bank's office with a commune's organisation, and its fee; return its number.

    :raises OutOfScope: if the commune is not the actor's.
    :raises UnableToChangeGroup: if there is one in force, or something of the paper is wrong.
    """
    commune = Commune.objects.select_for_update().filter(state_code=commune_code).first()
    communes = commune_ids(asked.actor.scope)
    if commune is None or (communes is not None and commune.pk not in communes):
        raise OutOfScope(_("Xã này không thuộc địa bàn của bạn."))
    if organisation not in Organisation.values:
        raise UnableToChangeGroup(_("Cần chọn tổ chức nhận ủy thác."))
    office = Unit.objects.filter(code=office_code, kind__in=_OFFICES, valid_to=None).first()
    if office is None:
        raise UnableToChangeGroup(_("Cần chọn phòng giao dịch hoặc chi nhánh ngân hàng ký hợp đồng."))
    _check_paper(paper, asked)
    earlier = Contract.objects.filter(kind=Contract.Kind.ENTRUSTMENT, commune=commune, organisation=organisation)
    if earlier.filter(_still(paper.starts_on)).exists():
        raise UnableToChangeGroup(
            _("Tổ chức này ở xã đang có hợp đồng ủy thác còn hiệu lực. Hãy ghi ngày kết thúc hợp đồng cũ trước.")
        )
    new = Contract(kind=Contract.Kind.ENTRUSTMENT, organisation=organisation)
    contract = _write(new, commune, office, paper, asked)
    fee = find_on(load_group_law().entrustment.fee_ppm_month, paper.starts_on)
    _write_rate(contract, ContractRate.What.FEE, paper, fee.value if fee else None, asked)
    return contract.pk


@command("groups.sign_authorisation", subject=lambda result, _arguments: f"contract:{result}")
def sign_authorisation(*, asked: Asked, group_id: int, paper: ContractPaper) -> int:
    """Write down the contract by which the bank's office authorises a group's board (11/TD); return its number.

    :raises OutOfScope: if there is no such group for this actor.
    :raises UnableToChangeGroup: if the group does not work or has no board, or a contract is in force.
    """
    group = lock_open_group(asked, group_id)
    if group.state != Group.State.ACTIVE:
        raise UnableToChangeGroup(_("Chỉ ký hợp đồng ủy nhiệm với Tổ đã được Ủy ban nhân dân cấp xã phê duyệt."))
    _check_paper(paper, asked)
    check_approved_by(paper.signed_on, group)
    if not group.seats.filter(holding_on(paper.starts_on), role="HEAD").exists():
        raise UnableToChangeGroup(_("Tổ chưa có tổ trưởng trong ngày hợp đồng có hiệu lực. Hãy bầu ban quản lý trước."))
    if group.contracts.filter(_still(paper.starts_on)).exists():
        raise UnableToChangeGroup(
            _("Tổ đang có hợp đồng ủy nhiệm còn hiệu lực. Hãy ghi ngày kết thúc hợp đồng cũ trước.")
        )
    new = Contract(kind=Contract.Kind.AUTHORISATION, organisation=group.organisation, group=group)
    contract = _write(new, group.commune, group.office, paper, asked)
    commission = find_on(load_group_law().entrustment.commission_ppm_month, paper.starts_on)
    _write_rate(contract, ContractRate.What.COMMISSION, paper, commission.value if commission else None, asked)
    return contract.pk


@command(
    "groups.set_contract_rate",
    subject=lambda _result, arguments: f"contract:{arguments['contract_id']}",
    sealed=("document",),
)
def set_contract_rate(
    *, asked: Asked, contract_id: int, what: str, ppm_month: int, starts_on: date, document: str
) -> int:
    """Write down what a contract pays from a day on, by a document; return the row's number.

    :raises OutOfScope: if there is no such contract for this actor.
    :raises UnableToChangeGroup: if the contract has no such rate, or the rate or the day is out of bounds.
    """
    contract = _lock_contract(asked, contract_id)
    document = nfc(document).strip()
    if what not in _RATES[Contract.Kind(contract.kind)]:
        raise UnableToChangeGroup(_("Hợp đồng này không có loại mức chi trả đó."))
    if not 0 <= ppm_month <= MONTHLY_PPM_LIMIT:
        raise UnableToChangeGroup(_("Mức chi trả phải từ 0 đến 10% một tháng."))
    if starts_on < contract.starts_on or (contract.ends_before is not None and starts_on >= contract.ends_before):
        raise UnableToChangeGroup(_("Ngày áp dụng phải nằm trong thời hạn của hợp đồng."))
    if not document:
        raise UnableToChangeGroup(_("Cần căn cứ của mức chi trả."))
    new = ContractRate(what=what, ppm_month=ppm_month, document=document[:200], starts_on=starts_on)
    return _add_rate(contract, new, asked)


@command("groups.end_contract", subject=lambda _result, arguments: f"contract:{arguments['contract_id']}")
def end_contract(*, asked: Asked, contract_id: int, ends_before: date) -> int:
    """Write down from which day on a contract holds no longer; return its number.

    :raises OutOfScope: if there is no such contract for this actor.
    :raises UnableToChangeGroup: if it ended before, the day lies ahead, or it would end before it began.
    """
    contract = _lock_contract(asked, contract_id)
    if contract.ends_before is not None:
        raise UnableToChangeGroup(_("Ngày kết thúc của hợp đồng này đã được ghi."))
    if ends_before <= contract.starts_on:
        raise UnableToChangeGroup(_("Ngày kết thúc phải sau ngày hợp đồng có hiệu lực."))
    check_not_ahead(ends_before, asked)
    contract.ends_before, contract.end_recorded_at = ends_before, asked.at
    contract.save(update_fields=["ends_before", "end_recorded_at"])
    return contract.pk


def _check_paper(paper: ContractPaper, asked: Asked) -> None:
    if not paper.number.strip():
        raise UnableToChangeGroup(_("Cần số hợp đồng."))
    check_not_ahead(paper.signed_on, asked)
    check_not_ahead(paper.starts_on, asked)
    if paper.starts_on < paper.signed_on:
        raise UnableToChangeGroup(_("Hợp đồng có hiệu lực từ ngày ký trở đi."))
    if paper.ppm_month is not None and not 0 <= paper.ppm_month <= MONTHLY_PPM_LIMIT:
        raise UnableToChangeGroup(_("Mức chi trả phải từ 0 đến 10% một tháng."))


def _still(day: date) -> Q:
    return Q(ends_before=None) | Q(ends_before__gt=day)


def _write(contract: Contract, commune: Commune, office: Unit, paper: ContractPaper, asked: Asked) -> Contract:
    contract.commune, contract.office = commune, office
    contract.number = nfc(paper.number).strip()
    contract.signed_on, contract.starts_on, contract.recorded_at = paper.signed_on, paper.starts_on, asked.at
    same = Contract.objects.filter(office=office, kind=contract.kind, number=contract.number, signed_on=paper.signed_on)
    if same.exists():
        raise UnableToChangeGroup(_("Số hợp đồng này đã có trong ngày ký đó. Hãy kiểm tra lại số."))
    contract.save(force_insert=True)
    return contract


def _write_rate(
    contract: Contract, what: ContractRate.What, paper: ContractPaper, by_law: int | None, asked: Asked
) -> None:
    """Write the first rate of a contract: the one agreed on, else that of the law on its first day."""
    if paper.ppm_month is not None:
        rate, document = paper.ppm_month, "Theo hợp đồng"
    elif by_law is not None:
        rate, document = by_law, "Theo mức quy định"
    else:
        raise UnableToChangeGroup(_("Chưa có mức chi trả theo quy định cho ngày này. Hãy ghi mức trong hợp đồng."))
    new = ContractRate(what=what, ppm_month=rate, document=document, starts_on=paper.starts_on)
    _add_rate(contract, new, asked)


def _add_rate(contract: Contract, rate: ContractRate, asked: Asked) -> int:
    rate.contract, rate.recorded_at = contract, asked.at
    rate.save(force_insert=True)
    return rate.pk


def _lock_contract(asked: Asked, contract_id: int) -> Contract:
    rows = Contract.objects.select_for_update().filter(id=contract_id)
    communes = commune_ids(asked.actor.scope)
    found = (rows if communes is None else rows.filter(commune_id__in=communes)).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy hợp đồng này trong địa bàn của bạn."))
    return found
