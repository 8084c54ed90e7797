"""Writing a document into the register, as a deliverable of a submission."""

from datetime import date

from tantam.base.models import StoredFile
from tantam.core.text import fold
from tantam.plans.models import IssuedDocument, Submission


def write_document(
    *,
    submission: Submission,
    number: str,
    issued_on: date,
    kind: str,
    issuing_body: str,
    signer: str,
    abstract: str,
    file: StoredFile | None,
    filename: str,
) -> IssuedDocument:
    """Write an issued document down with the text that the register searches."""
    return IssuedDocument.objects.create(
        submission=submission,
        number=number,
        issued_on=issued_on,
        kind=kind,
        issuing_body=issuing_body,
        signer=signer,
        abstract=abstract,
        file=file,
        filename=filename,
        search_text=search_text(number, kind, issuing_body, signer, abstract),
    )


def search_text(*parts: str) -> str:
    """Return what the register searches: the parts without accents or capitals."""
    return fold(" ".join(part for part in parts if part))
