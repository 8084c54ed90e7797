"""What a run of a reform shows, as tables that a policy paper can hold: the shapes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

# A text, a whole number, or nothing where it is not known.
EvidenceCell = str | int | None


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A table: its key, title, unit of the amounts, header, rows and the line of sums (empty where none).

    Cells are texts or whole numbers: amounts are đồng, shares parts per million; the header says which.
    """

    key: str
    title: str
    unit: str
    header: tuple[str, ...]
    rows: tuple[tuple[EvidenceCell, ...], ...]
    total: tuple[EvidenceCell, ...] = ()
    note: str = ""
    money_columns: tuple[int, ...] = ()  # which columns hold đồng


@dataclass(frozen=True, slots=True)
class RunEvidence:
    """A run of a reform: what was asked, on which basis, under which assumptions, and what came out.

    `changes` are the changes in sentences; `assumptions` pairs of words and value. The digests allow anybody
    to repeat the run and to see that the same came out.
    """

    run_id: int
    reform_id: int
    title: str
    version: int
    purpose: str
    unit_name: str
    day: date  # from when on the change would hold
    changes: tuple[str, ...]
    assumptions: tuple[tuple[str, str], ...]
    summary: tuple[str, ...]  # the result in a few sentences
    tables: tuple[EvidenceTable, ...]
    cautions: tuple[str, ...]
    law_digest: str
    snapshot_as_of: date
    snapshot_digest: str
    result_digest: str
    run_by_name: str
    run_at: datetime
