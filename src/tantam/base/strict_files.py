"""Reads files of the law strictly: what is not understood is refused, with its file and its place.

A key that stands twice, a number that YAML would read as something else, a day that is not written as a day:
each would be guessed at, and the law is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from tantam.base.errors import Refusal

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


def _place(loc: tuple[int | str, ...]) -> str:
    place = ""
    for part in loc:
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part)
    return place
