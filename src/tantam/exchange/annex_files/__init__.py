"""Open the file of an annex safely and give its text or its tables to the reader.

`read_annex_file` is the one way in; it refuses with a sentence (`UnreadableAnnex`) what cannot or must
not be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantam.exchange.annex_files.kinds import kind_of, refuse_too_large
from tantam.exchange.annex_files.pdf import read_pdf
from tantam.exchange.annex_files.plain import read_plain
from tantam.exchange.annex_files.refusal import UnreadableAnnex
from tantam.exchange.annex_files.sheet import read_sheets
from tantam.exchange.annex_files.word import read_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from tantam.core.annex.source import Source

__all__ = ["UnreadableAnnex", "read_annex_file", "refuse_too_large"]

_READERS: dict[str, Callable[[bytes], Source]] = {
    ".txt": read_plain,
    ".pdf": read_pdf,
    ".docx": read_word,
    ".xlsx": read_sheets,
}


def read_annex_file(content: bytes, *, filename: str) -> Source:
    """Return what a file holds, as lines or as tables of cells; the name only has to agree with the bytes.

    :raises UnreadableAnnex: if the file cannot be read, with the reason and what to do.
    """
    return _READERS[kind_of(content, filename=filename)](content)
