"""Checks the law as data: dates, references, rates and worked cases. Nothing here reads a file or a clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final, Protocol

from tantam.core.law.conditions import parameters_of
from tantam.core.law.dated import Reference, Standing
from tantam.core.law.programme import Law, Lending, Programme
from tantam.programmes.case_runs import run_cases, run_poverty_cases, untried
from tantam.programmes.law_cases import Cases

ARTICLE_NOT_KNOWN: Final = "chưa xác định"
_TERMS: Final = ("cap", "rate", "overdue_rate", "longest_term")
_LISTS: Final = ("lending", *_TERMS, "unsecured_up_to_vnd", "repayment", "papers")
# Which expectations of a case try a value.
_EXPECTED: Final[Mapping[str, frozenset[str]]] = {
    "cap": frozenset({"cap_vnd", "cap_left_vnd"}),
    "rate": frozenset({"rate_ppm"}),
    "overdue_rate": frozenset({"overdue_rate_ppm"}),
    "longest_term": frozenset({"longest_term_months"}),
}
_YEAR_IN_NUMBER: Final = re.compile(r"/((?:19|20)\d\d)(?=/|$)")


class Span(Protocol):
    """Something that holds from a day until before another."""

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_before(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A value with its place: programme and what it is, or the file it stands in."""

    owner: str
    what: str
    standing: Standing

    def __str__(self) -> str:
        return f"{self.owner}: {self.what} từ {self.standing.starts_on:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class LawProblem:
    """Something that is wrong: the check that found it, where, what."""

    check: str  # OVERLAP | HOLE | SILENCE | PARAMETER | REFERENCE | RATE | CASE | COVERAGE
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True, slots=True)
class LawReport:
    """What a check of the law found; only `problems` say that something is wrong."""

    programmes: int
    values: int
    requirements: int
    cases: int
    problems: tuple[LawProblem, ...]
    unverified: tuple[Placed, ...]
    without_article: tuple[Placed, ...]
    stale: tuple[Placed, ...]

    def with_more(
        self, placed: Iterable[Placed], problems: Iterable[LawProblem], *, today: date, months_until_unchecked: int
    ) -> LawReport:
        """Return the report with the values of another part of the law, and what is wrong with them."""
        more = tuple(placed)
        wrong = _wrong_references((str(one), one.standing.reference) for one in more)
        return replace(
            self,
            values=self.values + len(more),
            problems=(*self.problems, *problems, *wrong),
            unverified=(*self.unverified, *(one for one in more if one.standing.verify)),
            without_article=(
                *self.without_article,
                *(one for one in more if one.standing.reference.article == ARTICLE_NOT_KNOWN),
            ),
            stale=(*self.stale, *_stale(more, today=today, months=months_until_unchecked)),
        )


def check_law(law: Law, cases: Cases, *, today: date, months_until_unchecked: int) -> LawReport:
    """Run every check over the law and its worked cases."""
    placed = tuple(values_of(law))
    problems = [
        *_overlaps_and_gaps(law),
        *_silences(law),
        *_holes(law),
        *_parameters(law),
        *_references(placed, cases),
        *_rates(law),
        *_cases(law, cases),
    ]
    return LawReport(
        programmes=len(law.programmes),
        values=len(placed),
        requirements=sum(len(programme.requirements) for programme in law.programmes.values()),
        cases=cases.count,
        problems=tuple(problems),
        unverified=tuple(value for value in placed if value.standing.verify),
        without_article=tuple(value for value in placed if value.standing.reference.article == ARTICLE_NOT_KNOWN),
        stale=_stale(placed, today=today, months=months_until_unchecked),
    )


def _stale(placed: Iterable[Placed], *, today: date, months: int) -> tuple[Placed, ...]:
    return tuple(value for value in placed if _months_later(value.standing.checked_on, months) <= today)


def values_of(law: Law) -> Iterator[Placed]:
    """Yield every dated value and rule of the law with its place."""
    for code, programme in law.programmes.items():
        for what, values in _lists_of(programme):
            yield from (Placed(code, what, value) for value in values)
        yield from (Placed(code, f"requirements.{rule.key}", rule) for rule in programme.requirements)
    yield from (Placed("poverty/standard", "poverty_standard", value) for value in law.poverty_standard)
    yield from (Placed("lending/household", "household_warning_vnd", value) for value in law.household_warning_vnd)


