"""Writing the request of an establishment down: what is stated of it, what the law refuses at once, who asks twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.core.eligibility.answers import Borrower, FactValue
from tantam.core.eligibility.establishments import facts_asked, lends_to_establishments
from tantam.core.text import nfc
from tantam.lending.models import LoanRequest, RequestList
from tantam.lending.parts.owing import facts_of_establishment, waiting_for_money
from tantam.lending.parts.requests.writing import (
    NewItem,
    NewRequest,
    NewSecurity,
    faults_by_law,
    faults_of_plan,
    row_of,
    write_plans,
)
from tantam.lending.wording.requests import UnableToRequest
from tantam.people.models import Establishment
from tantam.programmes.law_files import load_law
from tantam.units.queries import get_areas

GROUND_MAX: Final = 300


@dataclass(frozen=True, slots=True)
class EstablishmentRequest:
    """What an establishment asks for: đồng, months. `facts` are stated of it, and rest on the paper of `ground`."""

    programme: str
    source: str
    purpose: str
    items: tuple[NewItem, ...]
    asked_vnd: int
    term_months: int
    every_months: int
    own_vnd: int = 0
    securities: tuple[NewSecurity, ...] = ()
    facts: tuple[tuple[str, FactValue], ...] = ()
    ground: str = ""


def write_establishment_row(
    row: RequestList, new: EstablishmentRequest, establishment: Establishment, *, asked: Asked
) -> LoanRequest:
    """Write the one request of a list of an establishment down.

    :raises UnableToRequest: if the establishment works no longer or nobody acts for it, it asks twice, or asks for
        what the law of the day does not give it.
    """
    day, stated = asked.book_date, _stated(new)
    if establishment.closed_on is not None:
        raise _unable(establishment, _("đã ngừng hoạt động nên không đề nghị vay được."))
    if not establishment.representatives.filter(ends_before=None, starts_on__lte=row.written_on).exists():
        raise _unable(establishment, _("chưa có người đại diện. Hãy ghi người đại diện trước."))
    plain = _plain(new)
    known = facts_of_establishment(establishment, stated, areas=get_areas(on=day))
    faults = [*faults_of_plan(plain), *_faults(new, known, day)]
    faults += faults_by_law(plain, day, borrower=Borrower(facts=known))
    if faults:
        raise _unable(establishment, faults[0])
    _refuse_twice(new, establishment, on=day)
    kept = {"establishment_id": establishment.pk, "facts": stated, "facts_ground": nfc(new.ground).strip()[:GROUND_MAX]}
    try:
        with transaction.atomic():
            [written] = LoanRequest.objects.bulk_create([row_of(row, plain, order=1, asked=asked, **kept)])
    except IntegrityError:  # somebody wrote one down meanwhile
        _refuse_twice(new, establishment, on=day)
        raise
    write_plans([written], [plain])
    return written


def _plain(new: EstablishmentRequest) -> NewRequest:
    """Return the request in the form that households have, for what is checked and kept alike."""
    return NewRequest(
        household_id=0,
        programme=new.programme,
        source=new.source,
        purpose=new.purpose,
        items=new.items,
        asked_vnd=new.asked_vnd,
        term_months=new.term_months,
        every_months=new.every_months,
        own_vnd=new.own_vnd,
        securities=new.securities,
    )


def _stated(new: EstablishmentRequest) -> dict[str, Any]:
    """Return what is stated as it is kept: days are texts in JSON."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in new.facts}


def _faults(new: EstablishmentRequest, known: Mapping[str, FactValue], day: date) -> list[str]:
    law = load_law()
    if new.programme in law.programmes and not lends_to_establishments(law, new.programme, day):
        return [_("chương trình này không cho cơ sở sản xuất, kinh doanh vay.")]
    stated = {name for name, _value in new.facts}
    asked_of_it = facts_asked(law, known={name: value for name, value in known.items() if name not in stated}, on=day)
    if stated - set(asked_of_it):
        return [_("có thông tin khai không thuộc quy định cho cơ sở. Hãy tải lại trang rồi khai lại.")]
    if stated and not nfc(new.ground).strip():
        return [_("cần ghi căn cứ của thông tin khai, ví dụ tên giấy tờ đã xem.")]
    return []


def _refuse_twice(new: EstablishmentRequest, establishment: Establishment, *, on: date) -> None:
    """Refuse an establishment that waits for the answer or for the money under the programme already."""
    own = {"establishment": establishment, "programme": new.programme}
    waits = LoanRequest.objects.filter(state=LoanRequest.State.OPEN, **own).exists()
    if waits or waiting_for_money(on).filter(**own).exists():
        raise _unable(
            establishment,
            _(
                "đã có đề nghị vay của chương trình này đang được xem xét hoặc chờ giải ngân. Hãy đợi kết quả, "
                "hoặc rút đề nghị trước."
            ),
        )


def _unable(establishment: Establishment, fault: str) -> UnableToRequest:
    return UnableToRequest(_("Cơ sở %(code)s: %(fault)s") % {"code": establishment.code, "fault": fault})
