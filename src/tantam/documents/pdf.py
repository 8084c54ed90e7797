"""An official document as PDF, set by Typst in a metric twin of Times New Roman.

What people wrote travels as JSON strings beside the template `official.typ`, which only places them; no text
can become Typst code. System fonts are ignored and the file's moment is the document's date, so that the same
data gives the same bytes on every machine.
"""

import json
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import typst

from tantam.documents.official import PORTRAIT_WIDTH_MM, Heading, OfficialDocument, Paragraph, numbered
from tantam.documents.tables import (
    EMPTY_TABLE_TEXT,
    Column,
    Row,
    Table,
    cell_text,
    header_cells,
    is_kept_whole,
    is_tall,
)
from tantam.documents.text import printable

_PACKAGE = "tantam.documents"


def write_pdf(document: OfficialDocument) -> bytes:
    """Draw the document as a tagged PDF 1.7 with its fonts inside."""
    compiler = typst.Compiler(_template(), font_paths=_fonts())
    drawn = compiler.compile(
        format="pdf",
        sys_inputs={"document": json.dumps(_as_json(document), ensure_ascii=False)},
        timestamp=document.stamped_at,
    )
    assert isinstance(drawn, bytes)
    return drawn


@cache
def _template() -> bytes:
    return files(_PACKAGE).joinpath("official.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Load our four faces of Tinos and nothing else, once for the life of the program."""
    with as_file(files(_PACKAGE).joinpath("fonts")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    assert len(fonts.fonts()) == 4
    return fonts


def _as_json(document: OfficialDocument) -> dict[str, Any]:
    """Return what the template reads; every text made printable."""
    subject = document.title if document.is_letter else ""
    parts: dict[str, Any] = _printable_deeply(
        {
            "document_title": " ".join(f"{document.kind or ''} {document.title}".split()),
            "author": document.issuer.body,
            "draft": document.is_draft,
            "trace": document.trace.text if document.trace else "",
            "head": {
                "parent": document.issuer.parent.upper(),
                "body": document.issuer.body.upper(),
                "points": document.issuer.points,
                "width_mm": document.issuer.width_mm,
                "number": document.number_line.replace(" ", "\u00a0"),
                "place_and_date": document.place_and_date.replace("  ", "\u00a0\u00a0"),
                "subject": subject,
            },
            "kind": (document.kind or "").upper(),
            "title": document.title,
            "decider": document.decider.upper(),
            "addressees": document.addressees,
            "grounds": document.ground_lines,
            "blocks": [_block(block) for block in numbered(document.blocks)],
            "signature": {"lines": document.signature.lines, "name": document.signature.name},
            "recipients": document.recipients.lines,
            "appendices": [
                {
                    "label": document.appendix_label(index),
                    "title": appendix.title,
                    "note": document.appendix_note(index),
                    "landscape": appendix.is_landscape,
                    "blocks": [_block(block) for block in numbered(appendix.blocks)],
                }
                for index, appendix in enumerate(document.appendices)
            ],
        }
    )
    return parts


def _printable_deeply(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable_deeply(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable_deeply(item) for item in value]
    return value


def _block(block: Heading | Paragraph | Table) -> dict[str, Any]:
    match block:
        case Heading():
            return {"type": "heading", "level": block.level, "label": block.label or "", "text": block.text}
        case Paragraph():
            return {"type": "paragraph", "text": block.text, "emphasis": block.emphasis.value}
        case Table():
            return _table(block)


def _table(table: Table) -> dict[str, Any]:
    return {
        "type": "table",
        "caption": table.caption,
        "unit_note": table.unit_note,
        "empty": EMPTY_TABLE_TEXT,
        "whole": is_kept_whole(table, width_mm=PORTRAIT_WIDTH_MM),
        "widths": [column.width for column in table.columns],
        "aligns": [column.align.value for column in table.columns],
        "header": [
            {"text": cell.text, "x": cell.column, "y": cell.row, "columns": cell.columns, "rows": cell.rows}
            for cell in header_cells(table.columns)
        ],
        "rows": [_row(row, table.columns) for row in table.rows],
    }


def _row(row: Row, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {
        "kind": row.kind.value,
        "cells": [cell_text(cell) for cell in row.cells],
        "tall": is_tall(row, columns, width_mm=PORTRAIT_WIDTH_MM),
    }
