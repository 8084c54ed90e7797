"""A policy dossier for tests: written whole, and a run of a reform to rest on."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tantam.core.dossiers import PartCode
from tantam.plans.commands.dossiers import finish_dossier, open_dossier, save_dossier_part
from tantam.plans.models import Dossier, DossierPart, Opinion, OpinionAnswer
from tantam.programmes.models import Reform, ReformRun, Snapshot
from tantam.programmes.reforms.evidence import EvidenceTable, RunEvidence
from tests.support.cast import Cast
from tests.support.plans import SmallPlan

RUN_AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
EVIDENCE = RunEvidence(
    run_id=1,
    reform_id=1,
    title="Nâng mức vay tối đa hộ cận nghèo",
    version=1,
    purpose="Đủ vốn cho một mô hình chăn nuôi",
    unit_name="Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
    day=date(2027, 1, 1),
    changes=("Mức vay tối đa từ 100 triệu đồng lên 150 triệu đồng.",),
    assumptions=(("Tỷ lệ hộ vay", "30%"),),
    summary=("Thêm 12 hộ đủ điều kiện vay.",),
    tables=(
        EvidenceTable(
            key="by-commune",
            title="Theo xã",
            unit="hộ",
            header=("Xã", "Trước", "Sau"),
            rows=(("Ba Tơ", 10, 16), ("Ba Vì", 4, 10)),
            total=("Tổng", 14, 26),
            note="Số nhỏ được gộp.",
        ),
    ),
    cautions=("Danh sách hộ chưa đủ 96 xã.",),
    law_digest="a" * 64,
    snapshot_as_of=date(2026, 11, 1),
    snapshot_digest="b" * 64,
    result_digest="c" * 64,
    run_by_name="Trần Thị Lan",
    run_at=RUN_AT,
)


def evidence_of(*, run_id: int) -> RunEvidence:
    """Return what any run shows in tests."""
    return replace(EVIDENCE, run_id=run_id)


def make_run(cast: Cast, unit: str = "NHCSXH") -> ReformRun:
    """Write a run of a unit's reform to the database."""
    reform = Reform.objects.create(
        name=EVIDENCE.title, overlay="{}", unit=cast.units[unit], written_by_name="Trần Thị Lan", written_at=RUN_AT
    )
    snapshot = Snapshot.objects.create(
        as_of=EVIDENCE.snapshot_as_of, known_at=RUN_AT, state="MADE", content_sha256=EVIDENCE.snapshot_digest
    )
    return ReformRun.objects.create(
        reform=reform,
        snapshot=snapshot,
        law_digest=EVIDENCE.law_digest,
        assumptions={},
        result={},
        result_digest=EVIDENCE.result_digest,
        run_by_name="Trần Thị Lan",
        run_at=RUN_AT,
    )


def open_sample(
    cast: Cast, small_plan: SmallPlan, *, by: str = "thu", unit: str = "STC", task: str = "II.2"
) -> Dossier:
    """Open a dossier, still empty."""
    number = open_dossier(
        asked=cast.asked(by),
        task_id=small_plan.tasks[task].pk,
        unit_id=cast.units[unit].pk,
        kind="TO_TRINH",
        title="Nâng mức cho vay tối đa đối với hộ cận nghèo",
        addressee="Ủy ban nhân dân tỉnh Quảng Ngãi",
    )
    return Dossier.objects.get(id=number)


def write_parts(cast: Cast, dossier: Dossier, *, by: str = "thu") -> None:
    """Write every part of a dossier."""
    for code in PartCode:
        save_dossier_part(
            asked=cast.asked(by), dossier_id=dossier.pk, code=code.value, version=0, text=f"Nội dung phần {code.value}."
        )


def finish_sample(cast: Cast, dossier: Dossier, *, by: str = "thu") -> None:
    """Finish a dossier as it stands."""
    dossier.refresh_from_db()
    finish_dossier(asked=cast.asked(by), dossier_id=dossier.pk, revision=dossier.revision)


def make_dossier(small_plan: SmallPlan, *, task: str = "I.1", unit: str = "X21484") -> Dossier:
    """Write a dossier of a unit to the database, with one opinion that was given."""
    duty = small_plan.duty(task, unit, "2026")
    dossier = Dossier.objects.create(
        task=duty.task,
        unit=duty.unit,
        kind="BAO_CAO",
        title="Đề xuất của đơn vị",
        addressee="Ủy ban nhân dân tỉnh Quảng Ngãi",
        state="CONSULTING",
        opened_at=RUN_AT,
        opened_by_name="Phạm Thị Hoa",
    )
    DossierPart.objects.bulk_create(DossierPart(dossier=dossier, code=code.value) for code in PartCode)
    opinion = Opinion.objects.create(
        dossier=dossier,
        unit=small_plan.duty("II.3", "SNV", "2026").unit,
        asked_on=RUN_AT.date(),
        due_on=RUN_AT.date(),
        asked_by_name="Phạm Thị Hoa",
    )
    OpinionAnswer.objects.create(
        opinion=opinion,
        stance="DISAGREE",
        text="Chưa đủ căn cứ.",
        revision=1,
        answered_on=RUN_AT.date(),
        answered_at=RUN_AT,
        answered_by=0,
        answered_by_name="Sở Nội vụ",
    )
    return dossier
