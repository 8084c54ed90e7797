"""Reading an overlay that a person wrote in YAML; whatever is wrong is said with its line and its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import ValidationError

from tantam.base.errors import Refusal
from tantam.core.eligibility.terms import LoopingRateError, terms_on
from tantam.core.law.dated import MissingValueError
from tantam.core.law.programme import Law
from tantam.core.reforms.overlay import NothingToChange, Overlay, apply_overlay

OVERLAY_MAX: Final = 50_000  # characters
FAULTS_MAX: Final = 20
_NO_TEXT: Final = {"Cc", "Cs", "Cn"}  # control characters, halves of characters, what is no character
_WRONG: Final = {
    "missing": gettext_noop("thiếu mục này"),
    "extra_forbidden": gettext_noop("không có mục nào tên như vậy"),
    "enum": gettext_noop("không phải giá trị được phép"),
    "int_type": gettext_noop("phải là số nguyên"),
    "int_parsing": gettext_noop("phải là số nguyên"),
    "int_from_float": gettext_noop("phải là số nguyên"),
    "bool_type": gettext_noop("phải là true hoặc false"),
    "string_type": gettext_noop("phải là chữ, đặt trong dấu nháy nếu là số"),
    "model_type": gettext_noop("phải gồm các mục con"),
    "dict_type": gettext_noop("phải gồm các mục con"),
    "tuple_type": gettext_noop("phải là danh sách"),
    "too_short": gettext_noop("cần ít nhất một mục"),
    "greater_than_equal": gettext_noop("nhỏ hơn mức cho phép"),
    "less_than_equal": gettext_noop("lớn hơn mức cho phép"),
    "less_than": gettext_noop("lớn hơn mức cho phép"),
    "string_too_long": gettext_noop("dài quá mức cho phép"),
    "string_too_short": gettext_noop("không được để trống"),
    "string_pattern_mismatch": gettext_noop("chỉ gồm chữ thường không dấu, số và dấu gạch nối"),
}
_DATES: Final = {"date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"}


@dataclass(frozen=True, slots=True)
class OverlayFault:
    """Something that cannot be read: its line (0 if it has none), the place in words of the file, what is wrong."""

    line: int
    place: str
    what: str

    def __str__(self) -> str:
        parts = [_("Dòng %(line)d") % {"line": self.line} if self.line else "", self.place, self.what]
        return ": ".join(part for part in parts if part)


class UnreadableOverlay(Refusal):
    """The overlay says something that it cannot say; `faults` has all that was found."""

    def __init__(self, *faults: OverlayFault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults[:FAULTS_MAX]))
        self.faults = faults[:FAULTS_MAX]


def read_overlay(text: str, law: Law) -> Overlay:
    """Return the overlay that a text says, tried on the law.

    :raises UnreadableOverlay: if it is no YAML, no overlay, or changes what the law does not have.
    """
    content, lines = _parsed(text)
    try:
        overlay = Overlay.model_validate(content)
    except ValidationError as problem:
        raise UnreadableOverlay(*_faults(problem, lines)) from None
    if overlay.is_empty:
        raise UnreadableOverlay(OverlayFault(0, "", _("Cải cách chưa thay đổi gì. Hãy ghi ít nhất một thay đổi.")))
    try:
        other = apply_overlay(law, overlay)
    except NothingToChange as problem:
        raise UnreadableOverlay(_not_there(problem, lines)) from None
    except ValidationError as problem:
        raise UnreadableOverlay(*_faults(problem, {})) from None
    _resolve(other, overlay)
    return overlay


def _resolve(law: Law, overlay: Overlay) -> None:
    """Ask the changed law for its terms on the day of effect: they have to come to something."""
    for code in (*overlay.change, *overlay.add):
        try:
            terms_on(law, code, overlay.starts_on)
        except LoopingRateError:
            fault = _("Lãi suất tính vòng quanh theo chính nó. Hãy ghi một lãi suất bằng số (ppm).")
        except MissingValueError as problem:
            fault = _("Chương trình này chưa có giá trị cần thiết vào ngày áp dụng (%(what)s).") % {"what": problem}
        else:
            continue
        raise UnreadableOverlay(OverlayFault(0, code, fault))


def _not_there(problem: NothingToChange, lines: dict[tuple[str, ...], int]) -> OverlayFault:
    named = {"programme": problem.programme, "name": problem.name}
    sentences = {
        "PROGRAMME": _(
            "Không có chương trình mã “%(programme)s”. Hãy chọn chương trình ở mục “Hoặc chọn một quy định cần đổi” "
            "để có mã đúng."
        ),
        "PARAMETER": _("Chương trình “%(programme)s” không có tham số “%(name)s”."),
        "REQUIREMENT": _("Chương trình “%(programme)s” không có điều kiện “%(name)s”."),
        "ALREADY_THERE": _("Đã có chương trình mã “%(programme)s”. Chương trình mới cần mã khác."),
    }
    places = {
        "PROGRAMME": ("change", problem.programme),
        "PARAMETER": ("change", problem.programme, "parameters", problem.name),
        "REQUIREMENT": ("change", problem.programme, "requirements", problem.name),
        "ALREADY_THERE": ("add", problem.programme),
    }
    place = places[problem.what]
    return OverlayFault(lines.get(place, 0), " › ".join(place), sentences[problem.what] % named)


def _faults(problem: ValidationError, lines: dict[tuple[str, ...], int]) -> Iterator[OverlayFault]:
    for error in problem.errors(include_url=False):
        place = tuple(str(part) for part in error["loc"] if part != "[key]")
        shown = " › ".join(str(int(part) + 1) if part.isdecimal() else part for part in place)
        yield OverlayFault(_line(place, lines), shown, _what(error["type"], error["msg"]))


def _what(kind: str, message: str) -> str:
    if kind in _DATES:
        return _("phải là ngày viết dạng 2027-01-01")
    if kind in _WRONG:
        return _(_WRONG[kind])
    reason = message.removeprefix("Value error, ")
    return _("trái với quy tắc của dữ liệu luật (%(reason)s)") % {"reason": reason}


def _line(place: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> int:
    """Return the line of a place, or of the nearest one around it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 0)


