"""The law as people read it: programmes on a day, and every dated value with its source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.errors import OutOfScope
from tantam.core.eligibility.terms import terms_on
from tantam.core.law.conditions import parameters_of
from tantam.core.law.dated import Dated, MissingValueError, Standing, find_on
from tantam.core.law.programme import Law, Lending, Programme
from tantam.core.vietnamese import format_number
from tantam.programmes.law_files import load_law, months_until_unchecked
from tantam.programmes.wording.conditions import NeedLine, needs_of
from tantam.programmes.wording.numbers import in_language, rate_words, vnd_words
from tantam.programmes.wording.sources import reference_words
from tantam.programmes.wording.terms import (
    cap_words,
    lending_words,
    overdue_rule_words,
    rate_rule_words,
    term_words,
)

PAST, NOW, COMING = "PAST", "NOW", "COMING"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a programme grants on a day, in words; empty where the law says nothing."""

    lending: Lending | None
    lending_words: str
    cap: str
    rate: str
    overdue_rate: str
    longest_term: str
    unsecured_up_to: str
    repayment: str

    @property
    def is_lent(self) -> bool:
        """Tell whether new loans are made."""
        return self.lending is Lending.OPEN


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme in the list of a day; `unverified` counts values that were not compared with their document."""

    code: str
    bank_code: str
    name: str
    terms: Terms
    unverified: int


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Where something stands, from when until when, and how sure we are."""

    starts_on: date
    ends_before: date | None
    when: str  # PAST | NOW | COMING
    source: str
    source_note: str
    is_unverified: bool
    checked_on: date
    is_unchecked_too_long: bool
    note: str

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it holds; None where no end is known."""
        return self.ends_before - timedelta(days=1) if self.ends_before else None


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One dated value: what it is about, what it says."""

    subject: str
    words: str
    standing: StandingLine


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule of a programme and what it asks for."""

    key: str
    words: str
    needs: tuple[NeedLine, ...]
    standing: StandingLine


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that a borrower brings or signs."""

    form: str
    name: str


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """Everything about a programme, seen from a day."""

    line: ProgrammeLine
    who: str
    rules: tuple[RuleLine, ...]
    papers: tuple[PaperLine, ...]
    shares_cap_with: tuple[tuple[str, str], ...]  # (code, name)
    silences: tuple[str, ...]  # what the law does not say on the day, and why
    values: tuple[ValueLine, ...]  # of all times, by subject and day
    first_day: date
    last_day: date


def list_programmes(*, on: date) -> list[ProgrammeLine]:
    """Return all programmes as they are on a day, in the order of the law."""
    law = load_law()
    return [_line(law, programme, on) for programme in _in_order(law)]


def list_programme_names() -> list[tuple[str, str]]:
    """Return code and name of every programme, in the order of the law."""
    return [(programme.code, in_language(programme.name)) for programme in _in_order(load_law())]


def get_programme(*, code: str, on: date) -> ProgrammePage:
    """Return everything about a programme, seen from a day.

    :raises OutOfScope: if there is no such programme.
    """
    law = load_law()
    programme = law.programmes.get(code)
    if programme is None:
        raise OutOfScope(_("Không có chương trình này."))
    values = tuple(_values(law, programme, on))
    standings = [value.standing for value in values]
    return ProgrammePage(
        line=_line(law, programme, on),
        who=in_language(programme.who),
        rules=tuple(_rules(programme, on)),
        papers=papers_of(law, programme, on),
        shares_cap_with=tuple((other, in_language(law.programmes[other].name)) for other in programme.shares_cap_with),
        silences=tuple(silence.note for silence in programme.silent if silence.holds_on(on)),
        values=values,
        first_day=min(standing.starts_on for standing in standings),
        last_day=max([on, *(standing.ends_before or standing.starts_on for standing in standings)]),
    )


def papers_of(law: Law, programme: Programme, on: date) -> tuple[PaperLine, ...]:
    """Return the papers that a programme asks for on a day."""
    found = find_on(programme.papers, on)
    codes = found.value if found else ()
    return tuple(PaperLine(form=law.papers[code].form, name=in_language(law.papers[code].name)) for code in codes)


def _in_order(law: Law) -> list[Programme]:
    return sorted(law.programmes.values(), key=lambda programme: (programme.order, programme.code))


def _line(law: Law, programme: Programme, on: date) -> ProgrammeLine:
    return ProgrammeLine(
        code=programme.code,
        bank_code=programme.bank_code,
        name=in_language(programme.name),
        terms=_terms(law, programme, on),
        unverified=sum(standing.verify for standing in _standings(programme) if standing.holds_on(on)),
    )


def _standings(programme: Programme) -> Iterator[Standing]:
    for _subject, dated, _said in _dated_lists(programme):
        yield from dated
    yield from programme.requirements


