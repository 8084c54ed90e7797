"""Loans of another book: what is refused and why, and what is written, in few statements however many loans.

Each loan is taken whole or not at all. The checks are made over a whole batch; a loan by itself is a batch of one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.errors import OutOfScope
from tantam.base.rows import reserve_ids, write_rows
from tantam.core.law.dated import VND_MAX
from tantam.core.loans.balances import Balances
from tantam.core.loans.checking import object_to
from tantam.core.loans.events import TakenOver
from tantam.core.loans.points import POINTS_MAX
from tantam.core.loans.terms import RATE_MAX_PPM, ImpossibleTerms, Instalment, LoanTerms, Plan
from tantam.core.requests.planning import INSTALMENTS_MAX
from tantam.core.vietnamese import format_date, format_number
from tantam.ledger.chart import load_chart
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Batch, Line, post
from tantam.lending.models import Loan, LoanBalance, LoanEvent, PlannedInstalment
from tantam.lending.parts.accounting import lines_of
from tantam.lending.parts.accruing import Change, Standing, changes_of, write_changes
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.lives import Life, follows_plan, standing_at
from tantam.lending.parts.rows import kept_values, row_values
from tantam.lending.wording.objections import UnableToRecord, objection_words
from tantam.people.models import Household, Member
from tantam.people.parts.scope import narrow_households
from tantam.programmes.law_files import load_law
from tantam.units.models import Unit

NUMBER_MAX: Final = 30
LOANS_MAX: Final = 2_000  # in one batch
# What one loan may be, so that the sums of a batch are amounts too.
LOAN_MAX_VND: Final = VND_MAX // LOANS_MAX
YEARS_MAX: Final = 60  # from the contract to the last instalment
FIRST_YEAR: Final = 1990  # no bank of this kind lent before
_NIGHTS_OF_YEAR: Final = 366
_SHOWN_MAX: Final = 60
_PIECE: Final = 500  # values in one condition
_LOAN: Final = (
    *("id", "number", "office", "commune", "household", "borrower", "programme", "source", "contract_on"),
    *("approved_vnd", "rate_ppm", "overdue_rate_ppm", "recorded_at"),
)
_INSTALMENT: Final = ("loan", "number", "due_on", "collect_by", "principal_vnd")


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


@dataclass(frozen=True, slots=True)
class Ready:
    """A loan that may be taken over: its life with the taking over, what it stands at, and what it moves."""

    life: Life
    event: TakenOver
    standing: Standing
    lines: list[Line]
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the loans of a batch: numbers that are taken; households by code with commune and head.

    The law and the chart are read once, so that a batch is checked by one of each.
    """

    numbers: set[str]
    households: dict[str, tuple[int, int]]
    heads: dict[int, int]
    programmes: frozenset[str]
    sources: frozenset[str]


def get_office(asked: Asked, office_code: str) -> Unit | None:
    """Return the bank's office of a code, None if there is none.

    :raises OutOfScope: if it is not the actor's.
    """
    office = Unit.objects.filter(code=office_code, kind__in=(Unit.Kind.BANK_BRANCH, Unit.Kind.BANK_OFFICE)).first()
    if office is not None and not asked.actor.scope.covers(office.pk):
        raise OutOfScope(_("Không tìm thấy đơn vị này trong địa bàn của bạn."))
    return office


def take_over(
    asked: Asked, office: Unit, loans: Sequence[LoanFigures], *, as_of: date, reference: str = ""
) -> list[tuple[int, str]]:
    """Take loans over, and return the places of those that are refused, each with a sentence that says why.

    The office's book is held. Opening lines and changes of buckets are summed by account under one reference.

    :raises UnableToRecord: if somebody took one of them over meanwhile, or no book is as old as the figures.
    """
    assert len(loans) <= LOANS_MAX
    if as_of.year < FIRST_YEAR:
        raise UnableToRecord(_("Ngày số liệu %(day)s không hợp lệ.") % {"day": format_date(as_of)})
    closed = closed_until(office.pk)
    known = _known(asked, loans)
    ready: list[Ready] = []
    refused: list[tuple[int, str]] = []
    for place, figures in enumerate(loans):
        one = _make_ready(asked, office, figures, as_of=as_of, closed=closed, known=known)
        if isinstance(one, str):
            refused.append((place, one))
        else:
            ready.append(one)
            known.numbers.add(figures.number)
    try:
        with transaction.atomic():
            _write(asked, ready)
    except IntegrityError:
        raise UnableToRecord(_("Có khoản vay vừa được nhận ở nơi khác. Hãy nhận lại.")) from None
    if lines := _summed((line for one in ready for line in one.lines), reference=reference):
        batch = Batch(key=asked.request_key, office_id=office.pk, book_date=asked.book_date, value_date=as_of)
        post(asked=asked, batch=batch, lines=lines)
    changes = [change for one in ready for change in one.changes]
    write_changes(changes, value_on=as_of, booked_on=asked.book_date, reference=reference)
    return refused


