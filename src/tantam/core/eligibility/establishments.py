"""Which programmes lend to an establishment, and what the law asks of one: both by the rules that hold on the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from tantam.core.eligibility.answers import Borrower, FactValue
from tantam.core.eligibility.scalar import answer, weigh
from tantam.core.eligibility.terms import in_order, terms_on
from tantam.core.law.conditions import Truth, facts_of
from tantam.core.law.facts import FACTS
from tantam.core.law.programme import Law

IS_ESTABLISHMENT: Final = "is_establishment"
_ONE: Final = Borrower(facts={IS_ESTABLISHMENT: True})


def lends_to_establishments(law: Law, programme: str, on: date) -> bool:
    """Tell whether new loans of a programme are for establishments too.

    The law says so with a rule that asks whether the borrower is one and does not fail for it.
    """
    terms = terms_on(law, programme, on)
    asked = [rule for rule in terms.requirements if IS_ESTABLISHMENT in facts_of(rule.when)]
    fails = any(weigh(rule.when, _ONE, on, terms.parameters) is Truth.NO for rule in asked)
    return terms.is_lent and bool(asked) and not fails


def programmes_for_establishments(law: Law, on: date) -> tuple[str, ...]:
    """Return the programmes that lend to establishments on a day, in the order in which they are shown."""
    return tuple(code for code in in_order(law) if lends_to_establishments(law, code, on))


def facts_asked(law: Law, *, known: Mapping[str, FactValue], on: date) -> tuple[str, ...]:
    """Return what programmes ask of an establishment beside what is known, in the catalogue's order.

    What is sensitive is never asked here: it would be about the people who work there.
    """
    borrower = Borrower(facts={**known, IS_ESTABLISHMENT: True})
    wanted = {
        name
        for code in programmes_for_establishments(law, on)
        for name in answer(law, programme=code, borrower=borrower, on=on).missing
    }
    return tuple(name for name, fact in FACTS.items() if name in wanted and not fact.sensitive)