def _lists_of(programme: Programme) -> Iterator[tuple[str, Sequence[Standing]]]:
    for what in _LISTS:
        yield what, getattr(programme, what)
    for name, values in programme.parameters.items():
        yield f"parameters.{name}", values


def _overlaps_and_gaps(law: Law) -> Iterator[LawProblem]:
    """Two values on one day, or a hole between two values that no `silent` explains."""
    lists = [
        (code, what, values) for code, programme in law.programmes.items() for what, values in _lists_of(programme)
    ]
    lists += [
        ("poverty/standard", "poverty_standard", law.poverty_standard),
        ("lending/household", "household_warning_vnd", law.household_warning_vnd),
    ]
    for owner, what, values in lists:
        if not values:
            continue
        ordered = sorted(values, key=lambda value: value.starts_on)
        yield from _overlaps(f"{owner}: {what}", ordered)
        silent = [one for one in law.programmes[owner].silent if one.what == what] if what in _TERMS else []
        first, last = ordered[0].starts_on, ordered[-1].starts_on
        yield from (_hole(owner, what, day) for day in uncovered([*ordered, *silent], first, last))


def _overlaps(place: str, ordered: Sequence[Span]) -> Iterator[LawProblem]:
    for earlier, later in pairwise(ordered):
        if earlier.ends_before is None or earlier.ends_before > later.starts_on:
            yield LawProblem("OVERLAP", place, f"hai giá trị cùng có hiệu lực ngày {later.starts_on:%d/%m/%Y}")


def lasting_problems(
    owner: str, what: str, values: Sequence[Span], *, silent: Sequence[Span] | None = None
) -> Iterator[LawProblem]:
    """Check values of which exactly one must hold on each day from the first on, and at least one there must be.

    `silent` are the days that have none and say so; None where the file has no place to say it.
    """
    place = f"{owner}: {what}"
    if not values:
        yield LawProblem("HOLE", place, "không có giá trị nào")
        return
    ordered = sorted(values, key=lambda value: value.starts_on)
    yield from _overlaps(place, ordered)
    for day in uncovered([*ordered, *(silent or ())], ordered[0].starts_on, None):
        if silent is None:
            yield LawProblem("HOLE", place, f"không có giá trị từ ngày {day:%d/%m/%Y}")
        else:
            yield _hole(owner, what, day)


def _hole(owner: str, what: str, day: date) -> LawProblem:
    return LawProblem(
        "HOLE", f"{owner}: {what}", f"không có giá trị từ ngày {day:%d/%m/%Y}; ghi giá trị, hoặc ghi vào silent"
    )


def uncovered(spans: Iterable[Span], start: date, end: date | None) -> list[date]:
    """Return the first days of the holes that spans leave between two days (end None: for ever)."""
    holes = []
    reached: date | None = start
    for span in sorted(spans, key=lambda one: one.starts_on):
        if reached is None or (end is not None and span.starts_on >= end):
            break
        if span.starts_on > reached:
            holes.append(reached)
        if span.ends_before is None or span.ends_before > reached:
            reached = span.ends_before
    if reached is not None and (end is None or reached < end):
        holes.append(reached)
    return holes


def _silences(law: Law) -> Iterator[LawProblem]:
    """A file that says both a value and that there is none."""
    for code, programme in law.programmes.items():
        for silence in programme.silent:
            for value in getattr(programme, silence.what):
                if _meet(silence.starts_on, silence.ends_before, value.starts_on, value.ends_before):
                    yield LawProblem(
                        "SILENCE",
                        f"{code}: {silence.what}",
                        f"vừa có giá trị từ {value.starts_on:%d/%m/%Y} vừa ghi silent",
                    )


