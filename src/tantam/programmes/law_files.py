"""Reads the law of loan programmes from law/*.yaml, and refuses whatever it does not understand.

    law/programmes/<code>.yaml   a loan programme (`Programme`)
    law/papers.yaml              papers by code (`Paper`)
    law/poverty/standard.yaml    poverty_standard: dated lines
    law/lending/household.yaml   household_warning_vnd: dated amounts
    law/checking.yaml            after how many months a value should be looked at again

A key that stands twice, a word that is not known, a day that is not written as a day: each is refused with its
file and its place. What was read is kept until a file changes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from pydantic import BaseModel, ValidationError

from tantam.base.strict_files import LawFault, UnreadableLaw, faults_of, not_days, read_strictly
from tantam.core.canonical import digest
from tantam.core.law.dated import Dated, Months
from tantam.core.law.programme import Law, Paper, Programme


def load_law(folder: Path | None = None) -> Law:
    """Return the law of the folder (the setting TANTAM_LAW_DIR if none is given).

    :raises UnreadableLaw: with everything that cannot be read.
    """
    chosen = Path(settings.TANTAM_LAW_DIR if folder is None else folder).resolve()
    return _load(chosen, _state_of(chosen))


def months_until_unchecked(folder: Path | None = None) -> int:
    """Return after how many months a value counts as not checked lately (law/checking.yaml).

    :raises UnreadableLaw: if the file cannot be read.
    """
    chosen = Path(settings.TANTAM_LAW_DIR if folder is None else folder).resolve()
    content = read_strictly(chosen / "checking.yaml", shown="checking.yaml")
    try:
        months: int = Dated[Months].model_validate(content["months_until_unchecked"]).value
    except ValidationError as problem:
        raise UnreadableLaw(faults_of(problem, shown="checking.yaml")) from None
    except (KeyError, TypeError):
        raise UnreadableLaw((LawFault("checking.yaml", "months_until_unchecked", "thiếu mục này"),)) from None
    return months


def law_digest(law: Law) -> str:
    """Return the SHA-256 of the law's canonical JSON; a field that says nothing does not change it."""
    return digest(law.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def _files(folder: Path) -> list[Path]:
    single = [folder / "papers.yaml", folder / "poverty" / "standard.yaml", folder / "lending" / "household.yaml"]
    return [*sorted((folder / "programmes").glob("*.yaml")), *single]


def _state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a file changes: its name, its moment, its size."""
    state = []
    for path in _files(folder):
        try:
            found = path.stat()
        except OSError:
            continue
        state.append((str(path), found.st_mtime_ns, found.st_size))
    return tuple(state)


@lru_cache(maxsize=8)
def _load(folder: Path, _state: tuple[tuple[str, int, int], ...]) -> Law:
    *programme_files, papers_file, poverty_file, lending_file = _files(folder)
    faults: list[LawFault] = []
    content: dict[str, Any] = {"programmes": {}}
    for path in programme_files:
        content["programmes"][path.stem] = _read(path, folder, Programme, faults)
    content["papers"] = {
        code: _checked(row, f"{_shown(papers_file, folder)}: {code}", Paper, faults)
        for code, row in _mapping(papers_file, folder, faults).items()
    }
    for path, key in ((poverty_file, "poverty_standard"), (lending_file, "household_warning_vnd")):
        rows = _mapping(path, folder, faults)
        faults += [
            LawFault(_shown(path, folder), str(name), "từ này không được biết (unknown key)")
            for name in rows
            if name != key
        ]
        faults += not_days(rows, shown=_shown(path, folder))
        content[key] = rows.get(key, ())
    if not programme_files:
        faults.append(LawFault(_shown(folder / "programmes", folder), "", "không có tệp chương trình nào"))
    if faults:
        raise UnreadableLaw(tuple(faults))
    try:
        return Law.model_validate(content)
    except ValidationError as problem:
        raise UnreadableLaw(faults_of(problem, shown=folder.name)) from None


def _read(path: Path, folder: Path, model: type[BaseModel], faults: list[LawFault]) -> BaseModel | None:
    return _checked(_mapping(path, folder, faults), _shown(path, folder), model, faults)


def _mapping(path: Path, folder: Path, faults: list[LawFault]) -> dict[str, Any]:
    try:
        content = read_strictly(path, shown=_shown(path, folder))
    except UnreadableLaw as problem:
        faults += problem.faults
        return {}
    if not isinstance(content, dict):
        faults.append(LawFault(_shown(path, folder), "", "phải là một bảng các mục (mapping)"))
        return {}
    return content


def _checked(content: Any, shown: str, model: type[BaseModel], faults: list[LawFault]) -> BaseModel | None:
    before = len(faults)
    faults += not_days(content, shown=shown)
    if not content or len(faults) > before:
        return None
    try:
        return model.model_validate(content)
    except ValidationError as problem:
        faults += faults_of(problem, shown=shown)
        return None


def _shown(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder.parent))
