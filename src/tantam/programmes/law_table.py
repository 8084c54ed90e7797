"""All programmes on one day, as rows: for lists in the shell and for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import override

from tantam.core.eligibility.answers import Borrower
from tantam.core.eligibility.scalar import answer
from tantam.core.eligibility.terms import Terms, in_order, terms_on
from tantam.core.law.dated import Dated, Reference, find_on
from tantam.core.law.programme import Law, Lending, Programme
from tantam.programmes.wording.numbers import percent_words, vnd_words
from tantam.programmes.wording.terms import cap_words, overdue_rule_words, term_words

VIETNAMESE: Final = "vi"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme on a day. A number is None where the law says nothing, or where it depends on facts.

    `cap`, `rate`, `overdue_rate` and `longest_term` say it in Vietnamese, or why there is none (`silent`); they
    are empty where the law does not know the programme. `sources` has the reference of each value by its name;
    `source` is the one that the terms rest on.
    """

    code: str
    name: str
    lending: Lending | None
    cap_vnd: int | None
    cap: str
    rate_ppm: int | None
    rate: str
    overdue_rate_ppm: int | None
    overdue_rate: str
    longest_term_months: int | None
    longest_term: str
    source: Reference | None
    sources: dict[str, Reference]
    silent: dict[str, str]
    verify: bool


def rows_on(law: Law, day: date) -> tuple[ProgrammeRow, ...]:
    """Return all programmes on a day, in the order in which they are shown."""
    return tuple(row_on(law, code, day) for code in in_order(law))


def row_on(law: Law, code: str, day: date) -> ProgrammeRow:
    """Return a programme on a day."""
    programme = law.programmes[code]
    terms = terms_on(law, code, day)
    # Of a household about which nothing is known: what has a number here needs no facts.
    numbers = answer(law, programme=code, borrower=Borrower(), on=day)
    lending = find_on(programme.lending, day)
    sources = _sources(programme, day)
    silent: dict[str, str] = {silence.what: silence.note for silence in programme.silent if silence.holds_on(day)}
    said = _said(terms, programme, day)
    return ProgrammeRow(
        code=code,
        name=programme.name.vi,
        lending=lending.value if lending else None,
        cap_vnd=numbers.cap_vnd,
        cap=said["cap"] or silent.get("cap", ""),
        rate_ppm=terms.rate_ppm,
        rate=said["rate"] or silent.get("rate", ""),
        overdue_rate_ppm=terms.overdue_rate_ppm,
        overdue_rate=said["overdue_rate"] or silent.get("overdue_rate", ""),
        longest_term_months=numbers.longest_term_months,
        longest_term=said["longest_term"] or silent.get("longest_term", ""),
        source=next((sources[what] for what in ("cap", "rate", "lending") if what in sources), None),
        sources=sources,
        silent=silent,
        verify=has_unverified(terms),
    )


def _said(terms: Terms, programme: Programme, day: date) -> dict[str, str]:
    """Return the terms in Vietnamese, for shells and other programs; empty where the law has no value."""
    overdue = find_on(programme.overdue_rate, day)
    with override(VIETNAMESE):
        said = {
            "cap": cap_words(terms.cap) if terms.cap else "",
            "rate": "" if terms.rate_ppm is None else percent_words(terms.rate_ppm),
            "overdue_rate": overdue_rule_words(overdue.value) if overdue else "",
            "longest_term": term_words(terms.longest_term) if terms.longest_term else "",
        }
    if terms.overdue_rate_ppm is not None:
        said["overdue_rate"] = percent_words(terms.overdue_rate_ppm)
    return {what: in_plain(words) for what, words in said.items()}


def in_plain(words: str) -> str:
    """Return words as a shell has them: the unit written out, and no space that only looks like one."""
    return words.replace(f"{NO_BREAK}đ", " đồng").replace(NO_BREAK, " ")


def dong(amount_vnd: int) -> str:
    """Write an amount for a shell: 100.000.000 đồng."""
    return in_plain(vnd_words(amount_vnd))


def has_unverified(terms: Terms) -> bool:
    """Tell whether a value that the terms rest on was not compared with its document."""
    return any(value.verify for value in terms.used)


def _sources(programme: Programme, day: date) -> dict[str, Reference]:
    lists: dict[str, tuple[Dated[object], ...]] = {
        what: getattr(programme, what) for what in ("lending", "cap", "rate", "overdue_rate", "longest_term")
    }
    found = {what: find_on(values, day) for what, values in lists.items()}
    return {what: value.reference for what, value in found.items() if value is not None}
