"""Loans that come from another book, with the figures at which that book left them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked, Scope
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.core.law.dated import VND_MAX
from tantam.core.loans.balances import Balances
from tantam.core.loans.events import TakenOver
from tantam.core.loans.terms import ImpossibleTerms, Instalment, LoanTerms, Plan
from tantam.ledger.chart import load_chart
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Batch, Line, post
from tantam.lending.models import Loan, PlannedInstalment
from tantam.lending.parts.accounting import lines_of
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.lives import Life, add_event
from tantam.lending.wording.objections import UnableToRecord
from tantam.people.models import Household, Member
from tantam.people.parts.scope import narrow_households
from tantam.programmes.law_files import load_law
from tantam.units.models import Unit

NUMBER_MAX: Final = 30


@dataclass(frozen=True, slots=True)
class LoanFigures:
    """A loan as another book had it when a day ended: đồng, rates in ppm a year.

    `instalments` are the whole plan (due day, day of collection, principal), also of what was repaid already.
    """

    number: str
    household_code: str
    programme: str
    source: str
    contract_on: date
    approved_vnd: int
    rate_ppm: int
    overdue_rate_ppm: int
    instalments: tuple[tuple[date, date, int], ...]
    disbursed_vnd: int
    principal_vnd: int
    interest_current_vnd: int = 0
    interest_overdue_vnd: int = 0


def _number(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"loan {arguments['figures'].number}"


@command("lending.take_over_loan", subject=_number)
def take_over_loan(*, asked: Asked, office_code: str, as_of: date, figures: LoanFigures) -> str:
    """Take a loan over from the book that kept it until `as_of` ended; return its number.

    :raises UnableToRecord: with the reason, if office, household, programme or source are not known, the number is
        taken, the plan or the figures are impossible, or the day is closed or yet to come.
    """
    office = Unit.objects.filter(code=office_code, kind__in=(Unit.Kind.BANK_BRANCH, Unit.Kind.BANK_OFFICE)).first()
    if office is None:
        raise _unable(figures, _("không có đơn vị ngân hàng %(what)s.") % {"what": office_code})
    if not asked.actor.scope.covers(office.pk):
        raise OutOfScope(_("Không tìm thấy đơn vị này trong địa bàn của bạn."))
    if figures.contract_on > as_of:
        raise _unable(figures, _("ngày ký sau ngày số liệu."))
    closed = closed_until(office.pk)
    life = _write_loan(asked, office, figures)
    event = TakenOver(
        seq=1,
        on=as_of,
        booked_on=asked.book_date,
        disbursed_vnd=figures.disbursed_vnd,
        principal_vnd=figures.principal_vnd,
        interest_current_vnd=figures.interest_current_vnd,
        interest_overdue_vnd=figures.interest_overdue_vnd,
    )
    # What fell due since is not in the opening: whoever looks at the loan next posts it.
    life = add_event(life, event, asked=asked, closed_until=closed, keep_on=as_of)
    lines = _opening_lines(life, as_of)
    if lines:
        batch = Batch(key=asked.request_key, office_id=office.pk, book_date=asked.book_date, value_date=as_of)
        post(asked=asked, batch=batch, lines=lines)
    return figures.number


def _write_loan(asked: Asked, office: Unit, figures: LoanFigures) -> Life:
    _check_words(figures)
    household, borrower_id = _borrower(asked.actor.scope, figures)
    try:
        plan = Plan(tuple(Instalment(*row) for row in figures.instalments))
        terms = LoanTerms(figures.approved_vnd, figures.rate_ppm, figures.overdue_rate_ppm, plan)
    except ImpossibleTerms:
        reason = _(
            "kế hoạch trả nợ hoặc lãi suất không hợp lệ: các kỳ phải theo thứ tự ngày và cộng đúng số được duyệt."
        )
        raise _unable(figures, reason) from None
    loan = Loan(
        number=figures.number,
        office=office,
        commune_id=household.commune_id,
        household=household,
        borrower_id=borrower_id,
        programme=figures.programme,
        source=figures.source,
        contract_on=figures.contract_on,
        approved_vnd=figures.approved_vnd,
        rate_ppm=figures.rate_ppm,
        overdue_rate_ppm=figures.overdue_rate_ppm,
        recorded_at=asked.at,
    )
    try:
        with transaction.atomic():
            loan.save(force_insert=True)
    except IntegrityError:  # somebody else took it over meanwhile
        raise _unable(figures, _("số khế ước này đã có.")) from None
    PlannedInstalment.objects.bulk_create(
        PlannedInstalment(
            loan=loan, number=number, due_on=row.due_on, collect_by=row.collect_by, principal_vnd=row.principal_vnd
        )
        for number, row in enumerate(plan.instalments, start=1)
    )
    return Life(loan=loan, terms=terms, events=())


def _check_words(figures: LoanFigures) -> None:
    """Refuse what no book here knows."""
    if figures.programme not in load_law().programmes:
        raise _unable(figures, _("không có chương trình cho vay %(what)s.") % {"what": figures.programme})
    if figures.source not in load_chart().sources:
        raise _unable(figures, _("không có nguồn vốn %(what)s.") % {"what": figures.source})
    if not 0 < len(figures.number) <= NUMBER_MAX:
        raise _unable(figures, _("số khế ước không được quá %(most)d ký tự.") % {"most": NUMBER_MAX})
    if not 0 < figures.approved_vnd <= VND_MAX:
        raise _unable(figures, _("số tiền được duyệt không hợp lệ."))
    if Loan.objects.filter(number=figures.number).exists():
        raise _unable(figures, _("số khế ước này đã có."))


def _borrower(scope: Scope, figures: LoanFigures) -> tuple[Household, int]:
    """Return the household and who signs for it: its head."""
    households = narrow_households(Household.objects.filter(merged_into=None), scope)
    household = households.filter(code=figures.household_code).first()
    if household is None:
        raise _unable(figures, _("không có hộ %(what)s.") % {"what": figures.household_code})
    head = Member.objects.filter(household=household, relation=Member.Relation.HEAD, ends_before=None).first()
    if head is None:
        raise _unable(figures, _("hộ %(what)s chưa ghi chủ hộ.") % {"what": figures.household_code})
    return household, head.person_id


def _opening_lines(life: Life, as_of: date) -> list[Line]:
    opening, kind = AccountKey("OPENING"), "OPENING"
    after = life.at(as_of)
    lines = lines_of(life.loan, before=Balances(day=as_of), after=after, money=opening, kind=kind)
    if after.interest_current_vnd:
        receivable = AccountKey("INTEREST_RECEIVABLE", life.loan.source, life.loan.programme)
        lines.append(Line(receivable, opening, after.interest_current_vnd, kind, life.loan.number))
    return lines


def _unable(figures: LoanFigures, reason: str) -> UnableToRecord:
    return UnableToRecord(_("Khoản vay %(number)s: %(reason)s") % {"number": figures.number, "reason": reason})
