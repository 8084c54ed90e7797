"""Policy dossiers: the list, one with its parts, opinions and evidence, and what it lacks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.base.files import read_file
from tantam.core.canonical import digest
from tantam.core.dossiers import (
    EDITABLE,
    DossierState,
    Lack,
    PartCode,
    list_lacks,
)
from tantam.plans.models import Dossier, DossierPart, OpinionAnswer, Task
from tantam.plans.parts.attachment import MEDIA_TYPES
from tantam.plans.parts.dossiers import dossiers_seen_by, find_dossier
from tantam.plans.queries.dossier_content import (
    CitationLine,
    EvidenceLine,
    OpinionLine,
    asked_opinion,
    content_of_dossier,
    list_citations,
    list_evidence,
    list_opinions,
)
from tantam.plans.queries.register import KeptFile


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier in a list."""

    id: int
    title: str
    kind_label: str
    state: DossierState
    state_label: str
    unit_id: int
    unit_name: str
    task_id: int
    task_code: str
    plan_id: int
    plan_number: str
    number: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part as it is kept."""

    code: PartCode
    label: str
    text: str
    version: int
    edited_at: datetime | None
    edited_by_name: str


@dataclass(frozen=True, slots=True)
class IssueLine:
    """The registered paper."""

    number: str
    signed_on: date
    signer_title: str
    signer_name: str
    digest: str
    word_sha256: str
    pdf_sha256: str
    document_id: int | None
    duty_id: int | None
    registered_by_name: str
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier for a reader. `inside` is the lead unit; `own_opinion` is what the reader's unit is asked for.

    A unit that was only asked for its opinion sees its own and nobody else's.
    """

    line: DossierLine
    addressee: str
    task_content: str
    task_product: str
    revision: int
    inside: bool
    editable: bool
    finished_by_name: str
    parts: tuple[PartLine, ...]
    citations: tuple[CitationLine, ...]
    evidence: tuple[EvidenceLine, ...]
    opinions: tuple[OpinionLine, ...]
    own_opinion: OpinionLine | None
    lacks: tuple[str, ...]
    issue: IssueLine | None

    def part(self, code: str) -> PartLine | None:
        """Return a part by its code."""
        return next((part for part in self.parts if part.code == code), None)


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """What is printed, and its digest."""

    content: dict[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class DossierFilter:
    """Which dossiers are listed; nothing set is all of them."""

    task_id: int | None = None
    state: DossierState | None = None


@dataclass(frozen=True, slots=True)
class DossierTask:
    """A task for which a dossier can be opened, and the units that lead it: number and name."""

    id: int
    code: str
    content: str
    product: str
    plan_id: int
    plan_number: str
    units: tuple[tuple[int, str], ...]


def list_dossiers(*, scope: Scope, reader_unit_id: int | None, chosen: DossierFilter) -> list[DossierLine]:
    """Return the dossiers that a reader may see, those that are still worked on first, then the newest."""
    rows = _found(scope, reader_unit_id, chosen).order_by("-opened_at", "-id")
    lines = [dossier_line(row) for row in rows]
    lines.sort(key=lambda line: line.state is DossierState.REGISTERED)
    return lines


def list_dossier_tasks(*, scope: Scope, reader_unit_id: int | None) -> list[tuple[int, str]]:
    """Return the tasks of which the reader sees a dossier: number and code."""
    rows = Task.objects.filter(dossiers__in=dossiers_seen_by(scope=scope, reader_unit_id=reader_unit_id))
    return list(rows.distinct().order_by("section__order", "order", "id").values_list("id", "code"))


def get_dossier_task(*, task_id: int, unit_id: int | None) -> DossierTask:
    """Return a task for which a dossier may be opened: by one unit that leads it, or by any of them (None).

    :raises OutOfScope: if there is no such task, it was withdrawn, or the unit does not lead it.
    """
    row = Task.objects.select_related("plan").filter(id=task_id, withdrawn_at=None).first()
    parties = row.parties.filter(role="LEAD").select_related("unit").order_by("unit__order") if row else ()
    units = {party.unit_id: party.unit.name for party in parties if unit_id in (None, party.unit_id)}
    if row is None or not units:
        raise OutOfScope(_("Không tìm thấy nhiệm vụ này."))
    return DossierTask(
        id=row.id,
        code=row.code,
        content=row.content,
        product=row.product,
        plan_id=row.plan_id,
        plan_number=row.plan.number,
        units=tuple(units.items()),
    )


def get_dossier(*, dossier_id: int, scope: Scope, reader_unit_id: int | None, on: date) -> DossierPage:
    """Return a dossier for a reader, as it stands on a day.

    :raises OutOfScope: if there is none for this reader.
    """
    row = find_dossier(dossier_id=dossier_id, scope=scope, reader_unit_id=reader_unit_id)
    opinions = _opinions_for(row, scope=scope, reader_unit_id=reader_unit_id, on=on)
    return DossierPage(
        line=dossier_line(row),
        addressee=row.addressee,
        task_content=row.task.content,
        task_product=row.task.product,
        revision=row.revision,
        inside=reader_unit_id == row.unit_id,
        editable=DossierState(row.state) in EDITABLE,
        finished_by_name=row.finished_by_name,
        parts=_parts(row),
        citations=list_citations(row),
        evidence=list_evidence(row),
        opinions=opinions,
        own_opinion=next((one for one in opinions if one.unit_id == reader_unit_id), None),
        lacks=tuple(list_lack_words(row, on=on)),
        issue=_issue(row),
    )


def get_dossier_paper(*, dossier_id: int, scope: Scope, reader_unit_id: int | None, on: date) -> DossierPaper:
    """Return what is printed: frozen if registered, else as the dossier stands on a day.

    :raises OutOfScope: if there is none for this reader.
    """
    row = find_dossier(dossier_id=dossier_id, scope=scope, reader_unit_id=reader_unit_id)
    if hasattr(row, "issue"):
        return DossierPaper(content=row.issue.frozen, digest=row.issue.digest)
    opinions = _opinions_for(row, scope=scope, reader_unit_id=reader_unit_id, on=on)
    content = content_of_dossier(row, opinions=opinions)
    return DossierPaper(content=content, digest=digest(content))


def verify_dossier(page: DossierPage, paper: DossierPaper) -> bool:
    """Tell whether a registered paper is still what was registered: its content and both files."""
    assert page.issue is not None
    files = (page.issue.word_sha256, page.issue.pdf_sha256)
    return digest(paper.content) == page.issue.digest and all(_file_holds(sha256) for sha256 in files)


def list_lack_words(dossier: Dossier, *, on: date) -> list[str]:
    """Return what a dossier lacks on a day, a sentence each."""
    texts = {PartCode(part.code): part.text for part in dossier.parts.all()}
    asked = [asked_opinion(line) for line in list_opinions(dossier, on=on)]
    said = []
    for lack, what in list_lacks(texts=texts, opinions=asked, on=on):
        if isinstance(what, PartCode):
            said.append(_("Chưa soạn phần “%(part)s”.") % {"part": DossierPart.Code(what.value).label})
            continue
        pattern = (
            _("Chờ ý kiến của %(unit)s, hạn %(day)s.")
            if lack is Lack.OPINION_IN_TIME
            else _("Chưa tiếp thu, giải trình ý kiến của %(unit)s.")
        )
        said.append(pattern % {"unit": what.unit, "day": f"{what.due_on:%d/%m/%Y}"})
    return said


def get_opinion_file(*, answer_id: int, dossier_id: int, scope: Scope, reader_unit_id: int | None) -> KeptFile:
    """Return the file of an answer, for whoever may see the answer.

    :raises OutOfScope: if there is none for this reader.
    """
    row = find_dossier(dossier_id=dossier_id, scope=scope, reader_unit_id=reader_unit_id)
    answer = OpinionAnswer.objects.select_related("file", "opinion").filter(id=answer_id, opinion__dossier=row).first()
    seen = answer is not None and (scope.covers(row.unit_id) or answer.opinion.unit_id == reader_unit_id)
    if not seen or answer is None or answer.file is None:
        raise OutOfScope(_("Không có tệp này."))
    endings = {media_type: ending for ending, media_type in MEDIA_TYPES.items()}
    return KeptFile(
        sha256=answer.file.sha256,
        filename=answer.filename or f"y-kien-{answer.id}.{endings[answer.file.media_type]}",
        media_type=answer.file.media_type,
    )


def dossier_line(row: Dossier) -> DossierLine:
    """Return a dossier as a line of a list."""
    issue = getattr(row, "issue", None)
    return DossierLine(
        id=row.id,
        title=row.title,
        kind_label=str(row.get_kind_display()),
        state=DossierState(row.state),
        state_label=str(row.get_state_display()),
        unit_id=row.unit_id,
        unit_name=row.unit.name,
        task_id=row.task_id,
        task_code=row.task.code,
        plan_id=row.task.plan_id,
        plan_number=row.task.plan.number,
        number=issue.number if issue else "",
        signed_on=issue.signed_on if issue else None,
    )


def _found(scope: Scope, reader_unit_id: int | None, chosen: DossierFilter) -> QuerySet[Dossier]:
    rows = dossiers_seen_by(scope=scope, reader_unit_id=reader_unit_id).select_related("issue")
    if chosen.task_id is not None:
        rows = rows.filter(task_id=chosen.task_id)
    if chosen.state is not None:
        rows = rows.filter(state=chosen.state.value)
    return rows


def _opinions_for(row: Dossier, *, scope: Scope, reader_unit_id: int | None, on: date) -> tuple[OpinionLine, ...]:
    """Return the opinions that a reader may see: a unit that was only asked sees its own."""
    opinions = list_opinions(row, on=on)
    if scope.covers(row.unit_id):
        return opinions
    return tuple(one for one in opinions if one.unit_id == reader_unit_id)


def _file_holds(sha256: str) -> bool:
    try:
        read_file(sha256)
    except (FileNotFoundError, ValueError):
        return False
    return True


def _parts(row: Dossier) -> tuple[PartLine, ...]:
    kept = {part.code: part for part in row.parts.all()}
    return tuple(
        PartLine(
            code=code,
            label=str(DossierPart.Code(code.value).label),
            text=kept[code].text,
            version=kept[code].version,
            edited_at=kept[code].edited_at,
            edited_by_name=kept[code].edited_by_name,
        )
        for code in PartCode
    )


def _issue(row: Dossier) -> IssueLine | None:
    issue = getattr(row, "issue", None)
    if issue is None:
        return None
    return IssueLine(
        number=issue.number,
        signed_on=issue.signed_on,
        signer_title=issue.signer_title,
        signer_name=issue.signer_name,
        digest=issue.digest,
        word_sha256=issue.word.sha256,
        pdf_sha256=issue.pdf.sha256,
        document_id=issue.document_id,
        duty_id=issue.document.submission.duty_id if issue.document else None,
        registered_by_name=issue.registered_by_name,
        registered_at=issue.registered_at,
    )