def _meet(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    return (end is None or other_start < end) and (other_end is None or start < other_end)


def _holes(law: Law) -> Iterator[LawProblem]:
    """Days on which money is lent but a term has no value."""
    for code, programme in law.programmes.items():
        for lending in programme.lending:
            if lending.value is not Lending.OPEN:
                continue
            for what in _TERMS:
                silent = [silence for silence in programme.silent if silence.what == what]
                spans = [*getattr(programme, what), *silent]
                for day in uncovered(spans, lending.starts_on, lending.ends_before):
                    yield _hole(code, what, day)


def _parameters(law: Law) -> Iterator[LawProblem]:
    """Days on which a rule holds but a parameter that it uses has no value."""
    for code, programme in law.programmes.items():
        for rule in programme.requirements:
            for name in sorted(parameters_of(rule.when)):
                for day in uncovered(programme.parameters[name], rule.starts_on, rule.ends_before):
                    place = f"{code}: parameters.{name}"
                    yield LawProblem("PARAMETER", place, f"quy tắc {rule.key} cần giá trị từ ngày {day:%d/%m/%Y}")


def _references(placed: Iterable[Placed], cases: Cases) -> Iterator[LawProblem]:
    """A document or article that is blank, or a year that is not the one in the document's number."""
    references = [(str(value), value.standing.reference) for value in placed]
    references += [(case.title, case.clause) for case in cases.programmes]
    references += [(case.title, case.clause) for case in cases.poverty]
    yield from _wrong_references(references)


def _wrong_references(references: Iterable[tuple[str, Reference]]) -> Iterator[LawProblem]:
    for place, reference in references:
        if not reference.document.strip() or not reference.article.strip():
            yield LawProblem("REFERENCE", place, "thiếu số văn bản hoặc điều")
        found = _YEAR_IN_NUMBER.search(reference.document)
        if found and int(found.group(1)) != reference.year:
            yield LawProblem("REFERENCE", place, f"văn bản {reference.document} nhưng năm {reference.year}")


def _rates(law: Law) -> Iterator[LawProblem]:
    """Rates that are shares of themselves, or of a programme that has no rate on some of the days."""
    for code, programme in law.programmes.items():
        for value in programme.rate:
            base = value.value.of
            if base is None:
                continue
            if code in _bases(law, base, seen=()):
                yield LawProblem("RATE", f"{code}: rate", f"tính theo chính nó, qua {base}")
                continue
            for day in uncovered(law.programmes[base].rate, value.starts_on, value.ends_before):
                yield LawProblem("RATE", f"{code}: rate", f"{base} không có lãi suất từ ngày {day:%d/%m/%Y}")


def _bases(law: Law, code: str, *, seen: tuple[str, ...]) -> frozenset[str]:
    """Return the programme and all whose rates it rests on."""
    if code in seen:
        return frozenset({code})
    further = {value.value.of for value in law.programmes[code].rate if value.value.of}
    return frozenset({code}).union(*(_bases(law, base, seen=(*seen, code)) for base in further))


def _cases(law: Law, cases: Cases) -> Iterator[LawProblem]:
    """Cases that come out otherwise, and rules and values that no case tries."""
    wrong, tried = run_cases(law, cases.programmes)
    yield from (LawProblem("CASE", f"{case.programme}: {case.title}", what) for case, what in wrong)
    for poverty_case, what in run_poverty_cases(law, cases.poverty):
        yield LawProblem("CASE", f"chuẩn nghèo: {poverty_case.title}", what)
    for code, key, lacking in untried(law, tried):
        yield LawProblem("COVERAGE", f"{code}: requirements.{key}", f"chưa có tình huống: {lacking}")
    for code, programme in law.programmes.items():
        own = [case for case in cases.programmes if case.programme == code]
        if not own:
            yield LawProblem("COVERAGE", code, "chưa có tình huống nào")
        for what, named in _EXPECTED.items():
            days = [case.on for case in own if named & case.expect.model_fields_set]
            for value in getattr(programme, what):
                if not any(value.holds_on(day) for day in days):
                    place = f"{code}: {what} từ {value.starts_on:%d/%m/%Y}"
                    yield LawProblem("COVERAGE", place, "chưa có tình huống nào thử giá trị này")


def _months_later(day: date, months: int) -> date:
    """Return the first day of the month after so many months: near enough to look again."""
    place = day.year * 12 + day.month + months
    return date(place // 12, place % 12 + 1, 1)
