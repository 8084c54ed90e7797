"""Reading plan annexes: from lines or cells to sections and tasks, saying what is not sure.

`read_annex` is the one way in. It is pure: files are opened by `tantam.exchange.annex_files`.
"""

from __future__ import annotations

from tantam.core.annex.choosing import read_annex
from tantam.core.annex.reading import AnnexReading, to_json
from tantam.core.annex.source import Source, TableSource, TextSource, text_source
from tantam.core.annex.vocabulary import KnownUnit, Vocabulary

__all__ = [
    "AnnexReading",
    "KnownUnit",
    "Source",
    "TableSource",
    "TextSource",
    "Vocabulary",
    "read_annex",
    "text_source",
    "to_json",
]
