"""What a submission holds, written down at every step of its life."""

from decimal import Decimal
from typing import Any

from tantam.plans.models import Submission


def content_of(submission: Submission) -> dict[str, Any]:
    """Return all that a submission holds now, as plain values that JSON keeps exactly."""
    return {
        "text": submission.text,
        "difficulties": submission.difficulties,
        "proposals": submission.proposals,
        "documents": [
            {
                "id": row.id,
                "number": row.number,
                "issued_on": row.issued_on.isoformat(),
                "kind": row.kind,
                "issuing_body": row.issuing_body,
                "signer": row.signer,
                "abstract": row.abstract,
                "filename": row.filename,
                "sha256": row.file.sha256 if row.file else "",
            }
            for row in submission.documents.filter(removed_at=None).select_related("file").order_by("id")
        ],
        "media_items": [
            {
                "id": row.id,
                "kind": row.kind,
                "title": row.title,
                "outlet": row.outlet,
                "published_on": row.published_on.isoformat(),
                "link": row.link,
            }
            for row in submission.media_items.filter(removed_at=None).order_by("id")
        ],
        "briefings": [
            {
                "id": row.id,
                "kind": row.kind,
                "topic": row.topic,
                "held_on": row.held_on.isoformat(),
                "place": row.place,
                "audience": row.audience,
                "attendees_count": row.attendees_count,
            }
            for row in submission.briefings.filter(removed_at=None).order_by("id")
        ],
        "values": [
            {
                "code": row.indicator.code,
                "name": row.indicator.name,
                "measure": row.indicator.measure,
                "value": format(row.value.quantize(Decimal(1).scaleb(-row.indicator.decimals)), "f"),
            }
            for row in submission.values.select_related("indicator").order_by("indicator__order", "id")
        ],
    }


def has_substance(content: dict[str, Any]) -> bool:
    """Tell whether there is a text or a deliverable, the least that may be filed."""
    return any(content[name] for name in ("text", "documents", "media_items", "briefings"))