def _terms(law: Law, programme: Programme, on: date) -> Terms:
    lending = find_on(programme.lending, on)
    cap = find_on(programme.cap, on)
    term = find_on(programme.longest_term, on)
    unsecured = find_on(programme.unsecured_up_to_vnd, on)
    repayment = find_on(programme.repayment, on)
    rate, overdue = _rates(law, programme, on)
    return Terms(
        lending=lending.value if lending else None,
        lending_words=lending_words(lending.value if lending else None),
        cap=cap_words(cap.value) if cap else "",
        rate=rate,
        overdue_rate=overdue,
        longest_term=term_words(term.value) if term else "",
        unsecured_up_to=vnd_words(unsecured.value) if unsecured else "",
        repayment=in_language(repayment.value) if repayment else "",
    )


def _rates(law: Law, programme: Programme, on: date) -> tuple[str, str]:
    """Return the rate and the overdue rate of a day in words."""
    try:
        found = terms_on(law, programme.code, on)
    except MissingValueError:  # of a rule's parameter: the page says what there is
        return "", ""
    rates = (found.rate_ppm, found.overdue_rate_ppm)
    rate, overdue = (rate_words(ppm) if ppm is not None else "" for ppm in rates)
    return rate, overdue


def _rules(programme: Programme, on: date) -> Iterator[RuleLine]:
    parameters = {
        name: found.value for name, dated in programme.parameters.items() if (found := find_on(dated, on)) is not None
    }
    for rule in programme.requirements:
        if rule.holds_on(on):
            needs = needs_of(rule.when, parameters=parameters, had={})
            yield RuleLine(
                key=rule.key, words=in_language(rule.words), needs=needs, standing=standing_line(rule, on=on)
            )


def standing_line(standing: Standing, *, on: date) -> StandingLine:
    """Return where something stands, seen from a day."""
    ended = standing.ends_before is not None and standing.ends_before <= on
    return StandingLine(
        starts_on=standing.starts_on,
        ends_before=standing.ends_before,
        when=PAST if ended else NOW if standing.holds_on(on) else COMING,
        source=reference_words(standing.reference),
        source_note=standing.reference.note,
        is_unverified=standing.verify,
        checked_on=standing.checked_on,
        is_unchecked_too_long=_months(on) - _months(standing.checked_on) > _months_until_unchecked(),
        note=standing.note,
    )


def _months(day: date) -> int:
    return day.year * 12 + day.month


@cache
def _months_until_unchecked() -> int:
    """Return after how many months a value should be looked at again; read once, for it stands beside each value."""
    return months_until_unchecked()


Said = Callable[[Law, Any], str]


def _dated_lists(programme: Programme) -> Iterator[tuple[str, tuple[Dated[Any], ...], Said]]:
    """Yield every list of dated values: what it is about, the values, and how one is said."""
    yield _("Cho vay mới"), programme.lending, lambda _law, value: lending_words(value)
    yield _("Mức cho vay tối đa"), programme.cap, lambda _law, value: cap_words(value)
    yield _("Lãi suất"), programme.rate, lambda law, value: rate_rule_words(value, law.programmes)
    yield _("Lãi suất quá hạn"), programme.overdue_rate, lambda _law, value: overdue_rule_words(value)
    yield _("Thời hạn tối đa"), programme.longest_term, lambda _law, value: term_words(value)
    yield _("Không phải bảo đảm tiền vay đến"), programme.unsecured_up_to_vnd, lambda _law, value: vnd_words(value)
    yield _("Trả nợ"), programme.repayment, lambda _law, value: in_language(value)
    for name, dated in sorted(programme.parameters.items()):
        yield _parameter_words(programme, name), dated, lambda _law, value: format_number(value)
    yield _("Giấy tờ"), programme.papers, _paper_names


def _paper_names(law: Law, codes: tuple[str, ...]) -> str:
    papers = (law.papers[code] for code in codes)
    return "; ".join(" ".join(filter(None, [paper.form, in_language(paper.name)])) for paper in papers)


def _parameter_words(programme: Programme, name: str) -> str:
    """Say which number of which rule a parameter is."""
    rules = [in_language(rule.words) for rule in programme.requirements if name in parameters_of(rule.when)]
    return _("Số trong điều kiện “%(rule)s”") % {"rule": rules[0]}


def _values(law: Law, programme: Programme, on: date) -> Iterator[ValueLine]:
    for subject, dated, said in _dated_lists(programme):
        for value in sorted(dated, key=lambda one: one.starts_on):
            yield ValueLine(subject=subject, words=said(law, value.value), standing=standing_line(value, on=on))
    for rule in sorted(programme.requirements, key=lambda one: one.starts_on):
        words = in_language(rule.words)
        yield ValueLine(subject=_("Điều kiện"), words=words, standing=standing_line(rule, on=on))
