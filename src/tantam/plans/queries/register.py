"""The register of documents: all that units issued for the plan, found without accents."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.core.submissions import DONE, Step
from tantam.core.text import fold
from tantam.plans.models import DutyDecision, IssuedDocument
from tantam.plans.parts.attachment import MEDIA_TYPES
from tantam.plans.queries.content import DocumentLine, document_line


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What of the register is shown; all words of `text` must occur, in any order, accents or not."""

    text: str = ""
    kind: str = ""
    unit_id: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A document with the duty for which it was issued."""

    document: DocumentLine
    duty_id: int
    unit_name: str
    task_code: str
    period_label: str


@dataclass(frozen=True, slots=True)
class RegisterChoices:
    """What the register can be filtered by."""

    kinds: tuple[str, ...]
    units: tuple[tuple[int, str], ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that may be handed out: its digest, name and media type."""

    sha256: str
    filename: str
    media_type: str


def count_documents(*, scope: Scope, reader_unit_id: int | None, chosen: RegisterFilter) -> int:
    """Return how many documents `search_documents` finds in all."""
    return _found(scope, reader_unit_id, chosen).count()


def search_documents(
    *,
    scope: Scope,
    reader_unit_id: int | None,
    chosen: RegisterFilter,
    start: int = 0,
    count: int = 50,
) -> list[RegisterLine]:
    """Return documents of units in scope, newest first.

    The unit itself finds all of its documents, others those of work that is signed off or accepted.
    """
    rows = (
        _found(scope, reader_unit_id, chosen)
        .select_related("file", "submission__duty__unit", "submission__duty__task", "submission__duty__period")
        .order_by("-issued_on", "-id")
    )
    return [_register_line(row) for row in rows[start : start + count]]


def list_register_choices(*, scope: Scope, reader_unit_id: int | None) -> RegisterChoices:
    """Return the kinds, units and years that occur in the register."""
    rows = _seen_by(scope, reader_unit_id).order_by()
    units = rows.values_list(
        "submission__duty__unit_id", "submission__duty__unit__name", "submission__duty__unit__order"
    ).distinct()
    return RegisterChoices(
        kinds=tuple(sorted(rows.values_list("kind", flat=True).distinct(), key=fold)),
        units=tuple((row[0], row[1]) for row in sorted(units, key=lambda row: (row[2], row[0]))),
        years=tuple(sorted({day.year for day in rows.dates("issued_on", "year")}, reverse=True)),
    )


def get_document_file(*, document_id: int, scope: Scope, reader_unit_id: int | None) -> KeptFile:
    """Return the file of a document that the reader may see.

    A removed document stays readable for the unit, and for others where the province had it before its eyes.

    :raises OutOfScope: if there is no such document for this reader, or no file came with it.
    """
    row = IssuedDocument.objects.select_related("file", "submission__duty").filter(id=document_id).first()
    if row is None or row.file is None or not scope.covers(row.submission.duty.unit_id):
        raise OutOfScope(_("Không tìm thấy tệp này."))
    if row.submission.duty.unit_id != reader_unit_id and not _was_signed(row):
        raise OutOfScope(_("Không tìm thấy tệp này."))
    return KeptFile(sha256=row.file.sha256, filename=row.filename, media_type=row.file.media_type)


def get_decision_file(*, decision_id: int, scope: Scope) -> KeptFile:
    """Return the paper of a decision on a duty in scope.

    :raises OutOfScope: if there is no such decision for this reader, or no file came with it.
    """
    row = DutyDecision.objects.select_related("file", "duty").filter(id=decision_id).first()
    if row is None or row.file is None or not scope.covers(row.duty.unit_id):
        raise OutOfScope(_("Không tìm thấy tệp này."))
    ending = next(ending for ending, kind in MEDIA_TYPES.items() if kind == row.file.media_type)
    return KeptFile(
        sha256=row.file.sha256,
        filename=f"quyet-dinh-{row.id}.{ending}",
        media_type=row.file.media_type,
    )


def _found(scope: Scope, reader_unit_id: int | None, chosen: RegisterFilter) -> QuerySet[IssuedDocument]:
    rows = _seen_by(scope, reader_unit_id)
    for word in fold(chosen.text).split():
        rows = rows.filter(search_text__contains=word)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.unit_id is not None:
        rows = rows.filter(submission__duty__unit_id=chosen.unit_id)
    if chosen.year is not None:
        rows = rows.filter(issued_on__year=chosen.year)
    return rows


def _seen_by(scope: Scope, reader_unit_id: int | None) -> QuerySet[IssuedDocument]:
    rows = IssuedDocument.objects.filter(removed_at=None)
    if not scope.all_units:
        rows = rows.filter(submission__duty__unit_id__in=scope.unit_ids)
    return rows.filter(Q(submission__state__in=DONE) | Q(submission__duty__unit_id=reader_unit_id))


def _was_signed(row: IssuedDocument) -> bool:
    kept = row.submission.events.filter(kind=Step.SIGNED_OFF).values_list("content", flat=True)
    return any(document["id"] == row.id for content in kept if content for document in content["documents"])


def _register_line(row: IssuedDocument) -> RegisterLine:
    duty = row.submission.duty
    return RegisterLine(
        document=document_line(row),
        duty_id=duty.id,
        unit_name=duty.unit.name,
        task_code=duty.task.code,
        period_label=duty.period.label,
    )
