"""Loans of one commune's households, as the office that keeps them took them over, and what was paid since."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Final

from tantam.base.asked import system_actor
from tantam.cli.demo.asking import STORYTELLER, Event, asked_by, moment, once
from tantam.cli.demo.dice import dice
from tantam.cli.demo.households import SampleHousehold
from tantam.closing.commands.closing import close_day
from tantam.core.loans.points import points_of, whole_dong
from tantam.lending.commands.collecting import record_payment
from tantam.lending.commands.taking_over import LoanFigures, take_over_loan
from tantam.programmes.law_files import load_law
from tantam.programmes.law_table import row_on

INSTALMENTS: Final = 5  # one a year
_SOURCES: Final = {"LOCAL": "LOCAL_PROVINCE"}
_EVERY_NTH_IS_BEHIND: Final = 9
CLOSED_DAYS_MAX: Final = 60  # where the demo is loaded years later, the days since are left to whoever tries it
_SHARE_PAID: Final = 0.8
_WAIT_DAYS: Final = 20  # until the commune's session of November


def list_loan_events(
    households: Iterable[SampleHousehold], *, office_code: str, taken_on: date, today: date
) -> list[Event]:
    """Return how an office takes over the loans of households, most of them pay since, and it closes its first days."""
    chance = dice("loans", office_code)
    owed = [(household, debt) for household in households for debt in household.debts]
    taken_at, paid_at = moment(taken_on, 17 * 60), moment(taken_on + timedelta(days=_WAIT_DAYS), 9 * 60)
    events = []
    for place, (household, (programme, source, principal_vnd)) in enumerate(owed, start=1):
        figures = _figures(
            chance,
            number=f"{office_code}-{place:04d}",
            household_code=household.code,
            programme=programme,
            source=_SOURCES.get(source, source),
            principal_vnd=principal_vnd,
            is_behind=place % _EVERY_NTH_IS_BEHIND == 0,
            on=taken_on,
        )
        later = timedelta(seconds=place)
        events.append(Event(taken_at + later, partial(_take_over, figures, office_code, at=taken_at + later)))
        if chance.random() < _SHARE_PAID and paid_at + later < moment(today, 0):
            events.append(Event(paid_at + later, partial(_pay, figures, since=taken_on, at=paid_at + later)))
    if owed:
        for place in range(min((today - taken_on).days, CLOSED_DAYS_MAX)):
            on = taken_on + timedelta(days=place)
            events.append(Event(moment(on, 23 * 60), partial(_close, office_code, on=on)))
    return events


def _close(office_code: str, *, on: date) -> None:
    """Let the office close its day."""
    asked = asked_by(system_actor(STORYTELLER), key=f"close:{office_code}:{on}", at=moment(on, 23 * 60))
    once(close_day, asked=asked, office_code=office_code, day=on)


def _take_over(figures: LoanFigures, office_code: str, *, at: datetime) -> None:
    once(
        take_over_loan,
        asked=asked_by(system_actor(STORYTELLER), key=f"loan:{figures.number}", at=at),
        office_code=office_code,
        as_of=at.date(),
        figures=figures,
    )


def _figures(
    chance: Random,
    *,
    number: str,
    household_code: str,
    programme: str,
    source: str,
    principal_vnd: int,
    is_behind: bool,
    on: date,
) -> LoanFigures:
    """Return a loan of five yearly instalments of which some are repaid, one too few where it is behind."""
    law = load_law()
    repaid = chance.randint(0, 3)
    contract_on = date(on.year - repaid, chance.randint(1, 9), chance.randint(1, 28))
    terms = row_on(law, programme, contract_on)
    if terms.rate_ppm is None:  # the programme is younger
        repaid, contract_on = 0, date(on.year, chance.randint(2, 9), 10)
        terms = row_on(law, programme, contract_on)
    assert terms.rate_ppm is not None
    assert terms.overdue_rate_ppm is not None
    instalment_vnd = principal_vnd // (INSTALMENTS - repaid)
    days = [date(contract_on.year + year, contract_on.month, contract_on.day) for year in range(1, INSTALMENTS + 1)]
    approved_vnd = principal_vnd + repaid * instalment_vnd
    amounts = [instalment_vnd] * (INSTALMENTS - 1)
    amounts.append(approved_vnd - sum(amounts))
    left_vnd = principal_vnd + instalment_vnd if is_behind and repaid else principal_vnd
    nights = chance.randint(5, 28)
    return LoanFigures(
        number=number,
        household_code=household_code,
        programme=programme,
        source=source,
        contract_on=contract_on,
        approved_vnd=approved_vnd,
        rate_ppm=terms.rate_ppm,
        overdue_rate_ppm=terms.overdue_rate_ppm,
        instalments=tuple((day, day, vnd) for day, vnd in zip(days, amounts, strict=True)),
        disbursed_vnd=approved_vnd,
        principal_vnd=left_vnd,
        interest_current_vnd=whole_dong(points_of(principal_vnd, rate_ppm=terms.rate_ppm, nights=nights)),
    )


def _pay(figures: LoanFigures, *, since: date, at: datetime) -> None:
    """Let the borrower pay the interest of the time before the taking over, and a part of what came since."""
    nights = (at.date() - since).days // 2
    since_vnd = whole_dong(points_of(figures.principal_vnd, rate_ppm=figures.rate_ppm, nights=nights)) // 1000 * 1000
    once(
        record_payment,
        asked=asked_by(system_actor(STORYTELLER), key=f"paid:{figures.number}", at=at),
        number=figures.number,
        on=at.date(),
        amount_vnd=figures.interest_current_vnd + since_vnd,
        towards="INTEREST",
    )
