"""Who may borrow: the question put to the law, and its answers in words with every rule and its clause."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tantam.core.eligibility.answers import Answer, Borrower, Debts, FactValue, Reason
from tantam.core.eligibility.scalar import answer_all
from tantam.core.law.conditions import Truth, facts_of
from tantam.core.law.dated import find_on
from tantam.core.law.facts import FACTS
from tantam.core.law.programme import Law
from tantam.programmes.law_files import load_law
from tantam.programmes.queries.law import PaperLine, StandingLine, papers_of, standing_line
from tantam.programmes.wording.conditions import NeedLine, fact_words, needs_of, question_of
from tantam.programmes.wording.numbers import in_language, months_words, rate_words, vnd_words
from tantam.programmes.wording.subjects import ORDER
from tantam.programmes.wording.terms import cap_words, lending_words, term_words

# So many questions are put at a time.
QUESTIONS_MAX: Final = 5
# Said once for the household, or beside the documents.
_SAID_ELSEWHERE: Final = frozenset({"DEBTS_UNKNOWN", "VERIFY"})
_BEST_FIRST: Final = (Truth.YES, Truth.UNKNOWN, Truth.NO)


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A rule passed, failed or open: its clause, what it needs, what the household has."""

    key: str
    words: str
    truth: str  # YES | NO | UNKNOWN
    needs: tuple[NeedLine, ...]
    standing: StandingLine


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer in words; terms are empty where the law or the household leaves them open."""

    code: str
    name: str
    truth: str
    is_lent: bool
    lending_words: str
    has_cap: bool
    cap: str
    owed: str
    cap_left: str
    rate: str
    overdue_rate: str
    longest_term: str
    unsecured_up_to: str
    papers: tuple[PaperLine, ...]
    cautions: tuple[str, ...]
    to_compare: str  # which documents nobody has compared yet
    reasons: tuple[ReasonLine, ...]

    @property
    def failed(self) -> tuple[ReasonLine, ...]:
        """Return the rules that failed."""
        return tuple(reason for reason in self.reasons if reason.truth == Truth.NO.name)


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers on a day: of programmes that lend, best first; of closed ones; and what is asked next."""

    on: date
    lent: tuple[AnswerLine, ...]
    closed: tuple[AnswerLine, ...]
    asked_next: tuple[str, ...]
    debts_known: bool

    @property
    def counts(self) -> dict[str, int]:
        """Return how many programmes that lend say yes, no, unknown."""
        return {truth.name: sum(line.truth == truth.name for line in self.lent) for truth in _BEST_FIRST}


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact in words: the question and the value."""

    question: str
    value: str


def facts_in_words(facts: Mapping[str, FactValue], *, declared: Collection[str] = ()) -> list[KnownFact]:
    """Return facts in words, in the order of the subjects; `declared` ones are marked as the officer's word."""
    names = [name for name in ORDER if name in facts]
    return [
        KnownFact(question=question_of(FACTS[name]), value=fact_words(name, facts[name], declared=declared))
        for name in names
    ]


def debts_in_words(debts: Debts) -> list[tuple[str, str]] | None:
    """Return what is owed by programme, in words; None where it is not known."""
    if debts is None:
        return None
    programmes = load_law().programmes
    return [
        (in_language(programmes[code].name) if code in programmes else code, vnd_words(owed_vnd))
        for code, owed_vnd in sorted(debts.items())
    ]


def protected_programmes() -> frozenset[str]:
    """Return the programmes whose answer says something about protected facts: a sentence served, an ethnicity."""
    return frozenset(
        code
        for code, programme in load_law().programmes.items()
        for rule in programme.requirements
        if any(FACTS[name].sensitive for name in facts_of(rule.when))
    )


def ask_law(*, borrower: Borrower, on: date, declared: Collection[str] = ()) -> Answers:
    """Return what the law answers about a household on a day.

    `declared` facts are marked as the officer's word.
    """
    law = load_law()
    answers = answer_all(law, borrower=borrower, on=on)
    lines = [line_of(law, answer, on=on, declared=declared) for answer in in_order(law, answers)]
    return Answers(
        on=on,
        lent=tuple(line for line in lines if line.is_lent),
        closed=tuple(line for line in lines if not line.is_lent),
        asked_next=questions_next(answers, known=borrower.facts),
        debts_known=borrower.debts is not None,
    )


