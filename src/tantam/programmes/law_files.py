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

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings
from pydantic import BaseModel, ValidationError

from tantam.base.errors import Refusal
from tantam.core.canonical import digest
from tantam.core.law.dated import Dated, Months
from tantam.core.law.programme import Law, Paper, Programme

_DAYS: Final = {"starts_on", "ends_before", "checked_on", "on"}
_PLAIN_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9_]*)")
_WRONG: Final = {
    "missing": "thiếu mục này",
    "extra_forbidden": "từ này không được biết",
    "value_error": "trái với quy tắc của luật dữ liệu",
    "enum": "không phải giá trị được phép",
    "int_type": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "string_type": "phải là chữ, đặt trong dấu nháy nếu là số",
}


@dataclass(frozen=True, slots=True)
class LawFault:
    """Something that cannot be read: the file, the place in it, what is wrong."""

    file: str
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.what}" if self.place else f"{self.file}: {self.what}"


class UnreadableLaw(Refusal):
    """The files of the law cannot be read; `faults` has all that was found."""

    def __init__(self, faults: tuple[LawFault, ...]) -> None:
        lines = "\n".join(f"- {fault}" for fault in faults)
        super().__init__(f"Không đọc được dữ liệu luật ({len(faults)} chỗ). Hãy sửa các tệp sau rồi chạy lại:\n{lines}")
        self.faults = faults


class _StrictLoader(yaml.SafeLoader):
    """YAML where a key may stand only once, and where only true and false are yes/no (`on` is a word)."""

    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        """Refuse 010, which YAML reads as eight, and 1:30, which it reads as ninety."""
        if not _PLAIN_NUMBER.fullmatch(node.value):
            raise yaml.constructor.ConstructorError(
                None, None, f"số phải viết thường, không có số 0 đứng đầu (decimal): {node.value}", node.start_mark
            )
        return int(node.value.replace("_", ""))

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "khóa phải là một từ (scalar key)", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"khóa viết hai lần (duplicate key): {key.value}", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_StrictLoader.add_constructor("tag:yaml.org,2002:int", _StrictLoader.construct_yaml_int)


def read_strictly(path: Path, *, shown: str) -> Any:
    """Return the content of a YAML file; a key that stands twice is refused.

    :raises UnreadableLaw: if the file cannot be read.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as problem:
        line = f"dòng {problem.problem_mark.line + 1}" if problem.problem_mark else ""
        raise UnreadableLaw((LawFault(shown, line, problem.problem or "YAML sai cú pháp"),)) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as problem:
        raise UnreadableLaw((LawFault(shown, "", f"không đọc được tệp ({problem})"),)) from None


def faults_of(problem: ValidationError, *, shown: str) -> tuple[LawFault, ...]:
    """Return what a model refused, each with its place in the file."""
    return tuple(
        LawFault(shown, _place(error["loc"]), f"{_WRONG.get(error['type'], 'không đúng')} ({error['msg']})")
        for error in problem.errors(include_url=False)
    )


def not_days(value: Any, *, shown: str, place: str = "") -> Iterator[LawFault]:
    """Yield the dates that YAML did not read as days: a number or a text would be guessed at."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            here = f"{place}.{key}" if place else str(key)
            if key in _DAYS and item is not None and (not isinstance(item, date) or isinstance(item, datetime)):
                yield LawFault(shown, here, f"phải là ngày viết dạng 2026-11-22 (date), không phải {item!r}")
            yield from not_days(item, shown=shown, place=here)
    elif isinstance(value, list):
        for place_in_list, item in enumerate(value):
            yield from not_days(item, shown=shown, place=f"{place}[{place_in_list}]")


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


def _place(loc: tuple[int | str, ...]) -> str:
    place = ""
    for part in loc:
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part)
    return place