def unable(number: str, reason: str) -> str:
    """Return the sentence that says why a loan is refused."""
    return _("Khoản vay %(number)s: %(reason)s") % {"number": _shown(number), "reason": reason}


def _shown(text: str) -> str:
    """Return a text of another book as it can be shown and kept: without what cannot be printed, and not endless."""
    return "".join(sign for sign in text[:_SHOWN_MAX] if sign.isprintable())


def _known(asked: Asked, loans: Sequence[LoanFigures]) -> _Known:
    numbers: set[str] = set()
    for piece in _pieces({figures.number for figures in loans if figures.number.isprintable()}):
        numbers.update(Loan.objects.filter(number__in=piece).values_list("number", flat=True))
    households: dict[str, tuple[int, int]] = {}
    in_scope = narrow_households(Household.objects.filter(merged_into=None), asked.actor.scope)
    for piece in _pieces({figures.household_code for figures in loans if figures.household_code.isprintable()}):
        for code, household_id, commune_id in in_scope.filter(code__in=piece).values_list("code", "id", "commune_id"):
            households[code] = household_id, commune_id
    heads: dict[int, int] = {}
    living = Member.objects.filter(relation=Member.Relation.HEAD, ends_before=None)
    for some in _pieces({household_id for household_id, _commune in households.values()}):
        heads.update(living.filter(household_id__in=some).values_list("household_id", "person_id"))
    programmes, sources = frozenset(load_law().programmes), frozenset(load_chart().sources)
    return _Known(numbers, households, heads, programmes, sources)


def _pieces(values: Collection[Any]) -> Iterable[list[Any]]:
    rest = iter(sorted(values))
    while piece := list(islice(rest, _PIECE)):
        yield piece


def _make_ready(
    asked: Asked, office: Unit, figures: LoanFigures, *, as_of: date, closed: date | None, known: _Known
) -> Ready | str:
    """Return a loan with all that is to be written of it, or the sentence that says why it is refused."""
    if reason := next(_faults(figures, as_of=as_of, known=known), ""):
        return unable(figures.number, reason)
    try:
        plan = Plan(tuple(Instalment(*row) for row in figures.instalments))
        terms = LoanTerms(figures.approved_vnd, figures.rate_ppm, figures.overdue_rate_ppm, plan)
    except ImpossibleTerms:
        reason = _(
            "kế hoạch trả nợ hoặc lãi suất không hợp lệ: các kỳ phải theo thứ tự ngày và cộng đúng số được duyệt."
        )
        return unable(figures.number, reason)
    event = TakenOver(
        seq=1,
        on=as_of,
        booked_on=asked.book_date,
        disbursed_vnd=figures.disbursed_vnd,
        principal_vnd=figures.principal_vnd,
        interest_current_vnd=figures.interest_current_vnd,
        interest_overdue_vnd=figures.interest_overdue_vnd,
    )
    objected = object_to(event, terms=terms, events=(), today=asked.book_date, closed_until=closed)
    if objected is not None:
        return objection_words(objected, number=figures.number)
    # What fell due since is not in the opening: whoever looks at the loan next posts it.
    life = Life(loan=_loan(asked, office, figures, known), terms=terms, events=(event,))
    standing = standing_at(life, as_of)
    opened_vnd = (figures.interest_current_vnd, figures.interest_overdue_vnd)
    changes = changes_of(life.loan, before=None, after=standing, opened_vnd=opened_vnd)
    return Ready(life, event, standing, _opening_lines(life.loan, standing.balances), changes)


def _faults(figures: LoanFigures, *, as_of: date, known: _Known) -> Iterator[str]:
    """Yield why no book here can hold a loan, nothing if one can."""
    household = known.households.get(figures.household_code)
    if figures.contract_on > as_of:
        yield _("ngày ký sau ngày số liệu.")
    if figures.contract_on.year < FIRST_YEAR:
        yield _("ngày ký trước năm %(year)d.") % {"year": FIRST_YEAR}
    if figures.programme not in known.programmes:
        yield _("không có chương trình cho vay %(what)s.") % {"what": _shown(figures.programme)}
    if figures.source not in known.sources:
        yield _("không có nguồn vốn %(what)s.") % {"what": _shown(figures.source)}
    if not 0 < len(figures.number) <= NUMBER_MAX:
        yield _("số khế ước không được quá %(most)d ký tự.") % {"most": NUMBER_MAX}
    if not figures.number.isprintable() or figures.number != figures.number.strip():
        yield _("số khế ước có ký tự không in được hoặc khoảng trắng ở đầu, cuối.")
    if figures.number in known.numbers:
        yield _("số khế ước này đã có.")
    if household is None:
        yield _("không có hộ %(what)s.") % {"what": _shown(figures.household_code)}
    elif household[0] not in known.heads:
        yield _("hộ %(what)s chưa ghi chủ hộ.") % {"what": figures.household_code}
    yield from _wrong_figures(figures)


