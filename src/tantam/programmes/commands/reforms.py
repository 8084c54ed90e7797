"""Writing reforms and running them. A changed reform is a new version; a run is never changed."""

from __future__ import annotations

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.core.canonical import digest
from tantam.core.eligibility.terms import LoopingRateError
from tantam.core.law.dated import MissingValueError
from tantam.core.reforms.assumptions import Assumptions
from tantam.core.reforms.trial import TooLateToSee, as_plain, try_reform
from tantam.programmes.law_files import law_digest, load_law
from tantam.programmes.models import Reform, ReformRun, Snapshot
from tantam.programmes.queries.snapshots import load_columns
from tantam.programmes.reforms.reading import read_overlay

PURPOSE_MAX: Final = 5_000


class UnableToWriteReform(Refusal):
    """The reform cannot be written down as it is."""


class UnableToRunReform(Refusal):
    """The reform cannot be run on this snapshot under these assumptions."""


@command("programmes.write_reform", subject=lambda result, _arguments: f"reform:{result}")
def write_reform(*, asked: Asked, overlay: str, purpose: str = "", earlier_id: int | None = None) -> int:
    """Write a reform down, or a new version of one; return its number.

    A new version is written by the unit whose reform it is, or by whoever works for the whole province.

    :raises UnreadableOverlay: if the overlay says nothing that the law could say.
    :raises UnableToWriteReform: if there is a newer version, or the words are too long.
    :raises OutOfScope: if there is no earlier version of that number.
    """
    found = read_overlay(overlay, load_law())
    if len(purpose) > PURPOSE_MAX:
        raise UnableToWriteReform(_("Mục đích dài quá %(most)d ký tự. Hãy viết ngắn hơn.") % {"most": PURPOSE_MAX})
    if asked.actor.unit_id is None:
        raise UnableToWriteReform(_("Cải cách phải do một đơn vị đề xuất. Hãy làm việc trong vai trò của đơn vị."))
    earlier = _earlier(asked, earlier_id) if earlier_id is not None else None
    try:
        with transaction.atomic():
            row = Reform.objects.create(
                name=found.name,
                purpose=purpose.strip(),
                overlay=overlay,
                version=earlier.version + 1 if earlier else 1,
                earlier=earlier,
                unit_id=earlier.unit_id if earlier else asked.actor.unit_id,
                written_by_name=asked.actor.name,
                written_at=asked.at,
            )
    except IntegrityError:
        raise UnableToWriteReform(_("Đã có phiên bản mới hơn. Hãy mở phiên bản đó rồi sửa.")) from None
    return row.pk


def _earlier(asked: Asked, earlier_id: int) -> Reform:
    row = Reform.objects.filter(pk=earlier_id).first()
    if row is None:
        raise OutOfScope
    if not asked.actor.scope.covers(row.unit_id):
        raise UnableToWriteReform(_("Cải cách này của đơn vị khác. Hãy viết một cải cách mới của đơn vị mình."))
    return row


def _run_subject(result: Any, arguments: dict[str, Any]) -> str:
    return f"reform:{arguments['reform_id']}:run:{result}"


@command("programmes.run_reform", subject=_run_subject)
def run_reform(*, asked: Asked, reform_id: int, snapshot_id: int, assumptions: dict[str, Any]) -> int:
    """Try a reform over a snapshot of the register, and keep what came out; return the run's number.

    The run keeps the digests of the law and of its result: the same reform, snapshot and assumptions under the
    same law give the same result. `assumptions` is what `Assumptions` dumps.

    :raises OutOfScope: if there is no such reform or no such made snapshot.
    :raises UnableToRunReform: if the reform begins after the last year, or the law lacks a value it needs.
    :raises UnreadableOverlay: if the law has changed so that the reform no longer fits it.
    """
    reform = Reform.objects.filter(pk=reform_id).first()
    snapshot = Snapshot.objects.filter(pk=snapshot_id, state=Snapshot.State.MADE).first()
    if reform is None or snapshot is None:
        raise OutOfScope
    law, assumed = load_law(), Assumptions.model_validate(assumptions)
    overlay, households = read_overlay(reform.overlay, law), load_columns(snapshot_id)
    try:
        trial = try_reform(law, overlay, households, as_of=snapshot.as_of, assumptions=assumed)
    except TooLateToSee:
        raise UnableToRunReform(_("Cải cách bắt đầu sau năm cuối của giả định. Hãy chọn năm cuối muộn hơn.")) from None
    except (MissingValueError, LoopingRateError) as problem:
        raise UnableToRunReform(
            _("Dữ liệu luật thiếu giá trị cần cho cải cách này (%(what)s). Hãy bổ sung trong nội dung thay đổi.")
            % {"what": problem}
        ) from None
    result = as_plain(trial)
    row = ReformRun.objects.create(
        reform=reform,
        snapshot=snapshot,
        law_digest=law_digest(law),
        assumptions=assumed.model_dump(mode="json"),
        result=result,
        result_digest=digest(result),
        run_by_name=asked.actor.name,
        run_at=asked.at,
    )
    return row.pk
