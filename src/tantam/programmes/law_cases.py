"""Worked cases of the law, as a jurist writes them in law/cases/*.yaml.

A file is about one programme (or, in poverty.yaml, about the poverty standard):

    programme: near-poor
    clause: {document: 15/2013/QĐ-TTg, year: 2013, article: "1"}     for all cases that have none of their own
    cases:
      - title: Hộ cận nghèo, chưa nợ
        on: 2026-11-22
        facts: {poverty_class: NEAR_POOR, adults: 2}
        debts: {}                                        left out: what is owed is not known
        expect: {answer: co, cap_left_vnd: 100_000_000}  co | khong | chua-ro

What an expectation does not name is not compared; `null` says that there must be no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final

from django.conf import settings
from pydantic import BeforeValidator, Field, ValidationError, model_validator

from tantam.base.strict_files import LawFault, UnreadableLaw, faults_of, not_days, read_strictly
from tantam.core.law.conditions import Truth
from tantam.core.law.dated import Code, LawModel, Months, Ppm, Reference, Vnd
from tantam.core.law.facts import FACTS, FactKind

FactEntry = bool | int | date | str | None

_ANSWERS: Final[Mapping[Any, Truth]] = {
    "co": Truth.YES,
    "có": Truth.YES,
    "YES": Truth.YES,
    True: Truth.YES,
    "khong": Truth.NO,
    "không": Truth.NO,
    "NO": Truth.NO,
    False: Truth.NO,
    "chua-ro": Truth.UNKNOWN,
    "chưa rõ": Truth.UNKNOWN,
    "UNKNOWN": Truth.UNKNOWN,
}


def _truth(said: Any) -> Truth:
    if isinstance(said, bool | str) and said in _ANSWERS:
        return _ANSWERS[said]
    raise ValueError(f"an answer is co, khong or chua-ro, not {said!r}")


class Expectation(LawModel):
    """What a case must come out as; only what is written is compared."""

    answer: Annotated[Truth, BeforeValidator(_truth)]
    cap_vnd: Vnd | None = None
    cap_left_vnd: Vnd | None = None
    owed_vnd: Vnd | None = None
    rate_ppm: Ppm | None = None
    overdue_rate_ppm: Ppm | None = None
    longest_term_months: Months | None = None
    unsecured_up_to_vnd: Vnd | None = None
    missing: tuple[str, ...] | None = None
    failed: tuple[Code, ...] | None = None
    cautions: tuple[str, ...] | None = None


def _check_facts(facts: Mapping[str, FactEntry]) -> None:
    for name, value in facts.items():
        if name not in FACTS:
            raise ValueError(f"{name} is no fact that is known here")
        kind = FACTS[name].kind
        fits = {
            FactKind.YES_NO: isinstance(value, bool),
            FactKind.DAY: value is None or isinstance(value, date),
            FactKind.CHOICE: value in FACTS[name].choices,
            FactKind.COUNT: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
            FactKind.VND: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
        }[kind]
        if not fits:
            raise ValueError(f"{name}: {value!r} is not a value of this fact ({kind.value})")


class LawCase(LawModel):
    """A household on a day, and what the law answers it."""

    title: str = Field(min_length=1)
    programme: Code
    on: date
    facts: dict[str, FactEntry] = Field(default_factory=dict)
    debts: dict[Code, Vnd] | None = None
    expect: Expectation
    clause: Reference

    @model_validator(mode="after")
    def _facts_fit(self) -> LawCase:
        _check_facts(self.facts)
        return self


class PovertyCase(LawModel):
    """A household on a day, and the class that the standard gives it; UNKNOWN while a fact is missing."""

    title: str = Field(min_length=1)
    on: date
    facts: dict[str, FactEntry]
    poverty: str = Field(pattern="^(POOR|NEAR_POOR|AVERAGE|NONE|UNKNOWN)$")
    clause: Reference

    @model_validator(mode="after")
    def _facts_fit(self) -> PovertyCase:
        _check_facts(self.facts)
        if set(self.facts) - {"is_rural", "income_vnd", "deprivations"}:
            raise ValueError("a poverty case has is_rural, income_vnd and deprivations")
        return self


class Cases(LawModel):
    """All worked cases; `files` has how many each file holds."""

    programmes: tuple[LawCase, ...]
    poverty: tuple[PovertyCase, ...]
    files: dict[str, int]

    @property
    def count(self) -> int:
        """Return how many cases there are."""
        return len(self.programmes) + len(self.poverty)


def load_cases(folder: Path | None = None) -> Cases:
    """Return the worked cases of the law's folder (the setting TANTAM_LAW_DIR if none is given).

    :raises UnreadableLaw: with everything that cannot be read.
    """
    chosen = Path(settings.TANTAM_LAW_DIR if folder is None else folder).resolve() / "cases"
    state = tuple((path, path.stat().st_mtime_ns) for path in sorted(chosen.glob("*.yaml")))
    return _load(state)


@lru_cache(maxsize=8)
def _load(state: tuple[tuple[Path, int], ...]) -> Cases:
    faults: list[LawFault] = []
    programmes: list[LawCase] = []
    poverty: list[PovertyCase] = []
    files: dict[str, int] = {}
    for path, _moment in state:
        before = len(programmes) + len(poverty)
        shown = f"cases/{path.name}"
        try:
            rows = _rows(path, shown)
        except UnreadableLaw as problem:
            faults += problem.faults
            rows = []
        for row in rows:
            try:
                if "poverty" in row:
                    poverty.append(PovertyCase.model_validate(row))
                else:
                    programmes.append(LawCase.model_validate(row))
            except ValidationError as problem:
                faults += faults_of(problem, shown=f"{shown}: «{row.get('title', '')}»")
        files[path.name] = len(programmes) + len(poverty) - before
    if faults:
        raise UnreadableLaw(tuple(faults))
    return Cases(programmes=tuple(programmes), poverty=tuple(poverty), files=files)


def _rows(path: Path, shown: str) -> list[dict[str, Any]]:
    """Return the cases of a file, each with the file's programme and clause where it has none of its own."""
    content = read_strictly(path, shown=shown)
    if not isinstance(content, dict) or not isinstance(content.get("cases"), list):
        raise UnreadableLaw((LawFault(shown, "cases", "phải có danh sách các tình huống (list)"),))
    strange = sorted(set(content) - {"programme", "clause", "cases"})
    faults = [LawFault(shown, name, "từ này không được biết (unknown key)") for name in strange]
    faults += not_days(content, shown=shown)
    faults += [
        LawFault(shown, f"cases[{place}]", "phải là một bảng các mục (mapping)")
        for place, row in enumerate(content["cases"])
        if not isinstance(row, dict)
    ]
    if faults:
        raise UnreadableLaw(tuple(faults))
    given = {key: content[key] for key in ("programme", "clause") if key in content}
    return [{**given, **row} for row in content["cases"]]
