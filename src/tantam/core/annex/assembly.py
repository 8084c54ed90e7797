"""From rows with cells to the reading: groups, tasks, names, times, what is inherited and what is
doubtful.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from tantam.core.annex.header_words import Role
from tantam.core.annex.parties import read_parties
from tantam.core.annex.reading import (
    AnnexReading,
    Coverage,
    Doubt,
    DoubtCode,
    Leftover,
    MentionKind,
    PartiesReading,
    SectionReading,
    TaskReading,
)
from tantam.core.deadlines import DATE_IMPOSSIBLE, SEE_CHILDREN, UNPARSED, Deadline, read_deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from tantam.core.annex.vocabulary import Vocabulary
    from tantam.core.working_days import DaysOff

EXTRA_ROLES = frozenset({Role.SUPPORT, Role.KPI, Role.NOTE, Role.BASIS, Role.START})


@dataclass
class RawRow:
    """One numbered row with the text of its cells; `parent` is the code of the row it belongs to, or
    empty.
    """

    code: str
    parent: str
    cells: dict[Role, str]
    source: tuple[str, ...]
    group: bool = False
    children: int = 0
    extras: dict[str, str] = field(default_factory=dict)
    in_days: bool = False
    doubts: list[tuple[DoubtCode, str]] = field(default_factory=list)

    def cell(self, role: Role) -> str:
        """Return the text of the cell with this role, empty if there is none."""
        return self.cells.get(role, "")

    @property
    def has_lead(self) -> bool:
        """Tell whether somebody is named in the row itself."""
        return bool(self.cell(Role.LEAD))


def assemble(
    rows: Sequence[RawRow],
    *,
    title: str,
    left: tuple[Leftover, ...],
    doubts: Iterable[Doubt],
    total: int,
    vocabulary: Vocabulary,
    issued_on: date | None,
    days_off: DaysOff | None = None,
) -> AnnexReading:
    """Put the reading together. `total` counts the visible characters of the source."""
    all_doubts = list(doubts)
    by_code = {row.code: row for row in reversed(rows)}
    for row in rows:
        row.children = 0
    for row in rows:
        if row.parent in by_code:
            by_code[row.parent].children += 1
    all_doubts += _code_doubts(rows, by_code)
    sections, headings, tasks = [], [], []
    for row in rows:
        all_doubts += [Doubt(code, row.code, detail) for code, detail in row.doubts]
        if row.group and row.children:
            sections.append(SectionReading(row.code, row.cell(Role.CONTENT), row.source))
        elif row.children and not _stands_alone(row, rows):
            headings.append(SectionReading(row.code, row.cell(Role.CONTENT), row.source))
        else:
            task = _task(row, by_code, vocabulary, issued_on, days_off)
            tasks.append(task)
            all_doubts += _task_doubts(task)
    if _order_is_lost(tasks):
        all_doubts.insert(0, Doubt(DoubtCode.ORDER_LOST))
    lost = sum(visible(leftover.text) for leftover in left)
    return AnnexReading(
        sections=tuple(sections),
        tasks=tuple(tasks),
        unaccounted=left,
        doubts=tuple(all_doubts),
        coverage=Coverage(placed=total - lost, total=total),
        headings=tuple(headings),
        title=title,
        issued_on=issued_on,
    )


def _order_is_lost(tasks: Sequence[TaskReading]) -> bool:
    """Tell whether so many tasks lack their main cells that the lines must have come in another order."""
    poor = sum(1 for task in tasks if not task.content or not task.lead.text)
    return len(tasks) >= 4 and 4 * poor >= len(tasks)


def _runs_on(parties: PartiesReading) -> bool:
    """Tell whether two names stand side by side with nothing between them, as if from two cells."""
    end = 0
    for number, mention in enumerate(parties.mentions):
        start = parties.text.find(mention.text, end)
        if start < 0:
            return False
        if number and not parties.text[end:start].strip() and mention.text[:1].isupper():
            return True
        end = start + len(mention.text)
    return False


def visible(text: str) -> int:
    """Count the characters of a text that are not blank."""
    return sum(1 for letter in text if not letter.isspace())


def _stands_alone(row: RawRow, rows: Sequence[RawRow]) -> bool:
    """Tell whether a row with rows below is a task itself: it has a lead of its own, and so has each of
    them.
    """
    below = [other for other in rows if other.parent == row.code]
    named = row.has_lead and bool(row.cell(Role.TIME) or row.cell(Role.PRODUCT))
    return named and all(other.has_lead for other in below)


def _code_doubts(rows: Sequence[RawRow], by_code: Mapping[str, RawRow]) -> list[Doubt]:
    counts = Counter(row.code for row in rows)
    found = [Doubt(DoubtCode.DUPLICATE_CODE, code, str(count)) for code, count in counts.items() if count > 1]
    found += [
        Doubt(DoubtCode.MISSING_PARENT, row.code, row.parent)
        for row in rows
        if row.parent and row.parent not in by_code
    ]
    return found


def _ancestors(row: RawRow, by_code: Mapping[str, RawRow]) -> list[RawRow]:
    found: list[RawRow] = []
    seen = {row.code}
    parent = row.parent
    while parent in by_code and parent not in seen:
        seen.add(parent)
        found.append(by_code[parent])
        parent = by_code[parent].parent
    return found


def _task(
    row: RawRow,
    by_code: Mapping[str, RawRow],
    vocabulary: Vocabulary,
    issued_on: date | None,
    days_off: DaysOff | None,
) -> TaskReading:
    above = _ancestors(row, by_code)
    lead = _own_or_inherited(row, above, Role.LEAD)
    coordinating = row.cell(Role.COORD)
    if not row.has_lead and not coordinating:
        coordinating = _own_or_inherited(row, above, Role.COORD)
    time, in_days = _time_text(row, above)
    deadline = Deadline("", UNPARSED)
    if time:
        deadline = read_deadline(time, issued_on=issued_on, column_is_days=in_days, days_off=days_off)
    section = next((other.code for other in above if other.group), "")
    extras = {role.value: row.cell(role) for role in sorted(EXTRA_ROLES) if row.cell(role)} | row.extras
    return TaskReading(
        code=row.code,
        section_code=section,
        parent_code=row.parent,
        content=row.cell(Role.CONTENT),
        lead=read_parties(lead, vocabulary=vocabulary) if lead else PartiesReading(),
        coordinating=read_parties(coordinating, vocabulary=vocabulary) if coordinating else PartiesReading(),
        product=_own_or_inherited(row, above, Role.PRODUCT),
        time=deadline,
        extras=MappingProxyType(extras),
        source=row.source,
    )


def _own_or_inherited(row: RawRow, above: Sequence[RawRow], role: Role) -> str:
    return next((other.cell(role) for other in (row, *above) if other.cell(role)), "")


def _time_text(row: RawRow, above: Sequence[RawRow]) -> tuple[str, bool]:
    """Return the row's time, or the first one above that is not "see below"."""
    if row.cell(Role.TIME):
        return row.cell(Role.TIME), row.in_days
    for other in above:
        text = other.cell(Role.TIME)
        if text and read_deadline(text, issued_on=None).kind != SEE_CHILDREN:
            return text, other.in_days
    return "", False


def _task_doubts(task: TaskReading) -> list[Doubt]:
    found = []
    if not task.content:
        found.append(Doubt(DoubtCode.CONTENT_MISSING, task.code))
    if not task.lead.text:
        found.append(Doubt(DoubtCode.LEAD_MISSING, task.code))
    if task.time.kind == UNPARSED:
        code = DoubtCode.DATE_IMPOSSIBLE if task.time.doubt == DATE_IMPOSSIBLE else DoubtCode.TIME_UNREAD
        found.append(Doubt(code, task.code, task.time.text))
    if _runs_on(task.lead) or _runs_on(task.coordinating):
        found.append(Doubt(DoubtCode.BOUNDARY_UNSURE, task.code, task.lead.text))
    names = [*task.lead.mentions, *task.coordinating.mentions]
    found += [Doubt(DoubtCode.NAME_UNKNOWN, task.code, name.text) for name in names if name.kind == MentionKind.UNKNOWN]
    return found
