"""What a dossier holds, as lines for the screen and as the plain values that its paper is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.utils.translation import override

from tantam.core.canonical import plain
from tantam.core.dossiers import AskedOpinion, OpinionState, PartCode, Stance, must_be_settled, opinion_state
from tantam.plans.dossiers.words import default_symbol
from tantam.plans.models import Dossier, DossierEvidence
from tantam.programmes.queries.evidence import RunEvidence, get_run_evidence
from tantam.units.models import Unit

FORMAT: Final = "tantam-dossier/1"


@dataclass(frozen=True, slots=True)
class CitationLine:
    """A value of the law that the dossier relies on."""

    id: int
    programme: str
    term: str
    value: str
    document: str
    year: int
    article: str
    as_of: date


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A run of a reform in the annex."""

    id: int
    run_id: int
    name: str
    version: int
    as_of: date
    run_at: datetime
    result_digest: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What a unit said last, and how it was taken in."""

    id: int
    stance: Stance
    stance_label: str
    text: str
    answered_on: date
    answered_by_name: str
    filename: str
    has_file: bool
    outcome: str
    outcome_label: str
    settlement: str
    settled_by_name: str


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """An opinion that was asked for, on a day."""

    id: int
    unit_id: int
    unit_name: str
    asked_on: date
    due_on: date
    state: OpinionState
    answer: AnswerLine | None

    @property
    def needs_settling(self) -> bool:
        """Return whether the lead unit still has to say how it took the answer in."""
        return self.answer is not None and must_be_settled(self.answer.stance) and not self.answer.settlement


def list_citations(dossier: Dossier) -> tuple[CitationLine, ...]:
    """Return the values of the law that a dossier relies on, in the order of citing."""
    return tuple(
        CitationLine(
            id=row.id,
            programme=row.programme,
            term=row.term,
            value=row.value,
            document=row.document,
            year=row.year,
            article=row.article,
            as_of=row.as_of,
        )
        for row in dossier.citations.filter(removed_at=None).order_by("id")
    )


def list_evidence(dossier: Dossier) -> tuple[EvidenceLine, ...]:
    """Return the runs in the annex, in their order."""
    return tuple(
        EvidenceLine(
            id=row.id,
            run_id=row.run_id,
            name=row.run.reform.name,
            version=row.run.reform.version,
            as_of=row.run.snapshot.as_of,
            run_at=row.run.run_at,
            result_digest=row.run.result_digest,
        )
        for row in _evidence(dossier)
    )


def list_opinions(dossier: Dossier, *, on: date) -> tuple[OpinionLine, ...]:
    """Return the opinions asked for, each with its last answer, in the official order of the units."""
    lines = []
    rows = dossier.opinions.select_related("unit").prefetch_related("answers__settlements")
    for row in rows.order_by("unit__order", "unit_id"):
        answers = sorted(row.answers.all(), key=lambda answer: answer.id)
        answer = answers[-1] if answers else None
        settled = sorted(answer.settlements.all(), key=lambda one: one.id) if answer else []
        lines.append(
            OpinionLine(
                id=row.id,
                unit_id=row.unit_id,
                unit_name=row.unit.name,
                asked_on=row.asked_on,
                due_on=row.due_on,
                state=opinion_state(answered=answer is not None, due_on=row.due_on, on=on),
                answer=AnswerLine(
                    id=answer.id,
                    stance=Stance(answer.stance),
                    stance_label=str(answer.get_stance_display()),
                    text=answer.text,
                    answered_on=answer.answered_on,
                    answered_by_name=answer.answered_by_name,
                    filename=answer.filename,
                    has_file=answer.file_id is not None,
                    outcome=settled[-1].outcome if settled else "",
                    outcome_label=str(settled[-1].get_outcome_display()) if settled else "",
                    settlement=settled[-1].words if settled else "",
                    settled_by_name=settled[-1].settled_by_name if settled else "",
                )
                if answer
                else None,
            )
        )
    return tuple(lines)


def asked_opinion(line: OpinionLine) -> AskedOpinion:
    """Return an opinion as far as it decides whether the dossier is whole."""
    return AskedOpinion(
        unit=line.unit_name,
        due_on=line.due_on,
        stance=line.answer.stance if line.answer else None,
        settled=bool(line.answer and line.answer.settlement),
    )


def content_of_dossier(dossier: Dossier, *, opinions: Sequence[OpinionLine]) -> dict[str, Any]:
    """Return all that is printed, as plain values that JSON keeps exactly."""
    plan, unit = dossier.task.plan, dossier.unit
    texts = {part.code: part.text for part in dossier.parts.all()}
    content: dict[str, Any] = plain(
        {
            "format": FORMAT,
            "kind": dossier.kind,
            "title": dossier.title,
            "addressee": dossier.addressee,
            "place": settings.TANTAM_PROVINCE,
            "symbol": default_symbol(kind=dossier.kind, unit_kind=unit.kind, unit_code=unit.code),
            "issuer": {"body": unit.name, "parent": _parent(unit, plan.issuer)},
            "plan": {"number": plan.number, "issued_on": plan.issued_on, "issuer": plan.issuer},
            "task": {"code": dossier.task.code, "content": dossier.task.content},
            "parts": [{"code": code, "text": texts[code]} for code in PartCode],
            "citations": list_citations(dossier),
            "opinions": [_opinion(one) for one in opinions],
            "evidence": _shown_runs(dossier),
        }
    )
    return content


def _shown_runs(dossier: Dossier) -> list[RunEvidence]:
    """Return what the runs show, in Vietnamese: a paper does not follow the language of who looks at it."""
    with override("vi"):
        return [get_run_evidence(run_id=row.run_id) for row in _evidence(dossier)]


def _opinion(line: OpinionLine) -> dict[str, Any]:
    answer = line.answer
    return {
        "unit": line.unit_name,
        "asked_on": line.asked_on,
        "due_on": line.due_on,
        "state": line.state,
        "stance": answer.stance if answer else "",
        "text": answer.text if answer else "",
        "answered_on": answer.answered_on if answer else "",
        "outcome": answer.outcome if answer else "",
        "settlement": answer.settlement if answer else "",
    }


def _parent(unit: Unit, issuer: str) -> str:
    """Return the body above the one that issues: a department stands under the province's committee."""
    if unit.kind == Unit.Kind.DEPARTMENT:
        return issuer
    return unit.parent.name if unit.parent is not None and unit.kind != Unit.Kind.COMMUNE_PC else ""


def _evidence(dossier: Dossier) -> list[DossierEvidence]:
    rows = dossier.evidence.filter(removed_at=None).select_related("run__reform", "run__snapshot")
    return list(rows.order_by("order", "id"))