def _wrong_figures(figures: LoanFigures) -> Iterator[str]:
    """Yield which amounts, rates and days are such as no loan has, and no column could hold."""
    if not 0 < figures.approved_vnd <= LOAN_MAX_VND:
        yield _("số tiền được duyệt phải lớn hơn 0 và không quá %(most)s đồng.") % {"most": format_number(LOAN_MAX_VND)}
    if not 0 <= figures.rate_ppm <= figures.overdue_rate_ppm <= RATE_MAX_PPM:
        yield _("lãi suất phải từ 0 đến 100% một năm, lãi suất quá hạn không thấp hơn.")
    if figures.approved_vnd * figures.overdue_rate_ppm * _NIGHTS_OF_YEAR > POINTS_MAX:
        yield _("lãi một năm của khoản vay lớn hơn mức sổ ghi được.")
    if len(figures.instalments) > INSTALMENTS_MAX:
        yield _("kế hoạch trả nợ có quá %(most)d kỳ.") % {"most": INSTALMENTS_MAX}
    if any(by.year - figures.contract_on.year > YEARS_MAX for _due, by, _vnd in figures.instalments):
        yield _("kỳ trả nợ cuối quá %(most)d năm sau ngày ký.") % {"most": YEARS_MAX}


def _loan(asked: Asked, office: Unit, figures: LoanFigures, known: _Known) -> Loan:
    household_id, commune_id = known.households[figures.household_code]
    return Loan(
        number=figures.number,
        office_id=office.pk,
        commune_id=commune_id,
        household_id=household_id,
        borrower_id=known.heads[household_id],
        programme=figures.programme,
        source=figures.source,
        contract_on=figures.contract_on,
        approved_vnd=figures.approved_vnd,
        rate_ppm=figures.rate_ppm,
        overdue_rate_ppm=figures.overdue_rate_ppm,
        recorded_at=asked.at,
    )


def _opening_lines(loan: Loan, after: Balances) -> list[Line]:
    opening, kind = AccountKey("OPENING"), "OPENING"
    lines = lines_of(loan, before=Balances(day=after.day), after=after, money=opening, kind=kind)
    for code, against, amount_vnd in (
        ("INTEREST_RECEIVABLE", opening, after.interest_current_vnd),
        ("MEMO_INTEREST_OVERDUE", AccountKey("MEMO_CONTRA"), after.interest_overdue_vnd),
    ):
        if amount_vnd:
            owed = AccountKey(code, loan.source, loan.programme)
            lines.append(Line(owed, against, amount_vnd, kind, loan.number))
    return lines


def _summed(lines: Iterable[Line], *, reference: str) -> list[Line]:
    """Return one line for all that move value between the same two accounts."""
    sums: dict[tuple[AccountKey, AccountKey, str], int] = defaultdict(int)
    for line in lines:
        sums[line.debit, line.credit, line.kind] += line.amount_vnd
    return [Line(debit, credit, vnd, kind, reference) for (debit, credit, kind), vnd in sorted(sums.items())]


def _write(asked: Asked, ready: Sequence[Ready]) -> None:
    """Write loans down with their plans, their taking over and what they stand at."""
    for one, loan_id in zip(ready, reserve_ids(Loan, len(ready)), strict=True):
        one.life.loan.pk = loan_id
    write_rows(Loan, _LOAN, ([getattr(one.life.loan, name) for name in _attnames(_LOAN)] for one in ready))
    write_rows(
        PlannedInstalment,
        _INSTALMENT,
        (
            (one.life.loan.pk, number, row.due_on, row.collect_by, row.principal_vnd)
            for one in ready
            for number, row in enumerate(one.life.terms.plan.instalments, start=1)
        ),
    )
    written = {"reason": "", "recorded_by": asked.actor_id, "recorded_by_name": asked.actor.name}
    written |= {"recorded_at": asked.at}
    _write_values(LoanEvent, ready, [row_values(one.event) | written for one in ready])
    kept = [
        kept_values(one.standing)
        | {"office": one.life.loan.office_id, "events": one.event.seq, "follows_plan": follows_plan(one.life)}
        for one in ready
    ]
    _write_values(LoanBalance, ready, kept)


def _write_values(model: Any, ready: Sequence[Ready], values: Sequence[dict[str, Any]]) -> None:
    names = list(values[0]) if values else []
    rows = ((one.life.loan.pk, *row.values()) for one, row in zip(ready, values, strict=True))
    write_rows(model, ["loan", *names], rows)


def _attnames(names: Sequence[str]) -> list[str]:
    return [f"{name}_id" if name in {"office", "commune", "household", "borrower"} else name for name in names]
