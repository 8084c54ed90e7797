"""An annex file, read with the names that this installation knows."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tantam.core.annex import read_annex
from tantam.core.annex.reading import AnnexReading
from tantam.core.annex.source import Cell, Source, TextSource
from tantam.core.annex.vocabulary import KnownUnit, Vocabulary
from tantam.exchange.annex_files import read_annex_file
from tantam.exchange.unit_lists import read_unit_list
from tantam.plans.queries.vocabulary import known_names
from tantam.units.days_off import days_off


@dataclass(frozen=True, slots=True)
class ReadAnnex:
    """What was read from a file, and the places of the source with their text."""

    reading: AnnexReading
    source_lines: tuple[tuple[str, str], ...]


def read_annex_content(
    content: bytes, *, filename: str, issued_on: date | None = None, vocabulary: Vocabulary | None = None
) -> ReadAnnex:
    """Read an annex; without `issued_on` the day of issue is looked for in its title.

    Without `vocabulary` the names are those of this installation.

    :raises UnreadableAnnex: with a sentence for the person who sent the file.
    """
    source = read_annex_file(content, filename=filename)
    reading = read_annex(source, vocabulary=vocabulary or known_names(), issued_on=issued_on, days_off=days_off())
    return ReadAnnex(reading=reading, source_lines=_lines_of(source, reading))


def names_from_list(path: Path) -> Vocabulary:
    """Return the names in a list of units (demo/units.yaml), for reading without an installation."""
    rows, _valid_from = read_unit_list(path)
    return Vocabulary(
        units=tuple(KnownUnit(code=row.code, names=(row.name, row.short_name), kind=row.kind) for row in rows)
    )


def _lines_of(source: Source, reading: AnnexReading) -> tuple[tuple[str, str], ...]:
    if isinstance(source, TextSource):
        return tuple((str(line.number), line.text) for line in source.lines if line.text.strip())
    inside = (cell for table in source.tables for row in table.rows for cell in row)
    cells = [cell for cell in (*source.before, *inside, *source.after) if cell.text.strip()]
    lines = source.fallback.lines if source.fallback is not None and not _from_cells(reading, cells) else ()
    return (
        *((cell.address, cell.text) for cell in cells),
        *((str(line.number), line.text) for line in lines if line.text.strip()),
    )


def _from_cells(reading: AnnexReading, cells: list[Cell]) -> bool:
    """Tell whether the tasks came from cells, and not from the same file as lines."""
    addresses = {cell.address for cell in cells}
    return all(place in addresses for task in reading.tasks for place in task.source)
