"""Which way of reading fits a file: its tables, columns kept apart by spaces, lines without columns, or prose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tantam.core.annex.frame import pieces_of
from tantam.core.annex.from_prose import hands_out_work, read_prose
from tantam.core.annex.from_tables import read_tables
from tantam.core.annex.from_text import read_text
from tantam.core.annex.reading import AnnexReading, DoubtCode, MentionKind, PartiesReading
from tantam.core.annex.source import Source, TextSource
from tantam.core.annex.spaced import spaced_table
from tantam.core.annex.vocabulary import starts_with_actor
from tantam.core.text import full_keys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tantam.core.annex.vocabulary import Vocabulary
    from tantam.core.working_days import DaysOff


def read_annex(
    source: Source, *, vocabulary: Vocabulary, issued_on: date | None = None, days_off: DaysOff | None = None
) -> AnnexReading:
    """Read an annex.

    `issued_on` is the day of the plan, found in the title when not given; with `days_off` deadlines in
    working days become dates.
    """
    if isinstance(source, TextSource):
        return _read_lines(source, vocabulary, issued_on, days_off)
    reading = read_tables(source, vocabulary=vocabulary, issued_on=issued_on, days_off=days_off)
    if source.fallback is None or _is_sound(reading):
        return reading
    other = _read_lines(source.fallback, vocabulary, issued_on, days_off)
    return other if not reading.tasks or _led(other) > _led(reading) else reading


def _led(reading: AnnexReading) -> int:
    """Count the tasks that say what to do and who leads: "tỷ đồng" under "Đơn vị" leads nothing."""
    return sum(1 for task in reading.tasks if task.content and _names_somebody(task.lead))


def _names_somebody(parties: PartiesReading) -> bool:
    known = any(mention.kind != MentionKind.UNKNOWN for mention in parties.mentions)
    return known or starts_with_actor(list(full_keys(parties.text)), 0)


def _is_sound(reading: AnnexReading) -> bool:
    """Tell whether two tasks of three have a lead, so that the table is surely the plan."""
    return bool(reading.tasks) and 3 * _led(reading) >= 2 * len(reading.tasks)


def _read_lines(
    source: TextSource, vocabulary: Vocabulary, issued_on: date | None, days_off: DaysOff | None
) -> AnnexReading:
    spaced = spaced_table(source)
    if spaced is not None:
        reading = read_tables(spaced.source, vocabulary=vocabulary, issued_on=issued_on, days_off=days_off)
        if _is_sound(reading):
            return _with_lines(reading, spaced.lines)
    reading = read_text(source, vocabulary=vocabulary, issued_on=issued_on, days_off=days_off)
    pieces = pieces_of(source)
    guessed = any(doubt.code == DoubtCode.NO_HEADER for doubt in reading.doubts)
    if _is_sound(reading) and not (guessed and hands_out_work(pieces)):
        return reading
    prose = read_prose(pieces, vocabulary=vocabulary, issued_on=issued_on, days_off=days_off)
    if prose is None or (_led(reading) >= _led(prose) and not guessed):
        return reading
    return prose


def _with_lines(reading: AnnexReading, lines: Mapping[str, tuple[str, ...]]) -> AnnexReading:
    """Give every line of its row as the source of a task, where the table knows the first one only."""

    def whole(source: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(number for place in source for number in lines.get(place, (place,)))

    return replace(
        reading,
        tasks=tuple(replace(task, source=whole(task.source)) for task in reading.tasks),
        sections=tuple(replace(section, source=whole(section.source)) for section in reading.sections),
        headings=tuple(replace(heading, source=whole(heading.source)) for heading in reading.headings),
    )
