"""Reforms, their versions, their runs, and runs side by side. Nothing here is about a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import yaml
from django.db.models import Count
from django.utils.translation import gettext as _

from tantam.base.errors import OutOfScope, Refusal
from tantam.core.canonical import digest
from tantam.core.law.dated import MissingValueError
from tantam.core.law.programme import Law
from tantam.core.reforms.assumptions import Assumptions
from tantam.core.reforms.overlay import NothingToChange, Overlay
from tantam.programmes.law_files import law_digest, load_law
from tantam.programmes.models import Reform, ReformRun, Snapshot
from tantam.programmes.queries.snapshots import SnapshotLine, list_snapshots
from tantam.programmes.reforms.evidence import EvidenceTable
from tantam.programmes.reforms.figures import Total, total_of
from tantam.programmes.reforms.reading import UnreadableOverlay, read_overlay
from tantam.programmes.reforms.tables import tables_of
from tantam.programmes.reforms.wording import ChangeLine, change_lines
from tantam.programmes.wording.numbers import in_language
from tantam.units.models import Commune

COMPARED_MAX: Final = 4
RUNS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class ReformLine:
    """A reform in a list: its newest version, and how often that was run."""

    id: int
    name: str
    version: int
    purpose: str
    unit_id: int
    unit_name: str
    written_by_name: str
    written_at: datetime
    runs: int
    is_newest: bool


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in a list."""

    id: int
    reform_id: int
    reform_name: str
    reform_version: int
    run_by_name: str
    run_at: datetime
    law_digest: str
    result_digest: str
    snapshot_id: int
    snapshot_as_of: date
    snapshot_digest: str
    households: int
    total: Total


