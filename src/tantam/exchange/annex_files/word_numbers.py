"""Automatic numbers of Word lists: what Word shows before a paragraph stands nowhere in its text."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from tantam.core.annex.numbering import roman

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LEVELS_MAX = 9


class ListNumbers:
    """Counts the numbered paragraphs of one document, list by list and level by level."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        if part is not None:
            self._learn(part.element)

    def _learn(self, root: Any) -> None:
        for abstract in root.iterchildren(qn("w:abstractNum")):
            levels = {}
            for level in abstract.iterchildren(qn("w:lvl")):
                form = _value(level, "w:numFmt") or "decimal"
                start = _value(level, "w:start") or "1"
                place = int(level.get(qn("w:ilvl"), "0"))
                levels[place] = (form, _value(level, "w:lvlText") or "", int(start) if start.isdigit() else 1)
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for number in root.iterchildren(qn("w:num")):
            self._abstract[number.get(qn("w:numId"), "")] = _value(number, "w:abstractNumId") or ""

    def next_label(self, paragraph: Any) -> str:
        """Return the number that Word shows before this paragraph, with a space, or nothing."""
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is None:
            return ""
        number, place = _value(properties, "w:numId") or "", int(_value(properties, "w:ilvl") or 0)
        levels = self._levels.get(self._abstract.get(number, ""), {})
        if place not in levels or place >= _LEVELS_MAX:
            return ""
        counts = self._counts.setdefault(self._abstract[number], [0] * _LEVELS_MAX)
        counts[place] = counts[place] + 1 if counts[place] else levels[place][2]
        counts[place + 1 :] = [0] * (_LEVELS_MAX - place - 1)
        form, pattern, _start = levels[place]
        if form in ("bullet", "none"):
            return "- " if form == "bullet" else ""
        label = re.sub(r"%(\d)", lambda found: _shown(counts, levels, int(found[1]) - 1), pattern)
        return f"{label} "


def _value(element: Any, name: str) -> str | None:
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _shown(counts: list[int], levels: dict[int, tuple[str, str, int]], place: int) -> str:
    form, count = levels.get(place, ("decimal", "", 1))[0], max(counts[place], 1)
    if form == "upperRoman" and count < 40:
        return roman(count)
    if form == "lowerRoman" and count < 40:
        return roman(count).lower()
    if form in ("lowerLetter", "upperLetter"):
        letter = _LETTERS[(count - 1) % len(_LETTERS)]
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02d}" if form == "decimalZero" else str(count)
