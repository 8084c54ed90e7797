"""What a reading of an annex holds: sections, tasks, doubts, and what was left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tantam.core.deadlines import Deadline

NOTHING: Mapping[str, str] = MappingProxyType({})


class MentionKind(StrEnum):
    """How a name in a party column was understood."""

    UNIT = "UNIT"
    SET = "SET"
    CHOICE = "CHOICE"
    UNKNOWN = "UNKNOWN"


class DoubtCode(StrEnum):
    """What a person has to look at."""

    NO_TABLE = "NO_TABLE"
    NO_HEADER = "NO_HEADER"
    PROSE = "PROSE"
    ORDER_LOST = "ORDER_LOST"
    UNKNOWN_COLUMN = "UNKNOWN_COLUMN"
    DUPLICATE_CODE = "DUPLICATE_CODE"
    MISSING_PARENT = "MISSING_PARENT"
    NUMBER_SKIPPED = "NUMBER_SKIPPED"
    BOUNDARY_UNSURE = "BOUNDARY_UNSURE"
    LEAD_MISSING = "LEAD_MISSING"
    CONTENT_MISSING = "CONTENT_MISSING"
    NAME_UNKNOWN = "NAME_UNKNOWN"
    TIME_UNREAD = "TIME_UNREAD"
    DATE_IMPOSSIBLE = "DATE_IMPOSSIBLE"
    PHONE_LEFT_OUT = "PHONE_LEFT_OUT"
    FORMULA = "FORMULA"


@dataclass(frozen=True)
class Mention:
    """One name in a party column: the words as written, how they were understood, and the codes behind
    them.

    For UNIT the codes are units; for SET they are names of sets ("set:COMMUNE_PC") that a rule
    resolves; for CHOICE they only suggest the sets from which the coordinator chooses; UNKNOWN has
    none.
    """

    text: str
    kind: MentionKind
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PartiesReading:
    """A party column of one task: the text as written and the names found in it."""

    text: str = ""
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class SectionReading:
    """A group of tasks, or a heading row inside a group."""

    code: str
    title: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskReading:
    """One task as the annex has it; `source` holds line numbers or cell addresses."""

    code: str
    section_code: str
    parent_code: str
    content: str
    lead: PartiesReading
    coordinating: PartiesReading
    product: str
    time: Deadline
    extras: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something the reader is not sure of: a code, the task (or empty), and the words in question."""

    code: DoubtCode
    task_code: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Leftover:
    """Words of the source that no task, section or recognised part of the page took."""

    source: str
    text: str


@dataclass(frozen=True)
class Coverage:
    """How many visible characters of the source were placed, of how many."""

    placed: int
    total: int

    @property
    def per_mille(self) -> int:
        """Return the share placed in thousandths, rounded down, so that 1000 means all."""
        return 1000 if self.total == 0 else self.placed * 1000 // self.total


@dataclass(frozen=True)
class AnnexReading:
    """A whole annex, read."""

    sections: tuple[SectionReading, ...]
    tasks: tuple[TaskReading, ...]
    unaccounted: tuple[Leftover, ...]
    doubts: tuple[Doubt, ...]
    coverage: Coverage
    headings: tuple[SectionReading, ...] = ()
    title: str = ""
    issued_on: date | None = None


def to_json(reading: AnnexReading) -> dict[str, Any]:
    """Return the reading as plain lists and mappings, ready for `json.dumps`."""
    return {
        "title": reading.title,
        "issued_on": reading.issued_on.isoformat() if reading.issued_on else None,
        "sections": [{"code": section.code, "title": section.title} for section in reading.sections],
        "headings": [{"code": heading.code, "title": heading.title} for heading in reading.headings],
        "tasks": [_task(task) for task in reading.tasks],
        "unaccounted": [{"source": left.source, "text": left.text} for left in reading.unaccounted],
        "doubts": [
            {"code": doubt.code.value, "task": doubt.task_code, "detail": doubt.detail} for doubt in reading.doubts
        ],
        "coverage": {
            "placed": reading.coverage.placed,
            "total": reading.coverage.total,
            "per_mille": reading.coverage.per_mille,
        },
    }


def _task(task: TaskReading) -> dict[str, Any]:
    return {
        "code": task.code,
        "section": task.section_code,
        "parent": task.parent_code,
        "content": task.content,
        "lead": _parties(task.lead),
        "coordinating": _parties(task.coordinating),
        "product": task.product,
        "time": {
            "text": task.time.text,
            "kind": task.time.kind,
            "due": task.time.due.isoformat() if task.time.due else None,
            "period": list(task.time.period) if task.time.period else None,
            "recurrence": list(task.time.recurrence),
            "doubt": task.time.doubt,
        },
        "extras": dict(task.extras),
        "source": [int(place) if place.isdigit() else place for place in task.source],
    }


def _parties(parties: PartiesReading) -> dict[str, Any]:
    return {
        "text": parties.text,
        "units": [
            {"text": mention.text, "kind": mention.kind.value, "codes": list(mention.codes)}
            for mention in parties.mentions
        ],
    }