def _parsed(text: str) -> tuple[Any, dict[tuple[str, ...], int]]:
    """Return what the YAML holds, and the line of every place in it."""
    if len(text) > OVERLAY_MAX:
        raise UnreadableOverlay(OverlayFault(0, "", _("Nội dung dài quá %(most)d ký tự.") % {"most": OVERLAY_MAX}))
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise UnreadableOverlay(OverlayFault(0, "", _("Không dùng tham chiếu (*, &) trong nội dung này.")))
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        _check_characters(node)
        lines = dict(_places(node, ()))
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 0
        raise UnreadableOverlay(OverlayFault(line, "", _("Viết sai cú pháp YAML tại đây."))) from None
    except (yaml.YAMLError, ValueError):
        raise UnreadableOverlay(OverlayFault(0, "", _("Có giá trị hoặc ký tự không đọc được."))) from None
    except RecursionError:
        raise UnreadableOverlay(OverlayFault(0, "", _("Các mục lồng nhau quá sâu."))) from None
    if not isinstance(content, dict):
        raise UnreadableOverlay(OverlayFault(0, "", _("Nội dung phải gồm các mục name, starts_on, change hoặc add.")))
    return content, lines


def _check_characters(node: yaml.Node | None) -> None:
    """Refuse characters that no text holds and no database keeps, such as those written as escapes."""
    if isinstance(node, yaml.ScalarNode):
        if any(character not in "\n\t" and unicodedata.category(character) in _NO_TEXT for character in node.value):
            line = node.start_mark.line + 1
            raise UnreadableOverlay(OverlayFault(line, "", _("Có giá trị hoặc ký tự không đọc được.")))
    elif isinstance(node, yaml.CollectionNode):
        for part in node.value:
            for inner in part if isinstance(part, tuple) else (part,):
                _check_characters(inner)


def _places(node: yaml.Node | None, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield every place with its line; a key that stands twice is refused."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in seen:
                raise UnreadableOverlay(OverlayFault(line, " › ".join((*place, name)), _("mục này được viết hai lần")))
            seen.add(name)
            yield (*place, name), line
            yield from _places(value, (*place, name))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*place, str(number)), value.start_mark.line + 1
            yield from _places(value, (*place, str(number)))
