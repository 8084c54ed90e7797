"""What a dossier rests on: values of the law, and runs of reforms as evidence."""

from datetime import date
from typing import Any, Final

from django.db.models import Max
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope, Refusal
from tantam.plans.commands.dossiers import one_line
from tantam.plans.models import Dossier, DossierEvidence, LawCitation
from tantam.plans.parts.dossiers import dossier_changed, open_dossier_for_writing
from tantam.plans.queries.dossier_choices import list_run_choices

LONGEST: Final = {"programme": 200, "term": 200, "value": 500, "document": 200, "article": 100}
YEARS: Final = range(1945, 2101)
EVIDENCE_MAX: Final = 20


class UnableToCiteLaw(Refusal):
    """A citation lacks what it says or where it stands."""


class UnableToAddEvidence(Refusal):
    """The run stands in the annex already, or the annex is full."""


def _subject(_result: Any, arguments: dict[str, Any]) -> str:
    return f"dossier:{arguments['dossier_id']}"


@command("plans.cite_law", subject=_subject)
def cite_law(
    *,
    asked: Asked,
    dossier_id: int,
    programme: str,
    term: str,
    value: str,
    document: str,
    year: int,
    article: str,
    as_of: date,
) -> int:
    """Cite a value of the law as it stands on a day, with document, year and article; return its number.

    :raises UnableToCiteLaw: if a part is missing or too long, or the year is impossible.
    :raises UnableToChangeDossier: if the dossier is finished.
    """
    given = {
        name: one_line(text)
        for name, text in (
            ("programme", programme),
            ("term", term),
            ("value", value),
            ("document", document),
            ("article", article),
        )
    }
    if not all(given.values()):
        raise UnableToCiteLaw(_("Cần chương trình, nội dung, quy định hiện hành, số văn bản và điều khoản."))
    if any(len(text) > LONGEST[name] for name, text in given.items()):
        raise UnableToCiteLaw(_("Một mục dài quá mức cho phép. Rút gọn rồi lưu lại."))
    if year not in YEARS:
        raise UnableToCiteLaw(_("Năm văn bản không đúng. Kiểm tra lại năm ban hành."))
    dossier = open_dossier_for_writing(dossier_id=dossier_id, asked=asked)
    row = LawCitation.objects.create(
        dossier=dossier, **given, year=year, as_of=as_of, cited_at=asked.at, cited_by_name=asked.actor.name
    )
    dossier_changed(dossier)
    return row.id


@command("plans.remove_citation", subject=_subject)
def remove_citation(*, asked: Asked, dossier_id: int, citation_id: int) -> int:
    """Take a value of the law out of a dossier; its row stays, marked with the moment.

    :raises UnableToChangeDossier: if the dossier is finished.
    :raises OutOfScope: if the dossier has no such citation.
    """
    dossier = open_dossier_for_writing(dossier_id=dossier_id, asked=asked)
    row = dossier.citations.filter(id=citation_id, removed_at=None).first()
    if row is None:
        raise OutOfScope(_("Không tìm thấy căn cứ này trong hồ sơ."))
    _remove(row, dossier, asked)
    return citation_id


@command("plans.add_evidence", subject=_subject)
def add_evidence(*, asked: Asked, dossier_id: int, run_id: int) -> int:
    """Put a run of a reform into the annex, after those that stand there; return its number.

    :raises UnableToAddEvidence: if it stands there already, or the annex is full.
    :raises UnableToChangeDossier: if the dossier is finished.
    :raises OutOfScope: if the unit may not see such a run.
    """
    dossier = open_dossier_for_writing(dossier_id=dossier_id, asked=asked)
    if run_id not in {run.id for run in list_run_choices(unit_id=dossier.unit_id)}:
        raise OutOfScope(_("Không tìm thấy lần chạy phương án này."))
    standing = DossierEvidence.objects.filter(dossier=dossier, removed_at=None)
    if standing.filter(run_id=run_id).exists():
        raise UnableToAddEvidence(_("Lần chạy này đã có trong phụ lục của hồ sơ."))
    if standing.count() >= EVIDENCE_MAX:
        raise UnableToAddEvidence(_("Phụ lục có tối đa 20 lần chạy. Bỏ bớt trước khi thêm."))
    last = dossier.evidence.aggregate(last=Max("order"))["last"] or 0
    row = DossierEvidence.objects.create(
        dossier=dossier, run_id=run_id, order=last + 1, added_at=asked.at, added_by_name=asked.actor.name
    )
    dossier_changed(dossier)
    return row.id


@command("plans.remove_evidence", subject=_subject)
def remove_evidence(*, asked: Asked, dossier_id: int, evidence_id: int) -> int:
    """Take a run out of the annex; its row stays, marked with the moment.

    :raises UnableToChangeDossier: if the dossier is finished.
    :raises OutOfScope: if the annex has no such run.
    """
    dossier = open_dossier_for_writing(dossier_id=dossier_id, asked=asked)
    row = dossier.evidence.filter(id=evidence_id, removed_at=None).first()
    if row is None:
        raise OutOfScope(_("Không tìm thấy bằng chứng này trong hồ sơ."))
    _remove(row, dossier, asked)
    return evidence_id


def _remove(row: LawCitation | DossierEvidence, dossier: Dossier, asked: Asked) -> None:
    """Mark a row as taken out of its dossier."""
    row.removed_at = asked.at
    row.save(update_fields=["removed_at"])
    dossier_changed(dossier)
