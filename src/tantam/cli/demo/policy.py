"""The policy work of the demo province: two reforms tried over the register, and a dossier that waits for opinions."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from tantam.base.asked import Actor
from tantam.cli.demo.asking import asked_by, moment, once
from tantam.cli.demo.people import Cast
from tantam.plans.commands.dossier_grounds import add_evidence
from tantam.plans.commands.dossier_opinions import ask_opinion
from tantam.plans.commands.dossiers import open_dossier, save_dossier_part
from tantam.plans.queries.duties import list_task_ids
from tantam.programmes.commands.reforms import run_reform, write_reform
from tantam.programmes.reforms.files import list_examples, load_assumptions
from tantam.units.queries import UnitLine

TRIED: Final = ("near-poor-cap", "newly-escaped-years")
# The review of beneficiaries, which Sở Nội vụ leads.
TASK: Final = "V.5"
LEAD: Final = "SNV"
CONSULTED: Final = ("STC", "SNNMT")
DAYS_TO_ANSWER: Final = 10
_PROBLEM: Final = (
    "Từ ngày 01/01/2027 chuẩn nghèo mới có hiệu lực. Nhiều hộ chuyển diện cùng lúc, trong khi hộ mới thoát nghèo chỉ "
    "được vay trong 3 năm kể từ ngày được công nhận."
)


def load_policy(cast: Cast, units: Sequence[UnitLine], *, plan_id: int, snapshot_id: int, today: date) -> int:
    """Try two reforms, and open a dossier with the runs as evidence; return how many reforms were tried."""
    runs = [_try(cast.coordinator, key, snapshot_id=snapshot_id, today=today) for key in TRIED]
    tasks, numbers = list_task_ids(plan_id), {unit.code: unit.id for unit in units}
    if TASK in tasks and LEAD in numbers:
        _open(cast.of(LEAD, "REPORTER"), tasks[TASK], numbers, runs=runs, today=today)
    return len(runs)


def _try(coordinator: Actor, key: str, *, snapshot_id: int, today: date) -> int:
    text = next(example.text for example in list_examples() if example.key == key)
    reform_id = once(
        write_reform,
        asked=asked_by(coordinator, key=f"reform:{key}", at=moment(today, 7 * 60)),
        overlay=text,
        purpose="Thử trước khi đề xuất với Bộ, ngành trung ương.",
    )
    return once(
        run_reform,
        asked=asked_by(coordinator, key=f"run:{key}", at=moment(today, 7 * 60)),
        reform_id=reform_id,
        snapshot_id=snapshot_id,
        assumptions=load_assumptions().model_dump(mode="json"),
    )


def _open(writer: Actor, task_id: int, numbers: dict[str, int], *, runs: Sequence[int], today: date) -> None:
    at = moment(today, 7 * 60)
    dossier_id = once(
        open_dossier,
        asked=asked_by(writer, key="dossier", at=at),
        task_id=task_id,
        unit_id=numbers[LEAD],
        kind="TO_TRINH",
        title="Đề nghị kéo dài thời gian cho vay đối với hộ mới thoát nghèo",
        addressee="Ủy ban nhân dân tỉnh",
    )
    once(
        save_dossier_part,
        asked=asked_by(writer, key="dossier:problem", at=at),
        dossier_id=dossier_id,
        code="PROBLEM",
        version=0,
        text=_PROBLEM,
    )
    for run_id in runs:
        once(
            add_evidence, asked=asked_by(writer, key=f"evidence:{run_id}", at=at), dossier_id=dossier_id, run_id=run_id
        )
    once(
        ask_opinion,
        asked=asked_by(writer, key="opinions", at=at),
        dossier_id=dossier_id,
        unit_ids=[numbers[code] for code in CONSULTED if code in numbers],
        due_on=today + timedelta(days=DAYS_TO_ANSWER),
    )