@dataclass(frozen=True, slots=True)
class ReformPage:
    """A reform: its text, what it changes in words, its versions and runs.

    `fault` says why the text no longer fits the law that is read today; then `changes` is empty.
    """

    line: ReformLine
    overlay: str
    changes: tuple[ChangeLine, ...]
    fault: str
    later_id: int | None
    earlier_id: int | None
    runs: tuple[RunLine, ...]


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run with its tables; the law of its day may differ from the law that is read today."""

    line: RunLine
    reform: ReformLine
    changes: tuple[ChangeLine, ...]
    assumptions: Assumptions
    result: dict[str, Any]
    tables: tuple[EvidenceTable, ...]
    is_whole: bool  # the kept result still has its digest
    is_law_of_today: bool
    changes_poverty: bool

    @property
    def total(self) -> Total:
        """Return what the run comes to."""
        return self.line.total

    @property
    def has_demand(self) -> bool:
        """Tell whether any loan is made more or fewer."""
        return any(row["more"] or row["fewer"] for row in self.result["scenarios"].values())


class UnableToCompare(Refusal):
    """The runs stand on different ground, or there are too few or too many of them."""


def list_reforms() -> list[ReformLine]:
    """Return the newest version of every reform, the newest first."""
    rows = Reform.objects.filter(later=None).select_related("unit").annotate(run_count=Count("runs")).order_by("-pk")
    return [_line(row, runs=row.run_count, is_newest=True) for row in rows]


def get_reform(reform_id: int) -> ReformPage:
    """Return a version of a reform.

    :raises OutOfScope: if there is none of that number.
    """
    row = _row(reform_id)
    later = Reform.objects.filter(earlier=row).values_list("pk", flat=True).first()
    law, fault = load_law(), ""
    changes: tuple[ChangeLine, ...] = ()
    try:
        changes = change_lines(law, read_overlay(row.overlay, law))
    except UnreadableOverlay as problem:
        fault = str(problem)
    runs = ReformRun.objects.filter(reform=row).select_related("reform", "snapshot").order_by("-pk")
    lines = tuple(_run_line(run) for run in runs[:RUNS_SHOWN])
    return ReformPage(
        line=_line(row, runs=runs.count(), is_newest=later is None),
        overlay=row.overlay,
        changes=changes,
        fault=fault,
        later_id=later,
        earlier_id=row.earlier_id,
        runs=lines,
    )


def list_parameter_names() -> list[str]:
    """Return the names of all parameters of the law, sorted."""
    return sorted({name for programme in load_law().programmes.values() for name in programme.parameters})


def list_snapshot_choices() -> list[SnapshotLine]:
    """Return the snapshots that a reform may be run on, the newest first."""
    return [line for line in list_snapshots() if line.state == Snapshot.State.MADE]


def list_runs(*, limit: int = RUNS_SHOWN) -> list[RunLine]:
    """Return the newest runs of all reforms."""
    rows = ReformRun.objects.select_related("reform", "snapshot").order_by("-pk")[:limit]
    return [_run_line(row) for row in rows]


def get_run(run_id: int) -> RunPage:
    """Return a run with its tables, in the language in use.

    :raises OutOfScope: if there is none of that number.
    """
    row = ReformRun.objects.select_related("reform__unit", "snapshot").filter(pk=run_id).first()
    if row is None:
        raise OutOfScope
    law = load_law()
    overlay = Overlay.model_validate(yaml.safe_load(row.reform.overlay))
    tables = tables_of(row.result, programmes=_programme_names(law, overlay), communes=_commune_names())
    return RunPage(
        line=_run_line(row),
        reform=_line(row.reform, runs=0, is_newest=False),
        changes=_changes(law, overlay),
        assumptions=Assumptions.model_validate(row.assumptions),
        result=row.result,
        tables=tables,
        is_whole=digest(row.result) == row.result_digest,
        is_law_of_today=law_digest(law) == row.law_digest,
        changes_poverty=overlay.poverty_standard is not None,
    )


def compare_runs(run_ids: Sequence[int]) -> tuple[RunPage, ...]:
    """Return runs side by side, in the order asked for.

    :raises OutOfScope: if one does not exist.
    :raises UnableToCompare: if they are fewer than two or too many, or were made from another register or law.
    """
    wanted = list(dict.fromkeys(run_ids))
    if not 2 <= len(wanted) <= COMPARED_MAX:
        raise UnableToCompare(_("Hãy chọn từ 2 đến %(most)d lần chạy để so sánh.") % {"most": COMPARED_MAX})
    runs = tuple(get_run(run_id) for run_id in wanted)
    if len({run.line.snapshot_digest for run in runs}) > 1:
        raise UnableToCompare(
            _("Các lần chạy dùng ảnh chụp sổ khác nhau, nên không so sánh được. Hãy chạy lại trên cùng ảnh chụp.")
        )
    if len({run.line.law_digest for run in runs}) > 1:
        raise UnableToCompare(
            _("Các lần chạy dùng dữ liệu luật khác nhau, nên không so sánh được. Hãy chạy lại với luật hiện nay.")
        )
    return runs


def _changes(law: Law, overlay: Overlay) -> tuple[ChangeLine, ...]:
    try:
        return change_lines(law, overlay)
    except (NothingToChange, MissingValueError, ValueError):
        return ()  # the law of today no longer has what was changed


def _row(reform_id: int) -> Reform:
    row = Reform.objects.select_related("unit").filter(pk=reform_id).first()
    if row is None:
        raise OutOfScope
    return row


def _line(row: Reform, *, runs: int, is_newest: bool) -> ReformLine:
    return ReformLine(
        id=row.pk,
        name=row.name,
        version=row.version,
        purpose=row.purpose,
        unit_id=row.unit_id,
        unit_name=row.unit.name,
        written_by_name=row.written_by_name,
        written_at=row.written_at,
        runs=runs,
        is_newest=is_newest,
    )


def _run_line(row: ReformRun) -> RunLine:
    return RunLine(
        id=row.pk,
        reform_id=row.reform_id,
        reform_name=row.reform.name,
        reform_version=row.reform.version,
        run_by_name=row.run_by_name,
        run_at=row.run_at,
        law_digest=row.law_digest,
        result_digest=row.result_digest,
        snapshot_id=row.snapshot_id,
        snapshot_as_of=row.snapshot.as_of,
        snapshot_digest=row.snapshot.content_sha256,
        households=row.result["households"],
        total=total_of(row.result),
    )


def _programme_names(law: Law, overlay: Overlay) -> dict[str, str]:
    names = {code: in_language(programme.name) for code, programme in law.programmes.items()}
    return names | {code: in_language(new.name) for code, new in overlay.add.items()}


def _commune_names() -> dict[str, str]:
    return dict(Commune.objects.values_list("state_code", "name"))
