"""Runs the worked cases of the law against the rules, and says which rules they have tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tantam.core.eligibility.answers import Answer, Borrower
from tantam.core.eligibility.scalar import answer
from tantam.core.law.conditions import Truth
from tantam.core.law.dated import MissingValueError, find_on
from tantam.core.law.programme import Law
from tantam.core.poverty import classify
from tantam.programmes.law_cases import LawCase, PovertyCase

# A rule that was tried: programme, the rule's key, what it came out as.
Tried = tuple[str, str, Truth]

_WORDS: Final = {Truth.YES: "có", Truth.NO: "không", Truth.UNKNOWN: "chưa rõ"}
_COMPARED: Final = (
    "cap_vnd",
    "cap_left_vnd",
    "owed_vnd",
    "rate_ppm",
    "overdue_rate_ppm",
    "longest_term_months",
    "unsecured_up_to_vnd",
)


def answer_case(law: Law, case: LawCase) -> Answer:
    """Return what the law answers the household of a case."""
    return answer(law, programme=case.programme, borrower=Borrower(facts=case.facts, debts=case.debts), on=case.on)


def differences(case: LawCase, found: Answer) -> list[str]:
    """Return where an answer is not what the case expects, in words."""
    expected = case.expect
    named = expected.model_fields_set
    wrong = []
    if found.truth is not expected.answer:
        failed = [reason.requirement.key for reason in found.reasons if reason.truth is not Truth.YES]
        wrong.append(f"trả lời {_WORDS[found.truth]}, mong đợi {_WORDS[expected.answer]} ({', '.join(failed)})")
    wrong += [
        f"{name} là {getattr(found, name)}, mong đợi {getattr(expected, name)}"
        for name in _COMPARED
        if name in named and getattr(found, name) != getattr(expected, name)
    ]
    lists = {
        "missing": found.missing,
        "failed": tuple(reason.requirement.key for reason in found.reasons if reason.truth is Truth.NO),
        "cautions": tuple(caution.key for caution in found.cautions),
    }
    for name, got in lists.items():
        wanted = getattr(expected, name)
        if wanted is not None and sorted(wanted) != sorted(got):
            wrong.append(f"{name} là [{', '.join(got)}], mong đợi [{', '.join(wanted)}]")
    return wrong


def run_cases(law: Law, cases: Iterable[LawCase]) -> tuple[list[tuple[LawCase, str]], set[Tried]]:
    """Run cases; return what is wrong with each case that is wrong, and all the rules that were tried."""
    wrong: list[tuple[LawCase, str]] = []
    tried: set[Tried] = set()
    for case in cases:
        if case.programme not in law.programmes:
            wrong.append((case, f"không có chương trình {case.programme}"))
            continue
        try:
            found = answer_case(law, case)
        except (MissingValueError, ValueError) as problem:
            wrong.append((case, f"không trả lời được: {problem}"))
            continue
        tried |= {(case.programme, reason.requirement.key, reason.truth) for reason in found.reasons}
        wrong += [(case, difference) for difference in differences(case, found)]
    return wrong, tried


def run_poverty_cases(law: Law, cases: Iterable[PovertyCase]) -> Iterator[tuple[PovertyCase, str]]:
    """Yield the poverty cases that come out as another class, with the class they get."""
    for case in cases:
        standard = find_on(law.poverty_standard, case.on)
        if standard is None:
            yield case, f"không có chuẩn nghèo cho ngày {case.on:%d/%m/%Y}"
            continue
        is_rural, income_vnd, deprivations = (
            case.facts.get(name) for name in ("is_rural", "income_vnd", "deprivations")
        )
        assert is_rural is None or isinstance(is_rural, bool)
        assert income_vnd is None or isinstance(income_vnd, int)
        assert deprivations is None or isinstance(deprivations, int)
        found = classify(standard.value, is_rural=is_rural, income_vnd=income_vnd, deprivations=deprivations)
        if (found or "UNKNOWN") != case.poverty:
            yield case, f"là {found or 'UNKNOWN'}, mong đợi {case.poverty}"


def untried(law: Law, tried: set[Tried]) -> Iterator[tuple[str, str, str]]:
    """Yield the rules without a case in which they hold, fail or stay open: programme, rule, what is lacking."""
    for code, programme in law.programmes.items():
        for key in dict.fromkeys(rule.key for rule in programme.requirements):
            lacking = [words for truth, words in _WORDS.items() if (code, key, truth) not in tried]
            if lacking:
                yield code, key, ", ".join(lacking)
