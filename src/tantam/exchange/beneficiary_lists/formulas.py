"""Where the formulas of a sheet stand, and which of them came without a result."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tantam.exchange.beneficiary_lists.opening import damaged, has_formulas

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,2})(\d{1,7})")


@dataclass(slots=True)
class Formulas:
    """Rows (from 0) with a bit a column: formulas, and those of them without a result or with an error."""

    found: dict[int, int] = field(default_factory=dict)
    valueless: dict[int, int] = field(default_factory=dict)


def read_formulas(content: bytes, *, sheet: str) -> Formulas:
    """Return where the formulas of a sheet stand.

    :raises UnreadableList: if the workbook is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            path = _path_of(packed, sheet)
            if path is None:
                return Formulas()
            with packed.open(path) as stream:
                if not has_formulas(stream):
                    return Formulas()
            with packed.open(path) as stream:
                return _formulas_in(stream)
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as problem:
        raise damaged() from problem


def _parsed(document: bytes) -> Any:
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def _path_of(packed: zipfile.ZipFile, sheet: str) -> str | None:
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _parsed(packed.read("xl/_rels/workbook.xml.rels"))
    }
    names = set(packed.namelist())
    for found in _parsed(packed.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        if found.get("name", "") == sheet:
            target = relations.get(found.get(_RELATION), "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            return path if path in names else None
    return None


def _formulas_in(stream: Any) -> Formulas:
    formulas = Formulas()
    for _event, cell in etree.iterparse(
        stream, tag=(f"{_MAIN}c", f"{_MAIN}row"), resolve_entities=False, no_network=True, huge_tree=True
    ):
        if cell.tag == f"{_MAIN}c":
            place = _PLACE.fullmatch(cell.get("r") or "")
            if place and (cell.find(f"{_MAIN}f") is not None or cell.get("t") == "e"):
                _note(formulas, cell, column=_column(place.group(1)), row=int(place.group(2)) - 1)
            continue
        cell.clear()  # a row that was looked at needs no memory any more
        while cell.getprevious() is not None:
            del cell.getparent()[0]
    return formulas


def _note(formulas: Formulas, cell: Any, *, column: int, row: int) -> None:
    formulas.found[row] = formulas.found.get(row, 0) | 1 << column
    value = cell.find(f"{_MAIN}v")
    if value is None or value.text is None or cell.get("t") == "e":
        formulas.valueless[row] = formulas.valueless.get(row, 0) | 1 << column


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