def in_order(law: Law, answers: Iterable[Answer]) -> list[Answer]:
    """Return answers with yes first, then unknown, then no; within these in the order of the law."""
    return sorted(
        answers,
        key=lambda answer: (_BEST_FIRST.index(answer.truth), law.programmes[answer.programme].order),
    )


def questions_next(answers: Iterable[Answer], *, known: Collection[str] | Mapping[str, object]) -> tuple[str, ...]:
    """Return which facts to ask for next: those that most programmes still wait for, few at a time.

    Only programmes that lend and do not say no are worth a question.
    """
    waiting: dict[str, int] = {}
    for answer in answers:
        if answer.is_lent and answer.truth is not Truth.NO:
            for name in _deciding(answer):
                if name not in known:
                    waiting[name] = waiting.get(name, 0) + 1
    first = sorted(waiting, key=lambda name: (-waiting[name], ORDER.index(name)))[:QUESTIONS_MAX]
    return tuple(sorted(first, key=ORDER.index))


def _deciding(answer: Answer) -> tuple[str, ...]:
    """Return what is missing: while a rule is open only its facts, for nobody counts months of no student."""
    if answer.truth is Truth.YES:
        return answer.missing
    open_rules = (facts_of(reason.requirement.when) for reason in answer.reasons if reason.truth is Truth.UNKNOWN)
    asked = frozenset().union(*open_rules)
    return tuple(name for name in answer.missing if name in asked)


def line_of(law: Law, answer: Answer, *, on: date, declared: Collection[str] = ()) -> AnswerLine:
    """Return an answer in words."""
    programme = law.programmes[answer.programme]
    lending = find_on(programme.lending, on)
    unsecured = answer.unsecured_up_to_vnd
    return AnswerLine(
        code=programme.code,
        name=in_language(programme.name),
        truth=answer.truth.name,
        is_lent=answer.is_lent,
        lending_words=lending_words(lending.value if lending else None),
        has_cap=answer.has_cap,
        cap=_cap(law, answer, on),
        owed=vnd_words(answer.owed_vnd) if answer.owed_vnd is not None else "",
        cap_left=vnd_words(answer.cap_left_vnd) if answer.cap_left_vnd is not None else "",
        rate=rate_words(answer.rate_ppm) if answer.rate_ppm is not None else "",
        overdue_rate=rate_words(answer.overdue_rate_ppm) if answer.overdue_rate_ppm is not None else "",
        longest_term=_term(law, answer, on),
        unsecured_up_to=vnd_words(unsecured) if unsecured is not None else "",
        papers=papers_of(law, programme, on),
        cautions=tuple(in_language(one.words) for one in answer.cautions if one.key not in _SAID_ELSEWHERE),
        to_compare="".join(in_language(one.words) for one in answer.cautions if one.key == "VERIFY"),
        reasons=tuple(_reason(reason, on, declared) for reason in answer.reasons),
    )


def _cap(law: Law, answer: Answer, on: date) -> str:
    """Say the cap as an amount; where a fact is missing or there is no most, as the law writes it."""
    if answer.cap_vnd is not None:
        return vnd_words(answer.cap_vnd)
    found = find_on(law.programmes[answer.programme].cap, on)
    return cap_words(found.value) if found else ""


def _term(law: Law, answer: Answer, on: date) -> str:
    if answer.longest_term_months is not None:
        return months_words(answer.longest_term_months)
    found = find_on(law.programmes[answer.programme].longest_term, on)
    return term_words(found.value) if found else ""


def _reason(reason: Reason, on: date, declared: Collection[str]) -> ReasonLine:
    rule = reason.requirement
    return ReasonLine(
        key=rule.key,
        words=in_language(rule.words),
        truth=reason.truth.name,
        needs=needs_of(rule.when, parameters=reason.needed, had=reason.had, declared=declared),
        standing=standing_line(rule, on=on),
    )
